import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, testCity } from "@/lib/core/test-city";
import { everythingStored } from "@/lib/core/test-refusals";
import { suspendPermit } from "@/lib/permits/suspend";

/** What the database promises, tried with the portal's own rights and none of its code. */

const city = await testCity();
const { permit, permitId, assetIds } = await city.application("approved");
const deviceId = permit?.devices[0]?.id ?? "";
const submissionId = permit?.submissionId ?? "";
const waiting = await city.application("submitted");
await must(suspendPermit, city.officer.actor, { permitId, version: 1, until: inDays(5), reason: good, without: "danger" });
const conditioned = await city.application("approved", { conditions: "Keep the sign." });
const { id: entryId } = await db.ledgerEntry.findFirstOrThrow({ orderBy: { id: "asc" } });
const endedGrantId = await city.holds(city.officer, { capability: "ledger.read", ended: true });

const app = new pg.Client({ connectionString: process.env.DATABASE_URL, options: "-c lamppost.who=system" });
const superuser = new pg.Client({ connectionString: process.env.TEST_SUPER_URL });
beforeAll(async () => {
  await app.connect();
  await superuser.connect();
});
afterAll(async () => {
  await app.end();
  await superuser.end();
});

/** Statements in one transaction, committed: constraints that wait for the end are then heard too. */
async function attempt(client: pg.Client, statements: string[]): Promise<string> {
  try {
    await client.query("BEGIN");
    for (const statement of statements) await client.query(statement);
    await client.query("COMMIT");
    return "was let through";
  } catch (problem) {
    await client.query("ROLLBACK");
    return problem instanceof Error ? problem.message : String(problem);
  }
}

const entry = (subjectType: string, subjectId: string, to: string) =>
  `INSERT INTO "LedgerEntry" (id, name, "subjectType", "subjectId", "toStatus", "actorKind") VALUES ('${randomUUID()}', 'test.entry', '${subjectType}', '${subjectId}', '${to}', 'operator')`;
const newPerson = (id: string) => `INSERT INTO "Person" (id, email, name) VALUES ('${id}', '${id}@x.test', 'X')`;
const newGrant = (id: string, more: { origin?: string; by?: string; to?: string } = {}) =>
  `INSERT INTO "Grant" (id, "personId", capability, "validFrom", reason, origin, "givenById") VALUES ('${id}', '${more.to ?? city.officer.id}', 'people.grant', now(), 'x', '${more.origin ?? "given"}', ${more.by ? `'${more.by}'` : "NULL"})`;
const someGrant = `(SELECT id FROM "Grant" WHERE "personId" = '${city.officer.id}' AND "endedAt" IS NULL LIMIT 1)`;
const [a, b, c, d, e] = Array.from({ length: 5 }, () => randomUUID()) as [string, string, string, string, string];
const suspended = `UPDATE "Permit" SET status = 'suspended' WHERE id = '${conditioned.permitId}'`;

const noEntry = /has no ledger entry in its transaction/;
const noRight = /permission denied|must be owner|must be a superuser/;

