import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { abilityOf, type Action, type SubjectName } from "@/lib/access/ability";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { capabilityNames } from "@/lib/access/capabilities";
import { heldBy } from "@/lib/access/held";
import { may } from "@/lib/access/may";
import { db } from "@/lib/core/db";
import type { AssetClass, Grant } from "@/lib/core/prisma-client/client";
import { good, testCity } from "@/lib/core/test-city";
import { RolledBack, transaction } from "@/lib/core/transaction";

// The rules three times: as CASL judges a record, as Prisma finds records in many shapes of query, and written out below by hand.

const city = await testCity();
const [agencies, zones] = [[city.lighting.id, city.traffic.id], [city.west.id, city.east.id]];
const classes: AssetClass[] = ["light_pole", "cabinet"];
const partners = [city.partner.id, city.otherPartner.id, (await city.organisation()).id];
const people = [city.officer.id, city.secondOfficer.id, city.partner.member.id];

/** One of a list by number: the same records in every run. */
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
const orNothing = <T>(list: readonly T[], n: number): T | null => pick([...list, null], n);

async function fill(): Promise<void> {
  const entry = (subjectType: string, subjectId: string, toStatus: string) => ({ name: "test.filled", subjectType, subjectId, toStatus, actorKind: "operator" as const });
  await transaction(async (tx) => {
    const applications = Array.from({ length: 48 }, (_, n) => ({
      id: randomUUID(), reference: `R${n}`, title: "T", partnerId: pick(partners, n), status: "submitted" as const,
      agencyId: orNothing(agencies, n), zoneId: orNothing(zones, Math.floor(n / 2)), assetClass: orNothing(classes, Math.floor(n / 3)), tier: 1 + (n % 4), submittedAt: n % 5 === 0 ? null : new Date(0),
    }));
    const submissions = applications.map(({ id }) => ({ id: randomUUID(), applicationId: id, number: 1, content: {}, contentHash: "", sentById: city.partner.member.id }));
    const permits = applications.map(({ submittedAt: _, status: __, ...scope }, n) => ({ ...scope, id: randomUUID(), applicationId: scope.id, submissionId: submissions[n]?.id ?? "", status: "active" as const, startsOn: new Date(0), expiresOn: new Date(0), reason: good, decidedById: city.officer.id, decidedAt: new Date(0) }));
    const grants = Array.from({ length: 48 }, (_, n) => ({
      id: randomUUID(), personId: pick(people, n), capability: pick(capabilityNames, n), partnerId: n % 3 === 0 ? pick(partners, n) : null, validFrom: new Date(0), reason: good, givenById: city.admin.id,
      agencyId: orNothing(agencies, Math.floor(n / 2)), zoneId: orNothing(zones, Math.floor(n / 3)), assetClass: orNothing(classes, Math.floor(n / 4)), highestTier: orNothing([1, 2, 3, 4], n),
    }));
    await tx.application.createMany({ data: applications });
    await tx.submission.createMany({ data: submissions });
    await tx.permit.createMany({ data: permits });
    await tx.grant.createMany({ data: grants });
    await tx.asset.createMany({ data: Array.from({ length: 12 }, (_, n) => ({ code: `A${n}`, agencyId: pick(agencies, n), assetClass: pick(classes, n), lat: 0, lon: 0 })) });
    await tx.network.createMany({ data: Array.from({ length: 6 }, (_, n) => ({ code: `N${n}`, name: "N", kind: "wifi" as const, agencyId: pick(agencies, n) })) });
    await tx.assetImport.createMany({ data: Array.from({ length: 12 }, (_, n) => ({ fileName: "f", fileHash: "", fileBytes: 1, agencyId: orNothing(agencies, n), startedById: pick(people, Math.floor(n / 3)), inspection: {} })) });
    await tx.ledgerEntry.createMany({ data: [...applications.map(({ id }) => entry("Application", id, "submitted")), ...permits.map(({ id }) => entry("Permit", id, "active")), ...grants.map(({ id }) => entry("Grant", id, "given"))] });
  });
}
await fill();

type Row = Record<string, unknown> & { id: string };
type Query = Record<string, unknown>;
/** What every model of Prisma can do, as far as it is used here. */
interface Model {
  findMany(query?: Query): Promise<Row[]>;
  findFirst(query: Query): Promise<Row | null>;
  count(query: Query): Promise<number>;
  updateMany(query: Query): Promise<{ count: number }>;
}
const modelOf = (from: object, kind: string) => Reflect.get(from, kind.charAt(0).toLowerCase() + kind.slice(1)) as Model;

