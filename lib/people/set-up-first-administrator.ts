import "server-only";
import { randomUUID } from "node:crypto";
import { ok, refused } from "@/lib/core/result";
import { decision, type Change } from "@/lib/decisions/decision";
import { firstAdministratorInput } from "@/lib/people/schema";
import { newEnrolmentLink } from "@/lib/session/enrolment-link";

const firstGrants = ["people.invite", "people.grant", "ledger.read"] as const;

/**
 * At the machine's own console, while nobody has enrolled who can give grants: makes the first administrator, or a new link for
 * them. The link is the outcome's reference; it goes to the console and nowhere else.
 */
export const setUpFirstAdministrator = decision({
  name: "administrator.set_up",
  input: firstAdministratorInput,
  may: { operator: "whoever runs the portal's commands already holds its database" },
  find: async () => ({}),
  async decide({ tx, input, now }) {
    // One at a time: two starts at once make one administrator.
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(7305261)`;
    const givers = await tx.grant.findMany({ where: { capability: "people.grant", endedAt: null }, select: { personId: true, person: { select: { status: true, email: true } } } });
    if (givers.some((giver) => giver.person.status === "active")) return refused("not_found");
    const waiting = givers[0];
    const personId = waiting?.personId ?? randomUUID();
    const also: Change[] = [];
    if (!waiting) {
      await tx.person.create({ data: { id: personId, email: input.email, name: input.name, line: "First administrator" } });
      for (const capability of firstGrants) {
        const grant = await tx.grant.create({ data: { personId, capability, validFrom: now, reason: "Set-up of the portal", origin: "setup" } });
        also.push({ name: "grant.given", subject: { type: "Grant", id: grant.id }, from: null, to: "given", open: { capability }, sealed: { toPerson: personId } });
      }
    }
    const { link } = await newEnrolmentLink(tx, personId, now);
    return ok({ subject: { type: "Person", id: personId }, from: waiting ? "invited" : null, to: "invited", also, reference: link });
  },
});
