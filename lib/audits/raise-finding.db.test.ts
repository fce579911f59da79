import { describe, expect, it } from "vitest";
import { raiseFinding } from "@/lib/audits/raise-finding";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, refuses, refusesGarbage, sentTwice, staffWhoMayNot } from "@/lib/core/test-refusals";
import { suspendPermit } from "@/lib/permits/suspend";

const city = await testCity();
const auditor = await city.officerWith("ledger.read");
const { permitId } = await city.application("approved");
const { entryId } = await must(suspendPermit, city.officer.actor, { permitId, version: 1, until: inDays(3), reason: good, without: "danger" });

describe("an auditor raises a finding", () => {
  it("on an entry, and it concerns who acted there", async () => {
    const outcome = await must(raiseFinding, auditor.actor, { entryId, weight: "deviation", words: "Nobody told the partner beforehand." });
    const finding = await db.finding.findUniqueOrThrow({ where: { id: outcome.subjectId } });
    expect(finding).toMatchObject({ entryId, concernsId: city.officer.id, weight: "deviation", status: "open", raisedById: auditor.id });
    expect(outcome.reference).toBe(String(finding.number));
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "finding.raised", subjectType: "Finding", subjectId: finding.id, fromStatus: null, toStatus: "open", actorId: auditor.id, actorKind: "person", grantId: auditor.grantId }]);
    expect(await entryOf(outcome.entryId)).toMatchObject({ open: { weight: "deviation" }, sealed: { number: finding.number, ofPerson: city.officer.id, entry: entryId, reason: "Nobody told the partner beforehand." } });
  });
});

const input = { entryId, weight: "remark", words: good };
refuses(raiseFinding, [
  ...(await staffWhoMayNot(city, "ledger.read", input)),
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["on an entry that does not exist", auditor, { ...input, entryId: nobodys }, "not_found"],
  ["of a weight that does not exist", auditor, { ...input, weight: "grave" }, "bad_input"],
  ["without words", auditor, { ...input, words: " " }, "bad_input"],
]);
refusesGarbage(raiseFinding, auditor, input);
describe("at the same moment", () => {
  sentTwice(raiseFinding, async () => ({ who: auditor, input, other: { ...input, words: "Something else was found." } }));
});