const kinds: Record<SubjectName, Action[]> = {
  Application: ["read", "write", "examine", "take", "request_changes", "approve", "refuse"],
  Permit: ["read", "examine", "suspend", "resume", "revoke"],
  Partner: ["read", "examine", "verify", "invite"],
  Person: ["examine", "invite"],
  Grant: ["give", "end"],
  Agency: ["manage_assets"],
  Asset: ["manage_assets"],
  AssetImport: ["manage_assets"],
  Zone: ["manage_assets"],
  Network: ["manage_assets"],
  LedgerEntry: ["examine"],
};
const pairs = (Object.entries(kinds) as [SubjectName, Action[]][]).flatMap(([kind, actions]) => actions.map((action) => [kind, action] as const));
/** From which record the others hang, for queries that reach them through a relation. */
const hangsFrom: Partial<Record<SubjectName, [parent: string, relation: string]>> = { Application: ["Partner", "applications"], Permit: ["Partner", "permits"], Grant: ["Person", "grants"], Asset: ["Agency", "assets"], Network: ["Agency", "networks"], AssetImport: ["Person", "imports"] };

const everything = new Map<SubjectName, Row[]>();
for (const kind of Object.keys(kinds) as SubjectName[]) everything.set(kind, await modelOf(db, kind).findMany());

/** How a filter is used in queries. Each answers the ids it lets through, or (a count) how many. */
const shapes: Record<string, (kind: SubjectName, where: Query, ids: string[]) => Promise<string[] | number | null>> = {
  "alone": async (kind, where) => idsOf(await modelOf(db, kind).findMany({ where })),
  "inside AND": async (kind, where, ids) => idsOf(await modelOf(db, kind).findMany({ where: { AND: [{ id: { in: ids } }, where] } })),
  "inside AND, alone": async (kind, where) => idsOf(await modelOf(db, kind).findMany({ where: { AND: [where] } })),
  "inside OR": async (kind, where) => idsOf(await modelOf(db, kind).findMany({ where: { OR: [{ id: { in: [] } }, where] } })),
  "inside NOT NOT": async (kind, where) => idsOf(await modelOf(db, kind).findMany({ where: { NOT: { NOT: { AND: [where] } } } })),
  "counted": (kind, where) => modelOf(db, kind).count({ where: { AND: [where] } }),
  "one by one": async (kind, where, ids) => {
    const found = await Promise.all(ids.slice(0, 8).map((id) => modelOf(db, kind).findFirst({ where: { AND: [{ id }, where] } })));
    const left = idsOf(await modelOf(db, kind).findMany({ where: { AND: [{ id: { in: ids.slice(8) } }, where] } }));
    return [...found.flatMap((row) => row?.id ?? []), ...left];
  },
  "included": async (kind, where) => {
    const [parent, relation] = hangsFrom[kind] ?? [];
    if (!parent || !relation) return null;
    return (await modelOf(db, parent).findMany({ include: { [relation]: { where } } })).flatMap((row) => idsOf(row[relation] as Row[]));
  },
  "counted under its parent": async (kind, where) => {
    const [parent, relation] = hangsFrom[kind] ?? [];
    if (!parent || !relation) return null;
    const rows = await modelOf(db, parent).findMany({ select: { id: true, _count: { select: { [relation]: { where } } } } });
    return rows.reduce((sum, row) => sum + ((row._count as Record<string, number>)[relation] ?? 0), 0);
  },
  "updated, and undone": async (kind, where) => {
    if (!["Application", "Permit", "Partner", "Person", "Asset", "AssetImport"].includes(kind)) return null;
    try {
      await transaction(async (tx) => {
        throw new RolledBack(await modelOf(tx, kind).updateMany({ where: { AND: [where] }, data: { version: { increment: 1 } } }));
      });
    } catch (problem) {
      if (problem instanceof RolledBack) return (problem.because as { count: number }).count;
      throw problem;
    }
    return null;
  },
};
const idsOf = (rows: Row[]): string[] => rows.map(({ id }) => id);

interface Somebody {
  personId: string;
  grants: Grant[];
  ownPartnerIds: string[];
}

