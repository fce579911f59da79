import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, membersTold, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince } from "@/lib/core/test-refusals";
import { writeToPartner } from "@/lib/applications/write-to-partner";

const city = await testCity();
const { officer } = city;
const words = "Could you tell us when somebody can be met at the pole?";

describe("an officer writes to the partner", () => {
  it.each(["submitted", "in_review", "changes_requested", "approved", "refused"] as const)("about one that is %s: every member is told, and nothing of the case changes", async (stage) => {
    const { id, version } = await city.application(stage);
    const { outcome, told } = await toldSince(() => must(writeToPartner, officer.actor, { applicationId: id, words }));
    expect(await db.message.findMany({ where: { applicationId: id }, select: { side: true, words: true, byId: true } })).toEqual([{ side: "city", words, byId: officer.id }]);
    expect((await db.application.findUniqueOrThrow({ where: { id } })).version).toBe(version);
    expect(await entriesOf(outcome.entryId)).toMatchObject([{ name: "message.sent_to_partner", subjectType: "Application", subjectId: id, actorId: officer.id, grantId: expect.any(String) }]);
    // What was written is no public word.
    expect(await entryOf(outcome.entryId)).toMatchObject({ open: {}, sealed: { words } });
    expect(told).toEqual(await membersTold(city.partner.id, "message"));
  });

  it("as it was typed, whatever that is", async () => {
    const { id } = await city.application("submitted");
    const odd = `=HYPERLINK("x") <script>alert(1)</script> \u202e Größe 🙂 O'Brien; DROP TABLE "Message" --`;
    await must(writeToPartner, officer.actor, { applicationId: id, words: odd });
    expect((await db.message.findFirstOrThrow({ where: { applicationId: id } })).words).toBe(odd);
  });
});

const open = await city.application("submitted");
const input = { applicationId: open.id, words };
refuses(writeToPartner, [
  ...(await staffWhoMayNot(city, "applications.review", input)),
  ...(await onesOwn(city, "applications.review", input, true)),
  ["an officer who may only suspend", await city.officerWith("permits.suspend"), input, "hidden"],
  ["about a draft, which the city cannot see", officer, { ...input, applicationId: (await city.application("complete")).id }, "hidden"],
  ["about one that does not exist", officer, { ...input, applicationId: nobodys }, "not_found"],
  ["nothing", officer, { ...input, words: " " }, "bad_input"],
  ["too much", officer, { ...input, words: "x".repeat(4_001) }, "bad_input"],
  ["for the other side", officer, { ...input, side: "partner" }, "bad_input"],
]);
refusesGarbage(writeToPartner, officer, input);

describe("at the same moment", () => {
  sentTwice(writeToPartner, async () => ({ who: officer, input: { applicationId: (await city.application("submitted")).id, words }, other: { applicationId: open.id, words: "Something else." } }));
});
