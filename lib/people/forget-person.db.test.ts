import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/core/calendar";
import { db, Prisma } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity, type Someone } from "@/lib/core/test-city";
import { entriesOf, entryOf, oneWins, refuses, refusesGarbage, staffWhoMayNot, withoutReason } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { raiseFinding } from "@/lib/audits/raise-finding";
import { leafHash } from "@/lib/ledger/merkle";
import { openAll } from "@/lib/ledger/sealing";
import { sequence } from "@/lib/ledger/sequence";
import { nameDuty } from "@/lib/applications/name-duty";
import { contentSchema } from "@/lib/applications/schema";
import { submitApplication } from "@/lib/applications/submit";
import { signTerms } from "@/lib/partners/sign-terms";
import { termsOn } from "@/lib/partners/terms";
import { deactivatePerson } from "@/lib/people/deactivate-person";
import { declareInterest } from "@/lib/people/declare-interest";
import { endHold } from "@/lib/people/end-hold";
import { forgetPerson } from "@/lib/people/forget-person";
import { giveGrant } from "@/lib/people/give-grant";
import { placeHold } from "@/lib/people/place-hold";
import { askForGrant } from "@/lib/people/ask-for-grant";
import { recordTraining } from "@/lib/people/record-training";
import { suspendPermit } from "@/lib/permits/suspend";

const city = await testCity();
const { admin } = city;
const keeper = await city.officerWith("people.forget");
const closer = await city.officerWith("people.deactivate");
const trainer = await city.officerWith("training.record");
const canary = "Whose brother is the ZANZIBAR treasurer.";
const named = { name: "Quillon Aardvark-Zanzibar", email: "quillon@aardvark.test" };

const versionOf = async (id: string) => (await db.person.findUniqueOrThrow({ where: { id } })).version;
const asked = async (personId: string) => ({ personId, version: await versionOf(personId), confirm: "yes", reason: "They asked for it, and nothing keeps them." });
const closeAccount = async (person: { id: string }) => must(deactivatePerson, closer.actor, { personId: person.id, version: await versionOf(person.id), reason: good });

/** Somebody of whom as much is written as can be, and who has left. */
async function writtenOf(): Promise<Someone> {
  const person = await city.colleague();
  await asSuperuser(`UPDATE "Person" SET name = $2, email = $3 WHERE id = $1`, [person.id, named.name, named.email]);
  await must(giveGrant, admin.actor, { personId: person.id, capability: "permits.suspend", reason: canary });
  await must(askForGrant, person.actor, { capability: "permits.revoke", hours: "8", reason: canary, page: "" });
  await must(declareInterest, admin.actor, { personId: person.id, partnerId: city.otherPartner.id, kind: "other", reason: canary });
  await must(recordTraining, trainer.actor, { personId: person.id, course: "Deciding permits", passedOn: inDays(-10), validUntilOn: inDays(20), evidence: canary });
  await closeAccount(person);
  return person;
}

it("forgets as what somebody signed for a partner, and that a case named them for a duty", async () => {
  const partner = await city.organisation({ signed: false });
  await asSuperuser(`UPDATE "Person" SET name = $2 WHERE id = $1`, [partner.member.id, "Wilhelmina Quartermaine"]);
  await must(signTerms, partner.member.actor, { partnerId: partner.id, termsVersion: String(termsOn(inDays(0)).version), capacity: "Wilhelmina, the OKAPI director", mayBind: "yes" });
  const application = await city.application("complete", { of: partner });
  await must(nameDuty, partner.member.actor, { applicationId: application.id, duty: "patching", seat: "primary", personId: partner.member.id });
  await must(submitApplication, partner.member.actor, { applicationId: application.id, version: application.version, isTrue: "yes" });
  expect(await everythingReadable()).toMatch(/Quartermaine(.|\n)*OKAPI|OKAPI(.|\n)*Quartermaine/);
  await closeAccount(partner.member);
  expect(await forgetPerson(keeper.actor, await asked(partner.member.id))).toMatchObject({ ok: false, refusal: "kept_by_law", about: { what: "sent an application or signed the city’s terms" } });
  // As if it were so many years ago.
  await asSuperuser(`UPDATE "LedgerEntry" SET at = at - interval '30 years' WHERE "actorId" = $1`, [partner.member.id]);
  await must(forgetPerson, keeper.actor, await asked(partner.member.id));
  const left = await everythingReadable();
  expect(left.match(/.{0,300}(Quartermaine|OKAPI).{0,60}/g) ?? []).toEqual([]);
  const { content } = await db.submission.findFirstOrThrow({ where: { applicationId: application.id } });
  expect(contentSchema.parse(content).duties).toEqual([expect.objectContaining({ duty: "patching", name: "A forgotten person" })]);
});

