import "server-only";
import { capabilities, type Capability } from "@/lib/access/capabilities";
import { defaultPolicy } from "@/lib/access/policy";
import { dayOf, isoDay } from "@/lib/core/calendar";
import { csvBeginning, csvLine } from "@/lib/core/csv";
import { db, Prisma, type Tx } from "@/lib/core/db";
import type { AssetClass, GrantOrigin, InterestKind, PersonStatus } from "@/lib/core/prisma-client/client";

interface Named {
  id: string;
  name: string;
}

/** One grant as it was in force at an instant, with the names of what limits it. */
export interface GrantThen {
  id: string;
  person: Named;
  capability: Capability;
  /** The capability's words, to follow "may". */
  words: string;
  agency: Named | null;
  zone: Named | null;
  assetClass: AssetClass | null;
  highestTier: number | null;
  partner: Named | null;
  from: Date;
  /** When it stopped, or will: run out, ended or lapsed, as known now. Null while it has no end. */
  until: Date | null;
  /** Set where a person ended it before its time. */
  endedAt: Date | null;
  reason: string;
  origin: GrantOrigin;
  givenAt: Date;
  givenBy: Named | null;
  secondBy: Named | null;
  /** Null while awake; or the training that was not in force. Whether a second factor was shown nobody can know afterwards. */
  asleepFor: string | null;
}

export interface CouldOn {
  person: Named;
  at: Date;
  /** Of the account, at that instant; null before there was one. */
  status: PersonStatus | null;
  /** In force then, by capability; none unless the account was active. */
  grants: GrantThen[];
  /** The partners from whose cases the person kept away, and why. */
  ties: { partner: Named; kind: "member" | "former_member" | InterestKind; since: Date }[];
  training: { course: string; validUntilOn: Date }[];
  /** The version of the rules of access; 0 for those the portal began with. */
  policyNumber: number;
}

/** What is asked: leave out what does not matter; null where a case spans several, which only grants without that limit reach. */
export interface Where {
  capability: Capability;
  agencyId?: string | null;
  zoneId?: string | null;
  assetClass?: AssetClass | null;
  tier?: number | null;
  partnerId?: string | null;
}

type Reader = Pick<Tx, "$queryRaw">;

/** Of the capabilities that work on a partner's cases: which ties take them away. A member reads all of their own partner's fields. */
function tiesThatForbid(capability: Capability): { own: boolean; other: boolean } {
  switch (capability) {
    case "applications.review":
    case "permits.decide":
    case "permits.suspend":
    case "permits.revoke":
    case "partners.verify":
      return { own: true, other: true };
    case "security.read":
    case "identifiers.read":
    case "contacts.read":
    case "terms.read":
      return { own: false, other: true };
    default:
      return { own: false, other: false };
  }
}

/** The account's status at the instant: of now from its row, of any other from the ledger. Of the person `p`. */
const statusThen = (at: Date | null) =>
  at === null
    ? Prisma.sql`p.status::text`
    : Prisma.sql`(SELECT e."toStatus" FROM "LedgerEntry" e WHERE e."subjectType" = 'Person' AND e."subjectId" = p.id AND e."toStatus" IS NOT NULL AND e.at <= ${at} ORDER BY e.id DESC LIMIT 1)`;

/** `instant.now`, and the rules of access of that instant as `rules`. */
const instantAndRules = (at: Date | null) => Prisma.sql`
  (SELECT coalesce(${at}::timestamptz, now()) AS now) instant
  LEFT JOIN LATERAL (SELECT a.number, a.content FROM "AccessPolicy" a WHERE a."effectiveAt" <= instant.now ORDER BY a.number DESC LIMIT 1) rules ON true`;

const coolingDays = (rules: Prisma.Sql) => Prisma.sql`coalesce((${rules}->>'coolingDays')::int, ${defaultPolicy.coolingDays}::int)`;

interface RowOfGrant {
  place: number;
  now: Date;
  id: string;
  personId: string;
  personName: string;
  capability: Capability;
  agencyId: string | null;
  agencyName: string | null;
  zoneId: string | null;
  zoneName: string | null;
  assetClass: AssetClass | null;
  highestTier: number | null;
  partnerId: string | null;
  partnerName: string | null;
  validFrom: Date;
  until: Date | null;
  endedAt: Date | null;
  reason: string;
  origin: GrantOrigin;
  givenAt: Date;
  givenById: string | null;
  giverName: string | null;
  secondById: string | null;
  secondName: string | null;
  asleepFor: string | null;
}

interface Sought {
  /** Of the grant `g`, with `day.now` and `day.rules`. */
  grant: Prisma.Sql;
  /** Of its holder `p`, with the same. */
  holder: Prisma.Sql;
  order: Prisma.Sql;
  /** Null: all of them. */
  take: number | null;
}

