import "server-only";
import { dayOf, isoDay, wordDay } from "@/lib/core/calendar";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { recordTrainingInput } from "@/lib/people/schema";

/** Somebody who records training notes that a person has passed a course, until when it holds and where that is written. Never for oneself. */
export const recordTraining = decision({
  name: "training.recorded",
  input: recordTrainingInput,
  may: ["record", "Training"],
  find: ({ tx, input }) => tx.person.findUnique({ where: { id: input.personId }, select: { id: true, email: true, status: true } }).then((person) => person && { personId: person.id, person }),
  async decide({ tx, input, record: { person }, now, personId, policy }) {
    if (person.status === "deactivated") return refused("person_not_active");
    if (!policy.courses.includes(input.course)) return refused("course_unknown", { field: "course" });
    if (input.passedOn > dayOf(now)) return refused("passed_in_future", { field: "passedOn" });
    if (input.validUntilOn < input.passedOn) return refused("validity_backwards", { field: "validUntilOn" });
    if (input.validUntilOn < dayOf(now)) return refused("validity_over", { field: "validUntilOn" });
    const training = await tx.training.create({ data: { personId: person.id, course: input.course, passedOn: input.passedOn, validUntilOn: input.validUntilOn, evidence: input.evidence, recordedById: personId }, select: { id: true } });
    return ok({
      subject: { type: "Training", id: training.id },
      from: null,
      to: "given",
      open: { course: input.course, validUntilOn: isoDay(input.validUntilOn) },
      sealed: { ofPerson: person.id, evidence: input.evidence },
      reference: person.id,
      notices: [{ template: "training-recorded", to: { personId: person.id, email: person.email }, data: { course: input.course, until: wordDay(input.validUntilOn) } }],
    });
  },
});
