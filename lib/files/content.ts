import "server-only";
import { createCipheriv, createDecipheriv, randomBytes, randomUUID } from "node:crypto";
import type { Tx } from "@/lib/core/db";
import { db } from "@/lib/core/db";
import { sha256 } from "@/lib/core/crypto";
import { beyondTheWall } from "@/lib/core/transaction";
import { keyFor, keyOf } from "@/lib/ledger/sealing";

/*
 * The bytes of files, kept once for each content and only ever encrypted: AES-256-GCM under a key of their own, which the portal's master
 * key wraps like every other; their hash is bound to them.
 */

const inARow = (tx: Tx, hash: string) => tx.$executeRaw`SELECT pg_advisory_xact_lock(7162005, hashtext(${hash}))`;

/** Stores the bytes, unless the same are stored already. Their hash. */
export function storeContent(tx: Tx, bytes: Buffer, scannedAt: Date | null): Promise<string> {
  const hash = sha256(bytes);
  return beyondTheWall(tx, async () => {
    await inARow(tx, hash);
    if (await tx.fileContent.findUnique({ where: { hash }, select: { hash: true } })) return hash;
    const keyId = randomUUID();
    const key = await keyFor(tx, { id: keyId, kind: "record" });
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(hash));
    const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
    await tx.fileContent.create({ data: { hash, keyId, bytes: bytes.length, sealed: Buffer.concat([nonce, cipher.getAuthTag(), body]), scannedAt }, select: { hash: true } });
    return hash;
  });
}

/** Removes bytes that no file needs any more, no submission and no picture of a concern. */
export function dropContent(tx: Tx, hash: string): Promise<void> {
  return beyondTheWall(tx, async () => {
    await inARow(tx, hash);
    const needed = await tx.evidenceFile.findFirst({ where: { contentHash: hash, OR: [{ removedAt: null }, { sentIn: { not: null } }] }, select: { id: true } });
    if (!needed && !(await tx.concernPhoto.findFirst({ where: { contentHash: hash, removedAt: null }, select: { id: true } }))) await tx.fileContent.deleteMany({ where: { hash } });
  });
}

/** The bytes of a file again, for whoever may have it: the caller has checked, and the wall is asked once more. @throws where they were altered */
export async function contentOf(hash: string): Promise<Buffer | null> {
  const found = await db.fileContent.findUnique({ where: { hash } });
  if (!found) return null;
  const key = await keyOf(db, found.keyId);
  if (!key) return null;
  const sealed = Buffer.from(found.sealed);
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12)).setAAD(Buffer.from(hash));
  decipher.setAuthTag(sealed.subarray(12, 28));
  return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]);
}
