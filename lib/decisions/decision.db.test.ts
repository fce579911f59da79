import { randomUUID } from "node:crypto";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { db } from "@/lib/core/db";
import { ok, refused } from "@/lib/core/result";
import { good, inDays, must, nobodys, operator, testCity, visitor } from "@/lib/core/test-city";
import { entryOf, everythingStored, grantOf } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { transaction } from "@/lib/core/transaction";
import { decision, Fault, type Actor, type Deed } from "@/lib/decisions/decision";
import { requestChanges } from "@/lib/applications/request-changes";
import { approveApplication } from "@/lib/permits/approve";
import { suspendPermit } from "@/lib/permits/suspend";

const city = await testCity();
const { officer } = city;
const permit = await city.application("approved");
const mail = { template: "permit-revoked" as const, data: { permit: "", title: "", reason: "", link: "" } };

const input = z.strictObject({ permitId: z.uuid(), word: z.string().default(""), password: z.string().optional() });
const ofPermit = ({ subject = permit.permitId, to = "active", ...more }: Partial<Omit<Deed, "subject">> & { subject?: string } = {}): Deed => ({ subject: { type: "Permit", id: subject }, from: "active", to, ...more });

/** A decision on a permit that writes its title and then does as told. */
const titled = (name: string, then: () => Deed | ReturnType<typeof refused>, more: { apart?: () => Promise<ReturnType<typeof refused> | null> } = {}) =>
  decision({
    name,
    input,
    may: ["suspend", "Permit"],
    find: ({ tx, input: { permitId } }) => tx.permit.findUnique({ where: { id: permitId } }),
    ...more,
    async decide({ tx, input: { word }, record }) {
      await tx.permit.update({ where: { id: record.id }, data: { title: `${record.title}${word || "!"}` } });
      const told = then();
      return "ok" in told ? told : ok(told);
    },
  });

const titleNow = async () => (await db.permit.findUniqueOrThrow({ where: { id: permit.permitId } })).title;
const lastEntry = () => db.ledgerEntry.findFirstOrThrow({ orderBy: { id: "desc" } });

describe("all or nothing", () => {
  it.each([
    ["the act itself breaks", titled("test.breaks", () => { throw new Error("a bug"); })],
    ["its entry cannot be written", titled("test.no_entry", () => ofPermit({ open: { half: "\ud800" } }))],
    ["the entry of what it caused cannot be written", titled("test.no_second_entry", () => ofPermit({ also: [{ name: "x.y", subject: { type: "Permit", id: "no id" }, from: null, to: null }] }))],
    ["a notice cannot be written", titled("test.no_notice", () => ofPermit({ notices: [{ ...mail, to: { personId: nobodys, email: "x@x.test" } }] }))],
  ])("a fault with its number, and nothing stored, where %s", async (_, decide) => {
    const before = await everythingStored();
    const fault: unknown = await decide(officer.actor, { permitId: permit.permitId }).catch((problem: unknown) => problem);
    expect(fault).toBeInstanceOf(Fault);
    expect((fault as Fault).id).toMatch(/^[0-9a-f]{8}$/);
    // What broke is in the operational log; what is told holds the number and nothing of it.
    expect((fault as Fault).message).toBe(`fault ${(fault as Fault).id}`);
    expect(await everythingStored()).toEqual(before);
  });

  it("a deed that says another status than it stored is refused by the database", async () => {
    const lying = decision({
      name: "test.lies", input, may: ["suspend", "Permit"],
      find: ({ tx, input: { permitId } }) => tx.permit.findUnique({ where: { id: permitId } }),
      async decide({ tx, record }) {
        await tx.permit.update({ where: { id: record.id }, data: { status: "revoked" } });
        return ok(ofPermit({ to: "suspended" }));
      },
    });
    const before = await everythingStored();
    await expect(lying(officer.actor, { permitId: permit.permitId })).rejects.toBeInstanceOf(Fault);
    expect(await everythingStored()).toEqual(before);
  });

  it("a refusal after something was written undoes it", async () => {
    const before = await everythingStored();
    expect(await titled("test.refuses", () => refused("changed_since_read"))(officer.actor, { permitId: permit.permitId })).toMatchObject({ refusal: "changed_since_read" });
    expect(await everythingStored()).toEqual(before);
  });

  it("what is unique and was taken meanwhile is a refusal, not a fault", async () => {
    const taking = decision({
      name: "test.takes", input, may: ["suspend", "Permit"],
      find: ({ tx, input: { permitId } }) => tx.permit.findUnique({ where: { id: permitId } }),
      async decide({ tx }) {
        await tx.agency.create({ data: { name: "Street Lighting" } });
        return ok(ofPermit());
      },
    });
    expect(await taking(officer.actor, { permitId: permit.permitId })).toMatchObject({ refusal: "taken_meanwhile" });
  });
});