/** Every row of every table as text, with every opening that the portal can open. */
async function everythingReadable(): Promise<string> {
  const tables = await Promise.all(Object.values(Prisma.ModelName).map((name) => db.$queryRawUnsafe<{ row: string }[]>(`SELECT to_jsonb(r)::text AS row FROM "${name}" r`)));
  const entries = await db.ledgerEntry.findMany({ select: { id: true } });
  const opened = await openAll(db, entries.map(({ id }) => id));
  return JSON.stringify([tables, [...opened].map(([id, fields]) => [id, [...fields]])]);
}

describe("the portal forgets somebody", () => {
  it("in every table, in what the ledger sealed, in what others were told; and every proof still holds", async () => {
    const person = await writtenOf();
    await sequence();
    const before = await everythingReadable();
    for (const word of [named.name, named.email, "ZANZIBAR"]) expect(before).toContain(word);
    const leaves = await db.ledgerLeaf.findMany({ orderBy: { position: "asc" } });

    const { entryId } = await must(forgetPerson, keeper.actor, await asked(person.id));
    const after = await everythingReadable();
    for (const word of [named.name, named.email, "ZANZIBAR", "Aardvark"]) expect(after).not.toContain(word);
    expect(await db.person.findUniqueOrThrow({ where: { id: person.id } })).toMatchObject({ name: "A forgotten person", status: "deactivated", forgottenAt: expect.any(Date), passwordHash: null });
    expect(await db.sealKey.findUniqueOrThrow({ where: { id: person.id } })).toMatchObject({ wrapped: null, destroyedAt: expect.any(Date) });
    expect(await entriesOf(entryId)).toEqual([{ name: "person.forgotten", subjectType: "Person", subjectId: person.id, fromStatus: "deactivated", toStatus: "forgotten", actorId: keeper.id, actorKind: "person", grantId: keeper.grantId }]);

    // Why, for those who answer for it; of whom, by an id that is nobody's any more.
    expect((await entryOf(entryId)).sealed).toEqual({ reason: "They asked for it, and nothing keeps them." });
    expect(await db.ledgerLeaf.findMany({ orderBy: { position: "asc" }, take: leaves.length })).toEqual(leaves);
    for (const { leaf, hash } of leaves) expect(Buffer.from(hash)).toEqual(Buffer.from(leafHash(leaf)));
    // The history of their grants is still there, with what it allowed and when; only why is gone.
    expect(await db.grant.findFirstOrThrow({ where: { personId: person.id } })).toMatchObject({ capability: "permits.suspend", reason: "(forgotten)", endedAt: expect.any(Date) });
  });

  it("also somebody of whom nothing was ever sealed", async () => {
    const person = await city.colleague();
    await asSuperuser(`UPDATE "Person" SET status = 'deactivated' WHERE id = $1`, [person.id]);
    await must(forgetPerson, keeper.actor, await asked(person.id));
    expect((await db.sealKey.findUniqueOrThrow({ where: { id: person.id } })).destroyedAt).not.toBeNull();
  });

  it("and leaves alone what is of others", async () => {
    const [one, other] = [await city.colleague(), await city.colleague()];
    for (const { id } of [one, other]) await must(giveGrant, admin.actor, { personId: id, capability: "permits.suspend", reason: good });
    await closeAccount(one);
    await must(forgetPerson, keeper.actor, await asked(one.id));
    expect((await db.grant.findFirstOrThrow({ where: { personId: other.id } })).reason).toBe(good);
    const given = await db.ledgerEntry.findFirstOrThrow({ where: { name: "grant.given", subjectId: (await db.grant.findFirstOrThrow({ where: { personId: other.id } })).id } });
    expect((await openAll(db, [given.id])).get(given.id)?.get("reason")?.value).toBe(good);
  });
});

