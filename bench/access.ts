import { subject } from "@casl/ability";
import pg from "pg";
import { abilityOf, type GrantHeld, type Held } from "@/lib/access/ability";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { explain, explainFor } from "@/lib/access/explain";
import { heldBy } from "@/lib/access/held";
import { may } from "@/lib/access/may";
import { couldOn, whoCould, whoCouldCsv, type Where } from "@/lib/access/time-machine";
import { db } from "@/lib/core/db";
import { asPerson, workAsSystem } from "@/lib/core/wall";
import { permitsSeenBy } from "@/lib/permits/queries";
import { daysBack, emailOf, named } from "./access-city";
import { engines, type PermitAsked } from "./engines";
import { whoIs } from "./queue";
import { resultMark } from "./measure";
import { interleaved, spreadOf, type Spread } from "./timing";

export interface AccessPlan {
  appUrl: string;
  /** of what takes milliseconds, and of the building of abilities */
  samples: number;
  /** for which each check is asked over and over, in milliseconds */
  checking: number;
}

export interface AccessMeasures {
  building: { what: string; grants: number; spread: Spread }[];
  checking: { what: string; perSecond: number }[];
  queue: { grants: number; what: string; found: number; whole: Spread; statement: Spread; byHand: Spread; joined: Spread; plan: string }[];
  product: { grants: number; spread: Spread }[];
  looking: { what: string; found: number; spread: Spread }[];
  engines: { grants: number; name: string; prepared: number; perSecond: number; allowed: number; asked: number }[];
}

const tell = (line: string) => console.log(`  ${line}`);

/** Over and over for so long: how many a second. The first fifth is not counted. */
function perSecond(milliseconds: number, check: (n: number) => unknown): number {
  const run = (until: number): number => {
    let n = 0;
    // The clock is looked at seldom, since looking at it costs more than a check.
    for (const began = performance.now(); performance.now() - began < until; ) for (const end = n + 50; n < end; n++) check(n);
    return n;
  };
  run(milliseconds / 5);
  const began = performance.now();
  const done = run(milliseconds);
  return done / ((performance.now() - began) / 1_000);
}

async function spreadFor(samples: number, work: (turn: number) => unknown): Promise<Spread> {
  const times: number[] = [];
  for (let turn = 0; turn < samples + Math.ceil(samples / 5); turn++) {
    const began = performance.now();
    await work(turn);
    if (turn >= samples / 5) times.push(performance.now() - began);
  }
  return spreadOf(times);
}

/* Building and checking: no database */

const classes = ["light_pole", "cabinet", "traffic_pole", "shelter", "kiosk", "rooftop"] as const;
const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T;
const place = (kind: string, n: number): string => `00000000-0000-7000-8000-${kind}${String(n).padStart(8, "0")}`.padEnd(36, "0").slice(0, 36);

const grant = (n: number, more: Partial<GrantHeld>): GrantHeld => ({ id: place("0007", n), capability: "permits.suspend", agencyId: null, zoneId: null, assetClass: null, highestTier: null, partnerId: null, validUntil: null, needsStrength: null, needsRecentMinutes: null, needsTraining: null, isEmergency: false, ...more });
const holder = (grants: GrantHeld[], policy: Held["policy"], ties: string[] = [place("0004", 7)]): Held => ({ personId: place("0005", 1), isActive: true, grants, dormant: [], ownPartnerIds: [], formerPartnerIds: [], interestPartnerIds: ties, policy });
/** So many grants, no two alike, each for a zone and more. */
const narrow = (count: number): GrantHeld[] => Array.from({ length: count }, (_, n) => grant(n, { zoneId: place("0002", n % 10), highestTier: 3, ...(count > 10 ? { assetClass: pick(classes, Math.floor(n / 10)) } : {}), ...(count > 60 ? { agencyId: place("0001", Math.floor(n / 60) % 5) } : {}) }));
const mixed = (count: number): GrantHeld[] => narrow(count).map((each, n) => ({ ...each, capability: pick(["applications.review", "permits.decide", "permits.suspend", "permits.revoke", "security.read", "people.grant", "assets.manage", "contacts.read"], n) }));

const permits = Array.from({ length: 5_000 }, (_, n): PermitAsked => ({ id: place("0019", n), partnerId: place("0004", (n * 7) % 200), agencyId: n % 11 === 0 ? null : place("0001", n % 5), zoneId: n % 13 === 0 ? null : place("0002", (n * 3) % 10), assetClass: pick(classes, n * 5), tier: 1 + (n % 4) }));

