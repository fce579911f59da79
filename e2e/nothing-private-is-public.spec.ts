import { expect, test } from "@playwright/test";
import pg from "pg";

/*
 * Everything that anybody can read of the filled city, from the front door on: each page in each language, each feed, file, answer to machines and piece of the ledger. And
 * everything in the database that is nobody else's business. None of the second is in the first.
 */

/** What is there only in the invented city, and shows its cast to whoever tries it; and what is asked of a machine without being read. */
const notPublic = /^\/(sign-in|demo|register|account|partner|staff|enrol|components|api\/auth|_next|fonts)(\/|$|\?)/;

async function privateValues(): Promise<Map<string, string>> {
  const client = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL });
  await client.connect();
  // The owner of the tables sees them all.
  const { rows } = await client.query<{ what: string; value: string }>(`
    WITH sent AS (SELECT content FROM "Submission" UNION ALL SELECT draft FROM "Application")
    SELECT 'a serial number' AS what, serial AS value FROM "Device" WHERE length(serial) > 4
    UNION SELECT 'the version of a software', firmware FROM "Device" WHERE length(firmware) > 6
    UNION SELECT 'the code of a network', code FROM "Network"
    UNION SELECT 'somebody’s address', email FROM "Person"
    UNION SELECT 'somebody’s id', id::text FROM "Person"
    UNION SELECT 'the name of a member', p.name FROM "Person" p JOIN "Membership" m ON m."personId" = p.id
    UNION SELECT 'a contact', c.value FROM sent, jsonb_each_text(sent.content -> 'contact') c WHERE length(c.value) > 6
    UNION SELECT 'a security answer', c.value FROM sent, jsonb_each_text(sent.content -> 'security') c WHERE length(c.value) > 14
    UNION SELECT 'a commercial term', c.value FROM sent, jsonb_each_text(sent.content -> 'terms') c WHERE length(c.value) > 10
    UNION SELECT 'what a device talks to', c.value FROM sent, jsonb_array_elements_text(sent.content -> 'networks' -> 'talksTo') c
    UNION SELECT 'a case that is not decided', reference FROM "Application" a WHERE status NOT IN ('approved', 'approved_with_conditions', 'refused') AND NOT EXISTS (SELECT FROM "CommentPeriod" p WHERE p."applicationId" = a.id)
    UNION SELECT 'what a resident thinks of an application', words FROM "Comment" WHERE words IS NOT NULL
    UNION SELECT 'what a resident wrote', c.value FROM "Concern", LATERAL (VALUES (words), (place), ("reopenedWords"), (answer)) c (value) WHERE length(c.value) > 12
    UNION SELECT 'the address of a resident', email FROM "Concern" WHERE email IS NOT NULL
    UNION SELECT 'the reference of a concern', reference FROM "Concern"
    UNION SELECT 'what an inspection found', found FROM "Inspection" WHERE length(found) > 12
    UNION SELECT 'the address of who follows something', email FROM "Follow" WHERE email IS NOT NULL
    UNION SELECT 'what somebody asked about their data', words FROM "DataRequest" WHERE words IS NOT NULL
    UNION SELECT 'the address of who asked', email FROM "DataRequest" WHERE email IS NOT NULL
    UNION SELECT 'the reference of a request', reference FROM "DataRequest"
    UNION SELECT 'what a partner answered', answer FROM "DataRequestPart" WHERE answer IS NOT NULL
    UNION SELECT 'a file', name FROM "EvidenceFile"
    UNION SELECT 'why somebody has a permission', reason FROM "Grant" WHERE length(reason) > 20`);
  const { rows: open } = await client.query<{ value: string }>(`SELECT "publicContact" AS value FROM "Partner" UNION SELECT website FROM "Partner" UNION SELECT name FROM "Partner"`);
  await client.end();
  const known = new Set(open.map(({ value }) => value.toLowerCase()));
  return new Map(rows.filter(({ value }) => !known.has(value.toLowerCase())).map(({ what, value }) => [value.toLowerCase(), what]));
}

