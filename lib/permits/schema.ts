import { z } from "zod";
import { withoutNotice } from "@/lib/hearings/schema";
import { day, id, reason, version } from "@/lib/forms/fields";

const ofPermit = { permitId: id, version, reason };
export const suspendInput = z.strictObject({ ...ofPermit, until: day, without: withoutNotice });
export const resumeInput = z.strictObject(ofPermit);
export const surrenderInput = z.strictObject({ ...ofPermit, confirm: z.literal("yes", "Confirm that you give it back.") });
export const revokeInput = z.strictObject({ ...ofPermit, confirm: z.literal("yes", "Confirm that it is withdrawn for good."), without: withoutNotice });
