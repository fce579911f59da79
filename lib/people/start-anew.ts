import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { startAnewInput } from "@/lib/people/schema";
import { newEnrolmentLink } from "@/lib/session/enrolment-link";

/**
 * Somebody lost their password, their app, or the mail with their link: an administrator, who has made sure that it is them, sends a
 * new one. Until they use it they are signed out everywhere and cannot sign in; their grants stay theirs. Never for oneself.
 */
export const startAnew = decision({
  name: "person.started_anew",
  input: startAnewInput,
  may: ["invite", "Person"],
  find: ({ tx, input }) => tx.person.findUnique({ where: { id: input.personId } }),
  async apart({ personId }, person) {
    return person.id === personId ? refused("kept_apart", { about: { words: "You cannot start your own account anew. Another person who may invite can." } }) : null;
  },
  async decide({ tx, input, record: person, now, personId }) {
    if (person.status === "deactivated") return refused("person_not_active");
    const { count } = await tx.person.updateMany({ where: { id: person.id, version: input.version }, data: { status: "invited", passwordHash: null, totpSecret: null, totpLastStep: 0, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    await tx.session.updateMany({ where: { personId: person.id, endedAt: null }, data: { endedAt: now } });
    const by = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { name: true } });
    const { link, until } = await newEnrolmentLink(tx, person.id, now);
    return ok({
      subject: { type: "Person", id: person.id },
      from: person.status,
      to: "invited",
      sealed: { reason: input.reason },
      notices: [{ template: "invitation", to: { personId: person.id, email: person.email }, data: { name: person.name, by: by.name, link, until } }],
    });
  },
});
