import { z } from "zod";
import { capabilityNames, staffCapabilities, type Capability } from "@/lib/access/capabilities";
import { pairNames, policySchema, type Pair } from "@/lib/access/policy";
import { day, email, id, linesOf, optionalDay, optionalId, optionalText, reason, storable, text, version } from "@/lib/forms/fields";

const assetClasses = ["light_pole", "traffic_pole", "cabinet", "shelter", "kiosk", "rooftop", "duct", "other"] as const;
/** Nothing typed or chosen means: not limited. */
const optional = <T extends z.ZodType>(field: T) => z.preprocess((value) => (value === "" ? undefined : value), field.optional());
/** A whole number as a form sends it. An empty field is no number: `Number("")` would make it 0. */
const whole = (sentence: string, least: number, most: number) =>
  z.preprocess((value) => (typeof value === "string" && value.trim() !== "" ? Number(value) : value), z.number(sentence).int(sentence).min(least, sentence).max(most, sentence));

export const invitePersonInput = z.strictObject({
  name: text("the person's name", { max: 120 }),
  email,
  line: optionalText({ max: 120 }),
});

const staffCapability = z.enum(staffCapabilities as [string, ...string[]], "Choose what the person may do from the list.").pipe(z.enum(capabilityNames as [Capability, ...Capability[]]));

/** How far a grant reaches. What is left open it does not limit. */
const scope = {
  agencyId: optionalId,
  zoneId: optionalId,
  assetClass: optional(z.enum(assetClasses, "Choose a kind of asset from the list.")),
  highestTier: optional(whole("Choose a tier from 1 to 4.", 1, 4)),
  partnerId: optionalId,
};

/** What its use asks for, besides what the rules of access ask of everyone. */
const conditions = {
  needsStrength: optional(whole("Choose a password alone, or a password and a code.", 1, 2)),
  needsRecentMinutes: optional(whole("Enter minutes, from 1 to 1440.", 1, 1_440)),
  needsTraining: optional(z.string("Choose a training from the list.").trim().max(80, "Choose a training from the list.").regex(storable, "Choose a training from the list.")),
};

const part = z.string("Open the page anew.").trim().max(200, "Shorten this to 200 characters.").regex(storable, "This holds a character that cannot be stored. Type it again.").default("");
export const saveViewInput = z.strictObject({ personId: id, name: text("a name for it", { max: 40 }), view: part, find: part, tier: part, zone: part });
export const dropViewInput = z.strictObject({ personId: id, viewId: id });
export const calendarInput = z.strictObject({ personId: id });
export const giveGrantInput = z.strictObject({ personId: id, capability: staffCapability, ...scope, ...conditions, validFrom: optionalDay, validUntil: optionalDay, reason });
export const replaceGrantInput = z.strictObject({ grantId: id, version, ...scope, ...conditions, validUntil: optionalDay, reason });
export const endGrantInput = z.strictObject({ grantId: id, version, reason });

export const askForGrantInput = z.strictObject({
  capability: staffCapability,
  ...scope,
  hours: whole("Enter hours, from 1 to 720.", 1, 720),
  reason,
  // Where the person goes back to, so it must be a page of the portal itself.
  page: optionalText({ max: 300 }).refine((page) => page === "" || /^\/(?![/\\])/.test(page), "Open the page anew."),
});
export const decideRequestInput = z.strictObject({ requestId: id, version, reason });
export const withdrawRequestInput = z.strictObject({ requestId: id, version });

export const takeEmergencyInput = z.strictObject({ capability: staffCapability, agencyId: scope.agencyId, zoneId: scope.zoneId, assetClass: scope.assetClass, highestTier: scope.highestTier, reason });
export const ratifyInput = z.strictObject({ grantId: id, outcome: z.enum(["ratified", "refused", "examined_late"], "Choose whether it was right."), reason });

export const declareInterestInput = z.strictObject({ personId: id, partnerId: id, kind: z.enum(["family", "employment", "ownership", "other"], "Choose what ties them."), reason });
export const endInterestInput = z.strictObject({ interestId: id, version, reason });

export const recordTrainingInput = z.strictObject({ personId: id, course: text("which training it was", { max: 80 }), passedOn: day, validUntilOn: day, evidence: optionalText({ max: 300 }) });
export const endTrainingInput = z.strictObject({ trainingId: id, version, reason });

