import { randomUUID } from "node:crypto";
import fc from "fast-check";
import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import type { Capability } from "@/lib/access/capabilities";
import { heldBy } from "@/lib/access/held";
import { defaultPolicy } from "@/lib/access/policy";
import { couldOn, couldOnCsv, whoCould, whoCouldCsv, type Where } from "@/lib/access/time-machine";
import { addDays, dayOf, isoDay } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import type { AssetClass } from "@/lib/core/prisma-client/client";
import { nobodys } from "@/lib/core/test-city";

// What happened to some people, event by event: written down as the decisions would have, and played back in memory as far as an instant.

// Written past the promises of the database: its clock is the present's, and these events lie in the past.
const client = new pg.Client({ connectionString: process.env.TEST_SUPER_URL ?? "" });
await client.connect();
await client.query("SET session_replication_role = replica");
afterAll(() => client.end());

/** Each tick is noon of a day, the clocks going forward among them. */
const tick = (t: number): Date => new Date(Date.UTC(2026, 2, 10, 12) + t * 86_400_000);
const lastTick = 60;

const [agencies, zones, partners] = [[randomUUID(), randomUUID()], [randomUUID(), randomUUID()], [randomUUID(), randomUUID(), randomUUID()]];
const classes: AssetClass[] = ["light_pole", "cabinet"];
const giver = randomUUID();
const courses = ["Deciding permits", "Emergency stops"];
/** The rules of access change twice. */
const policies = [
  { number: 1, from: 20, content: { ...defaultPolicy, coolingDays: 10, training: { "permits.decide": courses[0] } } },
  { number: 2, from: 40, content: { ...defaultPolicy, coolingDays: 3, training: { "permits.suspend": courses[1], "people.grant": courses[0] } } },
];
const policyAt = (at: Date) => policies.findLast(({ from }) => tick(from) <= at) ?? { number: 0, from: 0, content: defaultPolicy };

await client.query(`INSERT INTO "Agency" (id, name) SELECT id, 'Agency ' || id FROM unnest($1::uuid[]) id`, [agencies]);
await client.query(`INSERT INTO "Zone" (id, code, name, geometry) SELECT id, left(id::text, 8), 'Zone ' || id, '{}' FROM unnest($1::uuid[]) id`, [zones]);
await client.query(`INSERT INTO "Partner" (id, name, "registrationNumber", "publicContact", status) SELECT id, 'Partner ' || id, id::text, '', 'verified' FROM unnest($1::uuid[]) id`, [partners]);
await client.query(`INSERT INTO "Person" (id, email, name, status) VALUES ($1, 'giver@city.test', '=Giver', 'active')`, [giver]);
for (const { number, from, content } of policies) await client.query(`INSERT INTO "AccessPolicy" (id, number, content, reason, "effectiveAt") VALUES ($1, $2, $3, 'r', $4)`, [randomUUID(), number, content, tick(from)]);

interface Gift {
  id: string;
  capability: string;
  agencyId: string | null;
  zoneId: string | null;
  assetClass: AssetClass | null;
  highestTier: number | null;
  partnerId: string | null;
  needsTraining: string | null;
  /** ticks */
  from: number;
  until: number | null;
  ratifyBy: number | null;
}

type Event = { t: number } & (
  | { kind: "status"; to: "invited" | "active" | "deactivated" }
  | { kind: "give"; gift: Gift }
  | { kind: "end"; of: string }
  | { kind: "ratify"; of: string }
  | { kind: "train"; id: string; course: string; until: number }
  | { kind: "tie"; id: string; partnerId: string }
  | { kind: "untrain"; of: string }
  | { kind: "untie"; of: string }
  | { kind: "join"; partnerId: string }
  | { kind: "leave"; partnerId: string }
);
interface Person {
  id: string;
  name: string;
  events: Event[];
}

// Evenly over the time: fast-check likes beginnings and ends better than what lies between.
const time = fc.noBias(fc.integer({ min: 0, max: lastTick }));
const maybe = <T>(one: fc.Arbitrary<T>) => fc.option(one, { nil: null, freq: 1 });
const capabilitiesAsked: Capability[] = ["permits.decide", "permits.suspend", "security.read", "people.grant", "deployments.apply"];

