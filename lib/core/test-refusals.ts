import { expect, it } from "vitest";
import type { Capability } from "@/lib/access/capabilities";
import { db, Prisma } from "@/lib/core/db";
import type { RefusalCode } from "@/lib/core/refusals";
import type { Refusal } from "@/lib/core/result";
import { canBeLimited, good, visitor, withoutSecondFactor, type Someone, type TestCity } from "@/lib/core/test-city";
import type { Actor, Decision } from "@/lib/decisions/decision";
import { openAll } from "@/lib/ledger/sealing";

/** What is expected of a refused attempt: `hidden` is told as not found and recorded as denied. */
export type Expected = RefusalCode | "hidden";
/** One row of a table of refusals: what is so, who tries, what they send, what they are told. */
export type Row = readonly [what: string, who: Actor | Someone, input: unknown, told: Expected];

const actorOf = (who: Actor | Someone): Actor => ("actor" in who ? who.actor : who);

// What a refused attempt may leave: sign-in counters and keys of forms are no records.
const tables = Object.values(Prisma.ModelName).filter((name) => !["RateLimiterFlexible", "DecisionKey", "Session"].includes(name));
// Each row knows the transaction that wrote it last: whatever is written, also the same values again, changes the sum; what is taken
// away changes the count. Hashing every row says no more and costs a hundred times as much.
const decided = `IN (SELECT id FROM "LedgerEntry" WHERE name <> 'attempt.denied')`;
/** The entry of a denied attempt, what it seals, and the key made for that: the one trace that a refusal leaves. */
const besidesDenials: Record<string, string> = {
  LedgerEntry: `WHERE name <> 'attempt.denied'`,
  LedgerOpening: `WHERE "entryId" ${decided}`,
  LedgerPending: `WHERE "entryId" ${decided}`,
  SealKey: `WHERE id IN (SELECT "keyId" FROM "LedgerOpening" WHERE "entryId" ${decided})`,
};

const fingerprints = tables
  .map((name) => `SELECT '${name}' AS name, count(*)::int AS rows, coalesce(sum(r.xmin::text::numeric), 0)::text AS written FROM "${name}" r ${besidesDenials[name] ?? ""}`)
  .join(" UNION ALL ");

/** Everything that is stored, table by table: how many rows, and which transactions wrote them; without the entries of denied attempts. */
export const everythingStored = () => db.$queryRawUnsafe<{ name: string; rows: number; written: string }[]>(fingerprints);

const denials = (of: Actor) => db.ledgerEntry.count({ where: { name: "attempt.denied", ...(of.kind === "person" ? { actorId: of.personId } : {}) } });
const isRecorded = (refusal: Refusal, by: Actor): boolean => by.kind === "person" && (refusal.hidden === true || ["not_allowed", "not_to_oneself", "not_own_proposal", "kept_apart"].includes(refusal.refusal));

/** Each row is refused as said and leaves no trace: nothing stored changes, save one entry for an attempt that was denied. */
export function refuses<I>(decide: Decision<I>, rows: readonly Row[]): void {
  it.each(rows)("refuses, and leaves no trace: %s", async (_, who, input, told) => {
    const actor = actorOf(who);
    const [before, deniedBefore] = [await everythingStored(), await denials(actor)];
    const result = await decide(actor, input);
    if (result.ok) throw new Error("it was decided");
    expect(result.hidden ? "hidden" : result.refusal).toBe(told);
    if (told === "hidden") expect(result.refusal).toBe("not_found");
    expect(await everythingStored()).toEqual(before);
    expect((await denials(actor)) - deniedBefore).toBe(isRecorded(result, actor) ? 1 : 0);
  });
}

/** Everybody of the city who may not do what needs this capability on a case of tier 3 in the west on a pole of Street Lighting. */
export async function staffWhoMayNot(city: TestCity, capability: Capability, input: unknown): Promise<Row[]> {
  const past = new Date(Date.now() - 86_400_000);
  const future = new Date(Date.now() + 86_400_000);
  const holding = async (grant: object) => {
    const person = await city.colleague();
    await city.holds(person, { capability, ...grant });
    return person;
  };
  const elsewhere = [
    ["agency", "a grant for another agency", { agencyId: city.traffic.id }],
    ["zone", "a grant for another zone", { zoneId: city.east.id }],
    ["assetClass", "a grant for another kind of asset", { assetClass: "cabinet" }],
    ["tier", "a grant that reaches only tier 2", { highestTier: 2 }],
    ["partner", "a grant for another partner", { partnerId: city.otherPartner.id }],
  ] as const;
  const limited = elsewhere.filter(([by]) => canBeLimited(capability, by)).map(async ([, what, scope]): Promise<Row> => [what, await city.officerWith(capability, scope), input, "hidden"]);
  const [nothing, other, ranOut, notYet, ended, asleep, strong, lapsed] = await Promise.all([
    city.colleague(), city.officerWith(capability === "assets.manage" ? "partners.verify" : "assets.manage"), holding({ validUntil: past }), holding({ validFrom: future }), holding({ ended: true }),
    holding({ needsTraining: "Deciding permits" }), holding({}), holding({ origin: "emergency", givenById: null, validUntil: future, ratifyBy: past }),
  ]);
  return [
    ["a visitor", visitor, input, "sign_in_first"],
    ["a colleague without a grant", nothing, input, "hidden"],
    ["a grant that does something else", other, input, "hidden"],
    ["a grant that has run out", ranOut, input, "hidden"],
    ["a grant that is not valid yet", notYet, input, "hidden"],
    ["a grant that was ended", ended, input, "hidden"],
    ["a grant that sleeps, for want of a training", asleep, input, "hidden"],
    ["a grant that sleeps, for want of a second factor", withoutSecondFactor(strong), input, "hidden"],
    ["a grant taken in an emergency that nobody ratified in time", lapsed, input, "hidden"],
    ...(await Promise.all(limited)),
  ];
}

