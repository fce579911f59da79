import "server-only";
import { db } from "@/lib/core/db";
import { isDemo } from "@/lib/core/mode";
import type { Template } from "@/lib/notices/data";
import { write } from "@/lib/notices/words";
import { ownWording } from "@/lib/notices/own-wording";
import { asSystem } from "@/lib/core/wall";

/** How a letter is on its way. */
export type Delivery = "waits" | "tried" | "delivered" | "given_up";

/** Letters of which only those know to whom they go: what a partner settles within itself, and before it sends anything. */
const amongThemselves: readonly Template[] = ["duty-named", "place-free", "places-lapsed", "transfer-offered", "transfer-answered", "transfer-withdrawn"];

/**
 * What was sent by mail about a case or permit, by its reference, newest first: what, to whom, and whether it came. For whoever may see the case: the
 * caller has checked. No addresses, and no words: who gets it reads it. Members of its partner by name only for who may see who answers there.
 */
export const lettersAbout = async (reference: string, { partner, seesMembers }: { partner: { id: string; name: string }; seesMembers: boolean }) => {
  const letters = await asSystem(() =>
    db.notice.findMany({
      where: { about: reference, template: { notIn: [...amongThemselves] } },
      orderBy: { id: "desc" },
      take: 100,
      select: { id: true, template: true, data: true, subject: true, createdAt: true, deliveredAt: true, failedAt: true, attempts: true, person: { select: { name: true, memberships: { where: { partnerId: partner.id }, select: { id: true } } } } },
    }));
  const own = new Map(await Promise.all([...new Set(letters.filter(({ subject }) => subject === null).map(({ template }) => template))].map(async (template) => [template, await asSystem(() => ownWording(template))] as const)));
  return letters.map(({ template, data, subject, person, deliveredAt, failedAt, attempts, ...letter }) => ({
    ...letter,
    // Once it is delivered only its subject is kept.
    subject: subject ?? write(template, data, own.get(template)).subject,
    to: !person ? "Somebody without an account" : person.memberships.length > 0 && !seesMembers ? `A member of ${partner.name}` : person.name,
    deliveredAt,
    failedAt,
    state: (failedAt ? "given_up" : deliveredAt ? "delivered" : attempts > 0 ? "tried" : "waits") as Delivery,
  }));
};

/** The demo’s mailbox: every notice that was delivered and is not forgotten, newest first. There is none in production. */
export async function mailbox(email?: string) {
  if (!isDemo()) return null;
  // In the demo everybody may open everybody's letters: that is how its cast enrols.
  return asSystem(() => db.notice.findMany({ where: { deliveredAt: { not: null }, subject: { not: null }, ...(email ? { email } : {}) }, orderBy: { id: "desc" }, take: 60, select: { id: true, email: true, subject: true, text: true, deliveredAt: true } }));
}
