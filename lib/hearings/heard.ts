import "server-only";
import { dayOf } from "@/lib/core/calendar";
import type { Tx } from "@/lib/core/db";
import type { ConsiderationIntent } from "@/lib/core/prisma-client/client";
import { ok, refused, type Result } from "@/lib/core/result";
import { carriedBy, considerationStateOn, isHeard } from "@/lib/hearings/lifecycle";
import type { SkipCause } from "@/lib/hearings/words";

/** How it came that a partner was heard before an adverse decision, or why not: what the decision's entry says of it. */
export type Heard = { notice: number } | { withoutNotice: SkipCause };

/** What is about to be decided: a submission that would be refused, or a permit that would be stopped. */
export type About = { applicationId: string; submissionId: string } | { permitId: string };

/**
 * Whether the partner was heard: its notice was answered, or its time went by. The notice is used up by the decision. Otherwise a cause
 * must be recorded. Refuses where there is neither, and where there is still time to answer.
 */
export async function heard(tx: Tx, about: About, { intends, without }: { intends: ConsiderationIntent; without: SkipCause | undefined }, now: Date): Promise<Result<Heard>> {
  const found = await tx.consideration.findMany({ where: { ...about, intends: { in: [...carriedBy[intends]] }, closedAt: null }, orderBy: { number: "desc" }, select: { id: true, number: true, status: true, answerBy: true, version: true } });
  const ripe = found.find((each) => isHeard(considerationStateOn(each, dayOf(now))));
  if (ripe) {
    // Whoever gives a cause why the partner was not heard has not read the answer.
    if (without && ripe.status === "answered") return refused("answered_meanwhile", { field: "without" });
    const { count } = await tx.consideration.updateMany({ where: { id: ripe.id, version: ripe.version, closedAt: null }, data: { status: "decided", closedAt: now, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    return ok({ notice: ripe.number });
  }
  if (without) return ok({ withoutNotice: without });
  return found.some((each) => considerationStateOn(each, dayOf(now)) === "open") ? refused("still_to_answer", { field: "without" }) : refused("not_heard", { field: "without" });
}

/** The same of a stop over several permits: how many notices it used, or why there were none. */
export type AllHeard = { notices: number } | { withoutNotice: SkipCause };

/** Whether every partner under a stop was heard about each of its permits that the stop reaches. Refuses as `heard` does where one of them was not, and there is no cause. */
export async function allHeard(tx: Tx, stopId: string, { intends, without }: { intends: ConsiderationIntent; without: SkipCause | undefined }, now: Date): Promise<Result<AllHeard>> {
  const today = dayOf(now);
  const reached = (await tx.$queryRaw<{ permitId: string }[]>`SELECT DISTINCT "permitId" FROM "StopReach" WHERE "stopId" = ${stopId}::uuid`).map(({ permitId }) => permitId);
  const found = await tx.$queryRaw<{ id: string; permitId: string; status: "open" | "answered"; answerBy: Date }[]>`
    SELECT id, "permitId", status::text AS status, "answerBy" FROM "Consideration" WHERE "permitId" = ANY (${reached}::uuid[]) AND intends::text = ANY (${[...carriedBy[intends]]}::text[]) AND "closedAt" IS NULL`;
  const ripe = found.filter((each) => isHeard(considerationStateOn(each, today)));
  const left = reached.length - new Set(ripe.map(({ permitId }) => permitId)).size;
  if (left > 0 && !without) return found.some((each) => considerationStateOn(each, today) === "open") ? refused("still_to_answer", { field: "without" }) : refused("not_heard", { field: "without" });
  // What is decided against whose notice had come to its end uses it up, also where others were not heard.
  const used = ripe.length === 0 ? 0 : await tx.$executeRaw`UPDATE "Consideration" SET status = 'decided', "closedAt" = ${now}::timestamptz, version = version + 1 WHERE id = ANY (${ripe.map(({ id }) => id)}::uuid[]) AND "closedAt" IS NULL`;
  // Another dropped one of them at this moment.
  if (used !== ripe.length) return refused("changed_since_read");
  return ok(left > 0 && without ? { withoutNotice: without } : { notices: ripe.length });
}
