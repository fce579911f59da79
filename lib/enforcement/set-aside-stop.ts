import "server-only";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { concernedBy } from "@/lib/enforcement/reach";
import { setAsideStopInput } from "@/lib/enforcement/schema";
import { stopState } from "@/lib/permits/lifecycle";

/** An officer has a stop decided anew, by another; what it does stands meanwhile. */
export const setAsideStop = decision({
  name: "stop.set_aside",
  input: setAsideStopInput,
  may: ["set_aside", "Stop"],
  find: ({ tx, input }) => tx.stop.findUnique({ where: { id: input.stopId }, include: { setAsides: { where: { outcome: null } } } }),
  async decide({ tx, input, record: stop, now, personId }) {
    const state = stopState(stop, now);
    if (state !== "standing") return refused("stop_is_over");
    if (stop.setAsides.length > 0) return refused("set_aside_already");
    // The version says that this is still so; two at once are put in a row by it.
    const { count } = await tx.stop.updateMany({ where: { id: stop.id, version: input.version, endedAt: null }, data: { version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    await tx.setAside.create({ data: { stopId: stop.id, reason: input.reason, setById: personId, setAt: now } });
    return ok({
      subject: { type: "Stop", id: stop.id },
      from: state,
      to: state,
      open: { number: stop.number, reason: input.reason },
      reference: String(stop.number),
      notices: (await concernedBy(tx, stop.id)).map(({ personId: id, email }) => ({ template: "stop-set-aside" as const, to: { personId: id, email }, data: { number: stop.number, reason: input.reason, link: `${origin()}/partner/permits` } })),
    });
  },
});