const anyGift = fc.record({
  capability: fc.constantFrom<string>(...capabilitiesAsked, "permits.decide", "everything"),
  agencyId: maybe(fc.constantFrom(...agencies)), zoneId: maybe(fc.constantFrom(...zones)), assetClass: maybe(fc.constantFrom(...classes)), highestTier: maybe(fc.integer({ min: 1, max: 4 })), partnerId: maybe(fc.constantFrom(...partners)), isUnbound: fc.boolean(),
  needsTraining: fc.option(fc.constantFrom(...courses), { nil: null, freq: 1 }),
  given: time, delay: fc.constantFrom(0, 0, 0, 5), lasts: maybe(fc.integer({ min: 1, max: 60 })), endedAfter: maybe(fc.integer({ min: 0, max: 30 })),
  emergency: fc.constantFrom(null, null, null, { ratifiedAfter: null }, { ratifiedAfter: 1 }, { ratifiedAfter: 3 }),
});
const anyPerson: fc.Arbitrary<Person> = fc
  .record({
    enrolled: fc.integer({ min: 0, max: 10 }),
    leaves: maybe(time),
    returns: maybe(time),
    gifts: fc.array(anyGift, { minLength: 2, maxLength: 6 }),
    trainings: fc.array(fc.record({ course: fc.constantFrom(...courses), t: time, lasts: fc.integer({ min: 0, max: 30 }), endedAfter: maybe(fc.integer({ min: 0, max: 20 })) }), { maxLength: 3 }),
    ties: fc.array(fc.record({ partnerId: fc.constantFrom(...partners), t: time, endedAfter: maybe(fc.integer({ min: 0, max: 20 })) }), { maxLength: 2 }),
    memberships: fc.uniqueArray(fc.record({ partnerId: fc.constantFrom(...partners), t: time, endedAfter: maybe(fc.integer({ min: 0, max: 20 })) }), { maxLength: 2, selector: ({ partnerId }) => partnerId }),
  })
  .map((drawn): Person => {
    const id = randomUUID();
    const events: Event[] = [{ t: Math.max(0, drawn.enrolled - 2), kind: "status", to: "invited" }, { t: drawn.enrolled, kind: "status", to: "active" }];
    if (drawn.leaves !== null && drawn.leaves > drawn.enrolled) {
      events.push({ t: drawn.leaves, kind: "status", to: "deactivated" });
      if (drawn.returns !== null && drawn.returns > drawn.leaves) events.push({ t: drawn.returns, kind: "status", to: "active" });
    }
    for (const { given, delay, lasts, endedAfter, emergency, isUnbound, ...limits } of drawn.gifts) {
      const from = given + (emergency ? 0 : delay);
      const until = emergency ? from + (lasts ?? 6) : lasts === null ? null : from + lasts;
      const unbound = { agencyId: null, zoneId: null, assetClass: null, highestTier: null, partnerId: limits.capability === "deployments.apply" ? limits.partnerId : null };
      const gift: Gift = { ...limits, ...(isUnbound ? unbound : {}), id: randomUUID(), from, until, ratifyBy: emergency ? from + 2 : null };
      events.push({ t: given, kind: "give", gift });
      // One that is ratified is so in time: what comes later is only looked at.
      if (emergency?.ratifiedAfter && emergency.ratifiedAfter < 2) events.push({ t: given + emergency.ratifiedAfter, kind: "ratify", of: gift.id });
      if (endedAfter !== null) events.push({ t: given + endedAfter, kind: "end", of: gift.id });
    }
    for (const { course, t, lasts, endedAfter } of drawn.trainings) {
      const training = randomUUID();
      events.push({ t, kind: "train", id: training, course, until: t + lasts });
      if (endedAfter !== null) events.push({ t: t + endedAfter, kind: "untrain", of: training });
    }
    for (const { partnerId, t, endedAfter } of drawn.ties) {
      const tie = randomUUID();
      events.push({ t, kind: "tie", id: tie, partnerId });
      if (endedAfter !== null) events.push({ t: t + endedAfter, kind: "untie", of: tie });
    }
    for (const { partnerId, t, endedAfter } of drawn.memberships) {
      events.push({ t, kind: "join", partnerId });
      if (endedAfter !== null) events.push({ t: t + endedAfter, kind: "leave", partnerId });
    }
    return { id, name: `Person ${id.slice(0, 4)}`, events: events.toSorted((a, b) => a.t - b.t) };
  });

