import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, membersWhoMayNot, refuses, refusesGarbage, sentTwice, toldSince } from "@/lib/core/test-refusals";
import { writeToCity } from "@/lib/applications/write-to-city";

const city = await testCity();
const { officer, partner, secondMember } = city;
const { member } = partner;
const words = "Our fitter is there on Tuesday from nine.";

describe("a member writes to the city", () => {
  it("about a case that an officer holds: that officer is told", async () => {
    const { id } = await city.application("in_review");
    const { outcome, told } = await toldSince(() => must(writeToCity, secondMember.actor, { applicationId: id, words }));
    expect(await db.message.findMany({ where: { applicationId: id }, select: { side: true, words: true, byId: true } })).toEqual([{ side: "partner", words, byId: secondMember.id }]);
    expect(await entriesOf(outcome.entryId)).toMatchObject([{ name: "message.sent_to_city", subjectId: id, actorId: secondMember.id, grantId: await grantOf(secondMember, "deployments.apply") }]);
    expect(await entryOf(outcome.entryId)).toMatchObject({ open: {}, sealed: { words } });
    expect(told).toEqual([["message", officer.email]]);
  });

  it("about one that nobody holds yet, or that is decided: it stands on the case, and nobody is told", async () => {
    for (const stage of ["submitted", "approved"] as const) {
      const { id } = await city.application(stage);
      expect((await toldSince(() => must(writeToCity, member.actor, { applicationId: id, words }))).told).toEqual([]);
    }
  });
});

const open = await city.application("submitted");
const input = { applicationId: open.id, words };
refuses(writeToCity, [
  ...(await membersWhoMayNot(city, input, { seenByOfficers: true })),
  ["about a draft", member, { ...input, applicationId: (await city.application("complete")).id }, "not_sent_yet"],
  ["about one that does not exist", member, { ...input, applicationId: nobodys }, "not_found"],
  ["nothing", member, { ...input, words: "" }, "bad_input"],
  ["for the other side", member, { ...input, side: "city" }, "bad_input"],
]);
refusesGarbage(writeToCity, member, input);

describe("at the same moment", () => {
  sentTwice(writeToCity, async () => ({ who: member, input: { applicationId: (await city.application("submitted")).id, words }, other: { applicationId: open.id, words: "Something else." } }));
});
