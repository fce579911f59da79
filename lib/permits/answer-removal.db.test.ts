import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, membersTold, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { decideAnew } from "@/lib/enforcement/decide-anew";
import { liftStop } from "@/lib/enforcement/lift-stop";
import { setAsideStop } from "@/lib/enforcement/set-aside-stop";
import { operations, statusOf, stopped, withdrawn } from "@/lib/core/test-stops";
import { answerRemoval } from "@/lib/permits/answer-removal";
import { reportRemoval } from "@/lib/permits/report-removal";
import { surrenderPermit } from "@/lib/permits/surrender";

const city = await testCity();
const { officer, secondOfficer, partner } = city;
const { member } = partner;

async function reported() {
  const { permitId, permit } = await city.application("approved");
  await must(surrenderPermit, member.actor, { permitId, version: 1, confirm: "yes", reason: good });
  await must(reportRemoval, member.actor, { permitId, devices: permit?.devices[0]?.id, removedOn: inDays(-1), evidence: "Taken down by two of us." });
  return { permitId, input: { removalId: (await db.removal.findFirstOrThrow({ where: { permitId } })).id, version: 1, outcome: "confirmed", reason: good } };
}

describe("somebody of the city looks whether devices are gone", () => {
  it("confirms it: from then on they count as removed, and the partner is told", async () => {
    const { permitId, input } = await reported();
    const checker = await city.officerWith("permits.suspend", { zoneId: city.west.id });
    const { outcome, told } = await toldSince(() => must(answerRemoval, checker.actor, input));
    expect(await db.removal.findUniqueOrThrow({ where: { id: input.removalId } })).toMatchObject({ status: "confirmed", answeredById: checker.id, answer: good });
    expect(await operations(permitId)).toEqual(["removed"]);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "removal.answered", subjectType: "Permit", subjectId: permitId, fromStatus: "surrendered", toStatus: "surrendered", actorId: checker.id, actorKind: "person", grantId: await grantOf(checker, "permits.suspend") }]);
    expect(told).toEqual(await membersTold(partner.id, "removal-answered"));
  });

  it("or sends it back: nothing changed", async () => {
    const { permitId, input } = await reported();
    await must(answerRemoval, officer.actor, { ...input, outcome: "sent_back" });
    expect(await operations(permitId)).toEqual(["given_up"]);
    await expect(db.removal.update({ where: { id: input.removalId }, data: { status: "confirmed" } })).rejects.toThrow(/answered once/);
  });
});

describe("what was taken down stands for nothing any more", () => {
  const gone = async (permitId: string, devices: string[]) => {
    await must(reportRemoval, member.actor, { permitId, devices, removedOn: inDays(-1), evidence: "Taken down by two of us." });
    const { id } = await db.removal.findFirstOrThrow({ where: { permitId }, orderBy: { number: "desc" } });
    return { removalId: id, version: 1, outcome: "confirmed", reason: good };
  };
  const reversed = async (stop: { id: string }) => {
    await must(setAsideStop, secondOfficer.actor, { stopId: stop.id, version: 1, reason: good });
    return decideAnew((await city.officerWith("permits.revoke")).actor, { stopId: stop.id, version: 2, outcome: "reversed", reason: good });
  };

  it("a void permit all of whose devices are gone: the stop can be reversed, and the permit stays as it is", async () => {
    const { permitId, permit } = await city.application("approved");
    const stop = await withdrawn(officer, { permitId }, "void");
    await must(answerRemoval, officer.actor, await gone(permitId, (permit?.devices ?? []).map(({ id }) => id)));
    expect(await reversed(stop)).toMatchObject({ ok: true });
    expect([await statusOf(permitId), await operations(permitId)]).toEqual(["voided", ["removed"]]);
  });

  it("one of two is gone: once the withdrawal is reversed the permit goes on with the other", async () => {
    const { permitId, permit } = await city.application("approved", { assetIds: [await city.asset(), await city.asset()] });
    const [first] = permit?.devices ?? [];
    const stop = await withdrawn(officer, { deviceId: first?.id });
    expect(await statusOf(permitId)).toBe("restricted");
    await must(answerRemoval, officer.actor, await gone(permitId, [first?.id ?? ""]));
    await reversed(stop);
    expect([await statusOf(permitId), (await operations(permitId)).toSorted()]).toEqual(["active", ["operates", "removed"]]);
  });

  it("what got its right back before anybody looked is not gone", async () => {
    const { permitId, permit } = await city.application("approved", { assetIds: [await city.asset(), await city.asset()] });
    const [first] = permit?.devices ?? [];
    const stop = await withdrawn(officer, { deviceId: first?.id });
    const report = await gone(permitId, [first?.id ?? ""]);
    await reversed(stop);
    expect(await answerRemoval(officer.actor, report)).toMatchObject({ refusal: "device_allowed_again" });
    await must(answerRemoval, officer.actor, { ...report, outcome: "sent_back" });
  });

  it("a stop that is lifted after a permit ran out and was cleared away changes nothing of it", async () => {
    const { permitId, permit, assetIds } = await city.application("approved");
    const stop = await stopped(officer, { assetId: assetIds[0] });
    await asSuperuser(`UPDATE "Permit" SET "startsOn" = "startsOn" - 300, "expiresOn" = "startsOn" - 200 WHERE id = $1`, [permitId]);
    await must(answerRemoval, officer.actor, await gone(permitId, (permit?.devices ?? []).map(({ id }) => id)));
    await must(liftStop, officer.actor, { stopId: stop.id, version: 1, reason: good });
    expect(await statusOf(permitId)).toBe("suspended");
    expect(await db.ledgerEntry.count({ where: { subjectId: permitId, name: "permit.revoked" } })).toBe(0);
  });
});

const { input } = await reported();
const over = (await reported()).input;
await must(answerRemoval, officer.actor, over);
refuses(answerRemoval, [
  ...(await staffWhoMayNot(city, "permits.suspend", input)),
  ...(await onesOwn(city, "permits.suspend", input, true)),
  ["an officer who may only review", await city.officerWith("applications.review"), input, "not_allowed"],
  ["what does not exist", officer, { ...input, removalId: nobodys }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 2 }, "changed_since_read"],
  ["one that is confirmed", officer, { ...over, version: 2 }, "already_decided"],
  ...withoutReason(officer, input),
]);
refusesGarbage(answerRemoval, officer, input);

describe("at the same moment", () => {
  oneWins(answerRemoval, async () => ({ who: [officer, secondOfficer], input: (await reported()).input }), ["changed_since_read", "already_decided"]);
  sentTwice(answerRemoval, async () => {
    const sent = (await reported()).input;
    return { who: officer, input: sent, other: { ...sent, outcome: "sent_back" } };
  });
});