/** Each event as the row, or the change of a row, that its decision writes. */
async function write({ id, name, events }: Person): Promise<void> {
  const last = events.findLast(({ kind }) => kind === "status") as Extract<Event, { kind: "status" }>;
  await client.query(`INSERT INTO "Person" (id, email, name, status) VALUES ($1, $2, $3, $4)`, [id, `${id}@city.test`, name, last.to]);
  let order = 0;
  for (const event of events) {
    const at = tick(event.t);
    const ends = [at, "r"];
    if (event.kind === "status") {
      // Ids of the ledger are in the order of time.
      const entry = `${(at.getTime() + order++).toString(16).padStart(12, "0").replace(/^(.{8})(.{4})$/, "$1-$2")}-7000-8000-${randomUUID().slice(-12)}`;
      await client.query(`INSERT INTO "LedgerEntry" (id, at, name, "subjectType", "subjectId", "toStatus", "actorKind") VALUES ($1, $2, 'person.changed', 'Person', $3, $4, 'operator')`, [entry, at, id, event.to]);
      // Refused attempts are entries of the person too, and change no status.
      await client.query(`INSERT INTO "LedgerEntry" (id, at, name, "subjectType", "subjectId", "actorKind") VALUES ($1, $2, 'attempt.denied', 'Person', $3, 'person')`, [randomUUID(), at, id]);
    } else if (event.kind === "give") {
      const { gift } = event;
      await client.query(
        `INSERT INTO "Grant" (id, "personId", capability, "agencyId", "zoneId", "assetClass", "highestTier", "partnerId", "validFrom", "validUntil", "ratifyBy", "needsTraining", reason, origin, "givenById", "createdAt") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '@reason', $13, $14, $15)`,
        [gift.id, id, gift.capability, gift.agencyId, gift.zoneId, gift.assetClass, gift.highestTier, gift.partnerId, tick(gift.from), gift.until === null ? null : tick(gift.until), gift.ratifyBy === null ? null : tick(gift.ratifyBy), gift.needsTraining, gift.ratifyBy === null ? "given" : "emergency", gift.ratifyBy === null ? giver : null, at],
      );
    } else if (event.kind === "end") await client.query(`UPDATE "Grant" SET "endedAt" = $2, "endReason" = $3 WHERE id = $1`, [event.of, ...ends]);
    else if (event.kind === "ratify") await client.query(`INSERT INTO "Ratification" (id, "grantId", "byId", outcome, reason, at) VALUES ($1, $2, $3, 'ratified', 'r', $4)`, [randomUUID(), event.of, giver, at]);
    else if (event.kind === "train") await client.query(`INSERT INTO "Training" (id, "personId", course, "passedOn", "validUntilOn", "recordedById", "recordedAt") VALUES ($1, $2, $3, $4, $5, $6, $7)`, [event.id, id, event.course, isoDay(at), isoDay(tick(event.until)), giver, at]);
    else if (event.kind === "untrain") await client.query(`UPDATE "Training" SET "endedAt" = $2, "endReason" = $3 WHERE id = $1`, [event.of, ...ends]);
    else if (event.kind === "tie") await client.query(`INSERT INTO "Interest" (id, "personId", "partnerId", kind, reason, "declaredById", "declaredAt") VALUES ($1, $2, $3, 'family', 'r', $2, $4)`, [event.id, id, event.partnerId, at]);
    else if (event.kind === "untie") await client.query(`UPDATE "Interest" SET "endedAt" = $2, "endReason" = $3 WHERE id = $1`, [event.of, ...ends]);
    else if (event.kind === "join") await client.query(`INSERT INTO "Membership" (id, "personId", "partnerId", since) VALUES ($1, $2, $3, $4)`, [randomUUID(), id, event.partnerId, at]);
    else await client.query(`UPDATE "Membership" SET "endedAt" = $3 WHERE "personId" = $1 AND "partnerId" = $2`, [id, event.partnerId, at]);
  }
}

