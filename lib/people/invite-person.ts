import "server-only";
import { randomUUID } from "node:crypto";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { invitePersonInput } from "@/lib/people/schema";
import { newEnrolmentLink } from "@/lib/session/enrolment-link";

/** An administrator invites a colleague. An invited person holds nothing until somebody gives them grants. Refuses a known address. */
export const invitePerson = decision({
  name: "person.invited",
  input: invitePersonInput,
  may: ["invite", "Person"],
  find: async () => ({ id: randomUUID() }),
  async decide({ tx, input, record, now, personId }) {
    if (await tx.person.findUnique({ where: { email: input.email }, select: { id: true } })) return refused("email_known", { field: "email" });
    const person = await tx.person.create({ data: { id: record.id, ...input } });
    const inviter = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { name: true } });
    const { link, until } = await newEnrolmentLink(tx, person.id, now);
    return ok({
      subject: { type: "Person", id: person.id },
      from: null,
      to: "invited",
      sealed: { name: input.name, email: input.email },
      notices: [{ template: "invitation", to: { personId: person.id, email: person.email }, data: { name: person.name, by: inviter.name, link, until } }],
    });
  },
});