describe("the entry", () => {
  it("names who, by which grant, and the entry before it; what was caused names its cause", async () => {
    const other = randomUUID();
    const decide = titled("test.told", () => ofPermit({ open: { known: 1 }, sealed: { hidden: 2 }, also: [{ name: "test.caused", subject: { type: "Thing", id: other }, from: "a", to: "b" }] }));
    const first = await must(decide, officer.actor, { permitId: permit.permitId });
    const second = await must(decide, officer.actor, { permitId: permit.permitId });
    const by = { actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "permits.suspend") };
    expect(await entryOf(second.entryId)).toMatchObject({ name: "test.told", previousId: first.entryId, causeId: null, open: { known: 1 }, sealed: { hidden: 2 }, ...by });
    const caused = await db.ledgerEntry.findMany({ where: { subjectId: other }, orderBy: { id: "asc" } });
    expect(caused.map(({ causeId }) => causeId)).toEqual([first.entryId, second.entryId]);
    expect(caused[1]).toMatchObject({ fromStatus: "a", toStatus: "b", previousId: caused[0]?.id, ...by });
  });
});

describe("a denied attempt", () => {
  const decide = titled("test.denied", () => ofPermit());
  const denials = (person: { id: string }) => db.ledgerEntry.findMany({ where: { name: "attempt.denied", actorId: person.id } });

  it("is told as not found where the record is hidden, and recorded with what was tried, without what was typed", async () => {
    const stranger = await city.colleague();
    expect(await decide(stranger.actor, { permitId: permit.permitId, word: "typed" })).toMatchObject({ ok: false, refusal: "not_found" });
    const [entry, ...others] = await denials(stranger);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ subjectType: "Person", subjectId: stranger.id, grantId: null, open: { attempted: "test.denied", why: "not_found" }, fromStatus: null, toStatus: null });
    expect(JSON.stringify(entry)).not.toContain("typed");
    // On which record is for those who may read the ledger with its names; anyone else reads only what was tried.
    expect((await entryOf(entry?.id ?? "")).sealed).toEqual({ inputHash: expect.stringMatching(/^[0-9a-f]{64}$/), onType: "Permit", onId: permit.permitId });
    expect(JSON.stringify(entry?.open)).not.toContain(permit.permitId);
  });

  it("is told as not allowed where the record may be seen", async () => {
    const reviewer = await city.officerWith("applications.review");
    expect(await decide(reviewer.actor, { permitId: permit.permitId })).toMatchObject({ refusal: "not_allowed" });
    expect(await denials(reviewer)).toHaveLength(1);
  });

  it("is recorded where duties are kept apart", async () => {
    const apart = titled("test.apart", () => ofPermit(), { apart: async () => refused("kept_apart", { about: { words: "Another person must." } }) });
    const someone = await city.officerWith("permits.suspend");
    const title = await titleNow();
    expect(await apart(someone.actor, { permitId: permit.permitId })).toMatchObject({ refusal: "kept_apart" });
    expect(await denials(someone)).toMatchObject([{ open: { attempted: "test.apart", why: "kept_apart" } }]);
    expect(await titleNow()).toBe(title);
  });

  it.each<[string, () => Actor, object, string]>([
    ["what does not exist", () => officer.actor, { permitId: nobodys }, "not_found"],
    ["garbage", () => officer.actor, { permitId: { not: "" } }, "bad_input"],
    ["a visitor", () => visitor, { permitId: permit.permitId }, "sign_in_first"],
    ["the operator, where a person must decide", () => operator, { permitId: permit.permitId }, "sign_in_first"],
  ])("leaves no entry for %s", async (_, who, given, told) => {
    const before = await db.ledgerEntry.count();
    expect(await decide(who(), given)).toMatchObject({ ok: false, refusal: told });
    expect(await db.ledgerEntry.count()).toBe(before);
  });

  it("looks the same to the one who tried as what does not exist, in all that a page shows", async () => {
    const stranger = await city.colleague();
    const [hidden, unknown] = [await decide(stranger.actor, { permitId: permit.permitId }), await decide(stranger.actor, { permitId: nobodys })];
    const shown = (result: typeof hidden) => !result.ok && [result.refusal, result.about, result.field, result.issues];
    expect(shown(hidden)).toEqual(shown(unknown));
  });

  it("of a person is refused what only the operator may do, as if it were not there", async () => {
    const console_ = decision({ name: "test.console", input: z.strictObject({}), may: { operator: "a test" }, find: async () => ({}), decide: async () => ok(ofPermit()) });
    expect(await console_(officer.actor, {})).toMatchObject({ refusal: "not_found" });
    expect(await console_(visitor, {})).toMatchObject({ refusal: "not_found" });
    expect(await console_(operator, {})).toMatchObject({ ok: true });
  });
});

