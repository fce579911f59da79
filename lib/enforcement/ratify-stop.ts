import "server-only";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { seesAll } from "@/lib/enforcement/ending";
import { concernedBy } from "@/lib/enforcement/reach";
import { ratifyStopInput } from "@/lib/enforcement/schema";
import { stopState } from "@/lib/permits/lifecycle";
import { changesOf, endStop } from "@/lib/permits/standing";

/** Another officer's word on an emergency stop: right, and it stands; or not, and it is over at once and what it stopped comes back. */
export const ratifyStop = decision({
  name: "stop.ratified",
  input: ratifyStopInput,
  timeout: 60_000,
  may: ["ratify", "Stop"],
  find: ({ tx, input }) => tx.stop.findUnique({ where: { id: input.stopId }, include: { orderedBy: { select: { id: true, email: true } } } }),
  async decide({ tx, input, record: stop, now, personId }) {
    if (!stop.ratifyBy) return refused("not_an_emergency_stop");
    const state = stopState(stop, now);
    if (state === "lapsed") return refused("ratified_too_late");
    if (state !== "unratified") return refused("already_decided");
    if (stop.version !== input.version) return refused("changed_since_read");
    if (!(await seesAll(tx, stop.id))) return refused("not_all_seen");
    const isRight = input.outcome === "ratified";
    const moved = isRight ? [] : await endStop(tx, stop, { as: "not_ratified", by: personId, reason: input.reason }, now);
    if (!moved) return refused("changed_since_read");
    if (isRight) {
      // By the time of the database, and by what stands: of two who come at once one ratifies.
      const { count } = await tx.stop.updateMany({ where: { id: stop.id, version: input.version, endedAt: null, ratifiedAt: null }, data: { ratifiedAt: now, ratifiedById: personId, version: { increment: 1 } } });
      if (count !== 1) return refused("changed_since_read");
    }
    const concerned = await concernedBy(tx, stop.id);
    return ok({
      subject: { type: "Stop", id: stop.id },
      from: "unratified",
      to: isRight ? "standing" : "not_ratified",
      open: { number: stop.number, outcome: input.outcome, reason: input.reason },
      also: changesOf(moved, { reason: input.reason, stop: stop.number }),
      reference: String(stop.number),
      notices: [
        { template: "stop-ratified", to: { personId: stop.orderedBy.id, email: stop.orderedBy.email }, data: { number: stop.number, outcome: input.outcome, reason: input.reason, link: `${origin()}/staff/stops/${stop.number}` } },
        ...concerned.map(({ personId: id, email }) => {
          const to = { personId: id, email };
          const link = `${origin()}/partner/permits`;
          // Those who were told that it may lapse are told that it does not.
          return isRight ? { template: "stop-ratified" as const, to, data: { number: stop.number, outcome: input.outcome, reason: input.reason, link } } : { template: "stop-ended" as const, to, data: { number: stop.number, how: "not_ratified" as const, reason: input.reason, link } };
        }),
      ],
    });
  },
});
