import "server-only";
import { newId } from "@/lib/core/ids";
import { origin } from "@/lib/core/mode";
import { ok } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { concernedBy, placeAsSeen, scopeRecord } from "@/lib/enforcement/reach";
import { scopeOf } from "@/lib/enforcement/rules";
import { withdrawRightsInput } from "@/lib/enforcement/schema";
import { changesOf } from "@/lib/permits/standing";

/**
 * An officer withdraws for good the rights of what lies under a scope (guideline 4.5), or has them count as never given: exactly the devices
 * that the officer was shown, and none that come later. A permit all of whose devices it reaches is over; one that keeps some goes on with those.
 */
export const withdrawRights = decision({
  name: "rights.withdrawn",
  input: withdrawRightsInput,
  timeout: 60_000,
  may: ["revoke", "Stop"],
  async find({ tx, input, personId }) {
    const record = await scopeRecord(tx, scopeOf(input));
    return record && { id: newId(), orderedById: personId, ...record };
  },
  async decide({ tx, input, record, now, personId }) {
    const { words, ...of } = record;
    const stop = await placeAsSeen(tx, { id: record.id, effect: input.effect, scope: scopeOf(input), of, reason: input.reason, until: null, orderedById: personId, ratifyBy: null }, input, now);
    if (!stop.ok) return stop;
    const placed = stop.value;
    return ok({
      subject: { type: "Stop", id: record.id },
      from: null,
      to: "standing",
      open: { number: placed.number, effect: input.effect, on: words, devices: placed.devices, seen: input.seen, reason: input.reason, ...placed.hearing },
      also: changesOf(placed.moved, { reason: input.reason, stop: placed.number }),
      reference: String(placed.number),
      notices: (await concernedBy(tx, record.id)).map(({ devices, permits, ...to }) => ({ template: "stop-ordered" as const, to, data: { number: placed.number, what: words, devices, permits, effect: input.effect, reason: input.reason, until: null, ratifyBy: null, link: `${origin()}/partner/permits` } })),
    });
  },
});
