import { z } from "zod";
import { id } from "@/lib/forms/fields";
import { sectionNames, type SectionName } from "@/lib/applications/schema";

export const filePlaces = ["application", "notice", "obligation", "removal"] as const;
export const mostBytesOfFile = 20_000_000;
/** of one sending; proxy.ts lets 64 MiB pass */
const mostBytesAtOnce = 60_000_000;
export const mostFilesAtOnce = 10;
/** that stand in one place */
export const mostFilesInPlace = 40;

/** A file control that was left empty sends a file without a byte and without a name, which React writes as “undefined”. */
const isNone = (value: unknown): boolean => value instanceof File && value.size === 0 && (value.name === "" || value.name === "undefined");
const chosen = z.preprocess((value) => (Array.isArray(value) ? value.filter((each) => !isNone(each)) : value), z.array(z.file("Choose files from your device."))
  .min(1, "Choose at least one file.")
  .max(mostFilesAtOnce, `Choose at most ${mostFilesAtOnce} files at once. Send the others after these.`)
  .refine((files) => files.reduce((sum, { size }) => sum + size, 0) <= mostBytesAtOnce, "Together they are larger than 60 MB. Send them one after the other."));

export const addFilesInput = z.strictObject({
  place: z.enum(filePlaces, "Open the page anew."),
  /** the application, notice, obligation or removal */
  ofId: id,
  section: z.enum(sectionNames as [SectionName, ...SectionName[]], "Choose what the files show.").optional(),
  files: z.preprocess((value) => (value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value]), chosen),
});
export const removeFileInput = z.strictObject({ place: z.enum(filePlaces, "Open the page anew."), fileId: id });
