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
};

/** Matches nothing in every shape of query: inside AND, OR, include, _count and nested writes. */
const nothing = { id: { in: [] } };

type Where = { AND?: Where[]; OR?: Where[] };
const isEverything = (where: object): boolean => Object.keys(where).length === 0;

/**
 * Takes the empty filters out. CASL writes a rule without conditions as `{OR: [{}]}`, which Prisma reads as *nothing* at the top of a
 * query and as *everything* inside AND: one alternative that is everything makes the whole everything, and says so as `{}`.
 */
function plain(where: Where): Where {
  if (where.OR) {
    const alternatives = where.OR.map(plain);
    return alternatives.some(isEverything) ? {} : alternatives.length === 1 ? (alternatives[0] ?? {}) : { OR: alternatives };
  }
  if (where.AND) {
    const parts = where.AND.map(plain).filter((part) => !isEverything(part));
    return parts.length === 0 ? {} : parts.length === 1 ? (parts[0] ?? {}) : { AND: parts };
  }
  return where;
}

/**
 * The records of one kind on which a person may act, as a Prisma filter. The only use of CASL's own helper:
 * for a person with no rule that one answers `{OR: []}`, which Prisma reads as *everything* inside AND.
 */
export function authorizedWhere<S extends SubjectName>(ability: AppAbility, action: Action, subject: S): WhereOf[S] {
  const rules = ability.rulesFor(action, subject as never);
  if (!rules.some((rule) => !rule.inverted)) return nothing as WhereOf[S];
  return plain(accessibleBy(ability as never, action as never).ofType(subject as never) as Where) as WhereOf[S];
}
