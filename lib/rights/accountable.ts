import "server-only";
import { isoDay } from "@/lib/core/calendar";
import { type Tx } from "@/lib/core/db";
import { inStreet } from "@/lib/assets/areas";

/** A partner who answers for it, with the codes of its devices that it is about. */
export interface Accountable {
  partnerId: string;
  devices: string[];
}

/** More devices than this, and it is no street that was named. */
export const mostDevices = 200;

/** Who answers for one device, whatever became of it; null where there is none of that code. */
export async function accountableForDevice(tx: Tx, code: string): Promise<{ deviceId: string; parts: Accountable[] } | null> {
  const [device] = await tx.$queryRaw<{ id: string; code: string; partnerId: string }[]>`SELECT id, code, "partnerId" FROM "DeviceUnplaced" WHERE code = ${code.replace(/\s+/g, "").toUpperCase()}`;
  if (!device) return null;
  return { deviceId: device.id, parts: [{ partnerId: device.partnerId, devices: [device.code] }] };
}

/**
 * Who answers for what notices people in a street and might hang there on a day: by the places of the assets that it hangs on. What has no published place is asked
 * about in the whole part of the city, so that no list of streets shows where it is.
 */
export async function accountableInStreet(tx: Tx, street: string, day: Date): Promise<Accountable[] | "too_many"> {
  const rows = await tx.$queryRaw<{ partnerId: string; devices: string[] }[]>`
    SELECT found."partnerId", array_agg(found.code ORDER BY found.code) AS devices FROM (
      SELECT d."partnerId", d.code FROM "DeviceUnplaced" d
      WHERE d.id IN (SELECT l.id FROM "DeviceListed" l JOIN "Asset" a ON a.id = l."assetId" WHERE ${inStreet(street)} UNION ALL SELECT w.id FROM "DeviceUnplaced" w WHERE w."placeWithheld" AND w."zoneId" IN (SELECT a."zoneId" FROM "Asset" a WHERE ${inStreet(street)}))
        AND d.identifies <> 'no' AND d."startsOn" <= ${isoDay(day)}::date AND d."expiresOn" >= ${isoDay(day)}::date LIMIT ${mostDevices + 1}) found GROUP BY 1 ORDER BY 1`;
  return rows.reduce((sum, { devices }) => sum + devices.length, 0) > mostDevices ? "too_many" : rows;
}
