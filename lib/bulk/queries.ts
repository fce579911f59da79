import "server-only";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { db } from "@/lib/core/db";
import { asSystem, behindWall } from "@/lib/core/wall";
import type { Who } from "@/lib/session/current";
import { bulkDeeds } from "@/lib/bulk/deeds";
import type { BulkDeed } from "@/lib/bulk/schema";

/** An officer's own runs, newest first. */
export const ownRuns = behindWall((who: Who) => db.bulkRun.findMany({ where: { ownerId: who.person.id }, orderBy: { number: "desc" }, take: 50, omit: { input: true } }));

const itemsAtOnce = 50;

/**
 * One run of an officer's own: what it would do, as it stands now, and what became of each record. What was not done comes first, then what waits.
 * Null for everybody else.
 */
export const runFile = behindWall(async (who: Who, number: string, { after = "0" }: { after?: string | undefined } = {}) => {
  if (!/^\d{1,9}$/.test(number)) return null;
  const run = await db.bulkRun.findFirst({ where: { number: Number(number), ownerId: who.person.id } });
  if (!run) return null;
  const deed = run.deed as BulkDeed;
  const { kind, action: [action, subject] } = bulkDeeds[deed];
  const ofRun = { bulkItems: { some: { runId: run.id, outcome: "waiting" as const } } };
  const about = { select: { title: true, partner: { select: { name: true } } } };
  const [items, allowed, devices, partners] = await Promise.all([
    db.bulkItem.findMany({ where: { runId: run.id, position: { gt: /^\d{1,9}$/.test(after) ? Number(after) : 0 } }, orderBy: { position: "asc" }, take: itemsAtOnce + 1, include: { application: about, permit: about } }),
    subject === "Permit" ? db.permit.count({ where: { AND: [authorizedWhere(who.ability, action, "Permit"), ofRun] } }) : db.application.count({ where: { AND: [authorizedWhere(who.ability, action, "Application"), ofRun] } }),
    kind === "Permit" ? db.device.count({ where: { permit: ofRun, status: "authorised" } }) : null,
    kind === "Permit" ? db.partner.count({ where: { permits: { some: ofRun } } }) : db.partner.count({ where: { applications: { some: ofRun } } }),
  ]);
  const left = run.total - run.decided - run.refused;
  return { ...run, deed, kind, items: items.slice(0, itemsAtOnce), more: items.length > itemsAtOnce ? String(items[itemsAtOnce - 1]?.position) : undefined, left, allowed, devices, partners };
});

/** Colleagues to whom a case may be given, by name, as everybody of the city is known by name; whether one may hold it is asked for each when it is given. */
export const colleaguesToChoose = behindWall(async (who: Who) =>
  asSystem(() => db.person.findMany({ where: { id: { not: who.person.id }, status: "active", grants: { some: { capability: { in: ["applications.review", "permits.decide"] }, endedAt: null } } }, orderBy: { name: "asc" }, take: 200, select: { id: true, name: true } })));

/** Every record of a run with what became of it, for a file. */
export const runResults = behindWall(async (who: Who, number: string) => {
  if (!/^\d{1,9}$/.test(number)) return null;
  const run = await db.bulkRun.findFirst({ where: { number: Number(number), ownerId: who.person.id }, select: { id: true, number: true } });
  return run && { number: run.number, items: await db.bulkItem.findMany({ where: { runId: run.id }, orderBy: { position: "asc" }, select: { reference: true, outcome: true, words: true, at: true } }) };
});
