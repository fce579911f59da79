import "server-only";
import { randomUUID } from "node:crypto";
import { capabilities, type Scope } from "@/lib/access/capabilities";
import { addDays } from "@/lib/core/calendar";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { grantSentence } from "@/lib/people/words";
import { giveGrantInput } from "@/lib/people/schema";

const scopeWords: Record<Scope, string> = { agency: "agency", zone: "zone", assetClass: "kind of asset", tier: "risk tier", partner: "partner" };

/**
 * An administrator gives one person one capability, where and until when they say, with the reason.
 * Never to themselves, never wider than they may give, never to somebody who is not active or invited.
 */
export const giveGrant = decision({
  name: "grant.given",
  input: giveGrantInput,
  may: ["give", "Grant"],
  async find({ tx, input }) {
    const person = await tx.person.findUnique({ where: { id: input.personId }, select: { id: true, status: true, email: true } });
    if (!person) return null;
    // The grant as it would be: the rules look at its scope.
    return {
      id: randomUUID(),
      personId: person.id,
      partnerId: null,
      agencyId: input.agencyId ?? null,
      zoneId: input.zoneId ?? null,
      assetClass: input.assetClass ?? null,
      highestTier: input.highestTier ?? null,
      person,
    };
  },
  async decide({ tx, input, record, now, personId }) {
    const { person, ...scope } = record;
    if (person.status === "deactivated") return refused("person_not_active");
    const limits: [Scope, string, unknown][] = [["agency", "agencyId", scope.agencyId], ["zone", "zoneId", scope.zoneId], ["assetClass", "assetClass", scope.assetClass], ["tier", "highestTier", scope.highestTier]];
    for (const [limit, field, value] of limits) {
      if (value !== null && !(capabilities[input.capability].scope as readonly Scope[]).includes(limit)) return refused("scope_not_for_this", { field, about: { capability: capabilities[input.capability].words, scope: scopeWords[limit] } });
    }
    if (scope.agencyId && !(await tx.agency.findUnique({ where: { id: scope.agencyId } }))) return refused("scope_unknown", { field: "agencyId", about: { scope: "agency" } });
    if (scope.zoneId && !(await tx.zone.findUnique({ where: { id: scope.zoneId } }))) return refused("scope_unknown", { field: "zoneId", about: { scope: "zone" } });
    // "Until 31 March" includes that day.
    const validUntil = input.validUntil ? addDays(input.validUntil, 1) : null;
    if (validUntil && validUntil <= now) return refused("validity_over", { field: "validUntil" });

    const grant = await tx.grant.create({
      data: { ...scope, capability: input.capability, validFrom: now, validUntil, reason: input.reason, givenById: personId },
      include: { agency: true, zone: true, givenBy: { select: { name: true } } },
    });
    return ok({
      subject: { type: "Grant", id: grant.id },
      from: null,
      to: "given",
      open: { capability: grant.capability, ...(grant.agencyId ? { agencyId: grant.agencyId } : {}), ...(grant.zoneId ? { zoneId: grant.zoneId } : {}), ...(grant.assetClass ? { assetClass: grant.assetClass } : {}), ...(grant.highestTier ? { highestTier: grant.highestTier } : {}), ...(validUntil ? { validUntil: validUntil.toISOString() } : {}) },
      sealed: { toPerson: person.id, reason: input.reason },
      reference: person.id,
      notices: [{ template: "grant-given", to: { personId: person.id, email: person.email }, data: { what: grantSentence(grant), by: grant.givenBy?.name ?? "", reason: input.reason, link: `${origin()}/account` } }],
    });
  },
});