describe("what one holds is asked in the decision's own transaction", () => {
  const decide = titled("test.asked", () => ofPermit());

  it("a grant that somebody is ending at this moment allows nothing more once it is ended", async () => {
    const person = await city.officerWith("permits.suspend");
    const before = await titleNow();
    const other = new pg.Client({ connectionString: process.env.DATABASE_URL, options: "-c lamppost.who=system" });
    await other.connect();
    try {
      await other.query("BEGIN");
      await other.query(`UPDATE "Grant" SET "endedAt" = now(), "endedById" = $1, "endReason" = 'x' WHERE id = $2`, [city.admin.id, person.grantId]);
      await other.query(`INSERT INTO "LedgerEntry" (id, name, "subjectType", "subjectId", "toStatus", "actorKind") VALUES ($1, 'grant.ended', 'Grant', $2, 'ended', 'person')`, [randomUUID(), person.grantId]);
      const decided = decide(person.actor, { permitId: permit.permitId });
      // It waits for the other's end; it is not refused and not decided before.
      await expect.poll(async () => (await db.$queryRaw<{ waiting: number }[]>`SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`)[0]?.waiting).toBe(1);
      await other.query("COMMIT");
      expect(await decided).toMatchObject({ ok: false, refusal: "not_allowed" });
      expect(await titleNow()).toBe(before);
    } finally {
      await other.end();
    }
  });

  it("an end of a grant waits for the decision that stands on it", async () => {
    const person = await city.officerWith("permits.suspend");
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    let reached = () => {};
    const inside = new Promise<void>((resolve) => (reached = resolve));
    const slow = decision({
      name: "test.slow", input, may: ["suspend", "Permit"],
      find: ({ tx, input: { permitId } }) => tx.permit.findUnique({ where: { id: permitId } }),
      async decide() {
        reached();
        await held;
        return ok(ofPermit());
      },
    });
    const decided = slow(person.actor, { permitId: permit.permitId });
    await inside;
    const { endGrant } = await import("@/lib/people/end-grant");
    const order: string[] = [];
    const ending = endGrant(city.admin.actor, { grantId: person.grantId, version: 1, reason: good }).then((result) => (order.push("ended"), result));
    void decided.then(() => order.push("decided"));
    await expect.poll(async () => (await db.$queryRaw<{ waiting: number }[]>`SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`)[0]?.waiting).toBe(1);
    release();
    expect(await decided).toMatchObject({ ok: true });
    expect(await ending).toMatchObject({ ok: true });
    expect(order[0]).toBe("decided");
  });

  it("a person who is no longer active may do nothing, whatever they hold", async () => {
    const person = await city.officerWith("permits.suspend");
    await asSuperuser(`UPDATE "Person" SET status = 'deactivated' WHERE id = $1`, [person.id]);
    expect(await decide(person.actor, { permitId: permit.permitId })).toMatchObject({ refusal: "not_found" });
  });
});

describe("a decision inside another", () => {
  const both = (breakAfter: boolean) =>
    decision({
      name: "test.both", input, may: ["suspend", "Permit"],
      find: ({ tx, input: { permitId } }) => tx.permit.findUnique({ where: { id: permitId } }),
      async decide({ tx, actor, record }) {
        const inner = await suspendPermit.inside({ tx, actor }, { permitId: record.id, version: record.version, until: inDays(3), reason: good, without: "danger" });
        if (!inner.ok) return inner;
        if (breakAfter) throw new Error("after the inner one");
        return ok({ ...ofPermit({ subject: record.id, to: "suspended" }), reference: inner.value.entryId });
      },
    });

  it("has its own check and its own entry, in the same transaction", async () => {
    const { permitId } = await city.application("approved");
    const outcome = await must(both(false), officer.actor, { permitId });
    const inner = (await db.$queryRaw`SELECT name, tx::text FROM "LedgerEntry" WHERE id IN (${outcome.entryId}::uuid, ${outcome.reference}::uuid) ORDER BY id`) as { name: string; tx: string }[];
    expect(inner.map(({ name }) => name)).toEqual(["permit.suspended", "test.both"]);
    expect(inner[0]?.tx).toBe(inner[1]?.tx);
  });

  it("is undone with it", async () => {
    const { permitId } = await city.application("approved");
    const before = await everythingStored();
    await expect(both(true)(officer.actor, { permitId })).rejects.toBeInstanceOf(Fault);
    expect(await everythingStored()).toEqual(before);
  });

  it("refuses for itself, and then nothing of the outer one stays", async () => {
    const application = await city.application("submitted");
    const before = await everythingStored();
    const outer = decision({
      name: "test.outer", input: z.strictObject({}), may: ["suspend", "Permit"],
      find: ({ tx }) => tx.permit.findUnique({ where: { id: permit.permitId } }),
      async decide({ tx, actor }) {
        await tx.permit.update({ where: { id: permit.permitId }, data: { title: "written before the inner one" } });
        const inner = await requestChanges.inside({ tx, actor }, { applicationId: application.id, version: application.version, reason: good });
        return inner.ok ? ok(ofPermit()) : inner;
      },
    });
    const suspender = await city.officerWith("permits.suspend");
    const made = await everythingStored();
    expect(made).not.toEqual(before);
    expect(await outer(suspender.actor, {})).toMatchObject({ refusal: "not_found" });
    expect(await everythingStored()).toEqual(made);
  });

  it("names the entry that caused it, where it is told", async () => {
    const { permitId, permit: record } = await city.application("approved");
    const cause = (await lastEntry()).id;
    const inner = await transaction((tx) => suspendPermit.inside({ tx, actor: officer.actor }, { permitId, version: record?.version, until: inDays(3), reason: good, without: "danger" }, cause));
    expect(inner.ok && (await entryOf(inner.value.entryId)).causeId).toBe(cause);
  });
});

