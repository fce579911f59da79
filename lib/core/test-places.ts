import { db } from "@/lib/core/db";
import type { Someone, TestCity } from "@/lib/core/test-city";
import { asSuperuser } from "@/lib/core/test-superuser";
import { chooseSites } from "@/lib/applications/choose-sites";

/** What tests of places do again and again: poles, drafts, who holds what, and time that passes. */
export function placesOf(city: TestCity) {
  const { partner } = city;
  const versionOf = async (id: string) => (await db.application.findUniqueOrThrow({ where: { id }, select: { version: true } })).version;
  return {
    versionOf,
    pole: (slots = 1, zoneId = city.west.id) => city.asset({ slots, zoneId }),
    draft: async (of: { id: string; member: Someone } = partner) => (await city.application("draft", { of })).id,
    choose: async (id: string, assetIds: string[], who: Someone = partner.member) => chooseSites(who.actor, { applicationId: id, version: await versionOf(id), assetIds, shown: assetIds }),
    holds: (applicationId: string) => db.slotHold.findMany({ where: { applicationId, status: "held" }, orderBy: { id: "asc" } }),
    holders: async (assetId: string) => (await db.slotHold.findMany({ where: { assetId, status: { in: ["held", "consumed"] } } })).map(({ applicationId }) => applicationId),
    waitsOf: async (assetId: string) => (await db.placeWait.findMany({ where: { assetId, endedAt: null }, orderBy: { id: "asc" } })).map(({ applicationId }) => applicationId),
    /** Time passes only in the superuser's hands. */
    timeIsOver: (applicationId: string) => asSuperuser(`UPDATE "SlotHold" SET until = now() - interval '1 second' WHERE "applicationId" = $1 AND status = 'held'`, [applicationId]),
  };
}
