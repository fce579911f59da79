import "server-only";
import { RateLimiterPrisma } from "rate-limiter-flexible";
import { sha256 } from "@/lib/core/crypto";
import { db, type Tx } from "@/lib/core/db";
import { log } from "@/lib/core/log";
import { isDemo } from "@/lib/core/mode";
import { asSystem } from "@/lib/core/wall";
import { takeCode } from "@/lib/session/totp";

const limiter = (keyPrefix: string, points: number) => new RateLimiterPrisma({ storeClient: db, tableName: "rateLimiterFlexible", keyPrefix, points, duration: 15 * 60 });
const perAddress = limiter("confirm-address", 60);
const perPerson = limiter("confirm-person", 10);

/** Notes in the session that its person proved just now that it is them; null where the session has ended meanwhile. */
async function note(sessionId: string, personId: string): Promise<Date | null> {
  const now = new Date();
  const { count } = await db.session.updateMany({ where: { id: sessionId, personId, endedAt: null, expiresAt: { gt: now } }, data: { confirmedAt: now } });
  return count === 1 ? now : null;
}

/**
 * The person in front of this session types a code from their app before a grave deed. Answers the instant from which the proof counts.
 * `no` for a wrong or used code, for a person without an app and for a session that has ended; `slow_down` after ten wrong tries
 * in a quarter of an hour, as at signing in.
 */
export const confirmIsMe = (sessionId: string, personId: string, code: string, address: string): Promise<Date | "no" | "slow_down"> => asSystem(() => tried(sessionId, personId, code, address));

async function tried(sessionId: string, personId: string, code: string, address: string): Promise<Date | "no" | "slow_down"> {
  try {
    await perAddress.consume(address);
    await perPerson.consume(personId);
  } catch (limit) {
    if (limit instanceof Error) throw limit;
    log.warn({ address: sha256(address).slice(0, 12) }, "too many tries to confirm");
    return "slow_down";
  }
  const person = await db.person.findUnique({ where: { id: personId }, select: { id: true, totpSecret: true, status: true } });
  if (!person?.totpSecret || person.status !== "active") return "no";
  if (!(await takeCode(db as unknown as Tx, { id: person.id, totpSecret: person.totpSecret }, code.replaceAll(/\s/g, ""), new Date()))) return "no";
  const confirmedAt = await note(sessionId, personId);
  if (!confirmedAt) return "no";
  await Promise.all([perPerson.delete(personId), perAddress.reward(address)]);
  return confirmedAt;
}

/** The demo's door for its cast, who have no app at hand. In production there is no such door. */
export async function confirmAsCast(sessionId: string, personId: string): Promise<Date | "no"> {
  return isDemo() ? ((await asSystem(() => note(sessionId, personId))) ?? "no") : "no";
}