const refused: [what: string, statements: string[], by: RegExp][] = [
  // the ledger
  ["an entry rewritten", [`UPDATE "LedgerEntry" SET name = 'nothing.happened' WHERE id = '${entryId}'`], noRight],
  ["an entry removed", [`DELETE FROM "LedgerEntry" WHERE id = '${entryId}'`], noRight],
  ["the ledger emptied", [`TRUNCATE "LedgerEntry"`], noRight],
  ["the ledger emptied with what points to it", [`TRUNCATE "LedgerEntry" CASCADE`], noRight],
  ["an entry that says it belongs to another transaction", [`INSERT INTO "LedgerEntry" (id, name, "subjectType", "subjectId", "actorKind", tx) VALUES ('${a}', 'x.y', 'Permit', '${permitId}', 'operator', '1')`], noRight],
  ["an entry written over another", [`INSERT INTO "LedgerEntry" (id, name, "subjectType", "subjectId", "actorKind") VALUES ('${entryId}', 'x.y', 'Permit', '${permitId}', 'operator') ON CONFLICT (id) DO UPDATE SET name = 'x.y'`], noRight],
  // a change without its entry
  ["an application approved silently", [`UPDATE "Application" SET status = 'approved' WHERE id = '${waiting.id}'`], noEntry],
  ["a permit suspended silently", [suspended], noEntry],
  ["a permit's end put off silently", [`UPDATE "Permit" SET "expiresOn" = "expiresOn" + 1 WHERE id = '${permitId}'`], noEntry],
  ["a permit's beginning moved silently", [`UPDATE "Permit" SET "startsOn" = "startsOn" - 1 WHERE id = '${permitId}'`], noEntry],
  ["a permit handed to another partner silently", [`UPDATE "Permit" SET "partnerId" = '${city.otherPartner.id}' WHERE id = '${permitId}'`], noEntry],
  ["a partner refused silently", [`UPDATE "Partner" SET status = 'refused' WHERE id = '${city.partner.id}'`], noEntry],
  ["a person deactivated silently", [`UPDATE "Person" SET status = 'deactivated' WHERE id = '${city.officer.id}'`], noEntry],
  ["a device deauthorised silently", [`UPDATE "Device" SET status = 'deauthorised' WHERE id = '${deviceId}'`], noEntry],
  ["a grant ended silently", [`UPDATE "Grant" SET "endedAt" = now(), "endReason" = 'x' WHERE id = ${someGrant}`], noEntry],
  ["a person made silently", [newPerson(a)], noEntry],
  ["a partner made silently", [`INSERT INTO "Partner" (id, name, "registrationNumber", "publicContact") VALUES ('${a}', 'X', 'X', 'x')`], noEntry],
  ["a grant given silently", [newGrant(b, { by: city.admin.id })], noEntry],
  ["an application made silently", [`INSERT INTO "Application" (id, reference, "partnerId", title, "updatedAt") VALUES ('${a}', 'X', '${city.partner.id}', 'X', now())`], noEntry],
  ["a permit made silently", [`INSERT INTO "Permit" (id, reference, "applicationId", "submissionId", "partnerId", title, status, "startsOn", "expiresOn", reason, "decidedById", "decidedAt", tier) SELECT '${a}', 'X', "applicationId", id, '${city.partner.id}', 'X', 'active', now(), now(), 'x', '${city.officer.id}', now(), 1 FROM "Submission" WHERE "applicationId" = '${waiting.id}'`], noEntry],
  ["a device made silently", [`INSERT INTO "Device" (id, code, "permitId", "partnerId", "assetId", name, purpose, why, identifies, "keptWords", "sharedWords", lat, lon, "permitStatus", "startsOn", "expiresOn", words) SELECT '${a}', 'X', "permitId", "partnerId", "assetId", name, purpose, why, identifies, '', '', lat, lon, 'active', now(), now(), '' FROM "Device" WHERE id = '${deviceId}'`], noEntry],
  // a change with an entry that does not fit
  ["an entry of another status", [suspended, entry("Permit", conditioned.permitId, "revoked")], noEntry],
  ["an entry about another record", [suspended, entry("Permit", permitId, "suspended")], noEntry],
  ["an entry about another kind of record", [suspended, entry("Application", conditioned.permitId, "suspended")], noEntry],
  ["an entry written beforehand, in another transaction", [entry("Permit", conditioned.permitId, "suspended"), "COMMIT", "BEGIN", suspended], noEntry],
  ["an end of a grant with an entry that it was given", [`UPDATE "Grant" SET "endedAt" = now(), "endReason" = 'x' WHERE id = ${someGrant}`, entry("Grant", b, "given")], noEntry],
  // grants
  ["a grant made wider", [`UPDATE "Grant" SET "zoneId" = NULL WHERE id = ${someGrant}`], noRight],
  ["a grant turned into another", [`UPDATE "Grant" SET capability = 'people.grant' WHERE id = ${someGrant}`], noRight],
  ["an ended grant opened again", [`UPDATE "Grant" SET "endedAt" = NULL, "endReason" = NULL WHERE id = '${endedGrantId}'`, entry("Grant", endedGrantId, "given")], /never edited/],
  ["a grant ended without its reason", [`UPDATE "Grant" SET "endedAt" = now() WHERE id = ${someGrant}`], /grant_ended_whole/],
  ["a grant given to oneself", [newGrant(c, { by: city.officer.id }), entry("Grant", c, "given")], /grant_not_to_oneself/],
  ["a grant given by nobody", [newGrant(c), entry("Grant", c, "given")], /grant_not_to_oneself/],
  ["a grant of a tier that does not exist", [`INSERT INTO "Grant" (id, "personId", capability, "validFrom", reason, "givenById", "highestTier") VALUES ('${d}', '${city.officer.id}', 'permits.decide', now(), 'x', '${city.admin.id}', 9)`], /grant_tier/],
  ["a grant that ends before it begins", [`INSERT INTO "Grant" (id, "personId", capability, "validFrom", "validUntil", reason, "givenById") VALUES ('${d}', '${city.officer.id}', 'permits.decide', now(), now() - interval '1 day', 'x', '${city.admin.id}')`], /grant_validity/],
  // records
  ...["Person", "Grant", "Membership", "Partner", "Application", "Submission", "Permit", "PermitCondition", "Device", "Asset", "Agency", "Zone", "SlotHold", "AssetImport", "Notice", "DecisionKey"].map(
    (table): [string, string[], RegExp] => [`what is in ${table} deleted`, [`DELETE FROM "${table}"`], noRight],
  ),
  ["a submission rewritten", [`UPDATE "Submission" SET content = '{}' WHERE id = '${submissionId}'`], noRight],
  ["a condition rewritten", [`UPDATE "PermitCondition" SET words = 'x' WHERE "permitId" = '${conditioned.permitId}'`], noRight],
  ["the same place taken twice", [`INSERT INTO "SlotHold" (id, "assetId", slot, "applicationId") VALUES ('${e}', '${assetIds[0]}', 1, '${waiting.id}')`], /slot_taken_once/],
  ["a released place taken back over another", [`INSERT INTO "SlotHold" (id, "assetId", slot, "applicationId", status) VALUES ('${e}', '${assetIds[0]}', 1, '${waiting.id}', 'released')`, `UPDATE "SlotHold" SET status = 'held' WHERE id = '${e}'`], /slot_taken_once/],
  ["a suspended device listed as in force", [`UPDATE "Device" SET "permitStatus" = 'active' WHERE id = '${deviceId}'`], noRight],
  ["a device's end put off", [`UPDATE "Device" SET "expiresOn" = "expiresOn" + 1 WHERE id = '${deviceId}'`], noRight],
  ["a device moved to another permit", [`UPDATE "Device" SET "permitId" = '${conditioned.permitId}' WHERE id = '${deviceId}'`], /device_moves_on|moves only to the permit that replaces/],
  ["what a device is rewritten", [`UPDATE "Device" SET make = 'Another' WHERE id = '${deviceId}'`], /device_is_what_it_is|decided with its permit/],
  ["a stop's reach handed to another device", [`UPDATE "StopReach" SET "deviceId" = '${deviceId}'`], noRight],
  ["a permit without a reason", [`UPDATE "Permit" SET reason = ' ' WHERE id = '${permitId}'`], /permit_reason/],
  ["a permit that ends before it begins", [`UPDATE "Permit" SET "expiresOn" = "startsOn" - 1 WHERE id = '${permitId}'`], /permit_dates/],
  ["an address with capital letters, twice the same person", [`UPDATE "Person" SET email = upper(email) WHERE id = '${city.officer.id}'`], /person_email_lower/],
  // the guards themselves
  ["a guard switched off", [`ALTER TABLE "LedgerEntry" DISABLE TRIGGER ALL`], noRight],
  ["a guard removed", [`DROP TRIGGER ledger_no_change ON "LedgerEntry"`], noRight],
  ["a guard's function replaced", [`CREATE OR REPLACE FUNCTION lamppost_needs_entry() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`], noRight],
  ["all guards passed by as a replica", [`SET session_replication_role = replica`], noRight],
  ["the owner's rights taken", [`SET ROLE lamppost_owner`], noRight],
  ["rights given to oneself", [`GRANT UPDATE ON "LedgerEntry" TO lamppost_app`, `UPDATE "LedgerEntry" SET name = 'x'`], noRight],
  ["a table of one's own put before the ledger", [`CREATE TABLE public."LedgerEntry2" (id int)`], noRight],
  ["a table dropped", [`DROP TABLE "LedgerEntry"`], noRight],
  ["the migrations read", [`SELECT * FROM "_prisma_migrations"`], noRight],
  ["a temporary ledger that hides the true one", [`CREATE TEMP TABLE "LedgerEntry" ("subjectType" text, "subjectId" uuid, "toStatus" text, tx xid8)`, `INSERT INTO pg_temp."LedgerEntry" VALUES ('Permit', '${conditioned.permitId}', 'suspended', pg_current_xact_id())`, suspended], noEntry],
];

