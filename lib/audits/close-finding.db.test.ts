import { describe, expect, it } from "vitest";
import { closeFinding } from "@/lib/audits/close-finding";
import { raiseFinding } from "@/lib/audits/raise-finding";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity, type Someone } from "@/lib/core/test-city";
import { entriesOf, oneWins, refuses, refusesGarbage, staffWhoMayNot } from "@/lib/core/test-refusals";

const city = await testCity();
const auditor = await city.officerWith("ledger.read");
const another = await city.officerWith("ledger.read");
const found = async (about: Pick<Someone, "id">) => {
  const { id: entryId } = await db.ledgerEntry.findFirstOrThrow({ where: { actorId: about.id }, orderBy: { id: "asc" } });
  return (await must(raiseFinding, auditor.actor, { entryId, weight: "remark", words: good })).subjectId;
};
const closing = (findingId: string, version = 1) => ({ findingId, version, outcome: "The desk tells partners beforehand from now on." });

describe("an auditor closes a finding", () => {
  it("answered or not, and says what came of it", async () => {
    const findingId = await found(city.admin);
    const { entryId } = await must(closeFinding, another.actor, closing(findingId));
    expect(await db.finding.findUniqueOrThrow({ where: { id: findingId } })).toMatchObject({ status: "closed", outcome: closing("").outcome, closedById: another.id, version: 2 });
    expect(await entriesOf(entryId)).toEqual([{ name: "finding.closed", subjectType: "Finding", subjectId: findingId, fromStatus: "open", toStatus: "closed", actorId: another.id, actorKind: "person", grantId: another.grantId }]);
  });
});

const input = closing(await found(city.admin));
const closed = closing(await found(city.admin), 2);
await must(closeFinding, auditor.actor, { ...closed, version: 1 });
refuses(closeFinding, [
  ...(await staffWhoMayNot(city, "ledger.read", input)),
  ["whom it concerns, although an auditor", another, closing(await found(another)), "kept_apart"],
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["one that does not exist", auditor, closing(nobodys), "not_found"],
  ["one that is closed", auditor, closed, "already_decided"],
  ["a version that is not what is stored", auditor, { ...input, version: 2 }, "changed_since_read"],
  ["without words", auditor, { ...input, outcome: "" }, "bad_input"],
]);
refusesGarbage(closeFinding, auditor, input);
describe("at the same moment", () => {
  oneWins(closeFinding, async () => ({ who: [auditor, another], input: closing(await found(city.admin)) }), ["already_decided", "changed_since_read"]);
});
