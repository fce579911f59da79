import "server-only";
import { db } from "@/lib/core/db";
import { isDemo } from "@/lib/core/mode";
import { write, type Template } from "@/lib/notices/words";
import { asSystem } from "@/lib/core/wall";

/** How a letter is on its way. */
export type Delivery = "waits" | "tried" | "delivered" | "given_up";

/**
 * What was sent by mail about a case or permit, by its reference, newest first: what, to whom, and whether it came. For whoever may see the case: the
 * caller has checked. No addresses, and no words: who gets it reads it.
 */
export const lettersAbout = async (reference: string) => {
  const letters = await asSystem(() =>
    db.notice.findMany({
      where: { OR: [{ data: { path: ["reference"], equals: reference } }, { data: { path: ["permit"], equals: reference } }] },
      orderBy: { id: "desc" },
      take: 100,
      select: { id: true, template: true, data: true, createdAt: true, deliveredAt: true, failedAt: true, attempts: true, lastProblem: true, person: { select: { name: true } } },
    }));
  return letters.map(({ template, data, person, deliveredAt, failedAt, attempts, ...letter }) => ({
    ...letter,
    subject: write(template as Template, data as never).subject,
    to: person?.name ?? "Somebody without an account",
    deliveredAt,
    failedAt,
    state: (failedAt ? "given_up" : deliveredAt ? "delivered" : attempts > 0 ? "tried" : "waits") as Delivery,
  }));
};

/** The demo's mailbox: every notice that was delivered, newest first. There is none in production. */
export async function mailbox(email?: string) {
  if (!isDemo()) return null;
  // In the demo everybody may open everybody's letters: that is how its cast enrols.
  return asSystem(() => db.notice.findMany({ where: { deliveredAt: { not: null }, ...(email ? { email } : {}) }, orderBy: { id: "desc" }, take: 60, select: { id: true, email: true, subject: true, text: true, deliveredAt: true } }));
}
