import { z } from "zod";
import { assetClasses } from "@/lib/assets/reading/asset-class";
import { id, optionalId, optionalText, storable, text, version } from "@/lib/forms/fields";

/** What the command takes. A browser may send 64 MB at once (next.config.ts). */
export const largestFile = 512_000_000;
const column = z.preprocess((value) => (value === "" ? undefined : value), z.string("Choose a column.").max(200, "Choose a column.").regex(storable, "Choose a column.").optional());

export const uploadInput = z.strictObject({
  file: z.file("Choose a CSV or GeoJSON file.").min(1, "The file is empty. Choose another.").max(largestFile, "The file is larger than 512 MB. Split it and import the parts one after another."),
});
export const mappingSchema = z.strictObject({ id: column, lat: column, lon: column, point: column, class: column, owner: column, place: column });
export const queueImportInput = z.strictObject({
  importId: id,
  version,
  run: z.enum(["check", "import"], "Choose whether to check or to import."),
  mapping: mappingSchema,
  crs: z.string().trim().max(20).regex(/^(EPSG:\d{3,6})?$/i, "Enter a code like EPSG:4326.").default(""),
  swapped: z.enum(["yes", "no"]).default("no"),
  assetClass: z.preprocess((value) => (value === "" ? undefined : value), z.enum(assetClasses).optional()),
  agencyId: optionalId,
  agencyName: optionalText({ max: 120 }),
});
export const discardImportInput = z.strictObject({ importId: id, version });
export const finishImportInput = z.strictObject({ importId: id });
export const importAreasInput = z.strictObject({
  kind: z.enum(["zone", "boundary", "street", "water", "green"], "Choose what the file holds."),
  file: z.file("Choose a GeoJSON file.").min(1, "The file is empty. Choose another.").max(16_000_000, "The file is larger than 16 MB. Simplify its shapes and try again."),
});
export const addNetworkInput = z.strictObject({
  agencyId: id,
  code: text("a short code", { max: 20 }).regex(/^[A-Z0-9-]+$/, "Use capital letters, digits and hyphens."),
  name: text("the network's name", { max: 100 }),
  kind: z.enum(["wifi", "lorawan", "fibre", "cellular", "vlan"], "Choose the kind of network."),
});

/** What an import was told, kept with it: how to read the file and whose assets they are. */
export const optionsSchema = queueImportInput.omit({ importId: true, version: true, agencyName: true });
export type ImportOptions = z.infer<typeof optionsSchema>;