export const giveExceptionInput = z.strictObject({ personId: id, pair: z.enum(pairNames as [Pair, ...Pair[]], "Choose which acts."), until: day, reason });
export const endExceptionInput = z.strictObject({ exceptionId: id, version, reason });

export const forgetPersonInput = z.strictObject({ personId: id, version, confirm: z.literal("yes", "Tick that you know it cannot be undone."), reason });
export const placeHoldInput = z.strictObject({ personId: id, reason });
export const endHoldInput = z.strictObject({ holdId: id, version, reason });

export const deactivateInput = z.strictObject({ personId: id, version, reason });

const chosen = z.preprocess((value) => (value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value]), z.array(z.string()));
/** "permits.revoke: 15", one a line, as a record. */
const byLine = (what: string) =>
  linesOf(what, { max: 40, each: 140 }).pipe(
    z.array(z.string().regex(/^[a-z]+\.[a-z]+\s*:\s*\S.*$/, "Write each as a capability and what it needs, like permits.revoke: 15.")).transform((lines) => Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf(":")).trim(), line.slice(line.indexOf(":") + 1).trim()]))),
  );

/** The rules of access as their form sends them: tick boxes, numbers, and a line for each capability that asks for something. */
export const publishPolicyInput = z
  .strictObject({
    number: whole("Open the page anew.", 0, 1_000_000),
    secondPerson: chosen,
    recentMinutes: byLine("minutes"),
    training: byLine("trainings"),
    courses: linesOf("the trainings", { max: 40, each: 80 }),
    apart: chosen,
    coolingDays: whole("Enter days, from 0 to 3650.", 0, 3_650),
    emergencyCapabilities: chosen,
    emergencyHours: whole("Enter hours, from 1 to 168.", 1, 168),
    ratifyHours: whole("Enter hours, from 1 to 168.", 1, 168),
    requestDays: whole("Enter days, from 1 to 90.", 1, 90),
    keepCityYears: whole("Enter years, from 0 to 100.", 0, 100),
    keepPartnerYears: whole("Enter years, from 0 to 100.", 0, 100),
    reason,
  })
  .transform(({ number, reason: why, recentMinutes, emergencyCapabilities, emergencyHours, ratifyHours, keepCityYears, keepPartnerYears, ...rest }, context) => {
    const content = { ...rest, recentMinutes: Object.fromEntries(Object.entries(recentMinutes).map(([name, minutes]) => [name, Number(minutes)])), emergency: { capabilities: emergencyCapabilities, hours: emergencyHours, ratifyHours }, keep: { cityYears: keepCityYears, partnerYears: keepPartnerYears } };
    const read = policySchema.safeParse(content);
    // A training that nobody can record would put grants to sleep for good.
    const unknown = read.success && Object.values(read.data.training).find((course) => !read.data.courses.includes(course));
    if (unknown) context.addIssue({ code: "custom", path: ["training"], message: `“${unknown}” is not among the trainings. Add it there, or choose another.` });
    else if (read.success) return { number, content: read.data, reason: why };
    for (const issue of read.error?.issues ?? []) {
      const field = issue.path[0] === "emergency" ? "emergencyCapabilities" : String(issue.path[0] ?? "");
      context.addIssue({ code: "custom", path: [field], message: `${String(issue.path.at(-1) ?? "This")} is not among what can be chosen here. Look at the list and write it again.` });
    }
    return z.NEVER;
  });

export const enrolInput = z.strictObject({
  token: z.string("Open the link in your invitation anew.").min(20, "Open the link in your invitation anew.").max(100, "Open the link in your invitation anew."),
  password: z.string("Choose a password.").max(256, "Shorten this to 256 characters."),
  /** the sealed secret that the page showed as a square code; and the code that the person's app made of it */
  secret: z.string("Open the page anew.").max(400, "Open the page anew.").default(""),
  code: z.string("Enter the six digits.").max(20, "Enter the six digits.").default(""),
});

export const firstAdministratorInput = z.strictObject({ email, name: text("the administrator's name", { max: 120 }) });

export const startAnewInput = z.strictObject({ personId: id, version, reason });
