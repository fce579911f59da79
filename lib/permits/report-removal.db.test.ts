import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersWhoMayNot, oneWins, refuses, refusesGarbage, sentTwice } from "@/lib/core/test-refusals";
import { withdrawn } from "@/lib/core/test-stops";
import { asSuperuser } from "@/lib/core/test-superuser";
import { answerRemoval } from "@/lib/permits/answer-removal";
import { reportRemoval } from "@/lib/permits/report-removal";
import { surrenderPermit } from "@/lib/permits/surrender";

const city = await testCity();
const { officer, partner, secondMember } = city;
const { member } = partner;
const evidence = "Two of us took them down; the pole is painted over.";

async function over(places = 2) {
  const { permitId, permit } = await city.application("approved", { assetIds: await Promise.all(Array.from({ length: places }, () => city.asset())) });
  await must(surrenderPermit, member.actor, { permitId, version: 1, confirm: "yes", reason: good });
  const devices = (permit?.devices ?? []).map(({ id }) => id).toSorted();
  return { permitId, devices, input: { permitId, devices, removedOn: inDays(-1), evidence } };
}

describe("a member reports that devices were taken down", () => {
  it("of a permit that was given back; they are not counted as removed before the city found it so", async () => {
    const { permitId, devices, input } = await over();
    const { entryId } = await must(reportRemoval, member.actor, input);
    expect(await db.removal.findMany({ where: { permitId } })).toMatchObject([{ status: "reported", deviceIds: devices, evidence, reportedById: member.id, partnerId: partner.id }]);
    expect((await db.device.findMany({ where: { permitId } })).map(({ status }) => status)).toEqual(["deauthorised", "deauthorised"]);
    expect(await entriesOf(entryId)).toEqual([{ name: "removal.reported", subjectType: "Permit", subjectId: permitId, fromStatus: "surrendered", toStatus: "surrendered", actorId: member.id, actorKind: "person", grantId: await grantOf(member, "deployments.apply") }]);
    expect(await entryOf(entryId)).toMatchObject({ open: { devices: 2, removedOn: inDays(-1) }, sealed: { reason: evidence } });
  });

  it("of one device that was withdrawn while the permit goes on; and of a permit that has run out", async () => {
    const { permitId, permit } = await city.application("approved", { assetIds: [await city.asset(), await city.asset()] });
    const [gone, stays] = (permit?.devices ?? []).map(({ id }) => id);
    await withdrawn(officer, { deviceId: gone });
    expect(await reportRemoval(member.actor, { permitId, devices: [gone, stays], removedOn: inDays(0), evidence })).toMatchObject({ refusal: "device_still_allowed" });
    await must(reportRemoval, member.actor, { permitId, devices: gone, removedOn: inDays(0), evidence });
    const old = await city.application("approved");
    await asSuperuser(`UPDATE "Permit" SET "startsOn" = "startsOn" - 300, "expiresOn" = "startsOn" - 200 WHERE id = $1`, [old.permitId]);
    await must(reportRemoval, secondMember.actor, { permitId: old.permitId, devices: old.permit?.devices[0]?.id, removedOn: inDays(0), evidence });
  });

  it("again, after it was sent back", async () => {
    const { permitId, input } = await over(1);
    await must(reportRemoval, member.actor, input);
    const [first] = await db.removal.findMany({ where: { permitId } });
    await must(answerRemoval, officer.actor, { removalId: first?.id, version: 1, outcome: "sent_back", reason: good });
    await must(reportRemoval, member.actor, input);
    expect(await db.removal.count({ where: { permitId } })).toBe(2);
  });
});

const { input, devices } = await over();
const running = await city.application("approved");
const known = await over(1);
await must(reportRemoval, member.actor, known.input);
refuses(reportRemoval, [
  ...(await membersWhoMayNot(city, input, { seenByOfficers: true })),
  ["a permit that does not exist", member, { ...input, permitId: nobodys }, "not_found"],
  ["a device that does not exist", member, { ...input, devices: [nobodys] }, "device_not_of_permit"],
  ["a device of another permit", member, { ...input, devices: [devices[0], known.devices[0]] }, "device_not_of_permit"],
  ["a device that is still allowed", member, { ...input, permitId: running.permitId, devices: running.permit?.devices[0]?.id }, "device_still_allowed"],
  ["one that is reported", member, known.input, "removal_known"],
  ["tomorrow", member, { ...input, removedOn: inDays(1) }, "removed_in_future"],
  ["no device", member, { ...input, devices: [] }, "bad_input"],
  ["nothing that shows it", member, { ...input, evidence: "" }, "bad_input"],
]);
refusesGarbage(reportRemoval, member, input);

describe("at the same moment", () => {
  oneWins(reportRemoval, async () => ({ who: [member, secondMember], input: (await over()).input }), ["removal_known"]);
  sentTwice(reportRemoval, async () => {
    const sent = (await over()).input;
    return { who: member, input: sent, other: { ...sent, evidence: "Something else that is long enough." } };
  });
});
