import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity, type Someone } from "@/lib/core/test-city";
import { entriesOf, grantOf, oneWins, refuses, refusesGarbage, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { approveRequest } from "@/lib/people/approve-request";
import { askForGrant } from "@/lib/people/ask-for-grant";
import { denyRequest } from "@/lib/people/deny-request";
import { proposeGrant } from "@/lib/people/propose-grant";

const city = await testCity();
const { admin, secondAdmin } = city;
const ofRequest = (requestId: string, version = 1) => ({ requestId, version, reason: "Not while the market is on." });
const asked = async (by: Someone, capability = "permits.suspend"): Promise<string> => (await must(askForGrant, by.actor, { capability, zoneId: city.west.id, hours: "8", reason: good, page: "" })).subjectId;
const proposed = async (to: Someone): Promise<string> => (await must(proposeGrant, admin.actor, { personId: to.id, capability: "policies.publish", reason: good })).subjectId;

describe("another person says no", () => {
  it("with the reason, which the one who asked reads", async () => {
    const asker = await city.colleague();
    const requestId = await asked(asker);
    const { outcome, told } = await toldSince(() => must(denyRequest, admin.actor, ofRequest(requestId)));
    expect(await db.grantRequest.findUniqueOrThrow({ where: { id: requestId } })).toMatchObject({ status: "denied", decidedById: admin.id, answer: "Not while the market is on.", grantId: null, version: 2 });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "grant.request_denied", subjectType: "GrantRequest", subjectId: requestId, fromStatus: "pending", toStatus: "denied", actorId: admin.id, actorKind: "person", grantId: await grantOf(admin, "people.grant") }]);
    expect(told).toEqual([["request-denied", asker.email]]);
    expect(await db.grant.count({ where: { personId: asker.id } })).toBe(0);
  });

  it("to what was proposed; and where it was asked for first, both are told", async () => {
    const to = await city.colleague();
    const requestId = await proposed(to);
    expect((await toldSince(() => must(denyRequest, secondAdmin.actor, ofRequest(requestId)))).told).toEqual([["request-denied", admin.email]]);
    const asker = await city.colleague();
    const reachesFar = await asked(asker, "permits.revoke");
    await must(approveRequest, admin.actor, ofRequest(reachesFar));
    expect((await toldSince(() => must(denyRequest, secondAdmin.actor, ofRequest(reachesFar, 2)))).told).toEqual([["request-denied", admin.email], ["request-denied", asker.email]]);
  });
});

const asker = await city.colleague();
const input = ofRequest(await asked(asker));
const denied = await asked(asker);
await must(denyRequest, admin.actor, ofRequest(denied));
const over = await asked(asker);
await asSuperuser(`UPDATE "GrantRequest" SET "expiresAt" = now() - interval '1 second' WHERE id = $1`, [over]);

refuses(denyRequest, [
  ...(await staffWhoMayNot(city, "people.grant", input)).filter(([what]) => !/another|only tier/.test(what)),
  ["who asked for it", asker, input, "not_own_proposal"],
  ["who is to hold it", secondAdmin, ofRequest(await proposed(secondAdmin)), "not_to_oneself"],
  ["who proposed it", admin, ofRequest(await proposed(asker)), "not_own_proposal"],
  ["a giver for another zone", await city.officerWith("people.grant", { zoneId: city.east.id }), input, "hidden"],
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["what nobody asked for", admin, ofRequest(nobodys), "not_found"],
  ["what was denied already", admin, ofRequest(denied, 2), "already_decided"],
  ["what nobody decided in time", admin, ofRequest(over), "already_decided"],
  ["a version that is not what is stored", admin, { ...input, version: 2 }, "changed_since_read"],
  ...withoutReason(admin, input),
]);
refusesGarbage(denyRequest, admin, input);

describe("at the same moment", () => {
  oneWins(denyRequest, async () => ({ who: [admin, secondAdmin], input: ofRequest(await asked(asker)) }), ["already_decided", "changed_since_read"]);
});
