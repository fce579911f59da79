import "server-only";
import { db } from "@/lib/core/db";
import { isDemo } from "@/lib/core/mode";
import { asSystem } from "@/lib/core/wall";

/** The demo's mailbox: every notice that was delivered, newest first. There is none in production. */
export async function mailbox(email?: string) {
  if (!isDemo()) return null;
  // In the demo everybody may open everybody's letters: that is how its cast enrols.
  return asSystem(() => db.notice.findMany({ where: { deliveredAt: { not: null }, ...(email ? { email } : {}) }, orderBy: { id: "desc" }, take: 60, select: { id: true, email: true, subject: true, text: true, deliveredAt: true } }));
}