/** A person as they stood at an instant, from what had happened by then and nothing else. */
function playBack({ events }: Person, at: Date) {
  let status: string | null = null;
  const gifts = new Map<string, Gift & { isEnded: boolean; isRatified: boolean }>();
  const trainings = new Map<string, { course: string; until: number }>();
  const ties = new Map<string, string>();
  const members = new Map<string, Date | null>();
  for (const event of events) {
    if (tick(event.t) > at) break;
    if (event.kind === "status") status = event.to;
    else if (event.kind === "give") gifts.set(event.gift.id, { ...event.gift, isEnded: false, isRatified: false });
    else if (event.kind === "end") Object.assign(gifts.get(event.of) ?? {}, { isEnded: true });
    else if (event.kind === "ratify") Object.assign(gifts.get(event.of) ?? {}, { isRatified: true });
    else if (event.kind === "train") trainings.set(event.id, event);
    else if (event.kind === "untrain") trainings.delete(event.of);
    else if (event.kind === "tie") ties.set(event.id, event.partnerId);
    else if (event.kind === "untie") ties.delete(event.of);
    else if (event.kind === "join") members.set(event.partnerId, null);
    else members.set(event.partnerId, tick(event.t));
  }
  const { content } = policyAt(at);
  const isActive = status === "active";
  const courseHeld = new Set([...trainings.values()].filter(({ until }) => isoDay(tick(until)) >= isoDay(dayOf(at))).map(({ course }) => course));
  const grants = [...gifts.values()]
    .filter((gift) => isActive && gift.capability !== "everything" && !gift.isEnded && tick(gift.from) <= at && (gift.until === null || tick(gift.until) > at) && (gift.ratifyBy === null || gift.isRatified || tick(gift.ratifyBy) > at))
    .map((gift) => {
      const courses = [gift.needsTraining, (content.training as Record<string, string | undefined>)[gift.capability]];
      return { ...gift, asleepFor: courses.find((course) => course && !courseHeld.has(course)) ?? null };
    });
  const own = [...members].filter(([, left]) => left === null).map(([partnerId]) => partnerId);
  const former = [...members].filter(([, left]) => left !== null && left > addDays(at, -content.coolingDays)).map(([partnerId]) => partnerId);
  return { status, isActive, grants, own, former, ties: [...ties.values()], courses: courseHeld };
}

/** Whether a grant played back lets its holder do what is asked, there. */
function lets(then: ReturnType<typeof playBack>, grant: ReturnType<typeof playBack>["grants"][number], where: Where): boolean {
  if (grant.capability !== where.capability) return false;
  for (const limit of ["agencyId", "zoneId", "assetClass", "partnerId"] as const) if (where[limit] !== undefined && grant[limit] !== null && grant[limit] !== where[limit]) return false;
  if (where.tier !== undefined && grant.highestTier !== null && (where.tier === null || where.tier > grant.highestTier)) return false;
  if (where.capability === "deployments.apply" && grant.partnerId === null) return false;
  const { partnerId } = where;
  const isTied = partnerId ? then.former.includes(partnerId) || then.ties.includes(partnerId) : false;
  const isOwn = partnerId ? then.own.includes(partnerId) : false;
  if (where.capability.startsWith("permits.")) return !isTied && !isOwn;
  return where.capability === "security.read" ? !isTied : true;
}

/** On an event or half a day beside it. */
const anyInstant = fc.noBias(fc.integer({ min: -2, max: lastTick * 2 + 10 })).map((half) => tick(half / 2));
const orOpen = <T>(values: T[]) => fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.constantFrom<T | null>(null, ...values) });
const anyWhere: fc.Arbitrary<Where> = fc
  .record({ capability: fc.constantFrom(...capabilitiesAsked), agencyId: orOpen(agencies), zoneId: orOpen(zones), assetClass: orOpen(classes), tier: orOpen([1, 2, 3, 4]), partnerId: orOpen([...partners, ...partners]) })
  .map((where) => Object.fromEntries(Object.entries(where).filter(([, value]) => value !== undefined)) as unknown as Where);

