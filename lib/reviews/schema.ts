import { z } from "zod";
import { capabilityNames, staffCapabilities, type Capability } from "@/lib/access/capabilities";
import { day, id, optionalDay, optionalId, optionalText, reason, several, text, version } from "@/lib/forms/fields";

const assetClasses = ["light_pole", "traffic_pole", "cabinet", "shelter", "kiosk", "rooftop", "duct", "other"] as const;
const staffCapability = z.enum(staffCapabilities as [string, ...string[]], "Choose permissions from the list.").pipe(z.enum(capabilityNames as [Capability, ...Capability[]]));
const optional = <T extends z.ZodType>(field: T) => z.preprocess((value) => (value === "" ? undefined : value), field.optional());
const fewer = "Enter a number from 0 to 20.";

/** Nothing chosen among the permissions means all of them. */
export const launchReviewInput = z.strictObject({
  title: text("what the review is called", { max: 120 }),
  capabilities: several(staffCapability),
  agencyId: optionalId,
  zoneId: optionalId,
  dueOn: day,
  silence: z.enum(["end", "keep"], "Choose what happens to a permission that nobody answers for."),
  plant: z.string(fewer).trim().regex(/^(1?\d|20)$/, fewer).transform(Number),
});

/** What is left open of the narrower scope stays as it is. */
export const answerItemInput = z
  .strictObject({
    itemId: id,
    version,
    answer: z.enum(["keep", "reduce", "end"], "Choose whether it is kept, made narrower or ended."),
    agencyId: optionalId,
    zoneId: optionalId,
    assetClass: optional(z.enum(assetClasses, "Choose a kind of asset from the list.")),
    highestTier: optional(z.coerce.number("Choose a tier from 1 to 4.").int("Choose a tier from 1 to 4.").min(1, "Choose a tier from 1 to 4.").max(4, "Choose a tier from 1 to 4.")),
    validUntil: optionalDay,
    reason: optionalText({ max: 2000 }),
  })
  .superRefine(({ answer, reason: why }, context) => {
    if (answer !== "keep" ? why.length < 10 : why.length > 0 && why.length < 10) context.addIssue({ code: "custom", path: ["reason"], message: "Enter the reason, in at least 10 characters." });
  });

export const handOverInput = z.strictObject({ reviewId: id, fromId: optionalId, toId: optionalId, reason });
export const ofReviewInput = z.strictObject({ reviewId: id, version });

const reach = { agencyId: z.string().nullable(), zoneId: z.string().nullable(), assetClass: z.enum(assetClasses).nullable(), highestTier: z.number().nullable(), partnerId: z.string().nullable() };
const instant = z.iso.datetime();

/** One permission as it stood when the review began, and what was known of its use. */
export const snapshotSchema = z.strictObject({
  capability: z.string(),
  reach: z.strictObject(reach),
  words: z.string(),
  isEmergency: z.boolean(),
  giver: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  reason: z.string(),
  since: instant,
  until: instant.nullable(),
  /** decisions made with it, and the last of them; null where its use leaves no entry (reading) */
  decisions: z.number().nullable(),
  lastUsedAt: instant.nullable(),
  conflicts: z.array(z.string()),
  /** the narrowest that would have allowed every decision made with it; null where that is what it is, or nothing can be told */
  smallest: z.strictObject({ ...reach, words: z.string() }).nullable(),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/** Which permissions a review asks about: those with one of these capabilities that reach into this agency and zone. */
export const scopeSchema = z.strictObject({ capabilities: z.array(z.string()), agencyId: z.string().nullable(), agency: z.string().nullable(), zoneId: z.string().nullable(), zone: z.string().nullable() });
export type ReviewScope = z.infer<typeof scopeSchema>;

/** What a grant was to be reduced to. The last instant is stored, as in a grant. */
export const reducedSchema = z.strictObject({ ...reach, validUntil: instant.nullable(), words: z.string() });
