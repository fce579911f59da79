import "server-only";
import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from "node:crypto";

export const sha256 = (text: string | Buffer): string => createHash("sha256").update(text).digest("hex");

/** A key for one purpose, drawn from the portal's secret, so that no two uses share one. */
function keyFor(purpose: string): Buffer {
  const secret = process.env.LAMPPOST_SECRET;
  if (!secret) throw new Error("LAMPPOST_SECRET is not set: start the portal with `npm start`.");
  return Buffer.from(hkdfSync("sha256", secret, "lamppost", purpose, 32));
}

/** A hash that only the portal can compute, for what somebody could otherwise guess and try. */
export const keyedHash = (text: string, purpose: string): string => createHmac("sha256", keyFor(purpose)).update(text).digest("hex");

/** AES-256-GCM: nonce, tag and ciphertext in base64url, under the key of that purpose. */
export function seal(text: string, purpose: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), nonce);
  const sealed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString("base64url");
}

/** The text again; throws when it was altered or sealed for another purpose. */
export function unseal(sealed: string, purpose: string): string {
  const bytes = Buffer.from(sealed, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), bytes.subarray(0, 12));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8");
}
