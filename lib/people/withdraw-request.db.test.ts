import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity, visitor, type Someone } from "@/lib/core/test-city";
import { entriesOf, refuses, refusesGarbage, sentTwice, toldSince } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { approveRequest } from "@/lib/people/approve-request";
import { askForGrant } from "@/lib/people/ask-for-grant";
import { proposeGrant } from "@/lib/people/propose-grant";
import { withdrawRequest } from "@/lib/people/withdraw-request";

const city = await testCity();
const { admin, secondAdmin } = city;
const ofRequest = (requestId: string, version = 1) => ({ requestId, version });
const asked = async (by: Someone): Promise<string> => (await must(askForGrant, by.actor, { capability: "permits.suspend", hours: "8", reason: good, page: "" })).subjectId;

describe("who asked takes it back", () => {
  it("and it is kept as that", async () => {
    const asker = await city.colleague();
    const requestId = await asked(asker);
    const { outcome, told } = await toldSince(() => must(withdrawRequest, asker.actor, ofRequest(requestId)));
    expect(await db.grantRequest.findUniqueOrThrow({ where: { id: requestId } })).toMatchObject({ status: "withdrawn", decidedById: asker.id, grantId: null, version: 2 });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "grant.request_withdrawn", subjectType: "GrantRequest", subjectId: requestId, fromStatus: "pending", toStatus: "withdrawn", actorId: asker.id, actorKind: "person", grantId: null }]);
    expect(told).toEqual([]);
    expect(await approveRequest(admin.actor, { ...ofRequest(requestId, 2), reason: good })).toMatchObject({ refusal: "already_decided" });
  });

  it("also after a first person said yes, and a second is still needed", async () => {
    const person = await city.colleague();
    const { subjectId } = await must(askForGrant, person.actor, { capability: "permits.revoke", hours: "8", reason: good, page: "" });
    await must(approveRequest, admin.actor, { ...ofRequest(subjectId), reason: good });
    await must(withdrawRequest, person.actor, ofRequest(subjectId, 2));
    expect(await approveRequest(secondAdmin.actor, { ...ofRequest(subjectId, 3), reason: good })).toMatchObject({ refusal: "already_decided" });
    expect(await db.grant.count({ where: { personId: person.id } })).toBe(0);
  });

  it("as does who would get what another proposed", async () => {
    const person = await city.colleague();
    const { subjectId } = await must(proposeGrant, admin.actor, { personId: person.id, capability: "permits.revoke", reason: good });
    await must(withdrawRequest, person.actor, ofRequest(subjectId));
    expect((await db.grantRequest.findUniqueOrThrow({ where: { id: subjectId } })).status).toBe("withdrawn");
  });

  it("as does who proposed", async () => {
    const { subjectId } = await must(proposeGrant, admin.actor, { personId: (await city.colleague()).id, capability: "permits.revoke", reason: good });
    await must(withdrawRequest, admin.actor, ofRequest(subjectId));
    expect((await db.grantRequest.findUniqueOrThrow({ where: { id: subjectId } })).status).toBe("withdrawn");
  });
});

const asker = await city.colleague();
const input = ofRequest(await asked(asker));
const given = await asked(asker);
await must(approveRequest, admin.actor, { ...ofRequest(given), reason: good });
const over = await asked(asker);
await asSuperuser(`UPDATE "GrantRequest" SET "expiresAt" = now() - interval '1 second' WHERE id = $1`, [over]);

refuses(withdrawRequest, [
  ["a visitor", visitor, input, "sign_in_first"],
  ["a colleague", await city.colleague(), input, "hidden"],
  ["who may give it, and so may deny it", secondAdmin, input, "not_allowed"],
  ["what nobody asked for", asker, ofRequest(nobodys), "not_found"],
  ["what was given", asker, ofRequest(given, 2), "already_decided"],
  ["what nobody decided in time", asker, ofRequest(over), "already_decided"],
  ["a version that is not what is stored", asker, ofRequest(input.requestId, 2), "changed_since_read"],
]);
refusesGarbage(withdrawRequest, asker, input);

describe("at the same moment", () => {
  it("they take it back while another gives it: one of them is told", async () => {
    const person = await city.colleague();
    const requestId = await asked(person);
    const results = await Promise.all([withdrawRequest(person.actor, ofRequest(requestId)), approveRequest(admin.actor, { ...ofRequest(requestId), reason: good })]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await db.grant.count({ where: { personId: person.id } })).toBe(results[1]?.ok ? 1 : 0);
  });
  sentTwice(withdrawRequest, async () => {
    const requestId = await asked(asker);
    return { who: asker, input: ofRequest(requestId), other: ofRequest(requestId, 2) };
  });
});
