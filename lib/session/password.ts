import "server-only";
import { hash, verify } from "@node-rs/argon2";

// OWASP's first choice for argon2id: 19 MiB, 2 passes.
const strength = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, strength);

let stand: Promise<string> | undefined;
/** Takes as long for an unknown person as for a known one, so that the time tells nothing. */
export async function fits(password: string, passwordHash: string | null): Promise<boolean> {
  stand ??= hashPassword("nobody's password");
  const right = await verify(passwordHash ?? (await stand), password).catch(() => false);
  return right && passwordHash !== null;
}

const common = ["password", "passw0rd", "qwerty", "123456", "abcdef", "letmein", "welcome", "iloveyou", "admin", "lamppost", "monkey", "dragon", "football", "secret"];

/** What is wrong with a new password, or null. Length counts, not signs; no rotation (NIST SP 800-63B). */
export function passwordProblem(password: string, about: string[]): "password_short" | "password_common" | null {
  if ([...password].length < 12) return "password_short";
  const bare = password.toLowerCase().replaceAll(/\P{L}/gu, "");
  const isWordAndDigits = common.some((word) => bare === word || bare === word + word) || bare === "";
  const isRepeated = new Set(password).size < 5;
  const isAboutThem = about.some((word) => word.length > 3 && bare === word.toLowerCase().replaceAll(/\P{L}/gu, ""));
  return isWordAndDigits || isRepeated || isAboutThem ? "password_common" : null;
}