/** What has no published place, and what would tell it: on no page are both. */
async function withheldPlaces(): Promise<{ code: string; plate: string }[]> {
  const client = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL });
  await client.connect();
  const { rows } = await client.query<{ code: string; plate: string }>(`SELECT lower(d.code) AS code, lower(a.code) AS plate FROM "Device" d JOIN "Asset" a ON a.id = d."assetId" WHERE d."placeWithheld"`);
  await client.end();
  return rows;
}

/** What an officer opened for comment meanwhile: that it was sent is public from then on. */
async function openedMeanwhile(): Promise<string[]> {
  const client = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL });
  await client.connect();
  const { rows } = await client.query<{ reference: string }>(`SELECT lower(a.reference) AS reference FROM "Application" a JOIN "CommentPeriod" p ON p."applicationId" = a.id`);
  await client.end();
  return rows.map(({ reference }) => `: a case that is not decided, “${reference}`);
}

test("nothing of what is kept from the public is in anything that the public can read", async ({ request }) => {
  test.setTimeout(900_000);
  const secrets = await privateValues();
  expect(new Set(secrets.values()).size).toBeGreaterThan(9);
  const withheld = await withheldPlaces();
  expect(withheld.length).toBeGreaterThan(3);
  let told = 0;
  const waiting = ["/", "/es", "/terms", "/risk", "/siting", "/privacy", "/robots.txt", "/manifest.webmanifest", "/.well-known/security.txt", "/devices?past=yes", "/es/devices?past=yes", "/devices.csv?past=yes", "/devices.geojson?past=yes", "/api/ogc/collections/devices/items?limit=1000", "/api/ogc/collections/assets/items?limit=10000", "/ledger/checkpoint", "/ledger/tile/0/000", "/ledger/tile/entries/000"];
  const read = new Set<string>();
  const found: string[] = [];
  // A page is told from another by its address without what only turns a map or a list.
  const kindOf = (address: string) => address.replace(/((?:concerns\/new|data-rights\/ask|follow\/new|decisions\.atom|permits\.ics)\?(?:device|asset))=[^&#]*/, "$1=").replace(/([?&])(view|before|after|at)=[^&#]*/g, "$1").replace(/#.*$/, "");
  while (waiting.length > 0) {
    const address = waiting.shift() ?? "";
    const kind = kindOf(address);
    if (read.has(kind) || notPublic.test(address)) continue;
    read.add(kind);
    const answer = await request.get(address);
    if (answer.status() >= 500) found.push(`${address} answers ${answer.status()}`);
    const text = await answer.text();
    const lower = text.toLowerCase();
    for (const [value, what] of secrets) if (lower.includes(value)) found.push(`${address}: ${what}, “${value.slice(0, 40)}”`);
    for (const { code, plate } of withheld) {
      if (!lower.includes(code)) continue;
      told += 1;
      if (lower.includes(plate) || lower.includes(encodeURIComponent(plate).toLowerCase())) found.push(`${address}: where ${code} is, “${plate}”`);
    }
    for (const [, link = ""] of text.matchAll(/(?:href|src)="([^"#]+)/g)) {
      const to = link.replaceAll("&amp;", "&");
      if (to.startsWith("/") && !read.has(kindOf(to)) && read.size + waiting.length < 3_000) waiting.push(to);
    }
    for (const [, next = ""] of text.matchAll(/"href":"https?:\/\/[^/"]+([^"]+)"[^}]*"rel":"next"/g)) waiting.push(next);
  }
  const opened = await openedMeanwhile();
  expect(found.filter((each) => !opened.some((it) => each.includes(it)))).toEqual([]);
  // Everything else of them is public.
  expect(told).toBeGreaterThan(0);
  // The way led everywhere.
  for (const part of ["devices", "es", "assets", "decisions", "comments", "concerns", "data-rights", "ledger", "data", "numbers", "api", "privacy", "terms", "risk"]) expect([...read].some((address) => address.startsWith(`/${part}`)), part).toBe(true);
  expect(read.size).toBeGreaterThan(300);
});
