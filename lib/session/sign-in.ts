import "server-only";
import { RateLimiterPrisma } from "rate-limiter-flexible";
import { db, type Tx } from "@/lib/core/db";
import { sha256 } from "@/lib/core/crypto";
import { isDemo } from "@/lib/core/mode";
import { log } from "@/lib/core/log";
import { asSystem } from "@/lib/core/wall";
import { fits } from "@/lib/session/password";
import { takeCode } from "@/lib/session/totp";

const quarterHour = 15 * 60;
const limiter = (keyPrefix: string, points: number) =>
  new RateLimiterPrisma({ storeClient: db, tableName: "rateLimiterFlexible", keyPrefix, points, duration: quarterHour });
const perAddress = limiter("address", 60);
const perPerson = limiter("person", 10);

/** Idle for an hour, or twelve hours in all: then one signs in again. */
export const longest = { idleMs: 3_600_000, allMs: 12 * 3_600_000 };

async function begin(personId: string, secondFactor: boolean, browser: string): Promise<string> {
  const now = new Date();
  const session = await db.session.create({
    data: { personId, expiresAt: new Date(now.getTime() + longest.allMs), browser: browser.slice(0, 200), ...(secondFactor ? { secondFactorAt: now, confirmedAt: now } : {}) },
    select: { id: true },
  });
  return session.id;
}

/**
 * The session's id, or why not. `no` is the same for an unknown person, a wrong password and a wrong code,
 * and takes as long; `slow_down` after ten wrong tries in a quarter of an hour.
 */
export const signIn = (given: Credentials): Promise<{ sessionId: string } | "no" | "slow_down"> => asSystem(() => tried(given));

interface Credentials {
  email: string;
  password: string;
  code: string;
  address: string;
  browser: string;
}

async function tried(given: Credentials): Promise<{ sessionId: string } | "no" | "slow_down"> {
  const email = given.email.trim().toLowerCase();
  try {
    await perAddress.consume(given.address);
    await perPerson.consume(sha256(email));
  } catch (limit) {
    if (limit instanceof Error) throw limit;
    log.warn({ address: sha256(given.address).slice(0, 12) }, "too many tries to sign in");
    return "slow_down";
  }
  const person = await db.person.findUnique({ where: { email } });
  const right = await fits(given.password.slice(0, 1000), person?.status === "active" ? person.passwordHash : null);
  if (!right || !person) return "no";
  if (person.totpSecret && !(await takeCode(db as unknown as Tx, { id: person.id, totpSecret: person.totpSecret }, given.code.replaceAll(" ", ""), new Date()))) return "no";
  await Promise.all([perPerson.delete(sha256(email)), perAddress.reward(given.address)]);
  return { sessionId: await begin(person.id, person.totpSecret !== null, given.browser) };
}

/** The demo's door: become one of the cast. In production there is no such door. */
export async function signInAsCast(email: string, browser: string): Promise<string | null> {
  if (!isDemo()) return null;
  return asSystem(async () => {
    const person = await db.person.findUnique({ where: { email }, select: { id: true, status: true } });
    return person?.status === "active" ? begin(person.id, true, browser) : null;
  });
}
