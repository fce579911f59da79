import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { origin } from "@/lib/core/mode";
import type { Tx } from "@/lib/core/db";
import { ok, refused, type Refusal } from "@/lib/core/result";
import { beyondTheWall } from "@/lib/core/transaction";
import { decision } from "@/lib/decisions/decision";
import { freeLapsed, consumeSlots, holdSlots } from "@/lib/applications/occupancy";
import { seesAll } from "@/lib/enforcement/ending";
import { concernedBy } from "@/lib/enforcement/reach";
import { decideAnewInput } from "@/lib/enforcement/schema";
import { stopState } from "@/lib/permits/lifecycle";
import { changesOf, endStop } from "@/lib/permits/standing";

/**
 * Somebody who neither ordered a stop nor set it aside decides it anew: it is upheld, or reversed; then what it alone stopped or withdrew is as
 * before. Refuses to reverse where a place that became free is taken by now.
 */
export const decideAnew = decision({
  name: "stop.decided_anew",
  input: decideAnewInput,
  timeout: 60_000,
  may: ["decide", "Stop"],
  find: ({ tx, input }) => tx.stop.findUnique({ where: { id: input.stopId }, include: { setAsides: { where: { outcome: null } } } }),
  async apart({ personId }, stop) {
    return stop.setAsides.some(({ setById }) => setById === personId) ? refused("kept_apart", { about: { words: "You set this aside yourself, so another person must decide it anew." } }) : null;
  },
  async decide({ tx, input, record: stop, now, personId }) {
    const [open] = stop.setAsides;
    if (!open) return refused("not_set_aside");
    const state = stopState(stop, now);
    if (state !== "standing") return refused("stop_is_over");
    if (stop.version !== input.version) return refused("changed_since_read");
    if (!(await seesAll(tx, stop.id))) return refused("not_all_seen");
    const isReversed = input.outcome === "reversed";
    const moved = isReversed ? await endStop(tx, stop, { as: "reversed", by: personId, reason: input.reason }, now) : [];
    if (!moved) return refused("changed_since_read");
    if (!isReversed) {
      const { count } = await tx.stop.updateMany({ where: { id: stop.id, version: input.version, endedAt: null }, data: { version: { increment: 1 } } });
      if (count !== 1) return refused("changed_since_read");
    }
    const full = await placesTakenAgain(tx, moved.filter(({ devices }) => devices > 0).map(({ id }) => id), now);
    if (full) return full;
    await tx.setAside.update({ where: { id: open.id }, data: { outcome: input.outcome, decidedById: personId, decidedAt: now, decision: input.reason } });
    const concerned = await concernedBy(tx, stop.id);
    const link = `${origin()}/partner/permits`;
    return ok({
      subject: { type: "Stop", id: stop.id },
      from: state,
      to: isReversed ? "reversed" : state,
      open: { number: stop.number, outcome: input.outcome, reason: input.reason },
      also: changesOf(moved, { reason: input.reason, stop: stop.number }),
      reference: String(stop.number),
      notices: concerned.map(({ personId: id, email }) =>
        isReversed ? { template: "stop-ended" as const, to: { personId: id, email }, data: { number: stop.number, how: "reversed" as const, reason: input.reason, link } } : { template: "stop-upheld" as const, to: { personId: id, email }, data: { number: stop.number, reason: input.reason, link } },
      ),
    });
  },
});

/** Devices that have their right back need their places back, which became free when they lost it. */
async function placesTakenAgain(tx: Tx, permitIds: string[], now: Date): Promise<Refusal | null> {
  for (const id of permitIds) {
    const { applicationId, partnerId, expiresOn, devices } = await tx.permit.findUniqueOrThrow({ where: { id }, select: { applicationId: true, partnerId: true, expiresOn: true, devices: { where: { status: "authorised" }, select: { assetId: true } } } });
    // What ran out meanwhile needs no place.
    if (expiresOn < dayOf(now)) continue;
    await freeLapsed(tx, devices.map(({ assetId }) => assetId), now);
    // Places are held by partners; here the city gives them back.
    const held = await beyondTheWall(tx, async () => {
      // What it still has stays; what is missing is held anew.
      const taken = await holdSlots(tx, { id: applicationId, partnerId }, devices.map(({ assetId }) => assetId), { now, until: null, replaced: applicationId });
      if (taken.ok) await consumeSlots(tx, applicationId);
      return taken;
    });
    if (!held.ok) return held;
  }
  return null;
}