async function everyoneWhoCould(where: Where, at: Date | null, take: number) {
  const found = [];
  for (let after: string | undefined, isFirst = true; isFirst || after; isFirst = false) {
    const { grants, more } = await whoCould(where, at, { after, take });
    expect(grants.length).toBeLessThanOrEqual(take);
    found.push(...grants);
    after = more;
  }
  return found;
}

const sorted = (ids: Iterable<string>) => [...ids].toSorted();

describe("looking back", () => {
  it("gives what had been given and not yet ended by then, for any history and instant", { timeout: 240_000 }, async () => {
    let compared = 0;
    let found = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.noBias(anyPerson), { minLength: 3, maxLength: 5 }), fc.array(anyInstant, { minLength: 4, maxLength: 4 }), fc.array(anyWhere, { minLength: 12, maxLength: 12 }), async (drawn, instants, wheres) => {
        // Drawn once, tried perhaps again while the smallest failing history is looked for: each try has people of its own.
        const people = drawn.map((person): Person => renamed(person));
        for (const person of people) await write(person);
        for (const [n, at] of instants.entries()) {
          for (const person of people) {
            const then = playBack(person, at);
            const { held } = await heldBy(db, person.id, { secondFactor: true, at });
            const could = await couldOn(person.id, at);
            const awake = then.grants.filter(({ asleepFor }) => asleepFor === null);
            expect({
              isActive: held.isActive, grants: sorted(held.grants.map(({ id }) => id)), dormant: sorted(held.dormant.map(({ grant, training }) => `${grant.id} ${training}`)),
              own: sorted(held.ownPartnerIds), former: sorted(held.formerPartnerIds), ties: sorted(held.interestPartnerIds),
            }).toEqual({
              isActive: then.isActive, grants: sorted(awake.map(({ id }) => id)), dormant: sorted(then.grants.filter(({ asleepFor }) => asleepFor !== null).map(({ id, asleepFor }) => `${id} ${asleepFor}`)),
              own: then.isActive ? sorted(then.own) : [], former: then.isActive ? sorted(then.former) : [], ties: then.isActive ? sorted(then.ties) : [],
            });
            expect({
              status: could?.status, policy: could?.policyNumber, grants: sorted((could?.grants ?? []).map(({ id, asleepFor }) => `${id} ${asleepFor}`)),
              ties: sorted((could?.ties ?? []).map(({ partner, kind }) => `${partner.id} ${kind}`)), training: sorted(new Set(could?.training.map(({ course }) => course))),
            }).toEqual({
              status: then.status, policy: policyAt(at).number, grants: sorted(then.grants.map(({ id, asleepFor }) => `${id} ${asleepFor}`)),
              ties: sorted([...then.own.map((id) => `${id} member`), ...then.former.map((id) => `${id} former_member`), ...then.ties.map((id) => `${id} family`)]), training: sorted(then.courses),
            });
            compared++;
          }
          for (const where of wheres.slice(n * 3, n * 3 + 3)) {
            const byHand = people.flatMap((person) => {
              const then = playBack(person, at);
              return then.grants.filter((grant) => lets(then, grant, where)).map(({ id, asleepFor }) => `${id} ${asleepFor}`);
            });
            const ours = new Set(people.map(({ id }) => id));
            const all = await everyoneWhoCould(where, at, 7);
            expect(sorted(all.filter(({ person }) => ours.has(person.id)).map(({ id, asleepFor }) => `${id} ${asleepFor}`))).toEqual(sorted(byHand));
            // By name, and nobody twice.
            expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
            expect(all.map(({ person }) => person.name)).toEqual(all.map(({ person }) => person.name).toSorted());
            found += byHand.length;
          }
        }
      }),
      { seed: 20261122, numRuns: 30 },
    );
    expect(compared).toBeGreaterThan(400);
    expect(found).toBeGreaterThan(100);
  });
});

