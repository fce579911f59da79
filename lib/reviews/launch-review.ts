import "server-only";
import { randomUUID } from "node:crypto";
import { dayOf, wordDay } from "@/lib/core/calendar";
import { ok, refused } from "@/lib/core/result";
import { beyondTheWall } from "@/lib/core/transaction";
import { decision } from "@/lib/decisions/decision";
import { askedNotices } from "@/lib/reviews/reminders";
import { daysBetween, remindersDue } from "@/lib/reviews/rules";
import { launchReviewInput, type ReviewScope } from "@/lib/reviews/schema";
import { askedOf, giversNow, grantsInScope, madeUp, storeItems } from "@/lib/reviews/snapshot";

/**
 * Asks of every grant of city staff in force in the scope whether it is still needed: each as it stands now, with what is known of its
 * use, of somebody who may give it and does not hold it. What nobody but the holder could answer for is in it all the same, and waits
 * for somebody. Refuses an end that is not ahead, a scope without grants, and one where nobody could answer for anything.
 */
export const launchReview = decision({
  name: "review.launched",
  input: launchReviewInput,
  timeout: 120_000,
  may: ["launch", "Review"],
  find: async () => ({ id: randomUUID() }),
  async decide({ tx, input, record: { id }, now, personId, policy }) {
    const today = dayOf(now);
    if (input.dueOn <= today) return refused("validity_over", { field: "dueOn" });
    const agency = input.agencyId ? await tx.agency.findUnique({ where: { id: input.agencyId }, select: { id: true, name: true } }) : null;
    if (input.agencyId && !agency) return refused("scope_unknown", { field: "agencyId", about: { scope: "agency" } });
    const zone = input.zoneId ? await tx.zone.findUnique({ where: { id: input.zoneId }, select: { id: true, name: true } }) : null;
    if (input.zoneId && !zone) return refused("scope_unknown", { field: "zoneId", about: { scope: "zone" } });
    const scope: ReviewScope = { capabilities: input.capabilities, agencyId: agency?.id ?? null, agency: agency?.name ?? null, zoneId: zone?.id ?? null, zone: zone?.name ?? null };

    const grants = await grantsInScope(tx, scope, now);
    if (grants.length === 0) return refused("review_empty");
    const givers = await giversNow(tx, policy, now);
    // What was decided with each is counted whole, also on cases of partners from whom whoever launches this keeps away.
    const asked = await beyondTheWall(tx, () => askedOf(tx, grants, givers, policy, now));
    if (asked.every(({ reviewerId }) => reviewerId === null)) return refused("review_nobody");
    const planted = await madeUp(tx, input.plant, asked, givers, now);
    if (planted.length < input.plant) return refused("review_plants", { field: "plant", about: { most: planted.length } });

    // Who is asked so late that a reminder is due already is not reminded of it the next minute.
    const told = remindersDue(daysBetween(today, input.dueOn), []);
    await tx.review.create({ data: { id, title: input.title, scope, silence: input.silence, dueOn: input.dueOn, launchedById: personId, launchedAt: now, toldDays: told } });
    const items = [...asked, ...planted];
    await storeItems(tx, id, items);
    return ok({
      subject: { type: "Review", id },
      from: null,
      to: "open",
      open: { items: items.length, silence: input.silence, due: wordDay(input.dueOn), ...(agency ? { agency: agency.name } : {}), ...(zone ? { zone: zone.name } : {}), capabilities: input.capabilities },
      sealed: { title: input.title },
      reference: id,
      notices: await askedNotices(tx, items.map(({ reviewerId }) => reviewerId), { id, title: input.title, dueOn: input.dueOn }),
    });
  },
});
