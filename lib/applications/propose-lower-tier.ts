import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { findApplication } from "@/lib/applications/draft";
import { isWithCity } from "@/lib/applications/lifecycle";
import { proposeLowerTierInput } from "@/lib/applications/schema";

/** An officer proposes to weigh a case as less risky. It is so only once a second officer agrees. */
export const proposeLowerTier = decision({
  name: "application.lower_tier_proposed",
  input: proposeLowerTierInput,
  may: ["set_tier", "Application"],
  find: findApplication,
  async decide({ tx, input, record: application, personId }) {
    if (application.version !== input.version) return refused("changed_since_read");
    if (!isWithCity(application.status)) return refused("not_from_here", { about: { status: application.status } });
    if (input.tier >= application.tier) return refused("not_lower", { field: "tier", about: { tier: application.tier } });
    const { count } = await tx.application.updateMany({ where: { id: application.id, version: input.version }, data: { tierProposed: input.tier, tierProposedById: personId, tierProposedWhy: input.reason, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "Application", id: application.id }, from: application.status, to: application.status, open: { before: application.tier, proposed: input.tier }, sealed: { reason: input.reason }, reference: application.reference });
  },
});