/** The rules in plain words, without CASL. */
function allowed({ personId, grants, ownPartnerIds }: Somebody, action: Action, kind: SubjectName, record: Row): boolean {
  const isOwn = ownPartnerIds.includes(String(kind === "Partner" ? record.id : record.partnerId));
  const asOfficer = action !== "read" && action !== "write" && action !== "invite";
  if (isOwn && asOfficer && (kind === "Application" || kind === "Permit" || kind === "Partner")) return false;
  if (action === "give" && record.personId === personId) return false;
  return grants.some((grant) => {
    const place = (["agencyId", "zoneId", "assetClass"] as const).every((limit) => grant[limit] === null || grant[limit] === record[limit]);
    const reaches = place && (grant.highestTier === null || Number(record.tier) <= grant.highestTier);
    const covers = place && (grant.highestTier === null || (record.highestTier !== null && Number(record.highestTier) <= grant.highestTier));
    const ofAgency = (column: string) => grant.agencyId === null || grant.agencyId === record[column];
    const isSent = record.submittedAt !== null;
    const forPartner = (column: string) => grant.partnerId !== null && grant.partnerId === record[column];
    const rule: Partial<Record<string, boolean>> = {
      "applications.review Application": ["examine", "take", "request_changes"].includes(action) && isSent && reaches,
      "applications.review Permit": action === "examine" && reaches,
      "permits.decide Application": ["examine", "take", "request_changes", "approve", "refuse"].includes(action) && isSent && reaches,
      "permits.decide Permit": action === "examine" && reaches,
      "permits.suspend Permit": ["examine", "suspend", "resume"].includes(action) && reaches,
      "permits.revoke Permit": ["examine", "revoke"].includes(action) && reaches,
      "partners.verify Partner": ["examine", "verify"].includes(action),
      "people.invite Person": ["examine", "invite"].includes(action),
      "people.grant Person": action === "examine",
      "people.grant Grant": record.partnerId === null && covers,
      "assets.manage Agency": ofAgency("id"),
      "assets.manage Asset": ofAgency("agencyId"),
      "assets.manage Network": ofAgency("agencyId"),
      "assets.manage AssetImport": ofAgency("agencyId") || (record.agencyId === null && record.startedById === personId),
      "assets.manage Zone": grant.agencyId === null,
      "ledger.read LedgerEntry": true,
      "deployments.apply Application": ["read", "write"].includes(action) && forPartner("partnerId"),
      "deployments.apply Permit": action === "read" && forPartner("partnerId"),
      "deployments.apply Partner": action === "read" && forPartner("id"),
      "members.invite Partner": ["read", "invite"].includes(action) && forPartner("id"),
      "members.invite Grant": forPartner("partnerId") && [record.agencyId, record.zoneId, record.assetClass, record.highestTier].every((limit) => limit === null),
    };
    return rule[`${grant.capability} ${kind}`] ?? false;
  });
}

const grantOf = (grant: Partial<Grant>): Grant => ({
  id: randomUUID(), personId: "", capability: "", agencyId: null, zoneId: null, assetClass: null, highestTier: null, partnerId: null, validFrom: new Date(0), validUntil: null, reason: good, origin: "given",
  givenById: null, endedAt: null, endedById: null, endReason: null, version: 1, createdAt: new Date(0), ...grant,
});
const anyGrant = fc
  .record({
    capability: fc.constantFrom<string>(...capabilityNames, "everything", "__proto__"),
    agencyId: fc.option(fc.constantFrom(...agencies), { nil: null }),
    zoneId: fc.option(fc.constantFrom(...zones), { nil: null }),
    assetClass: fc.option(fc.constantFrom(...classes), { nil: null }),
    highestTier: fc.option(fc.integer({ min: 1, max: 4 }), { nil: null }),
    partnerId: fc.option(fc.constantFrom(...partners), { nil: null }),
  })
  .map(grantOf);
const anybody: fc.Arbitrary<Somebody> = fc.record({ personId: fc.constantFrom(...people), grants: fc.array(anyGrant, { maxLength: 4 }), ownPartnerIds: fc.subarray(partners, { maxLength: 2 }) });

async function agree(somebody: Somebody, shape: string): Promise<number> {
  const ability = abilityOf(somebody);
  const ask = shapes[shape];
  let compared = 0;
  for (const [kind, action] of pairs) {
    const rows = everything.get(kind) ?? [];
    const byHand = rows.filter((row) => allowed(somebody, action, kind, row)).map(({ id }) => id);
    const byRecord = rows.filter((row) => may(ability, action, kind, row).may).map(({ id }) => id);
    expect({ kind, action, ids: byRecord }).toEqual({ kind, action, ids: byHand });
    const found = await ask?.(kind, authorizedWhere(ability, action, kind) as Query, rows.map(({ id }) => id));
    if (typeof found === "number") expect({ kind, action, shape, count: found }).toEqual({ kind, action, shape, count: byHand.length });
    if (Array.isArray(found)) expect({ kind, action, shape, ids: [...found].sort() }).toEqual({ kind, action, shape, ids: [...byHand].sort() });
    // All or nothing may be read of the ledger: that is no comparison worth counting.
    if (kind !== "LedgerEntry") compared += rows.length;
  }
  return compared;
}

