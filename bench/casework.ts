import pg from "pg";
import { assetsToChoose } from "@/lib/assets/queries";
import { caseFile, casesInQueue, queueCounts } from "@/lib/applications/queries";
import { db } from "@/lib/core/db";
import { asPerson, workAsSystem } from "@/lib/core/wall";
import { reachOf } from "@/lib/enforcement/reach";
import { stopAhead } from "@/lib/enforcement/queries";
import { withdrawRights } from "@/lib/enforcement/withdraw-rights";
import { mayOperate } from "@/lib/permits/may-operate";
import type { StopScope } from "@/lib/permits/standing";
import { resultMark } from "./measure";
import { whoIs } from "./queue";
import { interleaved, type Spread } from "./timing";

export interface CaseworkPlan {
  appUrl: string;
  superUrl: string;
  samples: number;
}

export interface CaseworkMeasures {
  read: { what: string; ours: Spread; floor: Spread }[];
  preview: { devices: number; permits: number; ours: Spread; floor: Spread };
  withdrawn: { permits: number; devices: number; entries: number; seconds: number; floorSeconds: number };
}

/** What was sent for the case that is measured: whole, with 20 devices. */
const content = (assets: { id: string; code: string; place: string }[]) => ({
  purpose: { title: "Air sensors", purpose: "air_and_weather", why: "To know the air in every street, and to show the city where it is bad.", until: "2028-10-20" },
  devices: { devices: assets.map((_, n) => ({ name: "Air sensor", make: "Kestrel", model: "K2", serial: `S${n}` })) },
  sites: { assetIds: assets.map(({ id }) => id), assets: assets.map((asset) => ({ ...asset, assetClass: "light_pole", agency: "Agency 1", zone: "Quarter A" })) },
  networks: { networkIds: [], names: ["Network 1"], talksTo: ["data.example:8883"] },
  data: { collects: ["particles in the air"], identifies: "no", kept: "30 days", shared: "Nobody" },
  security: { updates: "Signed, over the air, each month", watches: "Our own desk", reacts: "Within a day", passwords: "changed", ports: "closed", exceptions: "" },
  contact: { name: "A contact", email: "contact@partner.example", telephone: "+44 555 0170" },
  terms: { paid: "Nothing", others: "Nobody", contract: "" },
});

/** One statement with the guards off, as only a bench may. */
async function asSuper<T extends object>(superUrl: string, statement: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    await client.query("SET session_replication_role = replica");
    return (await client.query<T>(statement, values)).rows;
  } finally {
    await client.end();
  }
}