async function measureRules(plan: AccessPlan, policy: Held["policy"]): Promise<Pick<AccessMeasures, "building" | "checking">> {
  const building: AccessMeasures["building"] = [];
  for (const count of [1, 20, 200]) {
    const held = holder(mixed(count), policy);
    building.push({ what: "built", grants: count, spread: await spreadFor(plan.samples * 10, () => abilityOf(held)) });
    // CASL makes ready on the first question what it needs of its rules.
    building.push({ what: "built, and asked once of each act on a permit", grants: count, spread: await spreadFor(plan.samples * 10, () => ["examine", "suspend", "resume", "revoke"].map((act) => may(abilityOf(held), act as "suspend", "Permit", permits[0] ?? {}))) });
  }
  tell("building");
  const checking: AccessMeasures["checking"] = [];
  const tagged = permits.map((permit) => subject("Permit", { ...permit } as Record<PropertyKey, unknown>));
  const check = (what: string, ask: (n: number) => unknown) => checking.push({ what, perSecond: perSecond(plan.checking, ask) });
  const free = abilityOf(holder([...mixed(19), grant(99, { capability: "policies.publish" })], policy));
  check("can, a rule without conditions, 20 grants", () => free.can("publish", "AccessPolicy"));
  const unbound = abilityOf(holder([grant(1, {})], policy, []));
  check("can, on a permit, a grant without limits", (n) => unbound.can("suspend", pick(tagged, n)));
  for (const count of [1, 20, 200]) {
    const ability = abilityOf(holder(narrow(count), policy));
    check(`can, on a permit, ${count} narrow grant${count > 1 ? "s" : ""} and a tie`, (n) => ability.can("suspend", pick(tagged, n)));
    check(`may (every column present, which grant), the same ${count}`, (n) => may(ability, "suspend", "Permit", pick(permits, n)));
  }
  tell("checking");
  return { building, checking };
}

async function measureEngines(plan: AccessPlan, policy: Held["policy"]): Promise<AccessMeasures["engines"]> {
  const measured: AccessMeasures["engines"] = [];
  const asked = permits.slice(0, 500);
  for (const count of [1, 20, 200]) {
    const held = holder(narrow(count), policy);
    let first: boolean[] | undefined;
    for (const { name, prepare } of engines) {
      const times: number[] = [];
      let check = await prepare(held);
      for (let turn = 0; turn < 12; turn++) {
        const began = performance.now();
        check = await prepare(held);
        times.push(performance.now() - began);
      }
      const answers = asked.map((permit) => check(permit));
      first ??= answers;
      const odd = answers.findIndex((answer, n) => answer !== first?.[n]);
      if (odd >= 0) throw new Error(`${name} answers ${String(answers[odd])} for ${JSON.stringify(asked[odd])}`);
      measured.push({ grants: count, name, prepared: spreadOf(times).p50, perSecond: perSecond(plan.checking, (n) => check(pick(asked, n))), allowed: answers.filter(Boolean).length, asked: asked.length });
    }
  }
  tell("the same asked of casbin and cedar");
  return measured;
}

/* The queue: a million permits */

const columns = { id: true, reference: true, title: true, statusText: true, tier: true, startsOn: true, expiresOn: true, zoneId: true } as const;
const written = Object.keys(columns).map((column) => `p."${column}"`).join(", ");

/** What Prisma sends while `work` runs. */
async function overheard(work: () => Promise<unknown>): Promise<{ text: string; values: unknown[] }[]> {
  const heard: { text: string; values: unknown[] }[] = [];
  const prototype = pg.Client.prototype as unknown as { query: (...given: unknown[]) => unknown };
  const { query } = prototype;
  prototype.query = function (this: unknown, ...given: unknown[]) {
    const [config, values] = given as [string | { text: string; values?: unknown[] }, unknown[] | undefined];
    const text = typeof config === "string" ? config : config.text;
    if (/^SELECT .*"Permit"/s.test(text)) heard.push({ text, values: (typeof config === "string" ? undefined : config.values) ?? (Array.isArray(values) ? values : []) });
    return query.apply(this, given);
  };
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  return heard;
}

