import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersWhoMayNot, oneWins, refuses, refusesGarbage, sentTwice, toldSince } from "@/lib/core/test-refusals";
import { stopped, withdrawn } from "@/lib/core/test-stops";
import { asSuperuser } from "@/lib/core/test-superuser";
import { decideAppeal } from "@/lib/appeals/decide";
import { lodgeAppeal } from "@/lib/appeals/lodge";
import { withdrawAppeal } from "@/lib/appeals/withdraw";
import { setAsideStop } from "@/lib/enforcement/set-aside-stop";
import { liftStop } from "@/lib/enforcement/lift-stop";

const city = await testCity();
const { officer, secondOfficer, partner, secondMember } = city;
const { member } = partner;
const words = "The masts can be moved within a week, as the enclosed contract shows.";
const refusal = async () => ({ applicationId: (await city.application("refused")).id, words });
const stop = async (more: object = {}) => {
  const { permitId } = await city.application("approved");
  return { permitId, stopId: (await stopped(officer, { permitId }, more)).id, words };
};

describe("a member appeals", () => {
  it("against a refusal: it stands, and everybody but who refused it is told", async () => {
    const input = await refusal();
    const { outcome, told } = await toldSince(() => must(lodgeAppeal, member.actor, input));
    const appeal = await db.appeal.findFirstOrThrow({ where: { applicationId: input.applicationId } });
    expect(appeal).toMatchObject({ against: "refusal", status: "lodged", words, lodgedById: member.id, decidedFirstById: officer.id, partnerId: partner.id, tier: 3 });
    expect(await db.application.findUniqueOrThrow({ where: { id: input.applicationId } })).toMatchObject({ status: "refused" });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "appeal.lodged", subjectType: "Application", subjectId: input.applicationId, fromStatus: "refused", toStatus: "refused", actorId: member.id, actorKind: "person", grantId: await grantOf(member, "deployments.apply") }]);
    expect(await entryOf(outcome.entryId)).toMatchObject({ open: { appeal: appeal.number, against: "refusal" }, sealed: { reason: words } });
    expect(told).toEqual([["appeal-lodged", secondOfficer.email]]);
  });

  it("against a stop for a time, and against a withdrawal for good", async () => {
    const forATime = await stop();
    await must(lodgeAppeal, secondMember.actor, forATime);
    expect(await db.appeal.findFirstOrThrow({ where: { stopId: forATime.stopId } })).toMatchObject({ against: "suspension", permitId: forATime.permitId });
    const { permitId } = await city.application("approved");
    const forGood = { permitId, stopId: (await withdrawn(officer, { permitId })).id, words };
    await must(lodgeAppeal, member.actor, forGood);
    expect(await db.appeal.findFirstOrThrow({ where: { stopId: forGood.stopId } })).toMatchObject({ against: "revocation" });
  });

  it("again, after taking it back", async () => {
    const input = await refusal();
    await must(lodgeAppeal, member.actor, input);
    await must(withdrawAppeal, secondMember.actor, { appealId: (await db.appeal.findFirstOrThrow({ where: { applicationId: input.applicationId } })).id, version: 1 });
    await must(lodgeAppeal, member.actor, input);
    expect(await db.appeal.findMany({ where: { applicationId: input.applicationId }, orderBy: { number: "asc" } })).toMatchObject([{ status: "withdrawn" }, { status: "lodged" }]);
  });
});

const input = await refusal();
const known = await refusal();
await must(lodgeAppeal, member.actor, known);
const dismissed = await refusal();
await must(lodgeAppeal, member.actor, dismissed);
await must(decideAppeal, secondOfficer.actor, { appealId: (await db.appeal.findFirstOrThrow({ where: { applicationId: dismissed.applicationId } })).id, version: 1, outcome: "dismissed", reason: good });
const late = await refusal();
await asSuperuser(`UPDATE "LedgerEntry" SET at = at - interval '31 days' WHERE "subjectId" = $1 AND name = 'application.refused'`, [late.applicationId]);
const lifted = await stop();
await must(liftStop, officer.actor, { stopId: lifted.stopId, version: 1, reason: good });
const other = await stop();
const aside = await stop();
await must(setAsideStop, officer.actor, { stopId: aside.stopId, version: 1, reason: good });
refuses(lodgeAppeal, [
  ...(await membersWhoMayNot(city, input, { seenByOfficers: true })),
  ["what does not exist", member, { ...input, applicationId: nobodys }, "not_found"],
  ["an application that is not refused", member, { ...input, applicationId: (await city.application("submitted")).id }, "nothing_to_appeal"],
  ["one that is approved", member, { ...input, applicationId: (await city.application("approved")).id }, "nothing_to_appeal"],
  ["a stop that was lifted", member, lifted, "nothing_to_appeal"],
  ["an emergency that nobody ratified yet", member, await stop({ emergency: "yes", until: inDays(9) }), "nothing_to_appeal"],
  ["a stop over somebody else's permit", member, { ...other, permitId: (await city.application("approved")).permitId }, "not_found"],
  ["a stop that is set aside already", member, aside, "set_aside_already"],
  ["a second one", member, known, "appealed_already"],
  ["one that was dismissed", secondMember, dismissed, "appealed_already"],
  ["after thirty days", member, late, "appeal_too_late"],
  ["both at once", member, { ...input, permitId: other.permitId, stopId: other.stopId }, "bad_input"],
  ["a stop without its permit", member, { stopId: other.stopId, words }, "bad_input"],
  ["too few words", member, { ...input, words: "No." }, "bad_input"],
  ["more than anybody reads", member, { ...input, words: "long ".repeat(2_000) }, "bad_input"],
]);
refusesGarbage(lodgeAppeal, member, input);

describe("at the same moment", () => {
  oneWins(lodgeAppeal, async () => ({ who: [member, secondMember], input: await refusal() }), ["appealed_already", "taken_meanwhile"]);
  sentTwice(lodgeAppeal, async () => {
    const sent = await refusal();
    return { who: member, input: sent, other: { ...sent, words: `${words} And more.` } };
  });
});
