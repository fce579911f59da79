import "server-only";
import { accessibleBy } from "@casl/prisma/runtime";
import type { Prisma } from "@/lib/core/prisma-client/client";
import type { Action, AppAbility, SubjectName } from "@/lib/access/ability";

type WhereOf = {
  Application: Prisma.ApplicationWhereInput;
  Permit: Prisma.PermitWhereInput;
  Partner: Prisma.PartnerWhereInput;
  Person: Prisma.PersonWhereInput;
  Grant: Prisma.GrantWhereInput;
  Agency: Prisma.AgencyWhereInput;
  Asset: Prisma.AssetWhereInput;
  AssetImport: Prisma.AssetImportWhereInput;
  Zone: Prisma.ZoneWhereInput;
  Network: Prisma.NetworkWhereInput;
  LedgerEntry: Prisma.LedgerEntryWhereInput;
  GrantRequest: Prisma.GrantRequestWhereInput;
  Interest: Prisma.InterestWhereInput;
  Training: Prisma.TrainingWhereInput;
  ApartException: Prisma.ApartExceptionWhereInput;
  AccessPolicy: Prisma.AccessPolicyWhereInput;
  Review: Prisma.ReviewWhereInput;
  ReviewItem: Prisma.ReviewItemWhereInput;
  Finding: Prisma.FindingWhereInput;
  Sample: Prisma.SampleWhereInput;
  LegalHold: Prisma.LegalHoldWhereInput;
  Stop: Prisma.StopWhereInput;
  Consideration: Prisma.ConsiderationWhereInput;
  Appeal: Prisma.AppealWhereInput;
  NoticeWording: Prisma.NoticeWordingWhereInput;
  Concern: Prisma.ConcernWhereInput;
  DataRequestPart: Prisma.DataRequestPartWhereInput;
};

/** Match nothing, and everything, in every shape of query: inside AND, OR, include, _count and nested writes. */
const nothing = { id: { in: [] } };
const everything = { id: { notIn: [] } };

type Where = { AND?: Where[]; OR?: Where[] };
const isEverything = (where: object): boolean => Object.keys(where).length === 0;

const limits = ["agencyId", "zoneId", "assetClass", "partnerId"] as const;
const highest = "tier";
type Alternative = Record<string, unknown>;

/** The values that a filter asks a column to be one of; null where it asks something else. */
function valuesOf(asked: unknown): string[] | null {
  if (typeof asked === "string") return [asked];
  if (asked === null || typeof asked !== "object") return null;
  const { in: one, ...other } = asked as { in?: unknown };
  return Array.isArray(one) && one.every((value) => typeof value === "string") && Object.keys(other).length === 0 ? one : null;
}
const tierOf = (asked: unknown): number | null => (asked !== null && typeof asked === "object" && Object.keys(asked).length === 1 && "lte" in asked && typeof asked.lte === "number" ? asked.lte : null);

/**
 * Alternatives that are alike but for one limit become one that reaches as far as all of them: two hundred narrow grants are mostly a few
 * areas times a few kinds of asset, and a statement with two hundred alternatives takes Prisma and PostgreSQL many times as long.
 */
function fewer(alternatives: Alternative[]): Alternative[] {
  let left = alternatives;
  for (const column of [highest, ...limits]) {
    const alike = new Map<string, Alternative[]>();
    for (const one of left) {
      const rest = JSON.stringify(Object.entries(one).filter(([name]) => name !== column).toSorted(([a], [b]) => (a < b ? -1 : 1)));
      const group = alike.get(rest);
      if (group) group.push(one);
      else alike.set(rest, [one]);
    }
    left = [...alike.values()].flatMap((group) => (group.length === 1 ? group : together(group, column)));
  }
  return left;
}

function together(group: Alternative[], column: string): Alternative[] {
  const [first = {}] = group;
  // One of them is not limited there, and so reaches whatever the others reach.
  const open = group.find((one) => !(column in one));
  if (open) return [open];
  if (column === highest) {
    const tiers = group.map((one) => tierOf(one[column]));
    return tiers.every((tier) => tier !== null) ? [{ ...first, [column]: { lte: Math.max(...tiers) } }] : group;
  }
  const values = group.map((one) => valuesOf(one[column]));
  if (!values.every((each) => each !== null)) return group;
  const all = [...new Set(values.flat())];
  return [{ ...first, [column]: all.length === 1 ? all[0] : { in: all } }];
}

/**
 * Takes the empty filters out. CASL writes a rule without conditions as `{OR: [{}]}`, which Prisma reads as *nothing* at the top of a
 * query and as *everything* inside AND: one alternative that is everything makes the whole everything, and says so as `{}`.
 */
function plain(where: Where): Where {
  if (where.OR) {
    const [common, alternatives] = apart(where.OR.map(plain));
    return all([...common, alternatives.some(isEverything) ? {} : any(fewer(alternatives as Alternative[]) as Where[])]);
  }
  return where.AND ? all(where.AND.map(plain)) : where;
}

const any = (alternatives: Where[]): Where => (alternatives.length === 1 ? (alternatives[0] ?? {}) : { OR: alternatives });
function all(wheres: Where[]): Where {
  const parts = wheres.filter((part) => !isEverything(part));
  return parts.length === 0 ? {} : parts.length === 1 ? (parts[0] ?? {}) : { AND: parts };
}

/** What every alternative asks besides, once: CASL writes what is forbidden into each of them. */
function apart(alternatives: Where[]): [common: Where[], left: Where[]] {
  const parts = alternatives.map((one) => new Map((one.AND ?? [one]).map((part) => [JSON.stringify(part), part])));
  const [first = new Map<string, Where>(), ...others] = parts;
  const common = [...first].filter(([key]) => others.every((each) => each.has(key)));
  if (alternatives.length < 2 || common.length === 0) return [[], alternatives];
  return [common.map(([, part]) => part), parts.map((each) => all([...each].filter(([key]) => !common.some(([known]) => known === key)).map(([, part]) => part)))];
}

/**
 * The records of one kind on which a person may act, as a Prisma filter. The only use of CASL's own helper:
 * for a person with no rule that one answers `{OR: []}`, which Prisma reads as *everything* inside AND.
 */
export function authorizedWhere<S extends SubjectName>(ability: AppAbility, action: Action, subject: S): WhereOf[S] {
  const rules = ability.rulesFor(action, subject);
  if (!rules.some((rule) => !rule.inverted)) return nothing as unknown as WhereOf[S];
  // Named plainly: the union of every model's filter is more than the compiler can write down.
  const accessible = (accessibleBy as unknown as (ability: AppAbility, action: Action) => { ofType(subject: string): Where })(ability, action);
  const where = plain(accessible.ofType(subject));
  // Prisma leaves an empty filter out of OR, where it would have let everything through.
  return (isEverything(where) ? everything : where) as unknown as WhereOf[S];
}
