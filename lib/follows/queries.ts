import "server-only";
import { db } from "@/lib/core/db";
import { asSystem } from "@/lib/core/wall";
import type { FollowStatus } from "@/lib/core/prisma-client/client";
import { idBehind } from "@/lib/follows/token";

/** What somebody follows, for whoever has the link from their mail; null where it is none of ours. The wall shows it to nobody, so this is asked past it. */
export async function followBehind(token: string): Promise<{ status: FollowStatus; name: string } | null> {
  const id = idBehind(token);
  if (!id) return null;
  const found = await asSystem(() => db.follow.findUnique({ where: { id }, select: { status: true, street: true, zone: { select: { name: true } }, partner: { select: { name: true } }, device: { select: { name: true } } } }));
  return found && { status: found.status, name: found.zone?.name ?? found.partner?.name ?? found.device?.name ?? found.street ?? "" };
}
