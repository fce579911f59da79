import "server-only";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { concernedBy } from "@/lib/enforcement/reach";
import { lapseStopInput } from "@/lib/enforcement/schema";
import { stopState } from "@/lib/permits/lifecycle";
import { changesOf, endStop } from "@/lib/permits/standing";

/** The worker writes down that nobody ratified an emergency stop in time. It had ceased to stand at that instant, whether or not anybody wrote it down. */
export const lapseStop = decision({
  name: "stop.lapsed",
  input: lapseStopInput,
  timeout: 60_000,
  may: { operator: "time alone ends it, by what was said when it was ordered" },
  find: ({ tx, input }) => tx.stop.findUnique({ where: { id: input.stopId }, include: { orderedBy: { select: { id: true, email: true } } } }),
  async decide({ tx, record: stop, now }) {
    if (stopState(stop, now) !== "lapsed") return refused("stop_is_over");
    const moved = await endStop(tx, stop, { as: "lapsed", by: null, reason: "Nobody ratified it in time." }, now);
    if (!moved) return refused("changed_since_read");
    const told = [...(await concernedBy(tx, stop.id)).map(({ personId, email }) => ({ to: { personId, email }, link: `${origin()}/partner/permits` })), { to: { personId: stop.orderedBy.id, email: stop.orderedBy.email }, link: `${origin()}/staff/stops/${stop.number}` }];
    return ok({
      subject: { type: "Stop", id: stop.id },
      from: "unratified",
      to: "lapsed",
      open: { number: stop.number },
      also: changesOf(moved, { reason: "Nobody ratified the emergency stop in time.", stop: stop.number }),
      reference: String(stop.number),
      notices: told.map(({ to, link }) => ({ template: "stop-ended" as const, to, data: { number: stop.number, how: "lapsed" as const, reason: "", link } })),
    });
  },
});
