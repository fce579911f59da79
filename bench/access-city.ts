import pg from "pg";
import { means, withoutIndices } from "./fill";

/** How large the city is in which access is measured. */
export interface AccessCity {
  people: number;
  grants: number;
  permits: number;
}

/** People of the filled city by number: who holds 1, 20 and 200 grants, who looks after access, and an officer among many. */
export const named = { one: 0, twenty: 1, twoHundred: 2, administrator: 3, officer: 10 } as const;
export const emailOf = (person: number): string => `person${person}@city.example`;
/** Days since the city began to give grants. */
export const daysBack = 2_000;

const staff = `ARRAY['applications.review', 'permits.decide', 'permits.suspend', 'permits.revoke', 'security.read', 'identifiers.read', 'contacts.read', 'people.invite', 'training.record', 'ledger.read']`;

/** The nth of somebody's many narrow grants: a zone, a kind of asset and an agency, then only to a tier; no two alike. */
const narrow = (person: number, count: number) => `
INSERT INTO "Grant" (id, "personId", capability, "zoneId", "assetClass", "agencyId", "highestTier", "validFrom", reason, origin, "createdAt")
  SELECT pg_temp.id(8, ${person} * 1000 + n), pg_temp.id(5, ${person}), 'permits.suspend', pg_temp.id(2, n % 10), ${count > 10 ? `(ARRAY['light_pole', 'cabinet', 'traffic_pole', 'shelter', 'kiosk', 'rooftop'])[1 + (n / 10) % 6]::"AssetClass"` : "NULL"}, ${count > 60 ? "pg_temp.id(1, (n / 60) % 5)" : "NULL"}, 3,
    now() - interval '400 days', 'Permit desk', 'setup', now() - interval '400 days' FROM generate_series(0, ${count - 1}) n`;

