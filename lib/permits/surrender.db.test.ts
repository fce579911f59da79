import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { addDays, dayOf, isoDay } from "@/lib/core/calendar";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersTold, membersWhoMayNot, oneWins, refuses, refusesGarbage, sentTwice, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { transaction } from "@/lib/core/transaction";
import { asPerson } from "@/lib/core/wall";
import { operations, stopped } from "@/lib/core/test-stops";
import { liftStop } from "@/lib/enforcement/lift-stop";
import { remindOfExpiry } from "@/lib/permits/reminders";
import { revokePermit } from "@/lib/permits/revoke";
import { surrenderPermit } from "@/lib/permits/surrender";

const city = await testCity();
const { officer, partner, secondMember } = city;
const { member } = partner;
const of = (permitId: string, version = 1) => ({ permitId, version, reason: good, confirm: "yes" });

describe("a member gives a permit back", () => {
  it("for good: nothing of it may operate, its places are free, and the public reads that it was given back, not why", async () => {
    const { permitId, id } = await city.application("approved");
    const { outcome, told } = await toldSince(() => must(surrenderPermit, member.actor, of(permitId)));
    expect(await db.permit.findUniqueOrThrow({ where: { id: permitId } })).toMatchObject({ status: "surrendered", version: 2 });
    expect(await db.device.findMany({ where: { permitId }, select: { status: true, permitStatus: true } })).toEqual([{ status: "deauthorised", permitStatus: "surrendered" }]);
    expect(await operations(permitId)).toEqual(["given_up"]);
    expect((await db.slotHold.findMany({ where: { applicationId: id } })).map(({ status }) => status)).toEqual(["released"]);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "permit.surrendered", subjectType: "Permit", subjectId: permitId, fromStatus: "active", toStatus: "surrendered", actorId: member.id, actorKind: "person", grantId: await grantOf(member, "deployments.apply") }]);
    expect(await entryOf(outcome.entryId)).toMatchObject({ open: { reference: expect.stringMatching(/^LP-/), title: "Counting bicycles" }, sealed: { reason: good } });
    expect(told).toEqual(await membersTold(partner.id, "permit-surrendered"));
  });

  it("also while it is suspended; and a stop that ends later wakes nothing of it", async () => {
    const { permitId } = await city.application("approved");
    const stop = await stopped(officer, { permitId });
    await must(surrenderPermit, secondMember.actor, of(permitId, 2));
    await must(liftStop, officer.actor, { stopId: stop.id, version: 1, reason: good });
    expect([(await db.permit.findUniqueOrThrow({ where: { id: permitId } })).status, await operations(permitId)]).toEqual(["surrendered", ["given_up"]]);
  });
});

describe("the wall behind it", () => {
  it.each<[string, object]>([["another last day", { expiresOn: addDays(dayOf(new Date()), 3_000) }], ["another reason", { reason: "Foreign" }], ["a lower tier", { tier: 1 }]])("a member gives nothing back with %s", async (_, more) => {
    const { permitId } = await city.application("approved");
    await expect(asPerson(member.id, () => transaction((tx) => tx.permit.update({ where: { id: permitId }, data: { status: "surrendered", ...more }, select: { id: true } })))).rejects.toThrow(/gives a permit back and changes nothing else/);
  });

  it("nor gives back what is revoked", async () => {
    const { permitId } = await city.application("approved");
    await must(revokePermit, officer.actor, { permitId, version: 1, confirm: "yes", reason: good, without: "danger" });
    await expect(asPerson(member.id, () => transaction((tx) => tx.permit.update({ where: { id: permitId }, data: { status: "surrendered" }, select: { id: true } })))).rejects.toThrow(/gives a permit back and changes nothing else/);
  });
});

const open = await city.application("approved");
const input = of(open.permitId);
const over = await city.application("approved");
await asSuperuser(`UPDATE "Permit" SET "startsOn" = "startsOn" - 300, "expiresOn" = "startsOn" - 200 WHERE id = $1`, [over.permitId]);
const given = await city.application("approved");
await must(surrenderPermit, member.actor, of(given.permitId));

refuses(surrenderPermit, [
  ...(await membersWhoMayNot(city, input, { seenByOfficers: true })),
  ["without a sign that it is meant", member, { ...input, confirm: "" }, "bad_input"],
  ["a permit that does not exist", member, { ...input, permitId: nobodys }, "not_found"],
  ["a version that is not what is stored", member, { ...input, version: 2 }, "changed_since_read"],
  ["one that was given back", member, of(given.permitId, 2), "not_from_here"],
  ["one whose days are over", member, of(over.permitId), "permit_is_over"],
  ...withoutReason(member, input),
]);
refusesGarbage(surrenderPermit, member, input);

describe("at the same moment", () => {
  oneWins(surrenderPermit, async () => ({ who: [member, secondMember], input: of((await city.application("approved")).permitId) }));
  sentTwice(surrenderPermit, async () => {
    const sent = of((await city.application("approved")).permitId);
    return { who: member, input: sent, other: { ...sent, reason: "Another reason that is long enough." } };
  });
});

describe("a permit that ends", () => {
  it("is told of 90, 30, 7 days and a day before, each once, however many workers; not once it is over", async () => {
    const third = await city.organisation();
    const { permitId } = await city.application("approved", { of: third, until: inDays(91) });
    const ours = async () => (await toldSince(async () => Promise.all([remindOfExpiry(new Date()), remindOfExpiry(new Date())]))).told.filter(([, email]) => email === third.member.email).length;
    const ends = (days: number) => asSuperuser(`UPDATE "Permit" SET "startsOn" = $2::date - 200, "expiresOn" = $2::date WHERE id = $1`, [permitId, isoDay(addDays(dayOf(new Date()), days))]);
    expect(await ours()).toBe(0);
    for (const days of [90, 30, 7, 1]) {
      await ends(days);
      expect([days, await ours(), await ours()]).toEqual([days, 1, 0]);
    }
    await ends(-1);
    expect(await ours()).toBe(0);
  });
});