describe("somebody of the same name, or with those letters in another word,", () => {
  it("is left alone", async () => {
    const [one, other] = [await city.colleague(), await city.colleague()];
    await asSuperuser(`UPDATE "Person" SET name = 'Li' WHERE id = ANY ($1)`, [[one.id, other.id]]);
    const told = await db.notice.createManyAndReturn({
      data: [
        { email: other.email, template: "x", data: { person: "Li Wei" }, subject: "Licence, Li", text: "Dear Li, about the Licence of Li and Ali." },
        { email: other.email, template: "x", data: { what: "Licence" }, subject: "Licence", text: "The Licence is ready." },
      ],
      select: { id: true },
    });
    await asSuperuser(`ALTER TABLE "Submission" DISABLE TRIGGER submission_frozen`, []);
    await asSuperuser(`UPDATE "Submission" SET content = jsonb_set(content, '{contact,name}', '"Li"') WHERE "applicationId" = $1`, [applicationId]);
    await asSuperuser(`ALTER TABLE "Submission" ENABLE TRIGGER submission_frozen`, []);
    await closeAccount(one);
    await must(forgetPerson, keeper.actor, await asked(one.id));
    expect((await db.person.findUniqueOrThrow({ where: { id: other.id } })).name).toBe("Li");
    // A member of that partner they never were: it is another Li.
    expect((await db.submission.findFirstOrThrow({ where: { applicationId } })).content).toMatchObject({ contact: { name: "Li" } });
    expect(await db.notice.findMany({ where: { id: { in: told.map(({ id }) => id) } }, orderBy: { id: "asc" }, select: { subject: true, text: true } })).toEqual([
      { subject: "Licence, a forgotten person", text: "Dear a forgotten person, about the Licence of a forgotten person and Ali." },
      { subject: "Licence", text: "The Licence is ready." },
    ]);
  });
});

describe("the database refuses, to the portal's own role,", () => {
  it("to forget without an entry", async () => {
    const person = await city.colleague();
    await expect(db.$executeRaw`SELECT lamppost_forget(${person.id}::uuid)`).rejects.toThrow(/Only whose account is closed/);
    await asSuperuser(`UPDATE "Person" SET status = 'deactivated' WHERE id = $1`, [person.id]);
    await expect(db.$executeRaw`SELECT lamppost_forget(${person.id}::uuid)`).rejects.toThrow(/no ledger entry/);
    expect((await db.person.findUniqueOrThrow({ where: { id: person.id } })).forgottenAt).toBeNull();
  });

  it("to rewrite a grant, also by saying that it forgets", async () => {
    const grantId = await city.holds(await city.colleague(), { capability: "permits.suspend" });
    await expect(db.$transaction([db.$executeRaw`SELECT set_config('lamppost.forgets', 'x', true)`, db.$executeRaw`UPDATE "Grant" SET reason = 'x' WHERE id = ${grantId}::uuid`])).rejects.toThrow(/permission denied|never edited/);
  });

  it("to bring a destroyed key back", async () => {
    const person = await city.colleague();
    await asSuperuser(`UPDATE "Person" SET status = 'deactivated' WHERE id = $1`, [person.id]);
    await must(forgetPerson, keeper.actor, await asked(person.id));
    await expect(db.$executeRaw`UPDATE "SealKey" SET wrapped = 'x', "destroyedAt" = NULL WHERE id = ${person.id}::uuid`).rejects.toThrow(/permission denied/);
  });
});

