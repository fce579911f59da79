import { describe, expect, it } from "vitest";
import { addDays, dayOf } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, operator, testCity } from "@/lib/core/test-city";
import { entriesOf, membersTold, refuses, refusesGarbage, toldSince } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { lapseApplication } from "@/lib/applications/lapse";
import { lapseApplications } from "@/lib/applications/lapsing";
import { applicationStatusOn } from "@/lib/applications/lifecycle";
import { remindOfAnswers } from "@/lib/applications/reminders";
import { requestChanges } from "@/lib/applications/request-changes";
import { submitApplication } from "@/lib/applications/submit";

const city = await testCity();
const { officer, partner } = city;
const asked = async (by = inDays(10)) => {
  const { id, version } = await city.application("submitted");
  await must(requestChanges, officer.actor, { applicationId: id, version, reason: good, by });
  return { id, version: version + 1 };
};
/** Days pass only in the superuser's hands. */
const dueOn = (id: string, days: number) => asSuperuser(`UPDATE "Application" SET "answerBy" = $2 WHERE id = $1`, [id, inDays(days)]);

describe("changes that are not made in time", () => {
  it("until the end of the last day it can be sent; after it, it lapsed, with no job running; the job writes it down once and frees its places", async () => {
    const application = await asked();
    await dueOn(application.id, -1);
    const stored = await db.application.findUniqueOrThrow({ where: { id: application.id } });
    expect([stored.status, applicationStatusOn(stored, dayOf(new Date())), applicationStatusOn(stored, addDays(dayOf(new Date()), -1))]).toEqual(["changes_requested", "lapsed", "changes_requested"]);
    expect(await submitApplication(partner.member.actor, { applicationId: application.id, version: application.version, isTrue: "yes" })).toMatchObject({ ok: false, refusal: "answer_too_late" });
    const { told } = await toldSince(async () => Promise.all([lapseApplications(new Date()), lapseApplications(new Date())]));
    expect(told).toEqual(await membersTold(partner.id, "application-lapsed"));
    const entry = await db.ledgerEntry.findFirstOrThrow({ where: { subjectId: application.id, name: "application.lapsed" } });
    expect(await entriesOf(entry.id)).toEqual([{ name: "application.lapsed", subjectType: "Application", subjectId: application.id, fromStatus: "changes_requested", toStatus: "lapsed", actorId: null, actorKind: "operator", grantId: null }]);
    expect((await db.slotHold.findMany({ where: { applicationId: application.id } })).map(({ status }) => status)).toEqual(["released"]);
    expect(await lapseApplications(new Date())).toBe(0);
  });

  it("on the last day it is still taken", async () => {
    const application = await asked();
    await dueOn(application.id, 0);
    expect(await lapseApplications(new Date())).toBe(0);
    await must(submitApplication, partner.member.actor, { applicationId: application.id, version: application.version, isTrue: "yes" });
  });

  it("the partner is reminded seven and two days before, each once, however many workers", async () => {
    const application = await asked(inDays(9));
    const remind = async () => (await toldSince(async () => Promise.all([remindOfAnswers(new Date()), remindOfAnswers(new Date())]))).told.length;
    const members = (await membersTold(partner.id, "answer-due")).length;
    expect(await remind()).toBe(0);
    await dueOn(application.id, 7);
    expect([await remind(), await remind()]).toEqual([members, 0]);
    await dueOn(application.id, 2);
    expect([await remind(), await remind()]).toEqual([members, 0]);
    const short = await asked(inDays(1));
    expect([await remind(), await remind()]).toEqual([members, 0]);
    expect(short.id).toBeDefined();
  });
});

const open = await asked();
refuses(lapseApplication, [
  ["an officer", officer, { applicationId: open.id }, "not_found"],
  ["a member", partner.member, { applicationId: open.id }, "not_found"],
  ["the console, before its day", operator, { applicationId: open.id }, "not_from_here"],
  ["the console, of one that was sent", operator, { applicationId: (await city.application("submitted")).id }, "not_from_here"],
  ["the console, of one that is not there", operator, { applicationId: nobodys }, "not_found"],
]);
refusesGarbage(lapseApplication, officer, { applicationId: open.id });