/** The same history under new ids. */
function renamed({ events }: Person): Person {
  const ids = new Map<string, string>();
  const anew = (id: string): string => {
    const known = ids.get(id) ?? randomUUID();
    ids.set(id, known);
    return known;
  };
  const id = randomUUID();
  return {
    id,
    name: `Person ${id.slice(0, 4)}`,
    events: events.map((event): Event => {
      if (event.kind === "give") return { ...event, gift: { ...event.gift, id: anew(event.gift.id) } };
      if (event.kind === "train" || event.kind === "tie") return { ...event, id: anew(event.id) };
      return "of" in event ? { ...event, of: anew(event.of) } : event;
    }),
  };
}

describe("the file of what could be done", () => {
  const gift = (more: Partial<Gift> = {}): Gift => ({ id: randomUUID(), capability: "permits.decide", agencyId: null, zoneId: null, assetClass: null, highestTier: 3, partnerId: null, needsTraining: null, from: 0, until: 30, ratifyBy: null, ...more });
  const together = async (pieces: AsyncGenerator<string>) => {
    const all: string[] = [];
    for await (const piece of pieces) all.push(piece);
    return all.join("");
  };

  it("has a line for each grant, a header, and no cell that a spreadsheet would run", async () => {
    const person: Person = { id: randomUUID(), name: '=HYPERLINK("x")', events: [{ t: 0, kind: "status", to: "active" }, { t: 0, kind: "give", gift: gift({ zoneId: zones[0] ?? null }) }, { t: 0, kind: "give", gift: gift({ capability: "security.read" }) }] };
    await write(person);
    const file = await together(couldOnCsv(person.id, tick(5)));
    const lines = file.trimEnd().split("\r\n");
    expect(lines).toHaveLength(3);
    expect(file.startsWith('\uFEFF"person","may","capability","agency","zone"')).toBe(true);
    expect(lines[1]).toMatch(/^"'=HYPERLINK\(""x""\)","approve or refuse applications","permits\.decide","","Zone [0-9a-f-]+","","3","","2026-03-10T12:00:00\.000Z","2026-04-09T12:00:00\.000Z",.*,"'=Giver","","'@reason","given","",/);
    expect(await together(couldOnCsv(person.id, tick(40)))).toBe(`${lines[0]}\r\n`);
    expect(await together(couldOnCsv(nobodys, null))).toBe(`${lines[0]}\r\n`);
  });

  it("of everyone is as long as it is, and of one instant", async () => {
    const crowd = Array.from({ length: 1_005 }, () => randomUUID());
    await client.query(`INSERT INTO "Person" (id, email, name, status) SELECT id, id || '@city.test', 'Crowd', 'active' FROM unnest($1::uuid[]) id`, [crowd]);
    await client.query(`INSERT INTO "LedgerEntry" (id, at, name, "subjectType", "subjectId", "toStatus", "actorKind") SELECT gen_random_uuid(), $2, 'person.enrolled', 'Person', id, 'active', 'operator' FROM unnest($1::uuid[]) id`, [crowd, tick(-100)]);
    await client.query(`INSERT INTO "Grant" (id, "personId", capability, "validFrom", reason, origin) SELECT gen_random_uuid(), id, 'terms.read', $2, 'r', 'setup' FROM unnest($1::uuid[]) id`, [crowd, tick(-100)]);
    for (const at of [tick(0), null]) expect((await together(whoCouldCsv({ capability: "terms.read" }, at))).trimEnd().split("\r\n")).toHaveLength(1_006);
    expect((await whoCould({ capability: "terms.read" }, tick(-101))).grants).toEqual([]);
    // No page is longer than a thousand.
    expect((await whoCould({ capability: "terms.read" }, null, { take: 100_000 })).grants).toHaveLength(1_000);
  });

  it("the present is asked of the present", async () => {
    const person: Person = { id: randomUUID(), name: "Nora Now", events: [{ t: 0, kind: "status", to: "active" }, { t: 0, kind: "give", gift: gift({ until: null, capability: "ledger.read" }) }] };
    await write(person);
    expect(await couldOn(person.id, null)).toMatchObject({ person: { id: person.id, name: "Nora Now" }, status: "active", grants: [{ capability: "ledger.read", until: null, givenBy: { name: "=Giver" }, from: tick(0) }] });
    expect((await whoCould({ capability: "ledger.read" }, null)).grants.map((grant) => grant.person.id)).toEqual([person.id]);
    expect(await couldOn(nobodys, null)).toBeNull();
  });
});
