import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { askedOf, daysLater, opened } from "@/lib/core/test-comments";
import { entriesOf, entryOf, membersTold, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince } from "@/lib/core/test-refusals";
import { refuseApplication } from "@/lib/applications/refuse";
import { openComments } from "@/lib/comments/open";
import { approveApplication } from "@/lib/permits/approve";

const city = await testCity();
const { officer, secondOfficer, partner } = city;
const on = ({ id, version }: { id: string; version: number }) => ({ applicationId: id, version, about: askedOf, until: inDays(10) });

describe("an officer asks residents what they think", () => {
  it("until a day; the partner is told, and it is not decided before", async () => {
    const application = await city.application("submitted");
    const { outcome, told } = await toldSince(() => must(openComments, officer.actor, on(application)));
    const period = await db.commentPeriod.findFirstOrThrow({ where: { applicationId: application.id } });
    expect(period).toMatchObject({ about: askedOf, openedById: officer.id, outcome: null, version: 1 });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "comments.opened", subjectType: "Application", subjectId: application.id, fromStatus: "submitted", toStatus: "submitted", actorId: officer.id, actorKind: "person", grantId: expect.any(String) }]);
    expect((await entryOf(outcome.entryId)).open).toEqual({ reference: expect.stringMatching(/^LP-/), title: "Counting bicycles", period: period.number, until: inDays(10) });
    expect(told).toEqual(await membersTold(partner.id, "message"));

    const now = { applicationId: application.id, version: application.version + 1, reason: good };
    expect(await approveApplication(officer.actor, { ...now, until: inDays(100), conditions: "" })).toMatchObject({ refusal: "comments_are_open" });
    expect(await refuseApplication(officer.actor, { ...now, grounds: "place", without: "danger" })).toMatchObject({ refusal: "comments_are_open" });
    await daysLater(period.id, 11);
    await must(approveApplication, officer.actor, { ...now, until: inDays(100), conditions: "" });
  });

  it("and again, once the days of the first time are over", async () => {
    const { id, applicationId, application } = await opened(city, officer);
    const again = { ...on({ id: applicationId, version: application.version }), until: inDays(20) };
    expect(await openComments(officer.actor, again)).toMatchObject({ refusal: "comments_are_open" });
    await daysLater(id, 11);
    await must(openComments, officer.actor, again);
    expect(await db.commentPeriod.count({ where: { applicationId } })).toBe(2);
  });
});

const open = await city.application("submitted");
const input = on(open);
const decided = await city.application("approved");

refuses(openComments, [
  ...(await staffWhoMayNot(city, "permits.decide", input)),
  ...(await onesOwn(city, "permits.decide", input, true)),
  ["an application that does not exist", officer, { ...input, applicationId: nobodys }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 99 }, "changed_since_read"],
  ["one that is decided", officer, on({ id: decided.id, version: 4 }), "not_from_here"],
  ["one that its partner still writes", officer, on(await city.application("complete")), "hidden"],
  ["for a day only", officer, { ...input, until: inDays(1) }, "comments_too_short"],
  ["for half a year", officer, { ...input, until: inDays(180) }, "comments_too_long"],
  ["without saying what it is about", officer, { ...input, about: "" }, "bad_input"],
]);
refusesGarbage(openComments, officer, input);

describe("at the same moment", () => {
  oneWins(openComments, async () => ({ who: [officer, secondOfficer], input: on(await city.application("submitted")) }));
  sentTwice(openComments, async () => {
    const sent = on(await city.application("submitted"));
    return { who: officer, input: sent, other: { ...sent, until: inDays(11) } };
  });
});