describe("a form's key", () => {
  const decide = titled("test.keyed", () => ofPermit());
  const send = (key: string, word = "", who: Actor = officer.actor, more: object = {}) => decide(who, { permitId: permit.permitId, word, ...more }, { key });

  it("decides once: the second sending gets the first one's outcome", async () => {
    const first = await send("key-once");
    const title = await titleNow();
    expect(await send("key-once")).toEqual(first);
    expect(await titleNow()).toBe(title);
  });

  it("holds for one person: another's same key is another form", async () => {
    const first = await send("key-mine");
    expect(await send("key-mine", "", city.secondOfficer.actor)).not.toEqual(first);
  });

  it("answers nobody else with a decision's outcome", async () => {
    await send("key-private");
    expect(await send("key-private", "", (await city.colleague()).actor)).toMatchObject({ refusal: "not_found" });
  });

  it("is refused for another decision", async () => {
    await send("key-of-one");
    expect(await titled("test.keyed_too", () => ofPermit())(officer.actor, { permitId: permit.permitId, word: "" }, { key: "key-of-one" })).toMatchObject({ refusal: "sent_differently_before" });
  });

  it("is free again after a refusal: a corrected form can be sent", async () => {
    const application = await city.application("submitted");
    const form = { applicationId: application.id, version: application.version, reason: good, conditions: "" };
    expect(await approveApplication(officer.actor, { ...form, until: inDays(0) }, { key: "key-corrected" })).toMatchObject({ refusal: "until_is_past" });
    expect(await approveApplication(officer.actor, { ...form, until: inDays(9) }, { key: "key-corrected" })).toMatchObject({ ok: true });
  });

  it("is free again after a fault", async () => {
    let broken = true;
    const flaky = titled("test.flaky", () => { if (broken) throw new Error("an outage"); return ofPermit(); });
    const sent = () => flaky(officer.actor, { permitId: permit.permitId }, { key: "key-flaky" });
    await expect(sent()).rejects.toBeInstanceOf(Fault);
    broken = false;
    expect(await sent()).toMatchObject({ ok: true });
  });

  it("keeps no trace of a password, not even a hash", async () => {
    await send("key-password", "", officer.actor, { password: "one password" });
    const kept = await db.decisionKey.findFirstOrThrow({ where: { key: "key-password" } });
    await send("key-no-password");
    expect(kept.inputHash).toBe((await db.decisionKey.findFirstOrThrow({ where: { key: "key-no-password" } })).inputHash);
  });

  it("tells two files apart by their name and size", async () => {
    const filed = decision({
      name: "test.filed", input: z.strictObject({ file: z.file() }), may: ["suspend", "Permit"],
      find: ({ tx }) => tx.permit.findUnique({ where: { id: permit.permitId } }), decide: async () => ok(ofPermit()),
    });
    const first = await filed(officer.actor, { file: new File(["one"], "one.csv") }, { key: "key-of-a-file" });
    expect(await filed(officer.actor, { file: new File(["one"], "one.csv") }, { key: "key-of-a-file" })).toEqual(first);
    expect(await filed(officer.actor, { file: new File(["another"], "two.csv") }, { key: "key-of-a-file" })).toMatchObject({ refusal: "sent_differently_before" });
  });
});