const person = await city.colleague();
await closeAccount(person);
const input = await asked(person.id);
const open = await city.colleague();
const gone = await city.colleague();
await closeAccount(gone);
await must(forgetPerson, keeper.actor, await asked(gone.id));
const held = await city.colleague();
await closeAccount(held);
const { subjectId: holdId } = await must(placeHold, keeper.actor, { personId: held.id, reason: good });
const found = await city.colleague();
const { id: aboutFound } = await db.ledgerEntry.findFirstOrThrow({ where: { actorId: found.id }, orderBy: { id: "asc" } });
await must(raiseFinding, (await city.officerWith("ledger.read")).actor, { entryId: aboutFound, weight: "breach", words: good });
await closeAccount(found);
/** An officer who decided, and a member who sent; both have left. */
const decided = await city.officerWith("permits.suspend");
await must(suspendPermit, decided.actor, { permitId: (await city.application("approved")).permitId, version: 1, until: inDays(3), reason: good, without: "danger" });
await closeAccount(decided);
const sender = city.partner.member;
const { id: applicationId } = await city.application("submitted");
await asSuperuser(`UPDATE "Person" SET status = 'deactivated' WHERE id = $1`, [sender.id]);

refuses(forgetPerson, [
  ...(await staffWhoMayNot(city, "people.forget", input)),
  ["a member of a partner", city.otherPartner.member, input, "hidden"],
  ["oneself", keeper, await asked(keeper.id), "not_to_oneself"],
  ["somebody unknown", keeper, { ...input, personId: nobodys }, "not_found"],
  ["whose account is open", keeper, await asked(open.id), "still_open_account"],
  ["who was forgotten already", keeper, await asked(gone.id), "forgotten_already"],
  ["for whom a legal hold stands", keeper, await asked(held.id), "held_by_law"],
  ["about whom a finding is open", keeper, await asked(found.id), "finding_open"],
  ["who decided for the city less than ten years ago", keeper, await asked(decided.id), "kept_by_law"],
  ["who sent an application less than five years ago", keeper, await asked(sender.id), "kept_by_law"],
  ["without having ticked that it cannot be undone", keeper, { ...input, confirm: "" }, "bad_input"],
  ["a version that is not what is stored", keeper, { ...input, version: input.version + 1 }, "changed_since_read"],
  ...withoutReason(keeper, input),
]);
refusesGarbage(forgetPerson, keeper, input);

describe("what keeps a person lets go of them", () => {
  it("when the hold is over", async () => {
    await must(endHold, keeper.actor, { holdId, version: 1, reason: good });
    await must(forgetPerson, keeper.actor, await asked(held.id));
  });

  it("when the years of the law are over", async () => {
    // The entry cannot be set back, so the rules ask for no years.
    await db.accessPolicy.findFirst();
    await asSuperuser(`ALTER TABLE "LedgerEntry" DISABLE TRIGGER ledger_no_change`, []);
    await asSuperuser(`UPDATE "LedgerEntry" SET at = $2 WHERE "actorId" = $1`, [decided.id, addDays(new Date(), -3_660)]);
    await asSuperuser(`ALTER TABLE "LedgerEntry" ENABLE TRIGGER ledger_no_change`, []);
    await must(forgetPerson, keeper.actor, await asked(decided.id));
  });
});

describe("at the same moment", () => {
  oneWins(forgetPerson, async () => {
    const one = await city.colleague();
    await closeAccount(one);
    return { who: [keeper, await city.officerWith("people.forget")], input: await asked(one.id) };
  }, ["forgotten_already", "changed_since_read"]);
});
