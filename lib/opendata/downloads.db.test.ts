import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import { neutraliseCell } from "@/lib/core/csv";
import { db, Prisma, readRows } from "@/lib/core/db";
import { good, inDays, must, testCity } from "@/lib/core/test-city";
import { asSuperuser } from "@/lib/core/test-superuser";
import { revokePermit } from "@/lib/permits/revoke";
import { suspendPermit } from "@/lib/permits/suspend";
import { registerAs } from "@/lib/opendata/downloads";
import { cell, csvColumns } from "@/lib/opendata/features";
import type { Search } from "@/lib/registry/queries";

const city = await testCity();
const now = new Date();
const permits = await Promise.all(Array.from({ length: 4 }, () => city.application("approved")));
const [active, suspended, revoked, odd] = permits.map(({ permit, permitId }) => ({ permitId, code: permit?.devices[0]?.code ?? "" }));
await must(suspendPermit, city.officer.actor, { permitId: suspended?.permitId, version: 1, until: inDays(9), reason: good, without: "danger" });
await must(revokePermit, city.officer.actor, { permitId: revoked?.permitId, version: 1, reason: good, confirm: "yes", without: "danger" });
const nasty = '=HYPERLINK("http://x.example","‮näughty\u2028")\r\n<b>,"';
await asSuperuser(`ALTER TABLE "Device" DISABLE TRIGGER ALL`);
await asSuperuser(`UPDATE "Device" SET name = $2, "keptWords" = '-1,5', "sharedWords" = '-x', told = NULL WHERE code = $1`, [odd?.code, nasty]);
await asSuperuser(`ALTER TABLE "Device" ENABLE TRIGGER ALL`);

async function textOf(form: "csv" | "geojson", search: Search = {}): Promise<string> {
  let text = "";
  for await (const piece of (await registerAs(form, search, now)).body as AsyncIterable<string>) text += piece;
  return text;
}
type Row = Record<(typeof csvColumns)[number], string>;
const rowsOf = async (search: Search = {}) => parse(await textOf("csv", search), { bom: true, columns: true }) as Row[];
const featuresOf = async (search: Search = {}) => (JSON.parse(await textOf("geojson", search)) as { features: { id: string; properties: Record<string, unknown> }[] }).features;

describe("the register as a file", () => {
  it("holds what is in force, and all of it where that is asked; the same in both forms", async () => {
    const codes = (all: { code: string }[]) => all.map(({ code }) => code).sort();
    const some = [active, suspended, odd] as { code: string }[];
    expect((await rowsOf()).map(({ sign }) => sign).sort()).toEqual(codes(some));
    expect((await featuresOf()).map(({ id }) => id).sort()).toEqual(codes(some));
    expect((await rowsOf({ past: true })).map(({ sign, status }) => [sign, status]).sort()).toEqual([[active?.code, "active"], [suspended?.code, "suspended"], [revoked?.code, "revoked"], [odd?.code, "active"]].sort());
    expect((await featuresOf({ past: true })).map(({ id }) => id)).toEqual((await rowsOf({ past: true })).map(({ sign }) => sign));
    expect(await featuresOf({ find: "zebra" })).toEqual([]);
    expect(await rowsOf({ find: "zebra" })).toEqual([]);
  });

  it("says all of it once, however many pieces it comes in", async () => {
    const { permit } = await city.application("approved");
    // More than come at once: rows by hand, since each decision makes a few.
    await asSuperuser(`ALTER TABLE "Device" DISABLE TRIGGER ALL`);
    await asSuperuser(
      `INSERT INTO "Device" (id, code, "permitId", "partnerId", "assetId", "zoneId", status, name, purpose, why, collects, identifies, "keptWords", "sharedWords", lat, lon, "permitStatus", "startsOn", "expiresOn", words)
       SELECT gen_random_uuid(), 'X' || n, "permitId", "partnerId", "assetId", "zoneId", status, name, purpose, why, collects, identifies, "keptWords", "sharedWords", lat, lon, "permitStatus", "startsOn", "expiresOn", words FROM "Device", generate_series(1, 9000) n WHERE code = $1`,
      [permit?.devices[0]?.code],
    );
    await asSuperuser(`ALTER TABLE "Device" ENABLE TRIGGER ALL`);
    const ids = (await featuresOf()).map(({ id }) => id);
    expect(ids).toHaveLength(9_004);
    expect(new Set(ids).size).toBe(9_004);
    expect((await rowsOf()).map(({ sign }) => sign)).toEqual(ids);
    await asSuperuser(`ALTER TABLE "Device" DISABLE TRIGGER ALL; DELETE FROM "Device" WHERE code LIKE 'X%'; ALTER TABLE "Device" ENABLE TRIGGER ALL`);
  });

  it("brings odd words through unharmed, and no spreadsheet runs them", async () => {
    const [row] = (await rowsOf()).filter(({ sign }) => sign === odd?.code);
    expect([row?.name, row?.kept, row?.["shared with"]]).toEqual([`'${nasty}`, "-1,5", "'-x"]);
    expect((await featuresOf()).find(({ id }) => id === odd?.code)?.properties).toMatchObject({ name: nasty, kept: "-1,5", shared: "-x" });
  });

  it.each(["=1", "+1", "-1", "-1.5", "-.5", "-1.5x", "--1", "-", "@x", "\tx", "\rx", "x=1", "", '"', "-1\n", "−1"])("%j is made harmless as everywhere else", async (text) => {
    const [row] = await readRows<{ cell: string }>(Prisma.sql`SELECT ${cell(Prisma.sql`${text}::text`)} AS cell`);
    expect(row?.cell).toBe(`"${neutraliseCell(text).replaceAll('"', '""')}"`);
  });

  it("is the same file, by its mark, until something is decided", async () => {
    const mark = async () => (await registerAs("csv", {}, now)).headers.etag;
    const before = await mark();
    expect(await mark()).toBe(before);
    await city.application("approved");
    expect(await mark()).not.toBe(before);
  });

  it("carries nothing that is kept from the public", async () => {
    const text = [await textOf("csv", { past: true }), await textOf("geojson", { past: true })].join().toLowerCase();
    const network = await db.network.findFirstOrThrow();
    for (const secret of ["serial-canary", "contact-canary", "security-canary", "terms-canary", "firmware", network.id, network.code.toLowerCase(), network.name.toLowerCase()]) expect(text).not.toContain(secret);
  });
});
