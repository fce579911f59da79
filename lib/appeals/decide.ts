import "server-only";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { reopenApplication } from "@/lib/applications/reopen";
import { setAsideStop } from "@/lib/enforcement/set-aside-stop";
import { stopState } from "@/lib/permits/lifecycle";
import { appealMoves } from "@/lib/appeals/lifecycle";
import { decideAppealInput } from "@/lib/appeals/schema";

/**
 * Somebody else than who decided it looks at a partner's appeal. Where it is upheld, a refusal is set aside and the application is its partner's again;
 * a stop is set aside, and a third officer decides it anew while it stands.
 */
export const decideAppeal = decision({
  name: "appeal.decided",
  input: decideAppealInput,
  may: ["decide", "Appeal"],
  find: ({ tx, input }) => tx.appeal.findUnique({ where: { id: input.appealId }, include: { application: true, permit: true, stop: { include: { setAsides: { select: { decidedById: true } } } } } }),
  async apart({ personId }, { stop }) {
    return stop && (stop.ratifiedById === personId || stop.setAsides.some(({ decidedById }) => decidedById === personId)) ? refused("kept_apart", { about: { words: "You looked at this stop before, so another person must decide on the appeal." } }) : null;
  },
  async decide({ tx, input, record: appeal, now, actor, personId }) {
    const next = move(appealMoves, appeal.status, input.outcome === "upheld" ? "uphold" : "dismiss");
    if (!next.ok) return refused("appeal_is_over");
    const { application, permit, stop } = appeal;
    const of = application ?? permit;
    if (!of) throw new Error("an appeal is about nothing");
    const { count } = await tx.appeal.updateMany({ where: { id: appeal.id, version: input.version, status: "lodged" }, data: { status: next.value, decidedById: personId, decidedAt: now, decision: input.reason, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    if (next.value === "upheld") {
      // Why, stands with the appeal, between the city and its partner; these entries are for all to read.
      const reason = `Appeal ${appeal.number} was upheld.`;
      const done = application ? await reopenApplication.inside({ tx, actor }, { applicationId: application.id, version: application.version, reason }) : stop && stopState(stop, now) === "standing" ? await setAsideStop.inside({ tx, actor }, { stopId: stop.id, version: stop.version, reason }) : null;
      if (done && !done.ok) return done;
    }
    const standing = application ? await tx.application.findUniqueOrThrow({ where: { id: application.id }, select: { status: true } }) : of;
    const path = application ? `/partner/applications/${of.reference}` : `/partner/permits/${of.reference}`;
    return ok({
      subject: { type: application ? "Application" : "Permit", id: of.id },
      from: standing.status,
      to: standing.status,
      open: { appeal: appeal.number, outcome: input.outcome },
      sealed: { reason: input.reason },
      reference: String(appeal.number),
      notices: (await membersOf(tx, appeal.partnerId)).map((to) => ({ template: "appeal-decided" as const, to, data: { reference: of.reference, title: of.title, outcome: input.outcome, reason: input.reason, next: application ? "The application is yours again: change what you want to, and send it within 20 working days, or it lapses. Its places became free, so look first whether they still are." : "Another officer decides anew; until then the stop stands.", link: `${origin()}${path}` } })),
    });
  },
});
