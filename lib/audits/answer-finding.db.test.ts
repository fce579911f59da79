import { describe, expect, it } from "vitest";
import { answerFinding } from "@/lib/audits/answer-finding";
import { closeFinding } from "@/lib/audits/close-finding";
import { raiseFinding } from "@/lib/audits/raise-finding";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, oneWins, refuses, refusesGarbage } from "@/lib/core/test-refusals";
import { suspendPermit } from "@/lib/permits/suspend";

const city = await testCity();
const { officer } = city;
const auditor = await city.officerWith("ledger.read");
const found = async () => {
  const { permitId } = await city.application("approved");
  const { entryId } = await must(suspendPermit, officer.actor, { permitId, version: 1, until: inDays(3), reason: good, without: "danger" });
  return (await must(raiseFinding, auditor.actor, { entryId, weight: "remark", words: good })).subjectId;
};
const answering = (findingId: string, version = 1) => ({ findingId, version, answer: "The camera showed faces; there was no time." });

describe("whom a finding concerns answers it", () => {
  it("and it waits to be closed", async () => {
    const findingId = await found();
    const { entryId } = await must(answerFinding, officer.actor, answering(findingId));
    expect(await db.finding.findUniqueOrThrow({ where: { id: findingId } })).toMatchObject({ status: "answered", answer: answering("").answer, answeredById: officer.id, version: 2 });
    expect(await entriesOf(entryId)).toEqual([{ name: "finding.answered", subjectType: "Finding", subjectId: findingId, fromStatus: "open", toStatus: "answered", actorId: officer.id, actorKind: "person", grantId: null }]);
  });
});

const input = answering(await found());
const closed = await found();
await must(closeFinding, auditor.actor, { findingId: closed, version: 1, outcome: good });
refuses(answerFinding, [
  ["a colleague whom it does not concern", city.secondOfficer, input, "hidden"],
  ["the auditor who raised it", auditor, input, "not_allowed"],
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["one that does not exist", officer, answering(nobodys), "not_found"],
  ["one that is closed", officer, answering(closed, 2), "already_decided"],
  ["a version that is not what is stored", officer, { ...input, version: 2 }, "changed_since_read"],
  ["without words", officer, { ...input, answer: "" }, "bad_input"],
]);
refusesGarbage(answerFinding, officer, input);
describe("at the same moment", () => {
  oneWins(answerFinding, async () => ({ who: [officer, officer], input: answering(await found()) }), ["already_decided", "changed_since_read"]);
});
