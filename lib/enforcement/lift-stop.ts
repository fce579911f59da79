import "server-only";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { seesAll } from "@/lib/enforcement/ending";
import { concernedBy } from "@/lib/enforcement/reach";
import { liftStopInput } from "@/lib/enforcement/schema";
import { stopState } from "@/lib/permits/lifecycle";
import { changesOf, endStop } from "@/lib/permits/standing";

/** An officer lifts a stop. What it alone stopped may operate again; what another stop is over too stays stopped. Refuses what was withdrawn for good. */
export const liftStop = decision({
  name: "stop.lifted",
  input: liftStopInput,
  timeout: 60_000,
  may: ["resume", "Stop"],
  find: ({ tx, input }) => tx.stop.findUnique({ where: { id: input.stopId } }),
  async decide({ tx, input, record: stop, now, personId }) {
    if (stop.effect === "revoke" || stop.effect === "void") return refused("is_for_good");
    const state = stopState(stop, now);
    if (state !== "standing" && state !== "unratified") return refused("stop_is_over");
    if (stop.version !== input.version) return refused("changed_since_read");
    if (!(await seesAll(tx, stop.id))) return refused("not_all_seen");
    const moved = await endStop(tx, stop, { as: "lifted", by: personId, reason: input.reason }, now);
    if (!moved) return refused("changed_since_read");
    return ok({
      subject: { type: "Stop", id: stop.id },
      from: state,
      to: "lifted",
      open: { number: stop.number, reason: input.reason },
      also: changesOf(moved, { reason: input.reason, stop: stop.number }),
      reference: String(stop.number),
      notices: (await concernedBy(tx, stop.id)).map(({ personId: id, email }) => ({ template: "stop-ended" as const, to: { personId: id, email }, data: { number: stop.number, how: "lifted" as const, reason: input.reason, link: `${origin()}/partner/permits` } })),
    });
  },
});