describe("the database refuses, to the portal's own role:", () => {
  it.each(refused)("%s", async (_, statements, by) => {
    const before = await everythingStored();
    expect(await attempt(app, statements)).toMatch(by);
    // The row of an entry written beforehand commits that entry, and nothing else.
    const after = await everythingStored();
    const others = (stored: typeof after) => stored.filter(({ name }) => name !== "LedgerEntry" && name !== "LedgerPending");
    expect(others(after)).toEqual(others(before));
  });
});

describe("the database lets through", () => {
  it("a change with its own entry, before or after it", async () => {
    expect(await attempt(app, [suspended, entry("Permit", conditioned.permitId, "suspended")])).toBe("was let through");
    expect(await attempt(app, [entry("Permit", conditioned.permitId, "active"), `UPDATE "Permit" SET status = 'active' WHERE id = '${conditioned.permitId}'`])).toBe("was let through");
  });

  it("a permit's new status and dates into what the register lists of its devices", async () => {
    await attempt(app, [suspended, entry("Permit", conditioned.permitId, "suspended")]);
    expect(await db.device.findMany({ where: { permitId: conditioned.permitId }, select: { permitStatus: true } })).toEqual([{ permitStatus: "suspended" }]);
  });
});

describe("nobody rewrites the ledger, the superuser included", () => {
  it.each([
    ["an entry rewritten", `UPDATE "LedgerEntry" SET name = 'nothing.happened'`],
    ["an entry removed", `DELETE FROM "LedgerEntry"`],
    ["the ledger emptied", `TRUNCATE "LedgerEntry"`],
  ])("%s", async (_, statement) => {
    expect(await attempt(superuser, [statement])).toMatch(/The ledger is only ever added to/);
  });

  it.each([
    ["a grant deleted", `DELETE FROM "Grant" WHERE id = '${endedGrantId}'`, /never deleted/],
    ["a grant edited", `UPDATE "Grant" SET capability = 'people.grant' WHERE id = '${endedGrantId}'`, /never edited/],
    ["a submission rewritten", `UPDATE "Submission" SET content = '{}' WHERE id = '${submissionId}'`, /frozen/],
    ["a change without its entry", `UPDATE "Application" SET status = 'approved' WHERE id = '${waiting.id}'`, noEntry],
  ])("nor this: %s", async (_, statement, by) => {
    expect(await attempt(superuser, [statement])).toMatch(by);
  });
});