const statements = ({ people, grants, permits }: AccessCity) => ({
  city: `
INSERT INTO "Agency" (id, name) SELECT pg_temp.id(1, n), 'Agency ' || n FROM generate_series(0, 4) n;
INSERT INTO "Zone" (id, code, name, geometry) SELECT pg_temp.id(2, n), chr(65 + n) || 'Q', 'Quarter ' || chr(65 + n), '{}' FROM generate_series(0, 9) n;
INSERT INTO "Partner" (id, name, "registrationNumber", "publicContact", status) SELECT pg_temp.id(4, n), 'Partner ' || n, 'R' || n, 'hello@example', 'verified' FROM generate_series(0, 199) n;
INSERT INTO "AccessPolicy" (id, number, content, reason, "effectiveAt")
  SELECT pg_temp.id(9, n), n, jsonb_build_object('secondPerson', '[]'::jsonb, 'recentMinutes', '{}'::jsonb, 'training', CASE WHEN n > 1 THEN '{"permits.decide": "Deciding permits"}' ELSE '{}' END::jsonb, 'courses', '["Deciding permits"]'::jsonb, 'apart', '["assess_decide", "grant_use"]'::jsonb, 'coolingDays', 365,
    'emergency', '{"capabilities": ["permits.suspend"], "hours": 8, "ratifyHours": 24}'::jsonb, 'requestDays', 14), 'Because', now() - (5 - n) * interval '400 days' FROM generate_series(1, 4) n`,
  people: [
    // A tenth has left.
    `INSERT INTO "Person" (id, email, name, line, status) SELECT pg_temp.id(5, n), 'person' || n || '@city.example', 'Person ' || pg_temp.short(n), '', CASE WHEN n > 10 AND n % 10 = 7 THEN 'deactivated' ELSE 'active' END::"PersonStatus" FROM generate_series(0, ${people - 1}) n`,
    `INSERT INTO "LedgerEntry" (id, at, name, "subjectType", "subjectId", "toStatus", "actorKind") SELECT pg_temp.id(10, n), now() - interval '${daysBack} days', 'person.enrolled', 'Person', pg_temp.id(5, n), 'active', 'visitor' FROM generate_series(0, ${people - 1}) n`,
    `INSERT INTO "LedgerEntry" (id, at, name, "subjectType", "subjectId", "fromStatus", "toStatus", "actorKind") SELECT pg_temp.id(11, n), now() - pg_temp.part(n, 30) * interval '1000 days', 'person.deactivated', 'Person', pg_temp.id(5, n), 'active', 'deactivated', 'person' FROM generate_series(11, ${people - 1}) n WHERE n % 10 = 7`,
    // Twenty refused attempts each, which stand under the person too.
    `INSERT INTO "LedgerEntry" (id, at, name, "subjectType", "subjectId", "actorKind", "actorId") SELECT pg_temp.id(12, n), now() - pg_temp.part(n, 31) * interval '${daysBack} days', 'attempt.denied', 'Person', pg_temp.id(5, n % ${people}), 'person', pg_temp.id(5, n % ${people}) FROM generate_series(0, ${people * 20 - 1}) n`,
    // Most ran a year; a third was ended before its time.
    `INSERT INTO "Grant" (id, "personId", capability, "zoneId", "agencyId", "assetClass", "highestTier", "validFrom", "validUntil", reason, origin, "givenById", "endedAt", "endReason", "createdAt")
     SELECT id, person, capability, CASE WHEN pg_temp.part(n, 32) < 0.7 THEN pg_temp.id(2, n % 10) END, CASE WHEN pg_temp.part(n, 33) < 0.3 THEN pg_temp.id(1, n % 5) END, CASE WHEN pg_temp.part(n, 34) < 0.2 THEN 'light_pole'::"AssetClass" END, CASE WHEN pg_temp.part(n, 35) < 0.6 THEN 1 + n % 4 END,
       began, CASE WHEN pg_temp.part(n, 36) < 0.9 THEN began + interval '365 days' END, 'Needed at the desk', 'given', pg_temp.id(5, 3), CASE WHEN pg_temp.part(n, 37) < 0.33 THEN began + pg_temp.part(n, 38) * interval '300 days' END, CASE WHEN pg_temp.part(n, 37) < 0.33 THEN 'No longer needed' END, began
     FROM (SELECT n, pg_temp.id(7, n) AS id, pg_temp.id(5, 10 + n % ${people - 10}) AS person, pg_temp.one(${staff}, pg_temp.part(n, 39)) AS capability, now() - pg_temp.part(n, 40) * interval '${daysBack} days' AS began FROM generate_series(0, ${grants - 1}) n) each`,
    `INSERT INTO "LedgerEntry" (id, at, name, "subjectType", "subjectId", "toStatus", "actorKind", "actorId") SELECT pg_temp.id(13, row_number() OVER (ORDER BY "validFrom")), "validFrom", 'grant.given', 'Grant', id, 'given', 'person', pg_temp.id(5, 3) FROM "Grant"`,
    narrow(named.one, 1),
    narrow(named.twenty, 20),
    narrow(named.twoHundred, 200),
    `INSERT INTO "Grant" (id, "personId", capability, "validFrom", reason, origin, "createdAt") SELECT pg_temp.id(8, ${named.administrator} * 1000 + n), pg_temp.id(5, ${named.administrator}), (ARRAY['people.grant', 'ledger.read'])[n], now() - interval '${daysBack} days', 'Set up', 'setup', now() - interval '${daysBack} days' FROM generate_series(1, 2) n`,
    `INSERT INTO "Training" (id, "personId", course, "passedOn", "validUntilOn", "recordedById", "recordedAt") SELECT pg_temp.id(14, n), pg_temp.id(5, n % ${people}), 'Deciding permits', began::date, began::date + 500, pg_temp.id(5, (n + 1) % ${people}), began FROM (SELECT n, now() - pg_temp.part(n, 41) * interval '${daysBack} days' AS began FROM generate_series(0, ${people * 2 - 1}) n) each`,
    `INSERT INTO "Interest" (id, "personId", "partnerId", kind, reason, "declaredById", "declaredAt") SELECT pg_temp.id(15, n), pg_temp.id(5, n % ${people}), pg_temp.id(4, n % 200), 'family', 'A relative works there', pg_temp.id(5, n % ${people}), now() - pg_temp.part(n, 42) * interval '${daysBack} days' FROM generate_series(0, ${Math.ceil(people / 2) - 1}) n`,
    `INSERT INTO "Membership" (id, "personId", "partnerId", since, "endedAt") SELECT pg_temp.id(16, n), pg_temp.id(5, n), pg_temp.id(4, n % 200), now() - interval '${daysBack} days', now() - pg_temp.part(n, 43) * interval '900 days' FROM generate_series(100, ${people - 1}, 25) n`,
  ],
  // Without applications and devices: only the permits are read here.
  permits: `
INSERT INTO "Permit" (id, reference, "applicationId", "submissionId", "partnerId", title, status, "startsOn", "expiresOn", reason, "decidedById", "decidedAt", "agencyId", "zoneId", "assetClass", tier)
  SELECT pg_temp.id(19, p), pg_temp.reference(p), pg_temp.id(17, p), pg_temp.id(18, p), pg_temp.id(4, floor(200 * pg_temp.part(p, 12) ^ 2)::int), 'Air sensors in Harbour Street', status, current_date - 100, current_date + 700, 'The poles bear the weight.', pg_temp.id(5, 3), now(),
    pg_temp.id(1, floor(5 * pg_temp.part(p, 44))::int), pg_temp.id(2, pg_temp.zone(p)), pg_temp.class(p), 1 + floor(4 * pg_temp.part(p, 14) ^ 2)::int
  FROM (SELECT p, (CASE WHEN chance < 0.01 THEN 'revoked' WHEN chance < 0.02 THEN 'suspended' ELSE 'active' END)::"PermitStatus" AS status FROM (SELECT p, pg_temp.part(p, 19) AS chance FROM generate_series(0, ${permits - 1}) p) drawn) each`,
});

/** Fills an empty, migrated database with people, years of grants, and permits; past the triggers, and lets the planner know it. */
export async function fillAccessCity(superUrl: string, size: AccessCity): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    await client.query("SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '512MB'; SET work_mem = '256MB'");
    await client.query(means);
    const { city, people, permits } = statements(size);
    await client.query(city);
    await withoutIndices(client, async () => {
      for (const statement of [...people, permits]) await client.query(statement);
    });
    await client.query("VACUUM (ANALYZE)");
    await client.query("CHECKPOINT");
  } finally {
    await client.end();
  }
}
