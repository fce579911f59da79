import "server-only";
import { addDays, dayOf } from "@/lib/core/calendar";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { mayReceive } from "@/lib/people/giving";
import { giveExceptionInput } from "@/lib/people/schema";

const longestDays = 90;

/** Lets one person, for some weeks and with the reason, have both sides of a pair of acts that is otherwise kept apart. */
export const giveException = decision({
  name: "exception.given",
  input: giveExceptionInput,
  may: ["give", "ApartException"],
  find: ({ tx, input }) => tx.person.findUnique({ where: { id: input.personId }, select: { id: true, status: true } }).then((person) => person && { personId: person.id, person }),
  async decide({ tx, input, record: { person }, now, personId }) {
    if (person.status !== "active" || !(await mayReceive(tx, person.id))) return refused("person_not_active");
    const today = dayOf(now);
    if (input.until < today) return refused("until_is_past", { field: "until" });
    if (input.until > addDays(today, longestDays)) return refused("exception_too_long", { field: "until" });
    const validUntil = addDays(input.until, 1);
    const exception = await tx.apartException.create({ data: { personId: person.id, pair: input.pair, reason: input.reason, givenById: personId, validUntil }, select: { id: true } });
    return ok({ subject: { type: "ApartException", id: exception.id }, from: null, to: "given", open: { pair: input.pair, validUntil: validUntil.toISOString() }, sealed: { toPerson: person.id, reason: input.reason }, reference: person.id });
  },
});
