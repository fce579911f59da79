import { describe, expect, it } from "vitest";
import { abilityOf } from "@/lib/access/ability";
import { heldBy } from "@/lib/access/held";
import { ledgerPage, noteReading } from "@/lib/audits/queries";
import { readLedger } from "@/lib/audits/read-ledger";
import { db } from "@/lib/core/db";
import { good, inDays, must, testCity, type Someone } from "@/lib/core/test-city";
import { entriesOf, entryOf, refuses, refusesGarbage, staffWhoMayNot } from "@/lib/core/test-refusals";
import { asPerson } from "@/lib/core/wall";
import { giveGrant } from "@/lib/people/give-grant";
import { suspendPermit } from "@/lib/permits/suspend";
import type { Who } from "@/lib/session/current";

const city = await testCity();
const auditor = await city.officerWith("ledger.read");
const whoIs = async (person: Someone): Promise<Who> => {
  const { held } = await asPerson(person.id, () => heldBy(db, person.id, { secondFactor: true }));
  return { sessionId: "", person: { id: person.id, name: "", email: person.email, line: "" }, secondFactor: true, held, ability: abilityOf(held), actor: person.actor };
};
const who = await whoIs(auditor);

describe("looking something up", () => {
  it("is an entry: how and by what in the open, for what sealed", async () => {
    const { entryId, subjectId } = await must(readLedger, auditor.actor, { how: "search", by: ["person"], looked: { person: city.officer.id }, count: 0 });
    expect(await entriesOf(entryId)).toEqual([{ name: "ledger.read", subjectType: "LedgerRead", subjectId, fromStatus: null, toStatus: null, actorId: auditor.id, actorKind: "person", grantId: auditor.grantId }]);
    expect(await entryOf(entryId)).toMatchObject({ open: { how: "search", by: ["person"] }, sealed: { looked: { person: city.officer.id } } });
  });

  it("counts once a day for each thing looked for", async () => {
    const count = () => db.ledgerEntry.count({ where: { name: "ledger.read", actorId: auditor.id } });
    const before = await count();
    for (let n = 0; n < 3; n++) await noteReading(who, "search", { record: "LP-0000-0000" }, n);
    await noteReading(who, "search", { record: "LP-0000-0001" }, 0);
    expect(await count()).toBe(before + 2);
  });

  it("shows nothing where it cannot be written down", async () => {
    await expect(noteReading(await whoIs(await city.colleague()), "search", {}, 0)).rejects.toThrow(/could not be written down/);
  });
});

describe("the ledger is searched", () => {
  it("by person, record, action, day, public reason and grant, and by all of them", async () => {
    const { permitId, reference } = await city.application("approved");
    const { entryId } = await must(suspendPermit, city.officer.actor, { permitId, version: 1, until: inDays(3), reason: "A reason about Kestrels.", without: "danger" });
    const to = await city.colleague();
    const { entryId: given } = await must(giveGrant, city.admin.actor, { personId: to.id, capability: "permits.suspend", reason: good });
    const entry = await db.ledgerEntry.findUniqueOrThrow({ where: { id: entryId } });
    const found = async (sought: Parameters<typeof ledgerPage>[1]) => (await ledgerPage(who, sought)).entries.map(({ id }) => id);
    const day = new Date(new Date().toISOString().slice(0, 10));
    for (const sought of [{ person: city.officer.id }, { record: reference }, { record: permitId }, { name: "permit.suspended" }, { reason: "kestrels" }, { grant: entry.grantId ?? "" }, { from: day, to: day }]) expect(await found(sought), JSON.stringify(sought)).toContain(entryId);
    expect(await found({ person: city.officer.id, record: reference, name: "permit.suspended", reason: "Kestrels", grant: entry.grantId ?? "" })).toEqual([entryId]);
    // Also what was done to a person, not only what they did.
    expect(await found({ person: to.id })).toContain(given);
    for (const sought of [{ record: "LP-0000-0000" }, { record: "nonsense" }, { grant: "nonsense" }, { reason: "%" }, { from: new Date(Date.now() + 86_400_000 * 3) }]) expect(await found(sought), JSON.stringify(sought)).toEqual([]);
  });
});

const input = { how: "search", by: [], looked: {}, count: 0 };
refuses(readLedger, [
  ...(await staffWhoMayNot(city, "ledger.read", input)),
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["in a way that does not exist", auditor, { ...input, how: "steal" }, "bad_input"],
]);
refusesGarbage(readLedger, auditor, input);
