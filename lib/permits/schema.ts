import { z } from "zod";
import { withoutNotice } from "@/lib/hearings/schema";
import { day, id, reason, several, text, version } from "@/lib/forms/fields";

const ofPermit = { permitId: id, version, reason };
export const suspendInput = z.strictObject({ ...ofPermit, until: day, without: withoutNotice });
export const resumeInput = z.strictObject(ofPermit);
export const showObligationInput = z.strictObject({ obligationId: id, version, evidence: text("what shows that it is kept", { max: 4000, min: 10 }) });
export const answerObligationInput = z.strictObject({ obligationId: id, version, outcome: z.enum(["accepted", "sent_back"], "Choose whether you accept it."), reason });
export const reportRemovalInput = z.strictObject({ permitId: id, devices: several(id).pipe(z.array(z.string()).min(1, "Choose at least one device.").max(500)), removedOn: day, evidence: text("what shows that they are gone", { max: 4000, min: 10 }) });
export const answerRemovalInput = z.strictObject({ removalId: id, version, outcome: z.enum(["confirmed", "sent_back"], "Choose whether they are gone."), reason });
export const surrenderInput = z.strictObject({ ...ofPermit, confirm: z.literal("yes", "Confirm that you give it back.") });
export const beginFollowUpInput = z.strictObject({ permitId: id, kind: z.enum(["amendment", "renewal"], "Choose what you want to do.") });
export const offerTransferInput = z.strictObject({ permitId: id, toId: z.uuid("Choose a partner from the list."), words: text("what the other should know", { max: 2000, min: 10 }) });
export const withdrawTransferInput = z.strictObject({ offerId: id, version });
export const answerTransferInput = z.strictObject({ offerId: id, version, outcome: z.enum(["accepted", "declined"], "Choose whether you take it on.") });
export const freePlacesInput = z.strictObject({ permitId: id });
export const revokeInput = z.strictObject({ ...ofPermit, confirm: z.literal("yes", "Confirm that it is withdrawn for good."), without: withoutNotice });