/** The reach of the grants as a careful person would write it: only what limits, each value a parameter. */
function reachByHand(held: Held, values: unknown[]): string {
  const value = (one: unknown, cast: string): string => `$${values.push(one)}${cast}`;
  const each = held.grants.map((one) => {
    const limits = [
      one.agencyId && `p."agencyId" = ${value(one.agencyId, "::uuid")}`,
      one.zoneId && `p."zoneId" = ${value(one.zoneId, "::uuid")}`,
      one.assetClass && `p."assetClass" = ${value(one.assetClass, `::"AssetClass"`)}`,
      one.highestTier && `p.tier <= ${value(one.highestTier, "::int")}`,
    ].filter(Boolean);
    return limits.length > 0 ? `(${limits.join(" AND ")})` : "true";
  });
  const ties = [...held.ownPartnerIds, ...held.formerPartnerIds, ...held.interestPartnerIds];
  return `(${each.join(" OR ")})${ties.length > 0 ? ` AND p."partnerId" <> ALL (${value(ties, "::uuid[]")})` : ""}`;
}

/** The same by asking the table of grants for each row. */
const reachByJoin = (held: Held, values: unknown[]): string => {
  const person = `$${values.push(held.personId)}::uuid`;
  return `EXISTS (SELECT FROM "Grant" g WHERE g."personId" = ${person} AND g.capability = 'permits.suspend' AND g."endedAt" IS NULL AND g."validFrom" <= now() AND (g."validUntil" IS NULL OR g."validUntil" > now())
    AND (g."agencyId" IS NULL OR g."agencyId" = p."agencyId") AND (g."zoneId" IS NULL OR g."zoneId" = p."zoneId") AND (g."assetClass" IS NULL OR g."assetClass" = p."assetClass") AND (g."highestTier" IS NULL OR g."highestTier" >= p.tier))
    AND NOT EXISTS (SELECT FROM "Interest" i WHERE i."personId" = ${person} AND i."partnerId" = p."partnerId" AND i."endedAt" IS NULL)`;
};

