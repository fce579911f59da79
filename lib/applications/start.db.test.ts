import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { readReference } from "@/lib/core/ids";
import { must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, membersWhoMayNot, refuses, refusesGarbage, sentTwice } from "@/lib/core/test-refusals";
import { startApplication } from "@/lib/applications/start";

const city = await testCity();
const { member } = city.partner;
const input = { partnerId: city.partner.id, title: "Counting bicycles" };

describe("a member begins an application", () => {
  it("which the city cannot see yet", async () => {
    const outcome = await must(startApplication, member.actor, input);
    const application = await db.application.findUniqueOrThrow({ where: { id: outcome.subjectId } });
    expect(application).toMatchObject({ partnerId: city.partner.id, title: "Counting bicycles", status: "draft", version: 1, tier: 4, submittedAt: null, draft: { purpose: { title: "Counting bicycles" } } });
    expect(readReference(outcome.reference ?? "")).toBe(application.reference);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "application.started", subjectType: "Application", subjectId: application.id, fromStatus: null, toStatus: "draft", actorId: member.id, actorKind: "person", grantId: await grantOf(member, "deployments.apply") }]);
  });

  it("also before the city has verified the partner", async () => {
    const waiting = await city.organisation({ verified: false });
    await must(startApplication, waiting.member.actor, { ...input, partnerId: waiting.id });
  });
});

refuses(startApplication, [
  ...(await membersWhoMayNot(city, input)),
  ["a partner that does not exist", member, { ...input, partnerId: nobodys }, "not_found"],
  ["another partner, by its competitor", member, { ...input, partnerId: city.otherPartner.id }, "hidden"],
  ["a name of three letters", member, { ...input, title: "abc" }, "bad_input"],
]);
refusesGarbage(startApplication, member, input);

describe("at the same moment", () => {
  sentTwice(startApplication, async () => ({ who: member, input, other: { ...input, title: "Another name" } }));
});
