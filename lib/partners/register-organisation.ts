import "server-only";
import { randomUUID } from "node:crypto";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision, type Change } from "@/lib/decisions/decision";
import { registerOrganisationInput } from "@/lib/partners/schema";
import { newEnrolmentLink } from "@/lib/session/enrolment-link";

const firstGrants = ["deployments.apply", "members.invite"] as const;

/**
 * Somebody registers their organisation and becomes its first member; an officer then checks it. The account begins with the link in
 * the mail, so the address is theirs. A known address gets the same answer on screen, and a mail that says what to do.
 */
export const registerOrganisation = decision({
  name: "partner.registered",
  input: registerOrganisationInput,
  may: { visitor: "anyone may ask to become a partner; nothing is theirs until an officer verifies it" },
  find: async () => ({}),
  async decide({ tx, input, now }) {
    const taken = await tx.partner.findFirst({ where: { OR: [{ name: { equals: input.organisation, mode: "insensitive" } }, { registrationNumber: input.registrationNumber }] }, select: { id: true } });
    if (taken) return refused("partner_known", { field: "organisation" });
    const known = await tx.person.findUnique({ where: { email: input.email }, select: { id: true, email: true, status: true } });
    if (known) {
      return ok({
        subject: { type: "Person", id: known.id },
        from: known.status,
        to: known.status,
        sealed: { organisation: input.organisation },
        notices: [{ template: "already-known", to: { personId: known.id, email: known.email }, data: { organisation: input.organisation, link: `${origin()}/sign-in` } }],
      });
    }
    const partner = await tx.partner.create({ data: { name: input.organisation, registrationNumber: input.registrationNumber, website: input.website, publicContact: input.publicContact } });
    const person = await tx.person.create({ data: { id: randomUUID(), email: input.email, name: input.name } });
    await tx.membership.create({ data: { personId: person.id, partnerId: partner.id } });
    const also: Change[] = [{ name: "person.invited", subject: { type: "Person", id: person.id }, from: null, to: "invited" }];
    for (const capability of firstGrants) {
      const grant = await tx.grant.create({ data: { personId: person.id, capability, partnerId: partner.id, validFrom: now, reason: `Registered ${partner.name}`, origin: "registration" } });
      also.push({ name: "grant.given", subject: { type: "Grant", id: grant.id }, from: null, to: "given", open: { capability, partnerId: partner.id }, sealed: { toPerson: person.id } });
    }
    const { link, until } = await newEnrolmentLink(tx, person.id, now);
    const to = { personId: person.id, email: person.email };
    return ok({
      subject: { type: "Partner", id: partner.id },
      from: null,
      to: "registered",
      // Anybody may type anything here, and what is published stays: how an organisation calls itself is sealed until it is checked.
      sealed: { organisation: partner.name },
      actorId: person.id,
      also,
      notices: [
        { template: "invitation", to, data: { name: person.name, by: "You (by registering your organisation)", link, until } },
        { template: "partner-registered", to, data: { partner: partner.name, link: `${origin()}/partner` } },
      ],
    });
  },
});
