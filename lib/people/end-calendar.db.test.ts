import { expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity, visitor } from "@/lib/core/test-city";
import { entriesOf, refuses, refusesGarbage } from "@/lib/core/test-refusals";
import { endCalendar } from "@/lib/people/end-calendar";
import { startCalendar } from "@/lib/people/start-calendar";

const city = await testCity();
const { member } = city.partner;

it("a person ends the address of their dates", async () => {
  await must(startCalendar, member.actor, { personId: member.id });
  const { entryId } = await must(endCalendar, member.actor, { personId: member.id });
  expect(await entriesOf(entryId)).toMatchObject([{ name: "calendar.ended", subjectType: "Person", subjectId: member.id }]);
  expect(await db.calendarFeed.findMany({ where: { personId: member.id, endedAt: null } })).toEqual([]);
  await expect(db.calendarFeed.updateMany({ where: { personId: member.id }, data: { endedAt: null } })).rejects.toThrow(/ends once/);
});

await must(startCalendar, city.secondMember.actor, { personId: city.secondMember.id });
const input = { personId: city.secondMember.id };
refuses(endCalendar, [
  ["a visitor", visitor, input, "sign_in_first"],
  ["somebody else", member, input, "hidden"],
  ["an administrator", city.admin, input, "not_allowed"],
  ["where there is none", member, { personId: member.id }, "already_ended"],
  ["for nobody", member, { personId: nobodys }, "not_found"],
]);
refusesGarbage(endCalendar, city.secondMember, input);
