import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity, visitor } from "@/lib/core/test-city";
import { entriesOf, refuses, refusesGarbage } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { addDays, dayOf, isoDay } from "@/lib/core/calendar";
import { consider } from "@/lib/hearings/consider";
import { requestChanges } from "@/lib/applications/request-changes";
import { approveApplication } from "@/lib/permits/approve";
import { calendarFile } from "@/lib/permits/calendar-file";
import { datesBehind, ownCalendar } from "@/lib/permits/dates";
import { endCalendar } from "@/lib/people/end-calendar";
import { startCalendar } from "@/lib/people/start-calendar";

const city = await testCity();
const { officer, partner, secondMember } = city;
const { member } = partner;
const now = new Date();
const word = async (person: { id: string }): Promise<string> => ((await ownCalendar({ person: { id: person.id } } as Parameters<typeof ownCalendar>[0])) ?? "").split("/").at(-1)?.replace(".ics", "") ?? "";
const started = async (person: typeof member) => {
  await must(startCalendar, person.actor, { personId: person.id });
  return word(person);
};

const { id, version } = await city.application("submitted");
await must(approveApplication, officer.actor, { applicationId: id, version, reason: good, until: isoDay(addDays(now, 300)), from: isoDay(addDays(now, 10)), conditions: "", library: ["sign"] });
const heard = await city.application("submitted");
await must(consider, officer.actor, { applicationId: heard.id, version: heard.version, intends: "refusal", grounds: "place", reason: good });
const asked = await city.application("submitted");
await must(requestChanges, officer.actor, { applicationId: asked.id, version: asked.version, reason: good });
await city.application("approved", { of: city.otherPartner });

describe("a person has their dates at an address", () => {
  it("of their own partner: what begins, ends, is to be shown and to be answered, the soonest first", async () => {
    const { entryId } = await must(startCalendar, member.actor, { personId: member.id });
    expect(await entriesOf(entryId)).toMatchObject([{ name: "calendar.started", subjectType: "Person", subjectId: member.id }]);
    const { dates = [] } = (await datesBehind(await word(member), now)) ?? {};
    expect(dates.map(({ words }) => words.split(":")[0])).toEqual(expect.arrayContaining(["Permit begins", "Permit ends", "Show that condition 1 is kept", "Last day to answer the city’s notice", "Last day to send the changes"]));
    expect(dates.map(({ on }) => on.getTime())).toEqual(dates.map(({ on }) => on.getTime()).toSorted((a, b) => a - b));
    // Nothing of another partner.
    const theirs = await db.permit.findFirstOrThrow({ where: { partnerId: city.otherPartner.id } });
    expect(JSON.stringify(dates)).not.toContain(theirs.reference);
  });

  it("which answers no more once it is ended, or a new one was made, or the person left, or holds nothing", async () => {
    const first = await started(member);
    const second = await started(member);
    expect([await datesBehind(first, now), (await datesBehind(second, now))?.dates.length]).toEqual([null, expect.any(Number)]);
    await must(endCalendar, member.actor, { personId: member.id });
    expect(await datesBehind(second, now)).toBe(null);
    const third = await started(secondMember);
    await asSuperuser(`UPDATE "Grant" SET "validFrom" = now() - interval '2 days', "validUntil" = now() - interval '1 day' WHERE "personId" = $1`, [secondMember.id]);
    expect((await datesBehind(third, now))?.dates).toEqual([]);
    await asSuperuser(`UPDATE "Person" SET status = 'deactivated' WHERE id = $1`, [secondMember.id]);
    expect(await datesBehind(third, now)).toBe(null);
  });

  it("has nothing of what city staff see, who need a second factor", async () => {
    expect((await datesBehind(await started(officer), now))?.dates).toEqual([]);
  });

  it.each(["", ".", "x", `${nobodys}.${"0".repeat(40)}`, `${nobodys}.`, "../../etc/passwd", "\u0000", "x".repeat(500)])("answers nothing to %j", async (guess) => {
    expect(await datesBehind(guess, now)).toBe(null);
  });

  it("nor to the id alone, or with another's seal", async () => {
    const [mine, theirs] = [await started(member), await started(officer)];
    const [id, seal] = [mine.split(".")[0], theirs.split(".")[1]];
    for (const guess of [id, `${id}.`, `${id}.${seal}`, mine.slice(0, -1), `${mine}0`]) expect(await datesBehind(guess ?? "", now)).toBe(null);
    expect(await datesBehind(mine, now)).not.toBe(null);
  });
});

describe("as a calendar", () => {
  const file = calendarFile({ name: "Lamppost", dates: [{ id: "ends-1", on: dayOf(new Date("2028-02-29T12:00:00.000Z")), words: "Permit ends: a; b, c\\d\r\nBEGIN:VALARM " + "long ".repeat(40), link: "https://portal.example/partner/permits/LP-1" }] }, "portal.example", now);
  it("is of whole days, in lines that are folded, and what was typed ends none of them", () => {
    const lines = file.replace(/\r\n[ \t]/g, "").split("\r\n");
    expect(lines).toEqual(expect.arrayContaining(["BEGIN:VCALENDAR", "VERSION:2.0", "DTSTART;VALUE=DATE:20280229", "DTEND;VALUE=DATE:20280301", "UID:ends-1@portal.example", "TRIGGER:-P7D", "TRIGGER:-P1D"]));
    expect(lines.find((line) => line.startsWith("SUMMARY:"))).toMatch(/^SUMMARY:Permit ends: a\\; b\\, c\\\\d BEGIN:VALARM long/);
    expect(lines.filter((line) => line === "BEGIN:VALARM")).toHaveLength(2);
    for (const line of file.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  });
});

const input = { personId: member.id };
refuses(startCalendar, [
  ["a visitor", visitor, input, "sign_in_first"],
  ["somebody else", secondMember, input, "hidden"],
  ["an officer", officer, input, "hidden"],
  ["an administrator", city.admin, input, "not_allowed"],
  ["for nobody", member, { personId: nobodys }, "not_found"],
]);
refusesGarbage(startCalendar, member, input);

it("two at once: one address", async () => {
  await Promise.all([startCalendar(member.actor, input), startCalendar(member.actor, input), startCalendar(member.actor, input)]);
  expect(await db.calendarFeed.count({ where: { personId: member.id, endedAt: null } })).toBe(1);
});
