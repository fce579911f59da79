import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity, type Stage } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersWhoMayNot, oneWins, refuses, refusesGarbage, sentTwice, withoutReason } from "@/lib/core/test-refusals";
import { withdrawApplication } from "@/lib/applications/withdraw";
import { approveApplication } from "@/lib/permits/approve";

const city = await testCity();
const { member } = city.partner;
const of = ({ id, version }: { id: string; version: number }) => ({ applicationId: id, version, reason: good });

describe("a member takes an application back", () => {
  it.each<Stage>(["draft", "submitted", "in_review", "changes_requested"])("from %s; its places are free again", async (stage) => {
    const application = await city.application(stage);
    const { status } = await db.application.findUniqueOrThrow({ where: { id: application.id } });
    const outcome = await must(withdrawApplication, member.actor, of(application));
    expect(await db.application.findUniqueOrThrow({ where: { id: application.id } })).toMatchObject({ status: "withdrawn", version: application.version + 1 });
    expect(await db.slotHold.count({ where: { applicationId: application.id, status: { not: "released" } } })).toBe(0);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "application.withdrawn", subjectType: "Application", subjectId: application.id, fromStatus: status, toStatus: "withdrawn", actorId: member.id, actorKind: "person", grantId: await grantOf(member, "deployments.apply") }]);
    expect(await entryOf(outcome.entryId)).toMatchObject({ open: {}, sealed: { reason: good } });
  });
});

const open = await city.application("submitted");
const input = of(open);
refuses(withdrawApplication, [
  ...(await membersWhoMayNot(city, input, { seenByOfficers: true })),
  ["an application that does not exist", member, { ...input, applicationId: nobodys }, "not_found"],
  ["a version that is not what is stored", member, { ...input, version: 1 }, "changed_since_read"],
  ["one that is approved", member, of(await city.application("approved")), "not_from_here"],
  ["one that is refused", member, of(await city.application("refused")), "not_from_here"],
  ["one that was withdrawn", member, of(await city.application("withdrawn")), "not_from_here"],
  ...withoutReason(member, input),
]);
refusesGarbage(withdrawApplication, member, input);

describe("at the same moment", () => {
  oneWins(withdrawApplication, async () => ({ who: [member, city.secondMember], input: of(await city.application("submitted")) }));
  sentTwice(withdrawApplication, async () => {
    const sent = of(await city.application("submitted"));
    return { who: member, input: sent, other: { ...sent, reason: "Another reason that is long enough." } };
  });

  it("an officer approves: one of them is decided, and no place is both free and taken", async () => {
    const application = await city.application("submitted");
    const results = await Promise.all([withdrawApplication(member.actor, of(application)), approveApplication(city.officer.actor, { ...of(application), until: inDays(9) })]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(await db.permit.count({ where: { applicationId: application.id } })).toBe(results[1]?.ok ? 1 : 0);
    expect(await db.slotHold.findMany({ where: { applicationId: application.id }, select: { status: true } })).toEqual([{ status: results[1]?.ok ? "consumed" : "released" }]);
  });
});
