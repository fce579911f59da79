import { describe, expect, it } from "vitest";
import { abilityOf } from "@/lib/access/ability";
import { heldBy } from "@/lib/access/held";
import { entryFile } from "@/lib/audits/queries";
import { openEntry } from "@/lib/audits/open-entry";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity, type Someone } from "@/lib/core/test-city";
import { entriesOf, entryOf, refuses, refusesGarbage, sentTwice, staffWhoMayNot, withoutReason } from "@/lib/core/test-refusals";
import { asPerson } from "@/lib/core/wall";
import { commitmentTo } from "@/lib/ledger/sealing";
import { giveGrant } from "@/lib/people/give-grant";
import type { Who } from "@/lib/session/current";

const city = await testCity();
const opener = await city.officerWith("ledger.open");
await city.holds(opener, { capability: "ledger.read" });
const reader = await city.officerWith("ledger.read");
const whoIs = async (person: Someone): Promise<Who> => {
  const { held } = await asPerson(person.id, () => heldBy(db, person.id, { secondFactor: true }));
  return { sessionId: "", person: { id: person.id, name: "", email: person.email, line: "" }, secondFactor: true, held, ability: abilityOf(held), actor: person.actor };
};
const to = await city.colleague();
const { entryId } = await must(giveGrant, city.admin.actor, { personId: to.id, capability: "permits.suspend", reason: "A reason that names Quillon." });
const purpose = "The partner's lawyer asked who gave it, and why.";

describe("what is sealed in an entry", () => {
  it("is shown to nobody before it is opened, and then to who opened it alone; the salt shows that it fits the seal", async () => {
    expect(JSON.stringify(await entryFile(await whoIs(opener), entryId))).not.toContain("Quillon");
    const opened = await must(openEntry, opener.actor, { entryId, reason: purpose });
    expect(await entriesOf(opened.entryId)).toEqual([{ name: "ledger.opened", subjectType: "LedgerEntry", subjectId: entryId, fromStatus: null, toStatus: "opened", actorId: opener.id, actorKind: "person", grantId: opener.grantId }]);
    expect(await entryOf(opened.entryId)).toMatchObject({ open: { fields: expect.arrayContaining(["actor", "reason", "subject", "toPerson"]) }, sealed: { reason: purpose } });

    const file = await entryFile(await whoIs(opener), entryId);
    const reason = file?.sealedFields.find(({ field }) => field === "reason");
    expect(reason?.opened?.value).toBe("A reason that names Quillon.");
    expect(commitmentTo(Buffer.from(reason?.opened?.salt ?? "", "base64"), "reason", reason?.opened?.value)).toBe(reason?.commitment);
    expect(file?.sealedFields.find(({ field }) => field === "actor")?.opened?.value).toMatchObject({ id: city.admin.id, name: expect.any(String) });
    expect(JSON.stringify(await entryFile(await whoIs(reader), entryId))).not.toContain("Quillon");
  });
});

const input = { entryId, reason: purpose };
refuses(openEntry, [
  ...(await staffWhoMayNot(city, "ledger.open", input)),
  ["who only reads the ledger", reader, input, "not_allowed"],
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["an entry that does not exist", opener, { ...input, entryId: nobodys }, "not_found"],
  ["for no purpose worth the name", opener, { ...input, reason: "why not" }, "bad_input"],
  ...withoutReason(opener, input),
]);
refusesGarbage(openEntry, opener, input);
describe("at the same moment", () => {
  sentTwice(openEntry, async () => ({ who: opener, input: { entryId, reason: good }, other: { entryId, reason: purpose } }));
});