/** Where a plan reads: its nodes that scan, in a few words. */
async function planOf(pool: pg.Pool, text: string, values: unknown[]): Promise<string> {
  const { rows } = await pool.query<{ "QUERY PLAN": string }>(`EXPLAIN ${text}`, values);
  return [...new Set(rows.flatMap((row) => /(Seq Scan|Index Scan|Index Only Scan|Bitmap Index Scan)[^(]*/.exec(row["QUERY PLAN"])?.[0].trim() ?? []))].join("; ");
}

async function measureQueue(plan: AccessPlan): Promise<Pick<AccessMeasures, "queue" | "product">> {
  const queue: AccessMeasures["queue"] = [];
  const product: AccessMeasures["product"] = [];
  for (const [person, count] of [[named.one, 1], [named.twenty, 20], [named.twoHundred, 200]] as const) {
    const who = await whoIs(emailOf(person));
    const { held } = who;
    if (held.grants.length !== count) throw new Error(`${held.grants.length} grants, ${count} wanted`);
    // By hand, but behind the same wall: as the same person.
    const pool = new pg.Pool({ connectionString: plan.appUrl, max: 2, options: `-c lamppost.who=person:${held.personId}` });
    const middle = (await pool.query<{ id: string }>(`SELECT id FROM "Permit" ORDER BY id OFFSET (SELECT count(*) / 2 FROM "Permit") LIMIT 1`)).rows[0]?.id ?? "";
    for (const [what, status, before, tier] of [["first page, active", "active", null, null], ["a page in the middle, active", "active", middle, null], ["first page, suspended, tier 3", "suspended", null, 3]] as const) {
      const ask = () =>
        asPerson(held.personId, () =>
          db.permit.findMany({ where: { AND: [authorizedWhere(who.ability, "suspend", "Permit"), { statusText: status }, tier ? { tier } : {}, before ? { id: { lt: before } } : {}] }, orderBy: { id: "desc" }, take: 26, select: columns }),
        );
      const hand = (reach: (held: Held, values: unknown[]) => string) => {
        const values: unknown[] = [status];
        const more = [tier && `p.tier = $${values.push(tier)}`, before && `p.id < $${values.push(before)}::uuid`].filter(Boolean).map((each) => ` AND ${String(each)}`).join("");
        const reached = reach(held, values);
        return { text: `SELECT ${written} FROM "Permit" p WHERE ${reached} AND p."statusText" = $1${more} ORDER BY p.id DESC LIMIT 26`, values };
      };
      const [statement] = await overheard(ask);
      if (!statement) throw new Error("Prisma asked nothing of the permits");
      const [byHand, joined] = [hand(reachByHand), hand(reachByJoin)];
      const ids = async (rows: Promise<{ id: string }[]>) => JSON.stringify((await rows).map(({ id }) => id));
      const rowsOf = (text: string, values: unknown[]) => pool.query<{ id: string }>(text, values).then(({ rows }) => rows);
      const expected = await ids(ask());
      for (const { text, values } of [statement, byHand, joined]) if ((await ids(rowsOf(text, values))) !== expected) throw new Error(`the statements do not find the same: ${text.slice(0, 200)}`);
      const direct = await interleaved(plan.samples, () => rowsOf(statement.text, statement.values), () => rowsOf(byHand.text, byHand.values), 20_000);
      const whole = await interleaved(plan.samples, ask, () => rowsOf(joined.text, joined.values), 20_000);
      queue.push({ grants: count, what, found: (JSON.parse(expected) as unknown[]).length, whole: whole.ours, statement: direct.ours, byHand: direct.floor, joined: whole.floor, plan: await planOf(pool, statement.text, statement.values) });
      tell(`queue with ${count} grants: ${what}`);
    }
    product.push({ grants: count, spread: await spreadFor(plan.samples, () => permitsSeenBy(who, { status: "active" })) });
    await pool.end();
  }
  return { queue, product };
}

/* Looking back, and why */

async function measureLooking(plan: AccessPlan): Promise<AccessMeasures["looking"]> {
  const administrator = await whoIs(emailOf(named.administrator));
  const officer = await whoIs(emailOf(named.officer));
  const as = <T>(work: () => Promise<T>): Promise<T> => asPerson(administrator.person.id, work);
  const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
  const permit = await db.permit.findFirstOrThrow({ where: { statusText: "active", zoneId: { not: null } }, orderBy: { id: "desc" } });
  const there: Where = { capability: "permits.suspend", agencyId: permit.agencyId, zoneId: permit.zoneId, assetClass: permit.assetClass, tier: permit.tier, partnerId: permit.partnerId };
  const looking: AccessMeasures["looking"] = [];
  const look = async (what: string, work: (turn: number) => Promise<number>) => {
    looking.push({ what, found: await as(() => work(0)), spread: await spreadFor(plan.samples, (turn) => as(() => work(turn))) });
    tell(what);
  };
  const found = async (where: Where, at: Date | null) => (await whoCould(where, at)).grants.length;
  await look("who could, at one place, now", () => found(there, null));
  await look("who could, at one place, a year ago", () => found(there, daysAgo(365)));
  await look("who could, at one place, at the first day", () => found(there, daysAgo(daysBack - 1)));
  await look("who could, anywhere, now", () => found({ capability: "permits.decide" }, null));
  await look("who could, anywhere, two years ago", () => found({ capability: "permits.decide" }, daysAgo(730)));
  await look("who could, anywhere, a year ago: the whole file", async () => {
    let lines = 0;
    for await (const piece of whoCouldCsv({ capability: "permits.decide" }, daysAgo(365))) lines += piece.split("\r\n").length - 1;
    return lines - 1;
  });
  await look("what a person could do now", async () => (await couldOn(officer.person.id, null))?.grants.length ?? 0);
  await look("what a person could do on any day", async (turn) => (await couldOn(officer.person.id, daysAgo((turn * 37) % daysBack)))?.grants.length ?? 0);
  await look("what a person with 200 grants could do now", async () => (await couldOn((await whoIs(emailOf(named.twoHundred))).person.id, null))?.grants.length ?? 0);
  await look("what a person holds, as every request asks", async () => (await heldBy(db, officer.person.id, { secondFactor: true })).held.grants.length);
  const able = await whoIs(emailOf(named.twoHundred));
  const reached = await db.permit.findFirstOrThrow({ where: authorizedWhere(able.ability, "suspend", "Permit"), orderBy: { id: "desc" } });
  await look("why one may, with 200 grants", async () => (await explain(able.held, "suspend", "Permit", reached)).steps.length);
  await look("why one may not, and who can", async () => (await explain(administrator.held, "suspend", "Permit", permit)).steps.length);
  await look("why another could not a year ago, and who could", async () => (await explainFor(administrator.person.id, "suspend", "Permit", permit, daysAgo(365)))?.steps.length ?? 0);
  return looking;
}

// A process of its own, as the others of the bench are.
if (process.env.ACCESS_PLAN) {
  const plan = JSON.parse(process.env.ACCESS_PLAN) as AccessPlan;
  workAsSystem();
  const { held } = await whoIs(emailOf(named.administrator));
  const measures: AccessMeasures = {
    ...(await measureRules(plan, held.policy)),
    engines: await measureEngines(plan, held.policy),
    ...(await measureQueue(plan)),
    looking: await measureLooking(plan),
  };
  console.log(resultMark + JSON.stringify(measures));
  await db.$disconnect();
}