/**
 * The grants in force at an instant of people who then had an open account. First the grants, by their own index, then who holds
 * them, and last the names of only those that are told: the planner by itself would begin with every person.
 */
const grantsThen = (at: Date | null, { grant, holder, order, take }: Sought) => Prisma.sql`
  WITH day AS MATERIALIZED (SELECT instant.now, rules.content AS rules FROM ${instantAndRules(at)}),
  found AS MATERIALIZED (
    SELECT g.* FROM "Grant" g, day
    WHERE ${grant} AND g."validFrom" <= day.now AND (g."validUntil" IS NULL OR g."validUntil" > day.now)
      AND ${at === null ? Prisma.sql`g."endedAt" IS NULL` : Prisma.sql`(g."endedAt" IS NULL OR g."endedAt" > day.now)`}
      AND (g."ratifyBy" IS NULL OR g."ratifyBy" > day.now OR EXISTS (SELECT FROM "Ratification" r WHERE r."grantId" = g.id AND r.outcome = 'ratified'))),
  told AS MATERIALIZED (
    SELECT g.*, (row_number() OVER (${order}))::int AS place, p.name AS "personName", day.now, array_remove(ARRAY[g."needsTraining", day.rules->'training'->>g.capability], NULL) AS courses
    FROM found g CROSS JOIN day JOIN "Person" p ON p.id = g."personId"
    WHERE ${holder} AND ${statusThen(at)} = 'active' ${order} LIMIT ${take})
  SELECT g.place, g.now, g.id, g."personId", g."personName", g.capability, g."agencyId", agency.name AS "agencyName", g."zoneId", zone.name AS "zoneName", g."assetClass", g."highestTier", g."partnerId", partner.name AS "partnerName",
    g."validFrom", g."endedAt", g.reason, g.origin, g."createdAt" AS "givenAt", g."givenById", giver.name AS "giverName", g."secondById", second.name AS "secondName",
    least(g."validUntil", g."endedAt", CASE WHEN g."ratifyBy" IS NOT NULL AND NOT EXISTS (SELECT FROM "Ratification" r WHERE r."grantId" = g.id AND r.outcome = 'ratified') THEN g."ratifyBy" END) AS until,
    (SELECT course FROM unnest(g.courses) WITH ORDINALITY AS needed (course, place) WHERE NOT EXISTS (SELECT FROM "Training" t WHERE t."personId" = g."personId" AND t.course = needed.course AND t."recordedAt" <= g.now AND (t."endedAt" IS NULL OR t."endedAt" > g.now) AND t."validUntilOn" >= ${isoDay(dayOf(at ?? new Date()))}::date)
      ORDER BY place LIMIT 1) AS "asleepFor"
  FROM told g
  LEFT JOIN "Agency" agency ON agency.id = g."agencyId" LEFT JOIN "Zone" zone ON zone.id = g."zoneId" LEFT JOIN "Partner" partner ON partner.id = g."partnerId"
  LEFT JOIN "Person" giver ON giver.id = g."givenById" LEFT JOIN "Person" second ON second.id = g."secondById"`;

/** The order of `told`, which joining names to it does not keep. */
const inOrder = (rows: RowOfGrant[]): RowOfGrant[] => rows.toSorted((a, b) => a.place - b.place);

const named = (id: string | null, name: string | null): Named | null => (id === null ? null : { id, name: name ?? "" });

const grantOf = (row: RowOfGrant): GrantThen => ({
  id: row.id,
  person: { id: row.personId, name: row.personName },
  capability: row.capability,
  words: capabilities[row.capability].words,
  agency: named(row.agencyId, row.agencyName),
  zone: named(row.zoneId, row.zoneName),
  assetClass: row.assetClass,
  highestTier: row.highestTier,
  partner: named(row.partnerId, row.partnerName),
  from: row.validFrom,
  until: row.until,
  endedAt: row.endedAt,
  reason: row.reason,
  origin: row.origin,
  givenAt: row.givenAt,
  givenBy: named(row.givenById, row.giverName),
  secondBy: named(row.secondById, row.secondName),
  asleepFor: row.asleepFor,
});

/** Nothing asked: whatever the limit. Null: only without a limit. Else: without one, or with this very one. */
const reaches = (column: Prisma.Sql, wanted: string | null | undefined, type: Prisma.Sql) =>
  wanted === undefined ? Prisma.sql`true` : wanted === null ? Prisma.sql`${column} IS NULL` : Prisma.sql`(${column} IS NULL OR ${column} = ${wanted}::${type})`;

