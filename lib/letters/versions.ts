import "server-only";
import type { Tx } from "@/lib/core/db";

/** The versions of a letter that count, once nobody else is at it: the last, and the one in use. */
export async function versionsInARow(tx: Tx, template: string) {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(7162012, hashtext(${template}))`;
  const [last, inUse] = [
    await tx.noticeWording.findFirst({ where: { template }, orderBy: { version: "desc" } }),
    await tx.noticeWording.findFirst({ where: { template, usedAt: { not: null }, endedAt: null } }),
  ];
  return { last, inUse };
}
