import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersWhoMayNot, oneWins, refuses, refusesGarbage, sentTwice } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { withdrawn } from "@/lib/core/test-stops";
import { chooseSites } from "@/lib/applications/choose-sites";
import { savePurpose } from "@/lib/applications/save-purpose";
import { withdrawApplication } from "@/lib/applications/withdraw";
import { answerTransfer } from "@/lib/permits/answer-transfer";
import { offerTransfer } from "@/lib/permits/offer-transfer";
import { beginFollowUp } from "@/lib/permits/begin-follow-up";
import { surrenderPermit } from "@/lib/permits/surrender";

const city = await testCity();
const { officer, partner, secondMember } = city;
const { member } = partner;
const given = async (places = 1) => (await city.application("approved", { assetIds: await Promise.all(Array.from({ length: places }, () => city.asset())) })).permit as NonNullable<Awaited<ReturnType<typeof city.application>>["permit"]>;
const draftNow = async (reference: string | null) => db.application.findUniqueOrThrow({ where: { reference: reference ?? "" } });

describe("a member begins what is to replace a permit", () => {
  it("to change it: filled in with what is so today, every part open", async () => {
    const permit = await given(2);
    const { reference, entryId } = await must(beginFollowUp, member.actor, { permitId: permit.id, kind: "amendment" });
    const application = await draftNow(reference);
    expect(application).toMatchObject({ kind: "amendment", replacesId: permit.id, partnerId: partner.id, title: permit.title, status: "draft", askedParts: [], submittedAt: null });
    const draft = application.draft as { devices: { devices: unknown[] }; sites: { assetIds: string[] }; security: object; purpose: { until: string } };
    expect(draft.devices.devices).toHaveLength(2);
    expect(draft.sites.assetIds.toSorted()).toEqual(permit.devices.map(({ assetId }) => assetId).toSorted());
    expect(draft.security).toMatchObject({ updates: "Over the air, SECURITY-CANARY" });
    expect(draft.purpose.until).toBe(inDays(100));
    expect(await entriesOf(entryId)).toEqual([{ name: "application.started", subjectType: "Application", subjectId: application.id, fromStatus: null, toStatus: "draft", actorId: member.id, actorKind: "person", grantId: await grantOf(member, "deployments.apply") }]);
    expect(await entryOf(entryId)).toMatchObject({ open: { kind: "amendment", replaces: permit.reference } });
    // The permit stands as it was.
    expect(await db.permit.findUniqueOrThrow({ where: { id: permit.id } })).toMatchObject({ status: "active", version: 1 });
  });

  it("to renew it: what hangs where stays, and it is asked until when", async () => {
    const permit = await given();
    const application = await draftNow((await must(beginFollowUp, secondMember.actor, { permitId: permit.id, kind: "renewal" })).reference);
    expect((application.draft as { purpose: { until: string } }).purpose.until).toBe("");
    expect(await chooseSites(member.actor, { applicationId: application.id, version: 1, assetIds: [await city.asset()], shown: [] })).toMatchObject({ refusal: "part_not_asked" });
    await must(savePurpose, member.actor, { applicationId: application.id, version: 1, title: "Counting bicycles", purpose: "research", why: "It goes on for another year, as the study does.", until: inDays(500) });
  });

  it("with the devices that it still has: what was withdrawn does not come back by itself", async () => {
    const permit = await given(2);
    await withdrawn(officer, { deviceId: permit.devices[0]?.id });
    const { draft } = await draftNow((await must(beginFollowUp, member.actor, { permitId: permit.id, kind: "amendment" })).reference);
    expect((draft as { sites: { assetIds: string[] } }).sites.assetIds).toEqual([permit.devices[1]?.assetId]);
  });

  it("anew, once the first is withdrawn", async () => {
    const permit = await given();
    const first = await draftNow((await must(beginFollowUp, member.actor, { permitId: permit.id, kind: "amendment" })).reference);
    await must(withdrawApplication, member.actor, { applicationId: first.id, version: 1, reason: good });
    await must(beginFollowUp, member.actor, { permitId: permit.id, kind: "renewal" });
  });
});

const permit = await given();
const input = { permitId: permit.id, kind: "amendment" };
const begun = await given();
await must(beginFollowUp, member.actor, { permitId: begun.id, kind: "renewal" });
const back = await given();
await must(surrenderPermit, member.actor, { permitId: back.id, version: 1, confirm: "yes", reason: good });
const handed = await given();
await must(offerTransfer, member.actor, { permitId: handed.id, toId: city.otherPartner.id, words: "We leave the city; you know these devices." });
const { id: offerId } = await db.transferOffer.findFirstOrThrow({ where: { permitId: handed.id } });
await must(answerTransfer, city.otherPartner.member.actor, { offerId, version: 1, outcome: "accepted" });
const old = await given();
await asSuperuser(`UPDATE "Permit" SET "startsOn" = "startsOn" - 300, "expiresOn" = "startsOn" - 200 WHERE id = $1`, [old.id]);
refuses(beginFollowUp, [
  ...(await membersWhoMayNot(city, input)),
  ["a permit that does not exist", member, { ...input, permitId: nobodys }, "not_found"],
  ["one for which something is begun", member, { ...input, permitId: begun.id }, "follow_up_open"],
  ["one that another partner is taking over", member, { ...input, permitId: handed.id }, "transfer_under_way"],
  ["one that was given back", member, { ...input, permitId: back.id }, "permit_is_over"],
  ["one that has run out", member, { ...input, permitId: old.id }, "permit_is_over"],
  ["a transfer, which begins otherwise", member, { ...input, kind: "transfer" }, "bad_input"],
]);
refusesGarbage(beginFollowUp, member, input);

describe("at the same moment", () => {
  oneWins(beginFollowUp, async () => ({ who: [member, secondMember], input: { permitId: (await given()).id, kind: "renewal" } }), ["follow_up_open"]);
  sentTwice(beginFollowUp, async () => {
    const { id } = await given();
    return { who: member, input: { permitId: id, kind: "renewal" }, other: { permitId: id, kind: "amendment" } };
  });
});