describe("what a person may do", () => {
  it("is the same for one record, for every shape of query, and as written out by hand", { timeout: 60_000 }, async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(anybody, fc.constantFrom(...Object.keys(shapes)), async (somebody, shape) => void (compared += await agree(somebody, shape))),
      { seed: 20261122, numRuns: 60 },
    );
    expect(compared).toBeGreaterThan(30_000);
  });

  it.each(Object.keys(shapes))("is nothing for somebody without a grant: %s", async (shape) => {
    const nobody: Somebody = { personId: people[0] ?? "", grants: [], ownPartnerIds: [] };
    for (const ownPartnerIds of [[], partners]) {
      const ability = abilityOf({ ...nobody, ownPartnerIds });
      for (const [kind, action] of pairs) {
        const found = await shapes[shape]?.(kind, authorizedWhere(ability, action, kind) as Query, (everything.get(kind) ?? []).map(({ id }) => id));
        expect([kind, action, found ?? 0]).toEqual([kind, action, Array.isArray(found) ? [] : 0]);
      }
    }
  });

  it("names the grant that allows it, and the rule that forbids it", () => {
    const [wide, narrow] = [grantOf({ id: "wide", capability: "permits.suspend" }), grantOf({ id: "elsewhere", capability: "permits.suspend", zoneId: city.east.id })];
    const permit = { partnerId: partners[0], agencyId: null, zoneId: city.west.id, assetClass: null, tier: 1 };
    expect(may(abilityOf({ personId: "p", grants: [wide, narrow], ownPartnerIds: [] }), "suspend", "Permit", permit)).toEqual({ may: true, grantId: "wide" });
    expect(may(abilityOf({ personId: "p", grants: [narrow, wide], ownPartnerIds: [] }), "suspend", "Permit", permit)).toEqual({ may: true, grantId: "wide" });
    expect(may(abilityOf({ personId: "p", grants: [wide], ownPartnerIds: [partners[0] ?? ""] }), "suspend", "Permit", permit)).toEqual({ may: false, because: "own_partner" });
    expect(may(abilityOf({ personId: "p", grants: [narrow], ownPartnerIds: [] }), "suspend", "Permit", permit)).toEqual({ may: false, because: null });
  });

  it("is never answered for a record whose columns were not loaded", () => {
    const ability = abilityOf({ personId: "p", grants: [grantOf({ capability: "permits.suspend" })], ownPartnerIds: [] });
    expect(() => may(ability, "suspend", "Permit", { zoneId: null, agencyId: null, assetClass: null, tier: 1 })).toThrow("Permit.partnerId was not loaded");
  });

  it.each([[null], [4], [3]])("a giver of grants up to tier 2 cannot give one up to tier %s", (highestTier) => {
    const ability = abilityOf({ personId: "p", grants: [grantOf({ capability: "people.grant", highestTier: 2 })], ownPartnerIds: [] });
    const grant = { personId: "q", partnerId: null, agencyId: null, zoneId: null, assetClass: null, highestTier };
    expect(may(ability, "give", "Grant", grant)).toEqual({ may: false, because: null });
    expect(may(ability, "end", "Grant", grant)).toEqual({ may: false, because: null });
  });
});

describe("what a person holds", () => {
  const now = new Date("2026-11-19T12:00:00Z");
  const before = new Date(now.getTime() - 1);
  const after = new Date(now.getTime() + 1);
  it.each<[what: string, grant: object, secondFactor: boolean, isHeld: boolean]>([
    ["a grant without an end", {}, true, true],
    ["from its first instant", { validFrom: now }, true, true],
    ["not before it", { validFrom: after }, true, false],
    ["to its last instant", { validUntil: after }, true, true],
    ["not from its end on", { validUntil: now }, true, false],
    ["not after its end", { validUntil: before }, true, false],
    ["not once it was ended", { ended: true }, true, false],
    ["not a grant of staff without a second factor", {}, false, false],
    ["a grant of a partner without one too", { capability: "deployments.apply", partnerId: partners[0] }, false, true],
    ["not what no list knows", { capability: "everything" }, true, false],
  ])("%s", async (_, grant, secondFactor, isHeld) => {
    const person = await city.colleague();
    const id = await city.holds(person, { capability: "permits.suspend", ...grant });
    expect((await heldBy(db, person.id, { at: now, secondFactor })).held.grants.map((each) => each.id)).toEqual(isHeld ? [id] : []);
  });

  it("nothing, for nobody", async () => {
    expect((await heldBy(db, randomUUID(), { secondFactor: true })).held).toMatchObject({ grants: [], ownPartnerIds: [] });
  });

  it("belonging to a partner one belonged to lately still counts", async () => {
    const person = await city.colleague();
    await db.membership.create({ data: { personId: person.id, partnerId: city.partner.id, endedAt: before } });
    expect((await heldBy(db, person.id, { secondFactor: true })).held.ownPartnerIds).toEqual([city.partner.id]);
  });
});
