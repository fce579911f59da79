import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { calendarInput } from "@/lib/people/schema";

/** A person ends the address of their dates: it answers no more. */
export const endCalendar = decision({
  name: "calendar.ended",
  input: calendarInput,
  may: ["follow", "Person"],
  find: ({ tx, input }) => tx.person.findUnique({ where: { id: input.personId }, select: { id: true, status: true } }),
  async decide({ tx, record: person, now }) {
    const { count } = await tx.calendarFeed.updateMany({ where: { personId: person.id, endedAt: null }, data: { endedAt: now } });
    if (count === 0) return refused("already_ended");
    return ok({ subject: { type: "Person", id: person.id }, from: person.status, to: person.status });
  },
});
