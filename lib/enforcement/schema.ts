import { z } from "zod";
import { withoutNotice } from "@/lib/hearings/schema";
import { isOpenScope } from "@/lib/enforcement/rules";
import { day, id, optionalId, optionalText, reason, text, version } from "@/lib/forms/fields";
import type { StopScope } from "@/lib/permits/standing";

export const assetClasses = ["light_pole", "traffic_pole", "cabinet", "shelter", "kiosk", "rooftop", "duct", "other"] as const;
const nothing = (value: unknown) => (value === "" ? undefined : value);

/** What a stop is to be over. All that is given must fit; a model is named with its make. */
export const scopeFields = {
  permitId: optionalId,
  deviceId: optionalId,
  partnerId: optionalId,
  assetId: optionalId,
  assetClass: z.preprocess(nothing, z.enum(assetClasses, "Choose a kind of asset from the list.").optional()),
  zoneId: optionalId,
  networkId: optionalId,
  make: z.preprocess(nothing, optionalText({ max: 80 }).optional()),
  model: z.preprocess(nothing, text("a model", { max: 80 }).optional()),
};

/** The answer to what it reaches, as the officer saw it: how many devices, and a hash over which. */
const seen = z.string("Open the page anew.").regex(/^\d{1,9}:[0-9a-f]{32}$/, "Open the page anew.");
/** Never over the whole city by having been left empty. */
const over = <S extends z.ZodRawShape>(shape: S) => z.strictObject({ ...scopeFields, ...shape }).refine((input) => !isOpenScope(input as StopScope), { message: "Say what it is to be over. Choose at least one thing.", path: ["scope"] });

export const orderStopInput = over({ effect: z.enum(["restrict", "suspend"], "Choose what it does."), emergency: z.enum(["yes", "no"], "Choose whether it is an emergency."), until: day, reason, seen, without: withoutNotice });
export const withdrawRightsInput = over({ effect: z.enum(["revoke", "void"], "Choose what it does."), confirm: z.literal("yes", "Confirm that it is withdrawn for good."), reason, seen, without: withoutNotice });
const ofStop = { stopId: id, version, reason };
export const liftStopInput = z.strictObject(ofStop);
export const ratifyStopInput = z.strictObject({ ...ofStop, outcome: z.enum(["ratified", "refused"], "Choose whether it was right.") });
export const setAsideStopInput = z.strictObject(ofStop);
export const decideAnewInput = z.strictObject({ ...ofStop, outcome: z.enum(["upheld", "reversed"], "Choose whether it is upheld or reversed.") });
export const lapseStopInput = z.strictObject({ stopId: id });
