import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity, type Someone } from "@/lib/core/test-city";
import { entryOf, entriesOf, grantOf, lastDenial, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { approveRequest } from "@/lib/people/approve-request";
import { askForGrant } from "@/lib/people/ask-for-grant";
import { denyRequest } from "@/lib/people/deny-request";
import { endGrant } from "@/lib/people/end-grant";
import { giveGrant } from "@/lib/people/give-grant";
import { proposeGrant } from "@/lib/people/propose-grant";
import { withdrawRequest } from "@/lib/people/withdraw-request";
import { suspendPermit } from "@/lib/permits/suspend";

const city = await testCity();
const { admin, secondAdmin } = city;
const thirdAdmin = await city.officerWith("people.grant");
const ofRequest = (requestId: string, version = 1) => ({ requestId, version, reason: "Yes, for as long as that takes." });
const asked = async (by: Someone, more: object = {}): Promise<string> => (await must(askForGrant, by.actor, { capability: "permits.suspend", zoneId: city.west.id, hours: "8", reason: good, page: "", ...more })).subjectId;
const proposed = async (to: Someone, more: object = {}, by = admin): Promise<string> => (await must(proposeGrant, by.actor, { personId: to.id, capability: "permits.revoke", zoneId: city.west.id, reason: good, ...more })).subjectId;
const requestNow = (id: string) => db.grantRequest.findUniqueOrThrow({ where: { id } });
const hours = (grant: { validFrom: Date; validUntil: Date | null }) => ((grant.validUntil?.getTime() ?? 0) - grant.validFrom.getTime()) / 3_600_000;

describe("another person says yes", () => {
  it("to what was asked for: it is theirs for so many hours from now, and they are told", async () => {
    const asker = await city.colleague();
    const requestId = await asked(asker);
    const { outcome, told } = await toldSince(() => must(approveRequest, admin.actor, ofRequest(requestId)));
    const request = await requestNow(requestId);
    expect(request).toMatchObject({ status: "approved", kind: "asked", decidedById: admin.id, answer: "Yes, for as long as that takes.", version: 2 });
    const grant = await db.grant.findUniqueOrThrow({ where: { id: request.grantId ?? "" } });
    expect(grant).toMatchObject({ personId: asker.id, capability: "permits.suspend", zoneId: city.west.id, origin: "asked", reason: good, givenById: admin.id, givenUnderId: await grantOf(admin, "people.grant"), secondById: null });
    expect(hours(grant)).toBe(8);
    const by = { actorId: admin.id, actorKind: "person", grantId: await grantOf(admin, "people.grant") };
    expect(await entriesOf(outcome.entryId)).toEqual([
      { name: "grant.request_approved", subjectType: "GrantRequest", subjectId: requestId, fromStatus: "pending", toStatus: "approved", ...by },
      { name: "grant.given", subjectType: "Grant", subjectId: grant.id, fromStatus: null, toStatus: "given", ...by },
    ]);
    const given = await entryOf((await db.ledgerEntry.findFirstOrThrow({ where: { subjectId: grant.id, name: "grant.given" } })).id);
    expect(given.open).toEqual({ capability: "permits.suspend", zoneId: city.west.id, validUntil: grant.validUntil?.toISOString() });
    expect(told).toEqual([["grant-given", asker.email]]);
    const { permitId } = await city.application("approved");
    await must(suspendPermit, asker.actor, { permitId, version: 1, until: inDays(2), reason: good, without: "danger" });
  });

  it("to what was proposed: it is given by who proposed it, under their grant, and who agrees is the second", async () => {
    const to = await city.colleague();
    const requestId = await proposed(to, { validFrom: inDays(2), validUntil: inDays(9), needsRecentMinutes: "5", needsTraining: "Deciding permits", needsStrength: "2" });
    const { told } = await toldSince(() => must(approveRequest, secondAdmin.actor, ofRequest(requestId)));
    const grant = await db.grant.findFirstOrThrow({ where: { request: { id: requestId } } });
    expect(grant).toMatchObject({ personId: to.id, capability: "permits.revoke", zoneId: city.west.id, origin: "given", validFrom: new Date(inDays(2)), validUntil: new Date(inDays(10)), needsStrength: 2, needsRecentMinutes: 5, needsTraining: "Deciding permits", givenById: admin.id, givenUnderId: await grantOf(admin, "people.grant"), secondById: secondAdmin.id });
    const given = await entryOf((await db.ledgerEntry.findFirstOrThrow({ where: { subjectId: grant.id, name: "grant.given" } })).id);
    expect(given).toMatchObject({ actorId: secondAdmin.id, grantId: await grantOf(secondAdmin, "people.grant"), sealed: { toPerson: to.id, reason: good, second: secondAdmin.id } });
    expect(told).toEqual([["grant-given", to.email]]);
  });

  it("to what reaches far and was asked for: the first who says yes proposes it, and it takes a second", async () => {
    const asker = await city.colleague();
    const requestId = await asked(asker, { capability: "permits.revoke", hours: "4" });
    const first = await toldSince(() => must(approveRequest, admin.actor, ofRequest(requestId)));
    expect(await requestNow(requestId)).toMatchObject({ kind: "proposed", status: "pending", personId: asker.id, askedById: admin.id, askedUnderId: await grantOf(admin, "people.grant"), grantId: null, decidedById: null, version: 2 });
    expect(await db.grant.count({ where: { personId: asker.id } })).toBe(0);
    expect(await entriesOf(first.outcome.entryId)).toMatchObject([{ name: "grant.request_approved", fromStatus: "pending", toStatus: "pending", actorId: admin.id }]);
    expect(first.told).toEqual(expect.arrayContaining([["grant-proposed", secondAdmin.email], ["grant-proposed", thirdAdmin.email]]));
    expect(first.told.map(([, email]) => email)).not.toContain(admin.email);

    expect(await approveRequest(admin.actor, ofRequest(requestId, 2))).toMatchObject({ refusal: "not_own_proposal" });
    expect((await lastDenial(admin))?.open).toEqual({ attempted: "grant.request_approved", why: "not_own_proposal", because: "own_proposal" });
    expect(await approveRequest(asker.actor, ofRequest(requestId, 2))).toMatchObject({ refusal: "not_to_oneself" });

    await must(approveRequest, secondAdmin.actor, ofRequest(requestId, 2));
    const grant = await db.grant.findFirstOrThrow({ where: { request: { id: requestId } } });
    expect(grant).toMatchObject({ personId: asker.id, origin: "asked", givenById: admin.id, secondById: secondAdmin.id });
    expect(hours(grant)).toBe(4);
  });

  it("within what they may give themselves", async () => {
    const inTheWest = await city.officerWith("people.grant", { zoneId: city.west.id });
    const requestId = await asked(await city.colleague());
    await must(approveRequest, inTheWest.actor, ofRequest(requestId));
    expect(await db.grant.findFirst({ where: { request: { id: requestId } } })).toMatchObject({ givenById: inTheWest.id, givenUnderId: inTheWest.grantId });
  });
});

const asker = await city.colleague();
const input = ofRequest(await asked(asker));
const ofThird = await asked(thirdAdmin);
const forThird = await proposed(thirdAdmin);
const ofAdmin = await proposed(await city.colleague());
const approved = await asked(await city.colleague());
await must(approveRequest, admin.actor, ofRequest(approved));
const denied = await asked(await city.colleague());
await must(denyRequest, admin.actor, ofRequest(denied));
const taker = await city.colleague();
const takenBack = await asked(taker);
await must(withdrawRequest, taker.actor, { requestId: takenBack, version: 1 });
const over = await asked(await city.colleague());
await asSuperuser(`UPDATE "GrantRequest" SET "expiresAt" = now() - interval '1 second' WHERE id = $1`, [over]);
const gone = await city.colleague();
const ofGone = await asked(gone);
await asSuperuser(`UPDATE "Person" SET status = 'deactivated' WHERE id = $1`, [gone.id]);
const late = await proposed(await city.colleague(), { validUntil: inDays(3) });
await asSuperuser(`UPDATE "GrantRequest" SET "validUntil" = now() - interval '1 second' WHERE id = $1`, [late]);
const course = await proposed(await city.colleague());
await asSuperuser(`UPDATE "GrantRequest" SET "needsTraining" = 'What was taught once' WHERE id = $1`, [course]);
const meanwhile = await city.colleague();
const ofMeanwhile = await asked(meanwhile);
await must(giveGrant, admin.actor, { personId: meanwhile.id, capability: "permits.suspend", reason: good });
const leaver = await city.officerWith("people.grant");
const byLeaver = await proposed(await city.colleague(), {}, leaver);
await must(endGrant, admin.actor, { grantId: leaver.grantId, version: 1, reason: good });

refuses(approveRequest, [
  ...(await staffWhoMayNot(city, "people.grant", input)).filter(([what]) => !/another|only tier/.test(what)),
  ["who asked for it, without being a giver", asker, input, "not_own_proposal"],
  ["who asked for it, and gives to others", thirdAdmin, ofRequest(ofThird), "not_own_proposal"],
  ["who is to hold it", thirdAdmin, ofRequest(forThird), "not_to_oneself"],
  ["who proposed it", admin, ofRequest(ofAdmin), "not_own_proposal"],
  ["a giver for another zone", await city.officerWith("people.grant", { zoneId: city.east.id }), input, "hidden"],
  ["a giver for one agency", await city.officerWith("people.grant", { agencyId: city.lighting.id }), input, "hidden"],
  ["a giver up to tier 2", await city.officerWith("people.grant", { highestTier: 2 }), input, "hidden"],
  ["who only reads the ledger", await city.officerWith("ledger.read"), input, "not_allowed"],
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["what nobody asked for", admin, ofRequest(nobodys), "not_found"],
  ["what was given already", admin, ofRequest(approved, 2), "already_decided"],
  ["what was denied", admin, ofRequest(denied, 2), "already_decided"],
  ["what was taken back", admin, ofRequest(takenBack, 2), "already_decided"],
  ["what nobody decided in time", admin, ofRequest(over), "already_decided"],
  ["for somebody who has left", admin, ofRequest(ofGone), "person_not_active"],
  ["whose own end has passed", secondAdmin, ofRequest(late), "validity_over"],
  ["that needs a training which is taught no more", secondAdmin, ofRequest(course), "course_unknown"],
  ["what they were given meanwhile", admin, ofRequest(ofMeanwhile), "overlaps"],
  ["what was proposed by somebody who may give it no more", secondAdmin, ofRequest(byLeaver), "second_person_needed"],
  ["a version that is not what is stored", admin, { ...input, version: 2 }, "changed_since_read"],
  ...withoutReason(admin, input),
]);
refusesGarbage(approveRequest, admin, input);

describe("at the same moment", () => {
  // The one who waits sees the grant, or that the request was decided, whichever is asked first.
  const told = ["already_decided", "changed_since_read", "overlaps"] as const;
  oneWins(approveRequest, async () => ({ who: [admin, secondAdmin], input: ofRequest(await asked(await city.colleague())) }), [...told]);
  oneWins(approveRequest, async () => ({ who: [secondAdmin, thirdAdmin], input: ofRequest(await proposed(await city.colleague())) }), [...told]);

  it("one says yes and the other no: one of them is told", async () => {
    const asker = await city.colleague();
    const sent = ofRequest(await asked(asker));
    const results = await Promise.all([approveRequest(admin.actor, sent), denyRequest(secondAdmin.actor, sent)]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db.grant.count({ where: { personId: asker.id } })).toBe(results[0]?.ok ? 1 : 0);
    expect((await requestNow(sent.requestId)).status).toBe(results[0]?.ok ? "approved" : "denied");
  });

  sentTwice(approveRequest, async () => {
    const sent = ofRequest(await asked(await city.colleague()));
    return { who: admin, input: sent, other: { ...sent, reason: "Another reason that is long enough." } };
  });
});
