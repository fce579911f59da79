import { describe, expect, it } from "vitest";
import { addDays, dayOf } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { good, inDays, must, testCity } from "@/lib/core/test-city";
import { giveGrant } from "@/lib/people/give-grant";
import { endTraining } from "@/lib/people/end-training";
import { recordTraining } from "@/lib/people/record-training";
import { remindOfTraining } from "@/lib/people/reminders";

const city = await testCity();
const course = "Deciding permits";
const clerk = await city.officerWith("training.record");

/** A colleague whose training ends in so many days, and whose one grant needs it. */
async function trained(days: number) {
  const person = await city.colleague();
  await must(giveGrant, city.admin.actor, { personId: person.id, capability: "permits.decide", needsTraining: course, reason: good });
  const { subjectId: trainingId } = await must(recordTraining, clerk.actor, { personId: person.id, course, passedOn: inDays(-300), validUntilOn: inDays(days) });
  return { ...person, trainingId };
}
const remindersOf = async ({ id }: { id: string }) => (await db.notice.findMany({ where: { personId: id, template: "training-ends" }, orderBy: { id: "asc" } })).map(({ data }) => data as { days: number; what: string[] });
const inSomeDays = (days: number) => addDays(dayOf(new Date()), days);

describe("before a training ends its person is told", () => {
  it("30 and 7 days before, once each, with what will sleep", async () => {
    const person = await trained(100);
    await remindOfTraining(inSomeDays(69));
    expect(await remindersOf(person)).toEqual([]);
    await remindOfTraining(inSomeDays(70));
    await remindOfTraining(inSomeDays(75));
    expect(await remindersOf(person)).toEqual([{ course, until: expect.any(String), days: 30, what: ["approve or refuse applications"] }]);
    await remindOfTraining(inSomeDays(93));
    await remindOfTraining(inSomeDays(94));
    expect((await remindersOf(person)).map(({ days }) => days)).toEqual([30, 7]);
    await remindOfTraining(inSomeDays(101));
    expect(await remindersOf(person)).toHaveLength(2);
  });

  it("once where it is recorded late, and not at all where it was passed anew or has ended", async () => {
    const [late, anew, ended] = [await trained(5), await trained(6), await trained(6)];
    await must(recordTraining, clerk.actor, { personId: anew.id, course, passedOn: inDays(-1), validUntilOn: inDays(364) });
    await must(endTraining, clerk.actor, { trainingId: ended.trainingId, version: 1, reason: good });
    await remindOfTraining(new Date());
    await remindOfTraining(new Date());
    expect((await remindersOf(late)).map(({ days }) => days)).toEqual([5]);
    expect(await remindersOf(anew)).toEqual([]);
    expect(await remindersOf(ended)).toEqual([]);
  });

  it("once, when several workers look at the same moment", async () => {
    const people = await Promise.all([trained(20), trained(20), trained(20)]);
    await Promise.all(Array.from({ length: 6 }, () => remindOfTraining(new Date())));
    for (const person of people) expect(await remindersOf(person)).toHaveLength(1);
  });
});
