import "server-only";
import { abilityOf } from "@/lib/access/ability";
import { isCapability } from "@/lib/access/capabilities";
import { heldBy } from "@/lib/access/held";
import { may } from "@/lib/access/may";
import { addDays, isoDay } from "@/lib/core/calendar";
import type { Prisma } from "@/lib/core/db";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { endGrant } from "@/lib/people/end-grant";
import { conditionsOf, isWithin, scopeRefusal, validityOf, type Reach } from "@/lib/people/giving";
import { replaceGrant } from "@/lib/people/replace-grant";
import { isOver, isSameReach, keepNeedsReason, waits } from "@/lib/reviews/rules";
import { answerItemInput, snapshotSchema } from "@/lib/reviews/schema";
import { namesOf, reachWords } from "@/lib/reviews/snapshot";

/**
 * A reviewer answers for one permission: it is still needed, it may be narrower, or it ends. What they answer is done at once, under
 * their own right to give and end permissions, which is asked of them for every answer. A reason is written for whatever is not kept,
 * and for what is kept although it was never used or something stands against it. An answer is given once.
 */
export const answerItem = decision({
  name: "review.answered",
  input: answerItemInput,
  may: ["answer", "ReviewItem"],
  find: ({ tx, input }) => tx.reviewItem.findUnique({ where: { id: input.itemId }, include: { review: true, grant: true } }),
  async decide({ tx, input, record: item, now, actor, personId, policy }) {
    const { review, grant, holderId } = item;
    const snapshot = snapshotSchema.parse(item.snapshot);
    const { capability } = snapshot;
    // Who closes the review meanwhile waits for this answer, or is waited for.
    const [stands] = await tx.$queryRaw<{ answer: string | null }[]>`SELECT answer::text FROM "ReviewItem" WHERE id = ${item.id}::uuid FOR UPDATE`;
    if (review.status !== "open" || stands?.answer === "silence") return refused("review_closed");
    if (stands?.answer) return refused("already_decided");
    if (isOver(grant, now)) return refused("already_ended");
    // Who may no longer give or end this has no word on it either.
    const { held } = await heldBy(tx, personId, { secondFactor: actor.kind === "person" && actor.secondFactor });
    if (!may(abilityOf(held), "end", "Grant", { id: item.id, personId: holderId, capability, ...snapshot.reach }).may) return refused("not_allowed");
    if (input.answer === "keep" && !input.reason && keepNeedsReason(snapshot)) return refused("reason_missing", { field: "reason" });

    let reducedTo: Prisma.InputJsonValue | undefined;
    if (input.answer === "reduce") {
      // What is left open stays as it is; and what was made up is checked like the rest, so that it is not told by that.
      const reach: Reach = { agencyId: input.agencyId ?? snapshot.reach.agencyId, zoneId: input.zoneId ?? snapshot.reach.zoneId, assetClass: input.assetClass ?? snapshot.reach.assetClass, highestTier: input.highestTier ?? snapshot.reach.highestTier, partnerId: snapshot.reach.partnerId };
      const conditions = conditionsOf(grant ?? {});
      if (!isCapability(capability) || snapshot.isEmergency) return refused("not_from_here", { about: { status: "emergency" } });
      const wrong = await scopeRefusal(tx, capability, reach, conditions, policy);
      if (wrong) return wrong;
      const until = snapshot.until ? new Date(snapshot.until) : null;
      const lastDay = input.validUntil ?? (until ? addDays(until, -1) : undefined);
      const validity = validityOf({ validUntil: lastDay && new Date(isoDay(lastDay)) }, now);
      if (!validity.ok) return validity;
      const { validUntil } = validity.value;
      if (until && validUntil && validUntil > until) return refused("reduce_wider", { field: "validUntil" });
      const endsSooner = input.validUntil !== undefined && validUntil !== null && (until === null || validUntil < until);
      if (!isWithin(reach, snapshot.reach) || (isSameReach(reach, snapshot.reach) && !endsSooner)) return refused("reduce_wider", { field: "answer" });
      reducedTo = { ...reach, validUntil: validUntil?.toISOString() ?? null, words: reachWords(capability, reach, await namesOf(tx), validUntil) };
      if (grant) {
        const { agencyId, zoneId, assetClass, highestTier, partnerId } = reach;
        const scope = Object.fromEntries(Object.entries({ agencyId, zoneId, assetClass, highestTier, partnerId, ...conditions }).filter(([, value]) => value !== null));
        const replaced = await replaceGrant.inside({ tx, actor }, { grantId: grant.id, version: grant.version, ...scope, ...(validUntil ? { validUntil: isoDay(addDays(validUntil, -1)) } : {}), reason: input.reason });
        if (!replaced.ok) return replaced;
      }
    }
    if (input.answer === "end" && grant) {
      const ended = await endGrant.inside({ tx, actor }, { grantId: grant.id, version: grant.version, reason: input.reason });
      if (!ended.ok) return ended;
    }

    const { count } = await tx.reviewItem.updateMany({
      where: { id: item.id, version: input.version, reviewerId: personId, answer: null },
      data: { answer: input.answer, reason: input.reason || null, answeredAt: now, version: { increment: 1 }, ...(reducedTo ? { reducedTo } : {}) },
    });
    if (count !== 1) return refused("changed_since_read");
    const mine = { AND: [waits(now), { reviewId: review.id, reviewerId: personId }] };
    const next = (await tx.reviewItem.findFirst({ where: { ...mine, id: { gt: item.id } }, orderBy: { id: "asc" }, select: { id: true } })) ?? (await tx.reviewItem.findFirst({ where: mine, orderBy: { id: "asc" }, select: { id: true } }));
    return ok({
      subject: { type: "ReviewItem", id: item.id },
      from: "open",
      to: input.answer,
      open: { answer: input.answer, capability },
      sealed: { review: review.id, ofPerson: holderId, reason: input.reason },
      // Where the reviewer goes next: to what still waits, or back to the review.
      reference: next ? `${review.id}/${next.id}` : review.id,
    });
  },
});
