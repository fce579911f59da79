import "server-only";
import { timingSafeEqual } from "node:crypto";
import { keyedHash } from "@/lib/core/crypto";
import type { Tx } from "@/lib/core/db";
import { isId } from "@/lib/core/ids";
import type { Follow } from "@/lib/core/prisma-client/client";

const sealOf = (id: string): string => keyedHash(id, "follows by mail").slice(0, 40);

/** What stands in the links of the mails to one who follows: whoever has it is they. Kept nowhere. */
export const tokenOf = (id: string): string => `${id}.${sealOf(id)}`;

/** Which one a token is for; null where it is none of ours. */
export function idBehind(token: string): string | null {
  const [id = "", seal = ""] = token.split(".", 2);
  if (!isId(id) || seal.length !== 40) return null;
  return timingSafeEqual(Buffer.from(seal), Buffer.from(sealOf(id))) ? id : null;
}

/** What the holder of a token follows; null where it is none of ours. */
export async function followOf(tx: Tx, token: string): Promise<Follow | null> {
  const id = idBehind(token);
  return id ? tx.follow.findUnique({ where: { id } }) : null;
}
