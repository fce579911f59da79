import "server-only";
import { Secret, TOTP } from "otpauth";
import { seal, unseal } from "@/lib/core/crypto";
import type { Tx } from "@/lib/core/db";

const totpOf = (secret: string, email: string) =>
  new TOTP({ issuer: "Lamppost", label: email, secret: Secret.fromBase32(secret), algorithm: "SHA1", digits: 6, period: 30 });

/** A new secret, base32, as authenticator apps take it. */
export const newSecret = (): string => new Secret({ size: 20 }).base32;
export const sealSecret = (secret: string): string => seal(secret, "totp");
export const openSecret = (sealed: string): string => unseal(sealed, "totp");

/** The address an authenticator app reads from the square code. */
export const enrolmentAddress = (secret: string, email: string): string => totpOf(secret, email).toString();

/** The time step a code belongs to (now, or one step to either side for slow clocks), or null. */
export function stepOf(secret: string, code: string, now: Date): number | null {
  if (!/^\d{6}$/.test(code)) return null;
  const delta = totpOf(secret, "").validate({ token: code, timestamp: now.getTime(), window: 1 });
  return delta === null ? null : Math.floor(now.getTime() / 30_000) + delta;
}

/** Takes a code once: of any number of tries with the same code at the same moment, one succeeds. */
export async function takeCode(tx: Tx, person: { id: string; totpSecret: string }, code: string, now: Date): Promise<boolean> {
  const step = stepOf(openSecret(person.totpSecret), code, now);
  if (step === null) return false;
  const { count } = await tx.person.updateMany({ where: { id: person.id, totpLastStep: { lt: step } }, data: { totpLastStep: step } });
  return count === 1;
}
