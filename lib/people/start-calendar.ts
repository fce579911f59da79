import "server-only";
import { ok } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { calendarInput } from "@/lib/people/schema";

/** A person has their dates at an address of their own, for a calendar that cannot sign in. An earlier address answers no more. */
export const startCalendar = decision({
  name: "calendar.started",
  input: calendarInput,
  may: ["follow", "Person"],
  find: ({ tx, input }) => tx.person.findUnique({ where: { id: input.personId }, select: { id: true, status: true } }),
  async decide({ tx, record: person, now }) {
    // In a row with themselves in another window: one address at a time.
    await tx.calendarFeed.updateMany({ where: { personId: person.id, endedAt: null }, data: { endedAt: now } });
    await tx.calendarFeed.create({ data: { personId: person.id, startedAt: now }, select: { id: true } });
    return ok({ subject: { type: "Person", id: person.id }, from: person.status, to: person.status });
  },
});
