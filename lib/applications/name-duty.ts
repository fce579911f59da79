import "server-only";
import { newId } from "@/lib/core/ids";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { findApplication } from "@/lib/applications/draft";
import { dutyWords } from "@/lib/applications/duties";
import { isWritable } from "@/lib/applications/lifecycle";
import { isPartOpen } from "@/lib/applications/rules";
import { nameDutyInput } from "@/lib/applications/schema";

/** A member names a colleague, or themselves, for a duty. Whoever names themselves accepts it by that; a colleague is asked. Who was named before is so no more. */
export const nameDuty = decision({
  name: "duty.named",
  input: nameDutyInput,
  may: ["write", "Application"],
  find: findApplication,
  async decide({ tx, input, record: application, now, personId }) {
    if (!isWritable(application.status)) return refused("not_a_draft");
    if (!isPartOpen(application, "contact")) return refused("part_not_asked");
    // One after the other for the same application.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(7162010, hashtext(${application.id}))`;
    const person = await tx.person.findFirst({ where: { id: input.personId, status: "active", memberships: { some: { partnerId: application.partnerId, endedAt: null } } }, select: { id: true, email: true } });
    if (!person) return refused("duty_not_a_member", { field: "personId" });
    const standing = await tx.duty.findMany({ where: { applicationId: application.id, duty: input.duty, endedAt: null } });
    if (standing.some((each) => each.personId === person.id && each.seat !== input.seat)) return refused("duty_in_one_hand", { field: "personId" });
    if (standing.some((each) => each.personId === person.id)) return refused("duty_theirs_already", { field: "personId" });
    const isOneself = person.id === personId;
    await tx.duty.updateMany({ where: { applicationId: application.id, duty: input.duty, seat: input.seat, endedAt: null }, data: { endedAt: now } });
    await tx.duty.create({ data: { id: newId(), applicationId: application.id, duty: input.duty, seat: input.seat, personId: person.id, namedById: personId, namedAt: now, acceptedAt: isOneself ? now : null }, select: { id: true } });
    return ok({
      subject: { type: "Application", id: application.id },
      from: application.status,
      to: application.status,
      open: { duty: input.duty, seat: input.seat },
      sealed: { person: person.id },
      reference: application.reference,
      notices: isOneself ? [] : [{ template: "duty-named" as const, to: { personId: person.id, email: person.email }, data: { reference: application.reference, title: application.title, what: dutyWords[input.duty], isDeputy: input.seat === "deputy", link: `${origin()}/partner/applications/${application.reference}/duties` } }],
    });
  },
});