/** Who may not decide what belongs to the city's partner because of whose it is. `seen` where a member may read such a record. */
export async function onesOwn(city: TestCity, capability: Capability, input: unknown, seen: boolean): Promise<Row[]> {
  const formerMember = await city.officerWith(capability);
  await db.membership.create({ data: { personId: formerMember.id, partnerId: city.partner.id, endedAt: new Date() } });
  const member = await city.officerWith(capability);
  await db.membership.create({ data: { personId: member.id, partnerId: city.partner.id } });
  await city.holds(member, { capability: "deployments.apply", partnerId: city.partner.id });
  const tied = await city.officerWith(capability);
  await city.tie(tied, city.partner.id);
  return [
    ["a member of the partner", city.partner.member, input, seen ? "not_allowed" : "hidden"],
    ["a member of another partner", city.otherPartner.member, input, "hidden"],
    ["an officer who belongs to the partner", member, input, seen ? "not_allowed" : "hidden"],
    ["an officer who belonged to the partner", formerMember, input, "hidden"],
    ["an officer who declared a tie to the partner", tied, input, "hidden"],
  ];
}

/** Everybody who may not write what is the city's partner's. */
export async function membersWhoMayNot(city: TestCity, input: unknown, { seenByOfficers = false } = {}): Promise<Row[]> {
  const past = new Date(Date.now() - 86_400_000);
  const belongsOnly = await city.colleague();
  await db.membership.create({ data: { personId: belongsOnly.id, partnerId: city.partner.id } });
  const ranOut = await city.colleague();
  await city.holds(ranOut, { capability: "deployments.apply", partnerId: city.partner.id, validUntil: past });
  const ended = await city.colleague();
  await city.holds(ended, { capability: "deployments.apply", partnerId: city.partner.id, ended: true });
  const withoutPartner = await city.colleague();
  await city.holds(withoutPartner, { capability: "deployments.apply" });
  return [
    ["a visitor", visitor, input, "sign_in_first"],
    ["a member of another partner", city.otherPartner.member, input, "hidden"],
    ["somebody who belongs to it and holds no grant", belongsOnly, input, "hidden"],
    ["a member whose grant has run out", ranOut, input, "hidden"],
    ["a member whose grant was ended", ended, input, "hidden"],
    ["a grant that names no partner", withoutPartner, input, "hidden"],
    ["an officer of the city", city.officer, input, seenByOfficers ? "not_allowed" : "hidden"],
  ];
}

const garbage = { "an object": { not: "" }, null: null, "a list of objects": [{ equals: "x" }], "a huge text": "x".repeat(200_000) };
const noVersion = [0, -1, 1.5, "two", Number.POSITIVE_INFINITY, 2 ** 31, 1e300];
const noInput = { nothing: undefined, "a text": "approve", null: null, "a list": [{}] };

/** What no form sends is refused as bad input: every field in turn filled with garbage, a field too many, no fields at all. */
export function refusesGarbage<I>(decide: Decision<I>, who: Actor | Someone, input: Record<string, unknown>): void {
  const tries: [string, unknown][] = Object.entries(noInput).map(([words, value]) => [`the whole input is ${words}`, value]);
  tries.push(["a field nobody asked for", { ...input, status: "approved" }]);
  for (const field of Object.keys(input)) {
    for (const [words, value] of Object.entries(garbage)) tries.push([`${field} is ${words}`, { ...input, [field]: value }]);
    if (field === "version") for (const value of noVersion) tries.push([`version is ${value}`, { ...input, version: value }]);
    if (field.endsWith("Id")) tries.push([`${field} is no id`, { ...input, [field]: "1 OR 1=1" }]);
  }
  it(`refuses ${tries.length} kinds of garbage, and leaves no trace`, async () => {
    const before = await everythingStored();
    const answers: [string, string][] = [];
    for (const [words, value] of tries) {
      const result = await decide(actorOf(who), value);
      answers.push([words, result.ok ? "decided" : result.refusal]);
    }
    expect(answers).toEqual(tries.map(([words]) => [words, "bad_input"]));
    expect(await everythingStored()).toEqual(before);
  });
}

