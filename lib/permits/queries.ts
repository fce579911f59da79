import "server-only";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { explain } from "@/lib/access/explain";
import { dayOf } from "@/lib/core/calendar";
import { db, type Prisma } from "@/lib/core/db";
import { isId, readReference } from "@/lib/core/ids";
import { timelineOf } from "@/lib/ledger/queries";
import type { Who } from "@/lib/session/current";
import { permitStatusOn } from "@/lib/permits/lifecycle";

const byReference = (reference: string): Prisma.PermitWhereInput => {
  const known = readReference(decodeURIComponent(reference));
  return known ? { reference: known } : { id: { in: [] } };
};
const today = () => dayOf(new Date());
const withToday = <P extends { status: Parameters<typeof permitStatusOn>[0]["status"]; startsOn: Date; expiresOn: Date }>(permit: P) => ({ ...permit, standing: permitStatusOn(permit, today()) });

/** A partner's permits, newest first. */
export async function ownPermits(who: Who) {
  const permits = await db.permit.findMany({ where: authorizedWhere(who.ability, "read", "Permit"), orderBy: { id: "desc" }, take: 200, include: { _count: { select: { devices: true } } } });
  return permits.map(withToday);
}

const whole = {
  partner: true,
  decidedBy: { select: { name: true, line: true } },
  conditions: { orderBy: { number: "asc" as const } },
  zone: { select: { name: true } },
  agency: { select: { name: true } },
  devices: { orderBy: { id: "asc" as const }, take: 500, include: { asset: { select: { code: true, place: true } } } },
};

export async function ownPermit(who: Who, reference: string) {
  const permit = await db.permit.findFirst({ where: { AND: [byReference(reference), authorizedWhere(who.ability, "read", "Permit")] }, include: whole });
  return permit && { ...withToday(permit), timeline: await timelineOf([{ type: "Permit", id: permit.id }, { type: "Application", id: permit.applicationId }], { leaveOut: ["application.saved"] }) };
}

/** Permits an officer may see, newest first, by keyset. */
export async function permitsSeenBy(who: Who, { find = "", status, before }: { find?: string | undefined; status?: string | undefined; before?: string | undefined }) {
  const known = readReference(find);
  const statuses = ["scheduled", "active", "suspended", "revoked"] as const;
  const wanted = statuses.find((each) => each === status);
  const permits = await db.permit.findMany({
    where: {
      AND: [
        authorizedWhere(who.ability, "examine", "Permit"),
        wanted ? { status: wanted } : {},
        find ? (known ? { reference: known } : { OR: [{ title: { contains: find, mode: "insensitive" } }, { partner: { name: { contains: find, mode: "insensitive" } } }] }) : {},
        before && isId(before) ? { id: { lt: before } } : {},
      ],
    },
    orderBy: { id: "desc" },
    take: 26,
    include: { partner: { select: { name: true } }, zone: { select: { name: true } }, _count: { select: { devices: true } } },
  });
  return { permits: permits.slice(0, 25).map(withToday), more: permits.length > 25 ? permits[24]?.id : undefined };
}

/** One permit as an officer sees it, with what they may do to it and why not. */
export async function permitFile(who: Who, reference: string) {
  const permit = await db.permit.findFirst({ where: { AND: [byReference(reference), authorizedWhere(who.ability, "examine", "Permit")] }, include: whole });
  if (!permit) return null;
  const acts = ["suspend", "resume", "revoke"] as const;
  const explained = await Promise.all(acts.map((action) => explain(who.held, action, "Permit", permit)));
  return {
    ...withToday(permit),
    may: Object.fromEntries(acts.map((action, index) => [action, explained[index]])) as Record<(typeof acts)[number], Awaited<ReturnType<typeof explain>>>,
    timeline: await timelineOf([{ type: "Permit", id: permit.id }, { type: "Application", id: permit.applicationId }], { leaveOut: ["application.saved"] }),
  };
}

/** What a stop of this permit would do, computed from the register now. */
export async function impactOf(permit: { id: string }) {
  const devices = await db.device.findMany({ where: { permitId: permit.id, status: "authorised" }, select: { assetId: true, networkId: true, zone: { select: { name: true } }, lon: true, lat: true, asset: { select: { code: true } } } });
  const assets = new Set(devices.map((device) => device.assetId));
  const sharing = await db.device.count({ where: { assetId: { in: [...assets] }, permitId: { not: permit.id }, status: "authorised", permitStatus: { in: ["active", "restricted"] } } });
  return { devices: devices.length, assets: assets.size, networks: new Set(devices.flatMap((device) => device.networkId ?? [])).size, zones: [...new Set(devices.flatMap((device) => device.zone?.name ?? []))], sharing, places: devices.map(({ lon, lat, asset }) => ({ lon, lat, code: asset.code })) };
}