const uuid = Prisma.sql`uuid`;

/** No tie of the person `p` to this partner that would take the capability away. */
function untied(capability: Capability, partnerId: string | null | undefined): Prisma.Sql {
  const { own, other } = tiesThatForbid(capability);
  if (!partnerId || (!own && !other)) return Prisma.sql`true`;
  // A membership that has ended counts as a former one for the cooling time, and then no more.
  const member = Prisma.sql`NOT EXISTS (SELECT FROM "Membership" m WHERE m."personId" = p.id AND m."partnerId" = ${partnerId}::uuid AND m.since <= day.now AND (${own ? Prisma.sql`m."endedAt" IS NULL OR ` : Prisma.sql`m."endedAt" <= day.now AND `}m."endedAt" > day.now - make_interval(days => ${coolingDays(Prisma.sql`day.rules`)})))`;
  return Prisma.sql`${member} AND NOT EXISTS (SELECT FROM "Interest" i WHERE i."personId" = p.id AND i."partnerId" = ${partnerId}::uuid AND i."declaredAt" <= day.now AND (i."endedAt" IS NULL OR i."endedAt" > day.now))`;
}

/** How far the grant `g` must reach. */
const reaching = (where: Where): Prisma.Sql => Prisma.sql`
  g.capability = ${where.capability}
  AND ${reaches(Prisma.sql`g."agencyId"`, where.agencyId, uuid)} AND ${reaches(Prisma.sql`g."zoneId"`, where.zoneId, uuid)} AND ${reaches(Prisma.sql`g."assetClass"`, where.assetClass, Prisma.sql`"AssetClass"`)} AND ${reaches(Prisma.sql`g."partnerId"`, where.partnerId, uuid)}
  AND ${where.tier === undefined ? Prisma.sql`true` : where.tier === null ? Prisma.sql`g."highestTier" IS NULL` : Prisma.sql`(g."highestTier" IS NULL OR g."highestTier" >= ${where.tier})`}
  AND ${capabilities[where.capability].for === "partner" ? Prisma.sql`g."partnerId" IS NOT NULL` : Prisma.sql`true`}`;

const byName = Prisma.sql`ORDER BY p.name, g.id`;

/**
 * Everyone whose grants at an instant (null: now) allowed this there, awake or asleep, by name; who is tied to the partner asked about
 * is not among them. `take` at most 1,000; `more` is the next page's `after`.
 */
export async function whoCould(where: Where, at: Date | null, { after, take = 50 }: { after?: string | undefined; take?: number } = {}): Promise<{ at: Date; grants: GrantThen[]; more: string | undefined }> {
  const size = Math.min(Math.max(take, 1), 1_000);
  const beyond = after ? Prisma.sql`(p.name, g.id) > (SELECT holder.name, last.id FROM "Grant" last JOIN "Person" holder ON holder.id = last."personId" WHERE last.id = ${after}::uuid)` : Prisma.sql`true`;
  const sought = { grant: reaching(where), holder: Prisma.sql`${untied(where.capability, where.partnerId)} AND ${beyond}`, order: byName, take: size + 1 };
  const rows = inOrder(await db.$queryRaw<RowOfGrant[]>(grantsThen(at, sought)));
  return { at: at ?? rows[0]?.now ?? new Date(), grants: rows.slice(0, size).map(grantOf), more: rows.length > size ? rows[size - 1]?.id : undefined };
}

/** The people, by name, whose grants now (or at an instant) reach one of these places, awake: those to ask first whether they may. */
export async function peopleWhoReach(tx: Reader, wheres: readonly Where[], at: Date | null, { but, take }: { but: string; take: number }): Promise<Named[]> {
  const grant = Prisma.sql`g."personId" <> ${but}::uuid AND (${Prisma.join(wheres.map((where) => Prisma.sql`(${reaching(where)})`), " OR ")})`;
  const holder = Prisma.sql`(${Prisma.join(wheres.map((where) => Prisma.sql`(g.capability = ${where.capability} AND ${untied(where.capability, where.partnerId)})`), " OR ")})`;
  // More than are wanted, since some are asleep and some hold several.
  const rows = await tx.$queryRaw<RowOfGrant[]>(grantsThen(at, { grant, holder, order: byName, take: take * 8 }));
  const awake = inOrder(rows).filter(({ asleepFor }) => asleepFor === null);
  return [...new Map(awake.map(({ personId, personName }) => [personId, { id: personId, name: personName }])).values()].slice(0, take);
}

interface RowOfPerson {
  now: Date;
  name: string;
  status: PersonStatus | null;
  policyNumber: number | null;
  ties: { partnerId: string; partnerName: string; kind: CouldOn["ties"][number]["kind"]; since: string }[] | null;
  training: { course: string; validUntilOn: string }[] | null;
}