if (process.env.CASEWORK_PLAN) {
  const { appUrl, superUrl, samples } = JSON.parse(process.env.CASEWORK_PLAN) as CaseworkPlan;
  workAsSystem();
  const pool = new pg.Pool({ connectionString: appUrl, max: 10, options: "-c lamppost.who=system" });
  const tell = (line: string) => console.log(`  ${line}`);
  const who = await whoIs("person0@city.example");
  const read: CaseworkMeasures["read"] = [];
  const measure = async (what: string, ours: () => Promise<unknown>, floor: () => Promise<unknown>) => {
    read.push({ what, ...(await interleaved(samples, ours, floor)) });
    tell(what);
  };

  const open = `app.status IN ('submitted', 'in_review')`;
  await measure("the queue: first page and its seven counts", () => Promise.all([casesInQueue(who, { view: "open" }), queueCounts(who)]),
    () => pool.query(`SELECT app.id, app.title, partner.name FROM "Application" app JOIN "Partner" partner ON partner.id = app."partnerId" WHERE ${open} ORDER BY app."dueOn", app.id LIMIT 26`));
  const [first] = (await casesInQueue(who, { view: "open" })).cases;
  if (!first) throw new Error("no case waits in the filled city");
  const assets = (await pool.query<{ id: string; code: string; place: string }>(`SELECT id, code, place FROM "Asset" ORDER BY id LIMIT 20`)).rows;
  await asSuper(superUrl, `UPDATE "Submission" SET content = $2 WHERE "applicationId" = $1`, [first.id, JSON.stringify(content(assets))]);
  await measure("a case: what was sent, what may be done and why not, who can hold it, what happened", () => caseFile(who, first.reference), () => pool.query(`SELECT a.*, s.content FROM "Application" a JOIN "Submission" s ON s."applicationId" = a.id WHERE a.reference = $1`, [first.reference]));
  const view = { west: 0.04, south: 51.42, east: 0.045, north: 51.425 };
  await measure("places to choose from, on a map of a few streets", () => assetsToChoose(who, { view, always: [] }),
    () => pool.query(`SELECT a.id, a.code, a.lon, a.lat, a.slots FROM "Asset" a WHERE a.lon BETWEEN $1 AND $3 AND a.lat BETWEEN $2 AND $4 LIMIT 600`, [view.west, view.south, view.east, view.north]));
  const codes = (await pool.query<{ code: string }>(`SELECT code FROM "Device" ORDER BY id LIMIT 200`)).rows.map(({ code }) => code);
  await measure("may one device operate?", () => mayOperate({ codes: codes.slice(0, 1) }, new Date()), () => pool.query(`SELECT status, "permitStatus" FROM "Device" WHERE code = $1`, [codes[0]]));
  await measure("may two hundred operate?", () => mayOperate({ codes }, new Date()), () => pool.query(`SELECT status, "permitStatus" FROM "Device" WHERE code = ANY ($1)`, [codes]));

  // The area whose devices are nearest to fifty thousand, and the one whose permits are nearest to ten thousand.
  const zones = (await pool.query<{ id: string; devices: number; permits: number }>(`SELECT d."zoneId" AS id, count(*)::int AS devices, count(DISTINCT d."permitId")::int AS permits FROM "Device" d JOIN "Permit" p ON p.id = d."permitId" WHERE d.status = 'authorised' AND p."expiresOn" >= current_date GROUP BY 1`)).rows;
  const nearest = (of: "devices" | "permits", aim: number) => zones.toSorted((a, b) => Math.abs(a[of] - aim) - Math.abs(b[of] - aim))[0];
  const [shown, stopped] = [nearest("devices", 50_000), nearest("permits", 10_000)];
  if (!shown || !stopped) throw new Error("the filled city has no areas");
  const preview = await interleaved(12, () => stopAhead(who, { zoneId: shown.id }, "suspend"), () => pool.query(`SELECT count(*), count(DISTINCT "permitId"), count(DISTINCT "assetId") FROM "Device" WHERE "zoneId" = $1 AND status = 'authorised'`, [shown.id]), 30_000);
  tell("what a stop over an area would do");

  const scope: StopScope = { zoneId: stopped.id };
  const { seen, permits, devices } = await asPerson(who.person.id, () => reachOf(db, scope, new Date()));
  const entriesBefore = Number((await pool.query(`SELECT count(*) FROM "LedgerEntry"`)).rows[0].count);
  // The same rows changed by hand, undone after it: two statements, without causes, entries or guards.
  const floorBegan = performance.now();
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  await client.query("SET session_replication_role = replica; BEGIN");
  await client.query(`UPDATE "Permit" SET status = 'revoked', version = version + 1 WHERE id IN (SELECT "permitId" FROM "Device" WHERE "zoneId" = $1 AND status = 'authorised') AND status IN ('active', 'scheduled', 'suspended') AND "expiresOn" >= current_date`, [stopped.id]);
  await client.query(`UPDATE "Device" SET status = 'deauthorised', "permitStatus" = 'revoked', version = version + 1 WHERE "zoneId" = $1 AND status = 'authorised'`, [stopped.id]);
  const floorSeconds = (performance.now() - floorBegan) / 1_000;
  await client.query("ROLLBACK");
  await client.query(`VACUUM "Device"; `);
  await client.end();
  const began = performance.now();
  const result = await withdrawRights(who.actor, { ...scope, effect: "revoke", confirm: "yes", without: "defeated", reason: "The whole quarter is rebuilt, and nothing stays on its poles.", seen });
  const seconds = (performance.now() - began) / 1_000;
  if (!result.ok) throw new Error(`the revocation was refused: ${result.refusal} ${JSON.stringify(result.about)}`);
  const entries = Number((await pool.query(`SELECT count(*) FROM "LedgerEntry"`)).rows[0].count) - entriesBefore;
  tell("rights withdrawn over an area");

  const found: CaseworkMeasures = { read, preview: { devices: shown.devices, permits: shown.permits, ...preview }, withdrawn: { permits, devices, entries, seconds, floorSeconds } };
  console.log(resultMark + JSON.stringify(found));
  await pool.end();
  await db.$disconnect();
}
