import "server-only";
import { peopleWhoReach } from "@/lib/access/time-machine";
import { addDays, dayOf, isoDay, wordDay, wordInstant } from "@/lib/core/calendar";
import { newId } from "@/lib/core/ids";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { concernedBy, placeAsSeen, scopeRecord } from "@/lib/enforcement/reach";
import { orderStopInput } from "@/lib/enforcement/schema";
import { scopeOf } from "@/lib/enforcement/rules";
import { changesOf } from "@/lib/permits/standing";

const hour = 3_600_000;

/**
 * An officer stops for a time what lies under a scope, or shuts it out of the city's networks: exactly the devices that the officer was
 * shown. What comes to lie under it later is stopped too. In an emergency one person is enough; another ratifies it in time, or it lapses
 * and what it stopped comes back. Refuses a scope that reaches nothing, or others than were shown.
 */
export const orderStop = decision({
  name: "stop.ordered",
  input: orderStopInput,
  timeout: 60_000,
  may: ["suspend", "Stop"],
  async find({ tx, input, personId }) {
    const record = await scopeRecord(tx, scopeOf(input));
    return record && { id: newId(), orderedById: personId, ...record };
  },
  async decide({ tx, input, record, now, personId, policy }) {
    const today = dayOf(now);
    if (input.until <= today) return refused("until_is_past", { field: "until" });
    if (input.until > addDays(today, 3653)) return refused("until_too_far", { field: "until" });
    const ratifyBy = input.emergency === "yes" ? new Date(now.getTime() + policy.emergency.ratifyHours * hour) : null;
    const { words, ...of } = record;
    const stop = await placeAsSeen(tx, { id: record.id, effect: input.effect, scope: scopeOf(input), of, reason: input.reason, until: input.until, orderedById: personId, ratifyBy }, input, now);
    if (!stop.ok) return stop;
    const placed = stop.value;

    const link = `${origin()}/staff/stops/${placed.number}`;
    const concerned = await concernedBy(tx, record.id);
    const others = ratifyBy ? await peopleWhoReach(tx, [{ capability: "permits.suspend", agencyId: of.agencyId, zoneId: of.zoneId, assetClass: of.assetClass, tier: of.tier, partnerId: of.partnerId }], null, { but: personId, take: 50 }) : [];
    const addresses = others.length > 0 ? await tx.person.findMany({ where: { id: { in: others.map(({ id }) => id) } }, select: { id: true, email: true } }) : [];
    const by = ratifyBy ? wordInstant(ratifyBy) : "";
    const me = ratifyBy ? ((await tx.person.findUnique({ where: { id: personId }, select: { name: true } }))?.name ?? "An officer") : "";
    return ok({
      subject: { type: "Stop", id: record.id },
      from: null,
      to: ratifyBy ? "unratified" : "standing",
      open: { number: placed.number, effect: input.effect, on: words, devices: placed.devices, seen: input.seen, reason: input.reason, until: isoDay(input.until), ...placed.hearing, ...(ratifyBy ? { ratifyBy: ratifyBy.toISOString() } : {}) },
      also: changesOf(placed.moved, { reason: input.reason, until: isoDay(input.until), stop: placed.number }),
      reference: String(placed.number),
      notices: [
        ...concerned.map(({ devices, permits, ...to }) => ({ template: "stop-ordered" as const, to, data: { number: placed.number, what: words, devices, permits, effect: input.effect, reason: input.reason, until: wordDay(input.until), ratifyBy: ratifyBy && by, link: `${origin()}/partner/permits` } })),
        ...addresses.map(({ id, email }) => ({ template: "stop-to-ratify" as const, to: { personId: id, email }, data: { number: placed.number, what: words, devices: placed.devices, person: me, reason: input.reason, by, link } })),
      ],
    });
  },
});
