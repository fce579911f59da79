import pg from "pg";
import { afterAll, expect, it } from "vitest";
import { db, Prisma, readRows } from "@/lib/core/db";
import { testCity } from "@/lib/core/test-city";
import { asSystem } from "@/lib/core/wall";
import { deviceAsFeature } from "@/lib/opendata/features";

/*
 * What machines are told of a device is kept ready. It is what it would be if it were made anew, whatever changed.
 */

const city = await testCity();
const approved = await Promise.all([city.application("approved"), city.application("approved")]);
const codeOf = (each: (typeof approved)[number] | undefined): string => each?.permit?.devices[0]?.code ?? "";
const device = await db.device.findFirstOrThrow({ where: { code: codeOf(approved[0]) } });
/** With all of the database's triggers, unlike `asSuperuser`. */
const owner = new pg.Client({ connectionString: process.env.TEST_SUPER_URL });
await owner.connect();
afterAll(() => owner.end());

/** Of how many devices something else is kept than would be made anew, and of how many nothing. */
const untrue = () => asSystem(async () => (await readRows<{ other: number; none: number }>(Prisma.sql`SELECT count(*) FILTER (WHERE told <> lamppost_device_told(d))::int AS other, count(*) FILTER (WHERE told IS NULL)::int AS none FROM "Device" d`))[0]);
const propertiesOf = async (code: string) => (JSON.parse((await deviceAsFeature(code, new Date())) ?? "{}") as { properties?: Record<string, unknown> }).properties;

it("is ready of every device that a permit gives", async () => {
  expect(await db.device.count()).toBe(2);
  expect(await untrue()).toEqual({ other: 0, none: 0 });
});

it.each([
  ["an asset’s place", `UPDATE "Asset" SET place = $2 WHERE id = $1`, device.assetId, "place", 'Quay “Street” \\ 4 "'],
  ["an asset’s kind", `UPDATE "Asset" SET "assetClass" = $2 WHERE id = $1`, device.assetId, "assetClass", "cabinet"],
  ["an asset’s plate", `UPDATE "Asset" SET code = $2 WHERE id = $1`, device.assetId, "plate", "HQ 9"],
  ["a zone’s name", `UPDATE "Zone" SET name = $2 WHERE id = $1`, device.zoneId, "zone", "Beyond the Water"],
  ["a partner’s name", `UPDATE "Partner" SET name = $2 WHERE id = $1`, device.partnerId, "partner", "Another & Sons"],
  ["a partner’s contact", `UPDATE "Partner" SET "publicContact" = $2 WHERE id = $1`, device.partnerId, "contact", "ask@another.test"],
] as const)("is written down anew with %s", async (_, change, id, property, value) => {
  await owner.query(change, [id, value]);
  expect(await propertiesOf(device.code)).toMatchObject({ [property]: value });
  expect(await untrue()).toEqual({ other: 0, none: 0 });
});

it("is written down anew when a device moves to another permit", async () => {
  await owner.query(`SET session_replication_role = replica; UPDATE "Device" SET told = '{}'; SET session_replication_role = origin`);
  expect(await untrue()).toEqual({ other: 2, none: 0 });
  await owner.query(`UPDATE "Device" SET "permitId" = "permitId"`);
  expect(await untrue()).toEqual({ other: 0, none: 0 });
});

it("says what an asset is called by then, also where that changes while the permit is given", async () => {
  const assetId = await city.asset();
  await owner.query("BEGIN");
  await owner.query(`UPDATE "Asset" SET place = 'Renamed Street' WHERE id = $1`, [assetId]);
  const given = city.application("approved", { assetIds: [assetId] });
  const waiting = async () => (await owner.query(`SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`)).rowCount;
  await expect.poll(waiting, { timeout: 10_000 }).toBeGreaterThan(0);
  await owner.query("COMMIT");
  expect(await propertiesOf(codeOf(await given))).toMatchObject({ place: "Renamed Street" });
  expect(await untrue()).toEqual({ other: 0, none: 0 });
});

it("is made when it is asked for where it is not kept", async () => {
  const before = await deviceAsFeature(device.code, new Date());
  await owner.query(`SET session_replication_role = replica; UPDATE "Device" SET told = NULL; SET session_replication_role = origin`);
  expect(await untrue()).toEqual({ other: 0, none: 3 });
  expect(before).toContain(device.name);
  expect(await deviceAsFeature(device.code, new Date())).toBe(before);
});

it("cannot be written by the portal, only by the database", async () => {
  await expect(db.$executeRaw`UPDATE "Device" SET told = '{}'`).rejects.toThrow(/permission denied/);
});
