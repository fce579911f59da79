import "server-only";
import { timingSafeEqual } from "node:crypto";
import { abilityOf } from "@/lib/access/ability";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { heldBy } from "@/lib/access/held";
import { addDays, dayOf } from "@/lib/core/calendar";
import { keyedHash } from "@/lib/core/crypto";
import { db } from "@/lib/core/db";
import { isId } from "@/lib/core/ids";
import { origin } from "@/lib/core/mode";
import { asPerson, asSystem, behindWall } from "@/lib/core/wall";
import { withOfficer } from "@/lib/hearings/rules";
import type { Who } from "@/lib/session/current";
import { statusesInForce } from "@/lib/permits/lifecycle";

/** One day on which something ends or is due. */
export interface DateAhead {
  /** the same for the same thing, whenever it is asked for */
  id: string;
  on: Date;
  words: string;
  link: string;
}

const sealOf = (feedId: string): string => keyedHash(feedId, "calendar feed").slice(0, 40);
const wordOf = (feedId: string): string => `${feedId}.${sealOf(feedId)}`;

/** The address of a person's own calendar; null where they have none. */
export const ownCalendar = behindWall(async (who: Who): Promise<string | null> => {
  const feed = await db.calendarFeed.findFirst({ where: { personId: who.person.id, endedAt: null }, select: { id: true } });
  return feed && `${origin()}/calendar/${wordOf(feed.id)}.ics`;
});

/** What is due soonest is kept longest: so many of each kind. */
const most = 200;
const pastDays = 30;

/**
 * The dates behind the word of an address: of what its person may read as a member of a partner now. Null for a word that was never given, was ended, or whose
 * person is no longer active. What needs a second factor is not in it: an address is not one.
 */
export async function datesBehind(word: string, now: Date): Promise<{ name: string; dates: DateAhead[] } | null> {
  const [feedId = "", seal = ""] = word.split(".");
  const wanted = Buffer.from(isId(feedId) ? sealOf(feedId.toLowerCase()) : "");
  const given = Buffer.from(seal);
  if (wanted.length === 0 || wanted.length !== given.length || !timingSafeEqual(wanted, given)) return null;
  // Whose it is, nobody can say before it is looked up.
  const feed = await asSystem(() => db.calendarFeed.findFirst({ where: { id: feedId, endedAt: null, person: { status: "active" } }, select: { personId: true } }));
  if (!feed) return null;
  return asPerson(feed.personId, async () => {
    const { held } = await heldBy(db, feed.personId, { secondFactor: false });
    const ability = abilityOf(held);
    const since = addDays(dayOf(now), -pastDays);
    const [permits, obligations, notices, asked, drafts] = await Promise.all([
      db.permit.findMany({ where: { AND: [authorizedWhere(ability, "read", "Permit"), { statusText: { in: [...statusesInForce] }, expiresOn: { gte: since } }] }, orderBy: { expiresOn: "asc" }, take: most, select: { id: true, reference: true, title: true, startsOn: true, expiresOn: true } }),
      db.obligation.findMany({ where: { permit: { AND: [authorizedWhere(ability, "read", "Permit"), { statusText: { in: [...statusesInForce] } }] }, status: { in: ["due", "sent_back"] }, dueOn: { gte: since } }, orderBy: { dueOn: "asc" }, take: most, select: { id: true, dueOn: true, condition: { select: { number: true } }, permit: { select: { reference: true, title: true } } } }),
      db.consideration.findMany({ where: { AND: [authorizedWhere(ability, "answer", "Consideration"), { status: "open", answerBy: { gte: since } }, { OR: [{ application: { status: { in: [...withOfficer] } } }, { permit: { status: { in: [...statusesInForce] } } }] }] }, orderBy: { answerBy: "asc" }, take: most, select: { id: true, number: true, answerBy: true, application: { select: { title: true } }, permit: { select: { title: true } } } }),
      db.application.findMany({ where: { AND: [authorizedWhere(ability, "write", "Application"), { status: "changes_requested", answerBy: { gte: since } }] }, orderBy: { answerBy: "asc" }, take: most, select: { id: true, reference: true, title: true, answerBy: true } }),
      db.application.findMany({ where: { AND: [authorizedWhere(ability, "write", "Application"), { status: { in: ["draft", "changes_requested"] }, holds: { some: { status: "held", until: { gte: now } } } }] }, take: most, select: { id: true, reference: true, title: true, holds: { where: { status: "held", until: { gte: now } }, orderBy: { until: "asc" }, take: 1, select: { until: true } } } }),
    ]);
    const at = (path: string) => `${origin()}/partner/${path}`;
    const dates: DateAhead[] = [
      ...permits.flatMap(({ id, reference, title, startsOn, expiresOn }) => [
        ...(startsOn > dayOf(now) ? [{ id: `begins-${id}`, on: startsOn, words: `Permit begins: ${title}`, link: at(`permits/${reference}`) }] : []),
        { id: `ends-${id}`, on: expiresOn, words: `Permit ends: ${title}`, link: at(`permits/${reference}`) },
      ]),
      ...obligations.map(({ id, dueOn, condition, permit }) => ({ id: `shows-${id}`, on: dueOn, words: `Show that condition ${condition.number} is kept: ${permit.title}`, link: at(`permits/${permit.reference}`) })),
      ...notices.map(({ id, number, answerBy, application, permit }) => ({ id: `notice-${id}`, on: answerBy, words: `Last day to answer the city’s notice: ${(application ?? permit)?.title ?? ""}`, link: at(`notices/${number}`) })),
      ...asked.flatMap(({ id, reference, title, answerBy }) => (answerBy ? [{ id: `changes-${id}`, on: answerBy, words: `Last day to send the changes: ${title}`, link: at(`applications/${reference}`) }] : [])),
      // Held until an instant of that day: the day before is the last whole one.
      ...drafts.flatMap(({ id, reference, title, holds: [hold] }) => (hold?.until ? [{ id: `held-${id}`, on: addDays(dayOf(hold.until), -1), words: `Last day on which all its places are held: ${title}`, link: at(`applications/${reference}`) }] : [])),
    ];
    return { name: "Lamppost", dates: dates.toSorted((a, b) => a.on.getTime() - b.on.getTime() || (a.id < b.id ? -1 : 1)) };
  });
}
