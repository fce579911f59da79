import "server-only";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { namesOf } from "@/lib/access/names";
import { db } from "@/lib/core/db";
import { behindWall } from "@/lib/core/wall";
import type { Who } from "@/lib/session/current";

const onPage = 25;

/** What people asked a member's partner about their own data: what waits first, by the day it is due; then what was answered, newest first. By keyset on their number. */
export const requestsToPartner = behindWall(async (who: Who, { view, after }: { view: "waiting" | "answered"; after?: number | undefined }) => {
  const found = await db.dataRequestPart.findMany({
    where: { AND: [authorizedWhere(who.ability, "read", "DataRequestPart"), view === "waiting" ? { status: { not: "answered" } } : { status: "answered" }, after ? { number: view === "waiting" ? { gt: after } : { lt: after } } : {}] },
    // Parts become due in the order in which they came, save those that were extended.
    orderBy: { number: view === "waiting" ? "asc" : "desc" },
    take: onPage + 1,
    include: { request: { select: { kind: true, askedAt: true, street: true, device: { select: { name: true, code: true } } } } },
  });
  return { parts: found.slice(0, onPage), more: found.length > onPage ? found[onPage - 1]?.number : undefined };
});

/** One of them, whole; null where it is not theirs. */
export const requestToPartner = behindWall(async (who: Who, number: string) => {
  if (!/^\d{1,9}$/.test(number)) return null;
  const part = await db.dataRequestPart.findFirst({ where: { AND: [{ number: Number(number) }, authorizedWhere(who.ability, "read", "DataRequestPart")] }, include: { request: { include: { device: { select: { name: true, code: true } } } } } });
  if (!part) return null;
  const [names, devices] = await Promise.all([namesOf([part.extendedById, part.answeredById].filter((id) => id !== null)), db.device.findMany({ where: { code: { in: part.devices } }, orderBy: { code: "asc" }, select: { code: true, name: true, asset: { select: { code: true, place: true } } } })]);
  return { ...part, devices, extendedBy: names.get(part.extendedById ?? "")?.name ?? "A member", answeredBy: names.get(part.answeredById ?? "")?.name ?? "A member" };
});
