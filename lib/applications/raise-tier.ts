import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { findApplication, sectionsDueAt } from "@/lib/applications/draft";
import { isWithCity } from "@/lib/applications/lifecycle";
import { regiveClock } from "@/lib/core/case-clock";
import { daysToDecide } from "@/lib/applications/risk-table";
import { raiseTierInput } from "@/lib/applications/schema";

/** An officer weighs a case as riskier than the table does. One person is enough upwards; it stays raised when it is sent again. Who does so does not decide the case. */
export const raiseTier = decision({
  name: "application.tier_raised",
  input: raiseTierInput,
  may: ["set_tier", "Application"],
  find: findApplication,
  async decide({ tx, input, record: application }) {
    if (application.version !== input.version) return refused("changed_since_read");
    if (!isWithCity(application.status)) return refused("not_from_here", { about: { status: application.status } });
    if (input.tier <= application.tier) return refused("not_higher", { field: "tier", about: { tier: application.tier } });
    const tier = input.tier as keyof typeof daysToDecide;
    const { count } = await tx.application.updateMany({
      where: { id: application.id, version: input.version },
      // Whatever lower one was proposed is answered by this.
      data: { tier, tierRaisedTo: tier, sectionsDue: await sectionsDueAt(tx, application.id, tier), tierProposed: null, tierProposedById: null, tierProposedWhy: null, ...regiveClock(application, daysToDecide[tier]), version: { increment: 1 } },
    });
    if (count !== 1) return refused("changed_since_read");
    return ok({ subject: { type: "Application", id: application.id }, from: application.status, to: application.status, open: { before: application.tier, tier }, sealed: { reason: input.reason }, reference: application.reference });
  },
});
