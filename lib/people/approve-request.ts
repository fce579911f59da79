import "server-only";
import { capabilities, isCapability } from "@/lib/access/capabilities";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { conditionsOf, giversOf, isStillHeld, makeGrant, mayReceive, overlaps, reachOf, scopeRefusal } from "@/lib/people/giving";
import { decideRequestInput } from "@/lib/people/schema";
import { capabilityWords } from "@/lib/people/words";

const hour = 3_600_000;

/**
 * Another person gives what was asked for, or agrees to what was proposed. Of something that needs a second person, the first who
 * says yes to an asking has thereby proposed it; it is given when a second says yes too.
 */
export const approveRequest = decision({
  name: "grant.request_approved",
  input: decideRequestInput,
  may: ["decide", "GrantRequest"],
  find: ({ tx, input }) => tx.grantRequest.findUnique({ where: { id: input.requestId }, include: { person: { select: { id: true, name: true, email: true } } } }),
  async decide({ tx, input, record: request, now, personId, grantId, policy }) {
    const { capability, person } = request;
    if (request.status !== "pending" || request.expiresAt <= now) return refused("already_decided");
    if (!isCapability(capability) || capabilities[capability].for !== "staff") return refused("capability_unknown");
    if (!(await mayReceive(tx, person.id))) return refused("person_not_active");
    const [reach, conditions] = [reachOf(request), conditionsOf(request)];
    const wrong = await scopeRefusal(tx, capability, reach, conditions, policy);
    if (wrong) return wrong;
    const same = { id: request.id, version: input.version, status: "pending" as const };

    if (request.kind === "asked" && policy.secondPerson.includes(capability)) {
      const { count } = await tx.grantRequest.updateMany({ where: same, data: { kind: "proposed", askedById: personId, askedUnderId: grantId, version: { increment: 1 } } });
      if (count !== 1) return refused("changed_since_read");
      const by = await tx.person.findUniqueOrThrow({ where: { id: personId }, select: { name: true } });
      const seconds = await giversOf(tx, reach, now, [personId, person.id]);
      return ok({
        subject: { type: "GrantRequest", id: request.id }, from: "pending", to: "pending", open: { capability, needs: "a second person" }, sealed: { toPerson: person.id, reason: input.reason }, reference: request.id,
        notices: seconds.map((to) => ({ template: "grant-proposed" as const, to, data: { what: capabilityWords(capability), person: person.name, by: by.name, reason: input.reason, link: `${origin()}/staff/access/requests/${request.id}` } })),
      });
    }

    // Who proposed it has to be one who may still give it, or it would be given by one alone.
    if (request.kind === "proposed" && !(await isStillHeld(tx, request.askedUnderId, now))) return refused("second_person_needed");
    const validFrom = request.validFrom && request.validFrom > now ? request.validFrom : now;
    const validUntil = request.hours ? new Date(now.getTime() + request.hours * hour) : request.validUntil;
    if (validUntil && validUntil <= validFrom) return refused("validity_over");
    if (await overlaps(tx, { personId: person.id, capability, reach, validFrom, validUntil })) return refused("overlaps");
    const isProposed = request.kind === "proposed";
    const made = await makeGrant(tx, {
      personId: person.id, capability, ...reach, ...conditions, validFrom, validUntil, reason: request.reason, origin: request.hours ? "asked" : "given",
      // The giver is who proposed it, under their grant; who agrees is the second person.
      givenById: isProposed ? request.askedById : personId, givenUnderId: isProposed ? request.askedUnderId : grantId, secondById: isProposed ? personId : null,
    });
    const { count } = await tx.grantRequest.updateMany({ where: same, data: { status: "approved", decidedById: personId, decidedAt: now, answer: input.reason, grantId: made.grant.id, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({
      subject: { type: "GrantRequest", id: request.id },
      from: "pending",
      to: "approved",
      open: { capability },
      sealed: { toPerson: person.id, reason: input.reason },
      also: [{ name: "grant.given", subject: { type: "Grant", id: made.grant.id }, from: null, to: "given", open: made.open, sealed: made.sealed }],
      reference: request.id,
      notices: [made.told],
    });
  },
});