/** The ways to give no proper reason. */
export const withoutReason = (who: Actor | Someone, { reason: _, ...input }: Record<string, unknown>): Row[] => [
  ["no reason", who, input, "bad_input"],
  ["a reason of one word", who, { ...input, reason: "because" }, "bad_input"],
  ["a reason of blanks", who, { ...input, reason: "              " }, "bad_input"],
  ["a reason that cannot be stored", who, { ...input, reason: `${good}\u0000` }, "bad_input"],
  ["a reason with half a character", who, { ...input, reason: `${good} \ud800` }, "bad_input"],
  ["a reason too long to be read", who, { ...input, reason: "long ".repeat(500) }, "bad_input"],
];

/**
 * Several at once: exactly one is decided, the others are told why not (one of `told`), and the decision's entry is there once.
 * Each of `entries` is a name the winner writes.
 */
export function oneWins<I>(decide: Decision<I>, make: () => Promise<{ who: (Actor | Someone)[]; input: unknown | unknown[] }>, told: RefusalCode[] = ["changed_since_read"]): void {
  it("two at once: one is decided, the other is told", async () => {
    const { who, input } = await make();
    const count = () => db.ledgerEntry.count({ where: { name: decide.name } });
    const before = await count();
    const results = await Promise.all(who.map((each, index) => decide(actorOf(each), Array.isArray(input) ? input[index] : input)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(told).toContain(result.refusal);
    expect((await count()) - before).toBe(1);
  });
}

/** A form sent twenty times decides once and answers each time the same; with other answers it is refused. */
export function sentTwice<I>(decide: Decision<I>, make: () => Promise<{ who: Actor | Someone; input: Record<string, unknown>; other: Record<string, unknown> }>): void {
  it("the same form twenty times: one decision, one outcome; with other answers it is refused", async () => {
    const { who, input, other } = await make();
    const count = () => db.ledgerEntry.count({ where: { name: decide.name } });
    const before = await count();
    const key = `form-${decide.name}`;
    const results = await Promise.all(Array.from({ length: 20 }, () => decide(actorOf(who), input, { key })));
    const [first] = results;
    expect(first).toMatchObject({ ok: true });
    for (const result of results) expect(result).toEqual(first);
    expect((await count()) - before).toBe(1);
    const stored = await everythingStored();
    expect(await decide(actorOf(who), other, { key })).toMatchObject({ ok: false, refusal: "sent_differently_before" });
    expect(await everythingStored()).toEqual(stored);
  });
}

/** An entry as it was written: what it seals is opened, but for who acted and whom it is about, which stand beside it. */
export async function entryOf(id: string) {
  const entry = await db.ledgerEntry.findUniqueOrThrow({ where: { id } });
  const opened = (await openAll(db, [id])).get(id) ?? new Map<string, { value: unknown }>();
  const commitments = entry.sealed as Record<string, string>;
  expect(Object.keys(commitments).toSorted()).toEqual([...opened.keys()].toSorted());
  return { ...entry, sealed: Object.fromEntries([...opened].filter(([field]) => !["actor", "subject", "grant"].includes(field)).map(([field, { value }]) => [field, value])) };
}

/** The entry of a person's last denied attempt, in its open and its sealed part. */
export async function lastDenial(person: { id: string }) {
  const found = await db.ledgerEntry.findFirst({ where: { name: "attempt.denied", actorId: person.id }, orderBy: { id: "desc" }, select: { id: true } });
  if (!found) return null;
  const { open, sealed } = await entryOf(found.id);
  return { open, sealed };
}

/** The entries a decision wrote, in order: those of its outcome and those it caused. */
export const entriesOf = (entryId: string) =>
  db.ledgerEntry.findMany({ where: { OR: [{ id: entryId }, { causeId: entryId }] }, orderBy: { id: "asc" }, select: { name: true, subjectType: true, subjectId: true, fromStatus: true, toStatus: true, actorId: true, actorKind: true, grantId: true } });

/** The grant with which an officer of the test city acts. */
export async function grantOf(person: { id: string }, capability: Capability): Promise<string> {
  return (await db.grant.findFirstOrThrow({ where: { personId: person.id, capability, endedAt: null }, orderBy: { id: "asc" } })).id;
}

/** What every active member of a partner is told. */
export async function membersTold(partnerId: string, template: string): Promise<[template: string, email: string][]> {
  const members = await db.membership.findMany({ where: { partnerId, endedAt: null, person: { status: "active" } }, orderBy: { person: { email: "asc" } }, select: { person: { select: { email: true } } } });
  return members.map(({ person }) => [template, person.email]);
}

/** Whom a decision told, and what. */
export async function toldSince<T>(act: () => Promise<T>): Promise<{ outcome: T; told: [template: string, email: string][] }> {
  const before = new Set((await db.notice.findMany({ select: { id: true } })).map(({ id }) => id));
  const outcome = await act();
  const notices = await db.notice.findMany({ where: { id: { notIn: [...before] } }, orderBy: [{ template: "asc" }, { email: "asc" }] });
  return { outcome, told: notices.map(({ template, email }) => [template, email]) };
}