/** What a person could do at an instant (null: now), from grants, ties and rules as they were. Null where there is no such person. */
export async function couldOn(personId: string, at: Date | null): Promise<CouldOn | null> {
  const today = isoDay(dayOf(at ?? new Date()));
  const [[person], grants] = await Promise.all([
    db.$queryRaw<RowOfPerson[]>(Prisma.sql`
      SELECT instant.now, p.name, ${statusThen(at)} AS status, rules.number AS "policyNumber",
        (SELECT jsonb_agg(jsonb_build_object('partnerId', tie."partnerId", 'partnerName', partner.name, 'kind', tie.kind, 'since', tie.since) ORDER BY partner.name, tie.since) FROM (
            SELECT m."partnerId", CASE WHEN m."endedAt" <= instant.now THEN 'former_member' ELSE 'member' END AS kind, m.since FROM "Membership" m
            WHERE m."personId" = p.id AND m.since <= instant.now AND (m."endedAt" IS NULL OR m."endedAt" > instant.now - make_interval(days => ${coolingDays(Prisma.sql`rules.content`)}))
            UNION ALL SELECT i."partnerId", i.kind::text, i."declaredAt" FROM "Interest" i WHERE i."personId" = p.id AND i."declaredAt" <= instant.now AND (i."endedAt" IS NULL OR i."endedAt" > instant.now)) tie
          JOIN "Partner" partner ON partner.id = tie."partnerId") AS ties,
        (SELECT jsonb_agg(jsonb_build_object('course', t.course, 'validUntilOn', t."validUntilOn") ORDER BY t.course, t."validUntilOn") FROM "Training" t
          WHERE t."personId" = p.id AND t."recordedAt" <= instant.now AND (t."endedAt" IS NULL OR t."endedAt" > instant.now) AND t."validUntilOn" >= ${today}::date) AS training
      FROM ${instantAndRules(at)} JOIN "Person" p ON p.id = ${personId}::uuid`),
    db.$queryRaw<RowOfGrant[]>(grantsThen(at, { grant: Prisma.sql`g."personId" = ${personId}::uuid`, holder: Prisma.sql`true`, order: Prisma.sql`ORDER BY g.capability, g.id`, take: null })).then(inOrder),
  ]);
  if (!person) return null;
  return {
    person: { id: personId, name: person.name },
    at: at ?? person.now,
    status: person.status,
    // A capability that no list knows any more allows nothing.
    grants: grants.filter(({ capability }) => Object.hasOwn(capabilities, capability)).map(grantOf),
    ties: (person.ties ?? []).map(({ partnerId, partnerName, kind, since }) => ({ partner: { id: partnerId, name: partnerName }, kind, since: new Date(since) })),
    training: (person.training ?? []).map(({ course, validUntilOn }) => ({ course, validUntilOn: new Date(validUntilOn) })),
    policyNumber: person.policyNumber ?? 0,
  };
}

const columns = ["person", "may", "capability", "agency", "zone", "kind of asset", "highest tier", "partner", "from", "until", "given at", "given by", "second", "reason", "origin", "asleep for want of", "grant", "as of"];

const cells = (grant: GrantThen, at: Date) => [
  grant.person.name, grant.words, grant.capability, grant.agency?.name ?? null, grant.zone?.name ?? null, grant.assetClass, grant.highestTier, grant.partner?.name ?? null,
  grant.from, grant.until, grant.givenAt, grant.givenBy?.name ?? null, grant.secondBy?.name ?? null, grant.reason, grant.origin, grant.asleepFor, grant.id, at,
];

/** What a person could do at an instant, as a CSV file in pieces; only its header where there is no such person. */
export async function* couldOnCsv(personId: string, at: Date | null): AsyncGenerator<string> {
  yield csvBeginning + csvLine(columns);
  const could = await couldOn(personId, at);
  for (const grant of could?.grants ?? []) yield csvLine(cells(grant, could?.at ?? grant.from));
}

/** Everyone who could at an instant, as a CSV file in pieces of a thousand, however long it is. */
export async function* whoCouldCsv(where: Where, at: Date | null): AsyncGenerator<string> {
  yield csvBeginning + csvLine(columns);
  // One instant for the whole file: what is asked of now is asked of when it began.
  const instant = at ?? new Date();
  for (let after: string | undefined, isFirst = true; isFirst || after; isFirst = false) {
    const { grants, more } = await whoCould(where, instant, { after, take: 1_000 });
    if (grants.length > 0) yield grants.map((grant) => csvLine(cells(grant, instant))).join("");
    after = more;
  }
}
