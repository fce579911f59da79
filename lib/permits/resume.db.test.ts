import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, membersTold, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { operations, stopped } from "@/lib/core/test-stops";
import { resumePermit } from "@/lib/permits/resume";
import { revokePermit } from "@/lib/permits/revoke";
import { suspendPermit } from "@/lib/permits/suspend";

const city = await testCity();
const { officer, secondOfficer } = city;

async function suspended(from?: string) {
  const { permitId } = await city.application("approved", from ? { from } : {});
  await must(suspendPermit, officer.actor, { permitId, version: 1, until: inDays(5), reason: good, without: "danger" });
  return { permitId, version: 2, reason: good };
}

describe("an officer lets a suspended permit run again", () => {
  it("and its devices in the register with it", async () => {
    const input = await suspended();
    const { outcome, told } = await toldSince(() => must(resumePermit, officer.actor, input));
    expect(await db.permit.findUniqueOrThrow({ where: { id: input.permitId } })).toMatchObject({ status: "active", suspendedUntil: null, version: 3 });
    expect(await db.device.findMany({ where: { permitId: input.permitId }, select: { permitStatus: true } })).toEqual([{ permitStatus: "active" }]);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "permit.resumed", subjectType: "Permit", subjectId: input.permitId, fromStatus: "suspended", toStatus: "active", actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "permits.suspend") }]);
    expect(told).toEqual(await membersTold(city.partner.id, "permit-resumed"));
  });

  it("of all that stands on it alone at once: it moves once, in one entry", async () => {
    const { permitId } = await city.application("approved", { assetIds: [await city.asset(), await city.asset({ zoneId: city.east.id })] });
    await stopped(officer, { permitId, zoneId: city.west.id });
    await stopped(officer, { permitId, zoneId: city.east.id });
    await stopped(officer, { permitId }, { effect: "restrict" });
    const { version } = await db.permit.findUniqueOrThrow({ where: { id: permitId } });
    const { entryId } = await must(resumePermit, officer.actor, { permitId, version, reason: good });
    expect((await entriesOf(entryId)).map(({ name, fromStatus, toStatus }) => [name, fromStatus, toStatus])).toEqual([["permit.resumed", "suspended", "active"]]);
    expect(await operations(permitId)).toEqual(["operates", "operates"]);
  });

  it("as scheduled, where it has not begun", async () => {
    const input = await suspended(inDays(5));
    await must(resumePermit, officer.actor, input);
    expect((await db.permit.findUniqueOrThrow({ where: { id: input.permitId } })).status).toBe("scheduled");
  });
});

const input = await suspended();
const running = await city.application("approved");
const revoked = await city.application("approved");
await must(revokePermit, officer.actor, { permitId: revoked.permitId, version: 1, reason: good, confirm: "yes", without: "danger" });
const over = await suspended();
await asSuperuser(`UPDATE "Permit" SET "startsOn" = "startsOn" - 300, "expiresOn" = "startsOn" - 200 WHERE id = $1`, [over.permitId]);

refuses(resumePermit, [
  ...(await staffWhoMayNot(city, "permits.suspend", input)),
  ...(await onesOwn(city, "permits.suspend", input, true)),
  ["an officer who may only revoke", await city.officerWith("permits.revoke"), input, "not_allowed"],
  ["a permit that does not exist", officer, { ...input, permitId: nobodys }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 1 }, "changed_since_read"],
  ["one that runs", officer, { permitId: running.permitId, version: 1, reason: good }, "not_from_here"],
  ["one that is revoked", officer, { permitId: revoked.permitId, version: 2, reason: good }, "not_from_here"],
  ["one whose days are over", officer, over, "permit_is_over"],
  ...withoutReason(officer, input),
]);
refusesGarbage(resumePermit, officer, input);

describe("at the same moment", () => {
  oneWins(resumePermit, async () => ({ who: [officer, secondOfficer], input: await suspended() }));
  sentTwice(resumePermit, async () => {
    const sent = await suspended();
    return { who: officer, input: sent, other: { ...sent, reason: "Another reason that is long enough." } };
  });
});
