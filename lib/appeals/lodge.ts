import "server-only";
import { peopleWhoReach } from "@/lib/access/time-machine";
import { addDays, dayOf } from "@/lib/core/calendar";
import { newId } from "@/lib/core/ids";
import { origin } from "@/lib/core/mode";
import { beyondTheWall } from "@/lib/core/transaction";
import type { Tx } from "@/lib/core/db";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { daysToAppeal } from "@/lib/appeals/lifecycle";
import { lodgeInput } from "@/lib/appeals/schema";
import { stopState } from "@/lib/permits/lifecycle";

/** What is appealed: who decided it and when; null where there is nothing to be seen. `decided` is null where nothing against the partner was decided, or it is over. */
async function appealed(tx: Tx, input: { applicationId?: string | undefined; permitId?: string | undefined; stopId?: string | undefined }, now: Date) {
  if (input.applicationId) {
    const application = await tx.application.findUnique({ where: { id: input.applicationId } });
    if (!application) return null;
    const refusal = application.status === "refused" ? await beyondTheWall(tx, () => tx.ledgerEntry.findFirst({ where: { subjectId: application.id, name: "application.refused" }, orderBy: { id: "desc" }, select: { at: true, actorId: true } })) : null;
    return { of: application, type: "Application" as const, against: "refusal" as const, on: { applicationId: application.id }, decided: refusal?.actorId ? { at: refusal.at, byId: refusal.actorId } : null, isSetAside: false };
  }
  const permit = await tx.permit.findUnique({ where: { id: input.permitId ?? "" } });
  const stop = permit && (await tx.stop.findFirst({ where: { id: input.stopId ?? "", reach: { some: { permitId: permit.id } } }, include: { setAsides: { where: { outcome: null }, select: { id: true } } } }));
  if (!permit || !stop) return null;
  const isForGood = stop.effect === "revoke" || stop.effect === "void";
  // An emergency that nobody ratified yet is looked at by a second officer anyway.
  return { of: permit, type: "Permit" as const, against: isForGood ? ("revocation" as const) : ("suspension" as const), on: { permitId: permit.id, stopId: stop.id }, decided: stopState(stop, now) === "standing" ? { at: stop.ratifiedAt ?? stop.orderedAt, byId: stop.orderedById } : null, isSetAside: stop.setAsides.length > 0 };
}

/**
 * A member asks that a refusal, or a stop over a permit of theirs, is looked at again by somebody else. What was decided stands meanwhile. Once, and within thirty days.
 */
export const lodgeAppeal = decision({
  name: "appeal.lodged",
  input: lodgeInput,
  may: ["appeal", "Appeal"],
  async find({ tx, input, now }) {
    const found = await appealed(tx, input, now);
    if (!found) return null;
    const { partnerId, agencyId, zoneId, assetClass, tier } = found.of;
    return { id: newId(), partnerId, agencyId, zoneId, assetClass, tier, against: found.against, decidedFirstById: found.decided?.byId ?? "", found };
  },
  async decide({ tx, input, record: { id, found, decidedFirstById, against, ...of }, now, personId }) {
    if (!found.decided) return refused("nothing_to_appeal");
    if (found.isSetAside) return refused("set_aside_already");
    if (addDays(dayOf(found.decided.at), daysToAppeal) < dayOf(now)) return refused("appeal_too_late", { about: { days: daysToAppeal } });
    // Decided once is decided, unless another decision came since.
    const known = await tx.appeal.findFirst({ where: { ...found.on, status: { in: ["lodged", "upheld", "dismissed"] }, lodgedAt: { gte: found.decided.at } }, select: { id: true } });
    if (known) return refused("appealed_already");
    const { number } = await tx.appeal.create({ data: { id, against, ...found.on, ...of, decidedFirstById, words: input.words, lodgedById: personId, lodgedAt: now }, select: { number: true } });
    const capability = { refusal: "permits.decide", suspension: "permits.suspend", revocation: "permits.revoke" } as const;
    const told = await beyondTheWall(tx, async () => {
      const who = await peopleWhoReach(tx, [{ capability: capability[against], ...of }], null, { but: decidedFirstById, take: 10 });
      return tx.person.findMany({ where: { id: { in: who.map((each) => each.id) } }, orderBy: { id: "asc" }, select: { id: true, email: true } });
    });
    const { reference, title, status } = found.of;
    return ok({
      subject: { type: found.type, id: found.of.id },
      from: status,
      to: status,
      open: { appeal: number, against },
      sealed: { reason: input.words },
      reference,
      notices: told.map((person) => ({ template: "appeal-lodged" as const, to: { personId: person.id, email: person.email }, data: { reference, title, link: `${origin()}/staff/appeals/${number}` } })),
    });
  },
});
