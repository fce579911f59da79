import { z } from "zod";
import { grounds, skipCauses } from "@/lib/hearings/words";
import { id, optionalDay, optionalId, reason, several, text, version } from "@/lib/forms/fields";

export const groundsField = several(z.enum(grounds, "Choose grounds from the list.")).pipe(z.array(z.enum(grounds)).min(1, "Choose at least one ground."));
/** Why the partner was not heard first; left open where it was. */
export const withoutNotice = z.preprocess((value) => (value === "" ? undefined : value), z.enum(skipCauses, "Choose why from the list.").optional());

/** Of an application or of a permit, one of the two. */
export const considerInput = z
  .strictObject({ applicationId: optionalId, permitId: optionalId, version, intends: z.enum(["refusal", "suspension", "revocation"], "Choose what you consider."), grounds: groundsField, reason, by: optionalDay })
  .refine(({ applicationId, permitId, intends }) => (intends === "refusal" ? applicationId !== undefined && permitId === undefined : permitId !== undefined && applicationId === undefined), { message: "Choose what you consider.", path: ["intends"] });
export const answerConsiderationInput = z.strictObject({ considerationId: id, version, answer: text("your answer", { max: 8000, min: 10 }) });
export const dropConsiderationInput = z.strictObject({ considerationId: id, version, reason });
