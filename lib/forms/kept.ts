import "server-only";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { cookies } from "next/headers";
import { keyedHash, seal, unseal } from "@/lib/core/crypto";
import { origin } from "@/lib/core/mode";
import type { FormState } from "@/lib/forms/state";

/*
 * Whoever is signed out while they write loses nothing: what they typed waits for them in their own browser, sealed, for an hour, until the same person has
 * signed in again and is back on the page. Nothing of it is stored here, so nobody can fill anything up with it.
 */

const purpose = "words kept over a sign-in";
const seconds = 3600;
/** Cookies travel with every request, and what stands in front of the portal takes some 8,000 characters of them. */
const pieceLength = 3_000;
const mostPieces = 2;
type Jar = Awaited<ReturnType<typeof cookies>>;
const nameOf = (piece: number): string => `kept-${piece}`;

interface Kept {
  path: string;
  form: string;
  by: string;
  values: FormState["values"];
  until: number;
}

/** By whom a form was drawn, so that nobody else who signs in on the same machine finds their words. Tells nothing of who that is. */
export const authorOf = (personId: string): string => keyedHash(personId, "author of a form").slice(0, 32);

/** Keeps what was typed. @returns false where it is too much to travel along */
export async function keepTyped({ path, form, by, values }: Omit<Kept, "until">): Promise<boolean> {
  const kept: Kept = { path, form, by, values, until: Date.now() + seconds * 1000 };
  const sealed = seal(deflateRawSync(JSON.stringify(kept)).toString("base64url"), purpose);
  if (sealed.length > pieceLength * mostPieces) return false;
  const jar = await cookies();
  const options = { httpOnly: true, sameSite: "lax" as const, secure: origin().startsWith("https:"), path: "/", maxAge: seconds };
  for (let piece = 0; piece < mostPieces; piece += 1) {
    const part = sealed.slice(piece * pieceLength, (piece + 1) * pieceLength);
    if (part) jar.set(nameOf(piece), part, options);
    else jar.delete(nameOf(piece));
  }
  return true;
}

/** What this person typed on this page before they were signed out; null where there is nothing of theirs. */
export async function keptTyped(personId: string, path: string): Promise<Pick<Kept, "form" | "values"> | null> {
  const kept = read(await cookies());
  return kept?.by === authorOf(personId) && kept.path.split("?")[0] === path.split("?")[0] && kept.until > Date.now() ? { form: kept.form, values: kept.values } : null;
}

function read(jar: Jar): Kept | null {
  const sealed = Array.from({ length: mostPieces }, (_, piece) => jar.get(nameOf(piece))?.value ?? "").join("");
  if (!sealed) return null;
  try {
    return JSON.parse(inflateRawSync(Buffer.from(unseal(sealed, purpose), "base64url"), { maxOutputLength: 2_000_000 }).toString("utf8")) as Kept;
  } catch {
    // Altered, or sealed under a secret that was changed since.
    return null;
  }
}

/** Once its author has signed in again and sent a form, nothing is kept any more. What somebody else sends on the same machine drops nothing of theirs. */
export async function dropKept(personId: string): Promise<void> {
  const jar = await cookies();
  if (read(jar)?.by !== authorOf(personId)) return;
  for (let piece = 0; piece < mostPieces; piece += 1) if (jar.has(nameOf(piece))) jar.delete(nameOf(piece));
}
