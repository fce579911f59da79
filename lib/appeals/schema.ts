import { z } from "zod";
import { id, optionalId, reason, text, version } from "@/lib/forms/fields";

/** Against the refusal of an application, or against a stop over one of one's permits. */
export const lodgeInput = z
  .strictObject({ applicationId: optionalId, permitId: optionalId, stopId: optionalId, words: text("why it should be looked at again", { max: 8000, min: 20 }) })
  .refine(({ applicationId, permitId, stopId }) => (applicationId !== undefined) !== (permitId !== undefined && stopId !== undefined), { message: "Open the page anew.", path: ["words"] });
export const withdrawAppealInput = z.strictObject({ appealId: id, version });
export const decideAppealInput = z.strictObject({ appealId: id, version, outcome: z.enum(["upheld", "dismissed"], "Choose whether you uphold it."), reason });
