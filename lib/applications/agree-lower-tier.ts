import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { findApplication, sectionsDueAt } from "@/lib/applications/draft";
import { isWithCity } from "@/lib/applications/lifecycle";
import { regiveClock } from "@/lib/core/case-clock";
import { daysToDecide } from "@/lib/applications/risk-table";
import { agreeLowerTierInput } from "@/lib/applications/schema";

/** A second officer agrees that a case is less risky, or does not. What is sent again is weighed anew by the table, and never below what was agreed. */
export const agreeLowerTier = decision({
  name: "application.lower_tier_answered",
  input: agreeLowerTierInput,
  may: ["set_tier", "Application"],
  find: findApplication,
  async apart({ personId }, application) {
    return application.tierProposedById === personId ? refused("kept_apart", { about: { words: "You proposed the lower tier yourself, so another person must agree to it." } }) : null;
  },
  async decide({ tx, input, record: application }) {
    if (application.version !== input.version) return refused("changed_since_read");
    if (!isWithCity(application.status)) return refused("not_from_here", { about: { status: application.status } });
    const proposed = application.tierProposed as keyof typeof daysToDecide | null;
    if (!proposed || proposed >= application.tier) return refused("nothing_proposed");
    const agreed = input.outcome === "agreed";
    const { count } = await tx.application.updateMany({
      where: { id: application.id, version: input.version },
      data: { tierProposed: null, tierProposedById: null, tierProposedWhy: null, version: { increment: 1 }, ...(agreed ? { tier: proposed, tierRaisedTo: proposed > 1 ? proposed : null, sectionsDue: await sectionsDueAt(tx, application.id, proposed), ...regiveClock(application, daysToDecide[proposed]) } : {}) },
    });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "Application", id: application.id }, from: application.status, to: application.status, open: { outcome: input.outcome, before: application.tier, tier: agreed ? proposed : application.tier }, sealed: { reason: input.reason }, reference: application.reference });
  },
});
