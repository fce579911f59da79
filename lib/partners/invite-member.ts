import "server-only";
import { newId } from "@/lib/core/ids";
import { ok, refused } from "@/lib/core/result";
import { decision, type Change } from "@/lib/decisions/decision";
import { inviteMemberInput } from "@/lib/partners/schema";
import { newEnrolmentLink } from "@/lib/session/enrolment-link";

/** A member invites a colleague to their partner. Both the belonging and each permission are the inviter's to answer for. */
export const inviteMember = decision({
  name: "member.invited",
  input: inviteMemberInput,
  may: ["invite", "Partner"],
  find: ({ tx, input }) => tx.partner.findUnique({ where: { id: input.partnerId } }),
  async decide({ tx, input, record: partner, now, personId }) {
    // A member does not see who else has an account; that the address has one is all they are told.
    const [{ isKnown }] = await tx.$queryRaw<[{ isKnown: boolean }]>`SELECT lamppost_is_known_address(${input.email}) AS "isKnown"`;
    if (isKnown) return refused("email_known", { field: "email" });
    // Made without being read back: before they belong to the partner, a member does not see them either.
    const person = { id: newId(), email: input.email, name: input.name };
    await tx.person.createMany({ data: [person] });
    await tx.membership.create({ data: { personId: person.id, partnerId: partner.id } });
    const given = input.mayInvite === "yes" ? (["deployments.apply", "members.invite"] as const) : (["deployments.apply"] as const);
    const also: Change[] = [{ name: "person.invited", subject: { type: "Person", id: person.id }, from: null, to: "invited" }];
    for (const capability of given) {
      const grant = await tx.grant.create({ data: { personId: person.id, capability, partnerId: partner.id, validFrom: now, reason: `Invited to ${partner.name}`, givenById: personId } });
      also.push({ name: "grant.given", subject: { type: "Grant", id: grant.id }, from: null, to: "given", open: { capability, partnerId: partner.id }, sealed: { toPerson: person.id } });
    }
    const inviter = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { name: true } });
    const { link, until } = await newEnrolmentLink(tx, person.id, now);
    return ok({
      subject: { type: "Partner", id: partner.id },
      from: partner.status,
      to: partner.status,
      sealed: { ofPerson: person.id, name: input.name, email: input.email },
      also,
      notices: [{ template: "invitation", to: { personId: person.id, email: person.email }, data: { name: person.name, by: `${inviter.name}, ${partner.name},`, link, until } }],
    });
  },
});
