import { z } from "zod";
import { staffCapabilities, type Capability } from "@/lib/access/capabilities";

/** Pairs of acts that must lie in different hands on one case. Closed list; a city chooses which of them hold. */
export const pairs = {
  assess_decide: { words: "Who assesses or reviews a case does not decide it", first: ["application.assessed", "application.section_reviewed"], second: ["application.approved", "application.refused"] },
  tier_decide: { words: "Who sets the risk tier of a case does not decide it", first: ["application.tier_raised", "application.lower_tier_proposed", "application.lower_tier_answered"], second: ["application.approved", "application.refused"] },
  decide_ratify: { words: "Who acted in an emergency does not ratify it", first: ["grant.taken"], second: ["grant.ratified"] },
  grant_use: { words: "Nobody uses a permission that comes back to them from their own giving", first: [], second: [] },
  register_verify: { words: "Who registered a partner does not verify it", first: ["partner.registered"], second: ["partner.verified", "partner.refused"] },
} as const satisfies Record<string, { words: string; first: readonly string[]; second: readonly string[] }>;
export type Pair = keyof typeof pairs;
export const pairNames = Object.keys(pairs) as Pair[];

const capability = z.enum(staffCapabilities as [Capability, ...Capability[]]);
const days = (most: number) => z.int().min(0).max(most);

/** The rules of access that a city chooses. Each version is kept, so that any past day can be answered for. */
export const policySchema = z.strictObject({
  /** to give one of these needs a second person */
  secondPerson: z.array(capability),
  /** to use one of these the person must have proved within so many minutes that it is them */
  recentMinutes: z.partialRecord(capability, z.int().min(1).max(1_440)),
  /** to use one of these needs this training in force */
  training: z.partialRecord(capability, z.string().min(1).max(80)),
  courses: z.array(z.string().min(1).max(80)).max(40),
  apart: z.array(z.enum(pairNames as [Pair, ...Pair[]])),
  /** how long former members of a partner stay away from its cases */
  coolingDays: days(3_650),
  /** what may be taken in an emergency, for how long, and how soon another person must ratify it */
  emergency: z.strictObject({ capabilities: z.array(capability), hours: z.int().min(1).max(168), ratifyHours: z.int().min(1).max(168) }),
  /** after so many days without an answer, what was asked for is over */
  requestDays: days(90).min(1),
  /** how long the law asks that it stays known who decided, and who sent an application; years from the last such act */
  keep: z.strictObject({ cityYears: z.int().min(0).max(100), partnerYears: z.int().min(0).max(100) }).default({ cityYears: 10, partnerYears: 5 }),
});
export type Policy = z.infer<typeof policySchema>;

/** In force until the city publishes its own. */
export const defaultPolicy: Policy = {
  secondPerson: ["permits.revoke", "people.grant", "people.deactivate", "people.forget", "policies.publish", "ledger.open"],
  recentMinutes: { "permits.revoke": 15, "people.grant": 15, "people.deactivate": 15, "people.forget": 15, "policies.publish": 15 },
  training: {},
  courses: ["Privacy and personal data", "Deciding permits", "Emergency stops"],
  apart: [...pairNames],
  coolingDays: 365,
  emergency: { capabilities: ["permits.suspend", "permits.revoke"], hours: 8, ratifyHours: 24 },
  requestDays: 14,
  keep: { cityYears: 10, partnerYears: 5 },
};

/** What is stored, or the default where nothing is. A stored version was checked when it was published. */
export const policyOf = (stored: unknown): Policy => (stored ? policySchema.parse(stored) : defaultPolicy);
