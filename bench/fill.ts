import pg from "pg";

/** How many of each a filled city has. */
export interface CitySize {
  devices: number;
  perPermit: number;
  assets: number;
  permits: number;
  applications: number;
  openApplications: number;
}

/** Cases that wait whatever the city's size, so that the queue's first page is full in a small one too. */
const alwaysOpen = 400;
/** Assets without a device, on which the measured applications want theirs. */
const leastFree = 8_000;
const usualPerPermit = 20;

export function sizeOf(devices: number, perPermit = usualPerPermit): CitySize {
  const permits = devices / perPermit;
  return { devices, perPermit, permits, assets: devices + Math.max(devices * 0.3, leastFree), applications: permits * 4 + alwaysOpen, openApplications: Math.ceil(permits / 12) + alwaysOpen };
}

/** Small functions for the filling only: ids in order of time, and chance that is the same in every run. */
export const means = `
CREATE FUNCTION pg_temp.id(kind int, n bigint) RETURNS uuid LANGUAGE sql IMMUTABLE AS
  $$ SELECT (lpad(to_hex(1650000000000 + n), 12, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8' || lpad(to_hex(n), 15, '0'))::uuid $$;
CREATE FUNCTION pg_temp.part(n bigint, salt int) RETURNS float LANGUAGE sql IMMUTABLE AS
  $$ SELECT (hashint8extended(n, salt) & 2147483647) / 2147483648.0 $$;
CREATE FUNCTION pg_temp.one(words text[], part float) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT words[1 + floor(part * array_length(words, 1))::int] $$;
CREATE FUNCTION pg_temp.short(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT upper(lpad(to_hex((n * 2654435761) & 268435455), 7, '0')) $$;
CREATE FUNCTION pg_temp.reference(n bigint) RETURNS text LANGUAGE sql IMMUTABLE AS
  $$ SELECT 'LP-' || upper(lpad(to_hex(n / 65536), 4, '0') || '-' || lpad(to_hex((n * 40503) & 65535), 4, '0')) $$;
-- A tenth of the zones has a quarter of everything.
CREATE FUNCTION pg_temp.zone(block bigint) RETURNS int LANGUAGE sql IMMUTABLE AS
  $$ SELECT width_bucket(pg_temp.part(block, 1), ARRAY[0, .24, .40, .53, .64, .73, .81, .88, .93, .97]) - 1 $$;
CREATE FUNCTION pg_temp.class(block bigint) RETURNS "AssetClass" LANGUAGE sql IMMUTABLE AS
  $$ SELECT (ARRAY['light_pole', 'cabinet', 'traffic_pole', 'shelter', 'kiosk', 'rooftop'])[width_bucket(pg_temp.part(block, 2), ARRAY[0, .7, .8, .88, .96, .98])]::"AssetClass" $$;
CREATE FUNCTION pg_temp.street(zone int, number int) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT pg_temp.one(ARRAY['Harbour', 'Weighhouse', 'Cooper', 'Tanner', 'Mill', 'Abbey', 'Quarry', 'Orchard', 'Station', 'Bridge', 'Chandler', 'Fuller', 'Meadow', 'Priory', 'Ropewalk', 'Saltmarsh', 'Victoria', 'Windmill', 'Granary', 'Lantern',
    'Marigold', 'Northgate', 'Oxbow', 'Pilgrim', 'Quayside', 'Rosemary', 'Sexton', 'Thistle', 'Underhill', 'Vintner', 'Warren', 'Yarrow', 'Alder', 'Beacon', 'Cinder', 'Drover', 'Elmfield', 'Ferry', 'Gallows', 'Hawthorn'], pg_temp.part(zone * 100 + number, 3))
    || ' ' || pg_temp.one(ARRAY['Street', 'Road', 'Lane', 'Row', 'Terrace', 'Quay'], pg_temp.part(zone * 100 + number, 4)) $$;
`;

/** Where zone z lies: five wide, two tall. */
const west = (z: string) => `(0.02 + (${z} % 5) * 0.04)`;
const south = (z: string) => `(51.40 + (${z} / 5) * 0.05)`;
const rectangle = (w: string, s: string, width: number, height: number) =>
  `jsonb_build_object('type', 'Polygon', 'coordinates', jsonb_build_array(jsonb_build_array(jsonb_build_array(${w}, ${s}), jsonb_build_array(${w} + ${width}, ${s}), jsonb_build_array(${w} + ${width}, ${s} + ${height}), jsonb_build_array(${w}, ${s} + ${height}), jsonb_build_array(${w}, ${s}))))`;

/** The city itself: the same at every size. */
const city = `
INSERT INTO "Agency" (id, name) SELECT pg_temp.id(1, n), 'Agency ' || n FROM generate_series(0, 4) n;
INSERT INTO "Zone" (id, code, name, geometry) SELECT pg_temp.id(2, n), chr(65 + n) || 'Q', 'Quarter ' || chr(65 + n), ${rectangle(west("n"), south("n"), 0.04, 0.05)} FROM generate_series(0, 9) n;
INSERT INTO "Network" (id, code, name, kind, "agencyId") SELECT pg_temp.id(3, n), 'net-' || n, 'Network ' || n, (enum_range(NULL::"NetworkKind"))[1 + n % 5], pg_temp.id(1, n) FROM generate_series(0, 4) n;
INSERT INTO "BaseFeature" (id, kind, name, geometry, west, south, east, north)
  SELECT gen_random_uuid(), 'boundary', 'The city', ${rectangle("0.02", "51.40", 0.2, 0.1)}, 0.02, 51.40, 0.22, 51.50;
INSERT INTO "BaseFeature" (id, kind, name, geometry, west, south, east, north)
  SELECT gen_random_uuid(), CASE WHEN n < 60 THEN 'green' ELSE 'water' END::"BaseKind", '', ${rectangle("w", "s", 0.002, 0.001)}, w, s, w + 0.002, s + 0.001
  FROM (SELECT n, 0.02 + pg_temp.part(n, 5) * 0.198 AS w, 51.40 + pg_temp.part(n, 6) * 0.099 AS s FROM generate_series(0, 79) n) each;
INSERT INTO "BaseFeature" (id, kind, name, main, geometry, west, south, east, north)
  SELECT gen_random_uuid(), 'street', pg_temp.street(z, n), n % 8 = 0, jsonb_build_object('type', 'LineString', 'coordinates', jsonb_build_array(jsonb_build_array(w, s), jsonb_build_array(w + 0.003, s + 0.0001), jsonb_build_array(w + 0.0066, s))), w, s, w + 0.0066, s + 0.0001
  FROM (SELECT z, n, ${west("z")} + piece * 0.0066 AS w, ${south("z")} + n * 0.001 AS s FROM generate_series(0, 9) z, generate_series(0, 47) n, generate_series(0, 5) piece) each;
INSERT INTO "Partner" (id, name, "registrationNumber", "publicContact", status)
  SELECT pg_temp.id(4, n), pg_temp.one(ARRAY['Tern', 'Gannet', 'Plover', 'Dunlin', 'Curlew', 'Avocet', 'Brisling', 'Pollack'], pg_temp.part(n, 7)) || ' ' || pg_temp.one(ARRAY['Sensing', 'Telecom', 'Media', 'Mobility', 'Energy'], pg_temp.part(n, 8)) || ' ' || n, 'R' || n, 'hello@partner' || n || '.example', 'verified' FROM generate_series(0, 199) n;
-- A thousand colleagues of the city, then five members of each partner.
INSERT INTO "Person" (id, email, name, line, status) SELECT pg_temp.id(5, n), 'person' || n || '@city.example', 'Person ' || n, '', 'active' FROM generate_series(0, 1999) n;
INSERT INTO "Membership" (id, "personId", "partnerId") SELECT pg_temp.id(6, n), pg_temp.id(5, 1000 + n), pg_temp.id(4, n / 5) FROM generate_series(0, 999) n;
INSERT INTO "Grant" (id, "personId", capability, "zoneId", "highestTier", "validFrom", reason, origin, "endedAt", "endReason")
  SELECT pg_temp.id(7, n * 10 + kind), pg_temp.id(5, n), (ARRAY['applications.review', 'permits.decide', 'permits.suspend'])[kind], CASE WHEN n % 5 > 0 THEN pg_temp.id(2, n % 10) END, CASE WHEN kind = 2 THEN 3 END, now() - interval '400 days', 'Permit desk', 'setup',
    CASE WHEN n % 10 = 7 THEN now() - interval '20 days' END, CASE WHEN n % 10 = 7 THEN 'Left the desk' END
  FROM generate_series(10, 999) n, generate_series(1, 3) kind;
INSERT INTO "Grant" (id, "personId", capability, "partnerId", "validFrom", reason, origin)
  SELECT pg_temp.id(7, 20000 + n), pg_temp.id(5, 1000 + n), 'deployments.apply', pg_temp.id(4, n / 5), now() - interval '400 days', 'Member', 'registration' FROM generate_series(0, 999) n;
-- Person 0 decides everywhere and enforces; person 1 only in the largest zone, to tier 3.
INSERT INTO "Grant" (id, "personId", capability, "validFrom", reason, origin)
  SELECT pg_temp.id(7, n), pg_temp.id(5, 0), (ARRAY['applications.review', 'permits.decide', 'permits.suspend', 'permits.revoke'])[n], now() - interval '400 days', 'Permit desk', 'setup' FROM generate_series(1, 4) n;
INSERT INTO "Grant" (id, "personId", capability, "zoneId", "highestTier", "validFrom", reason, origin)
  SELECT pg_temp.id(7, 4 + n), pg_temp.id(5, 1), (ARRAY['applications.review', 'permits.decide'])[n], pg_temp.id(2, 0), 3, now() - interval '400 days', 'Permit desk', 'setup' FROM generate_series(1, 2) n;
`;

/** Permit p stands on the assets of block p, one for each device; its application is number 4p; the three between came to nothing or still wait. */
const records = ({ devices, perPermit, assets, permits, applications }: CitySize) => [
  `INSERT INTO "Asset" (id, code, "agencyId", "assetClass", "zoneId", lat, lon, place, "updatedAt")
   SELECT pg_temp.id(16, k), chr(65 + z) || 'Q ' || lpad(k::text, greatest(4, length(k::text)), '0'), pg_temp.id(1, class_number % 5), class, pg_temp.id(2, z), ${south("z")} + street * 0.001 + pg_temp.part(k, 9) * 0.0002, ${west("z")} + pg_temp.part(b, 10) * 0.036 + (k % ${perPermit}) * 0.0002, pg_temp.street(z, street), now()
   FROM (SELECT k, b, pg_temp.zone(b) AS z, pg_temp.class(b) AS class, array_position(enum_range(NULL::"AssetClass"), pg_temp.class(b)) AS class_number, floor(pg_temp.part(b, 11) * 48)::int AS street FROM (SELECT k, k / ${perPermit} AS b FROM generate_series(0, ${assets - 1}) k) each OFFSET 0) each`,

  `INSERT INTO "Application" (id, reference, "partnerId", title, status, draft, "agencyId", "zoneId", "assetClass", tier, "heldById", "submittedAt", "dueOn", "createdAt", "updatedAt")
   SELECT pg_temp.id(17, a), pg_temp.reference(a), pg_temp.id(4, floor(200 * pg_temp.part(a / 4, 12) ^ 2)::int), pg_temp.one(ARRAY['Air sensors', 'Small cells', 'Cycle counters', 'Smart lighting', 'Flood gauges', 'Bus times'], pg_temp.part(a, 13)) || ' in ' || pg_temp.street(pg_temp.zone(a / 4), floor(pg_temp.part(a / 4, 11) * 48)::int),
     status::"ApplicationStatus", '{"purpose": {"title": "A deployment"}}', pg_temp.id(1, array_position(enum_range(NULL::"AssetClass"), pg_temp.class(a / 4)) % 5), pg_temp.id(2, pg_temp.zone(a / 4)), pg_temp.class(a / 4), 1 + floor(4 * pg_temp.part(a, 14) ^ 2)::int,
     CASE WHEN status = 'in_review' THEN pg_temp.id(5, floor(pg_temp.part(a, 15) * 1000)::int) END, CASE WHEN status <> 'draft' THEN at END, CASE WHEN status NOT IN ('draft', 'changes_requested') THEN at::date + 20 END, at, at
   FROM (SELECT a, at, CASE WHEN a >= ${permits * 4} OR a % 48 = 1 THEN pg_temp.one(ARRAY['submitted', 'submitted', 'submitted', 'in_review', 'in_review', 'changes_requested'], pg_temp.part(a, 16))
       WHEN a % 4 = 0 THEN 'approved' ELSE pg_temp.one(ARRAY['refused', 'withdrawn', 'draft', 'draft'], pg_temp.part(a, 17)) END AS status
     FROM (SELECT a, CASE WHEN a >= ${permits * 4} OR a % 48 = 1 THEN now() - 30 * pg_temp.part(a, 18) * interval '1 day' ELSE now() - (30 + 1000 * (1 - a / ${applications}.0)) * interval '1 day' END AS at FROM generate_series(0, ${applications - 1}) a) each) each`,

  `INSERT INTO "Submission" (id, "applicationId", number, content, "contentHash", "sentById", "sentAt")
   SELECT pg_temp.id(18, row_number() OVER (ORDER BY id)), id, 1, jsonb_build_object('purpose', jsonb_build_object('title', title, 'why', repeat('To know the air in every street. ', 8))), md5(id::text), pg_temp.id(5, 1000), "submittedAt" FROM "Application" WHERE status <> 'draft'`,

  `INSERT INTO "Permit" (id, reference, "applicationId", "submissionId", "partnerId", title, status, "startsOn", "expiresOn", reason, "decidedById", "decidedAt", "agencyId", "zoneId", "assetClass", tier)
   SELECT pg_temp.id(19, p), app.reference, app.id, submission.id, app."partnerId", app.title, (CASE WHEN chance < 0.01 THEN 'revoked' WHEN chance < 0.02 THEN 'suspended' WHEN chance < 0.03 THEN 'scheduled' ELSE 'active' END)::"PermitStatus",
     CASE WHEN chance BETWEEN 0.02 AND 0.03 THEN current_date + 20 ELSE app."submittedAt"::date END, CASE WHEN chance BETWEEN 0.03 AND 0.06 THEN current_date - 1 ELSE current_date + 700 END,
     'The poles bear the weight and no person can be identified.', pg_temp.id(5, 0), app."submittedAt" + interval '9 days', app."agencyId", app."zoneId", app."assetClass", app.tier
   FROM (SELECT p, pg_temp.part(p, 19) AS chance FROM generate_series(0, ${permits - 1}) p) each JOIN "Application" app ON app.id = pg_temp.id(17, p * 4) JOIN "Submission" submission ON submission."applicationId" = app.id`,

  `INSERT INTO "Device" (id, code, "permitId", "partnerId", "assetId", "zoneId", "networkId", status, name, make, model, serial, purpose, why, collects, identifies, "keptWords", "sharedWords", lat, lon, "permitStatus", "startsOn", "expiresOn", words)
   SELECT pg_temp.id(20, d), pg_temp.short(d), permit.id, permit."partnerId", asset.id, asset."zoneId", pg_temp.id(3, d % 5), CASE WHEN permit.status = 'revoked' THEN 'deauthorised' ELSE 'authorised' END::"DeviceStatus", each.name, make, model, 'S' || d,
     (enum_range(NULL::"Purpose"))[width_bucket(pg_temp.part(d / ${perPermit}, 20), ARRAY[0, .35, .55, .7, .85, .9, .94, .99])], 'To know the air in every street, and to show the city where it is bad.', ARRAY['particles in the air', 'temperature'],
     (CASE WHEN pg_temp.part(d / ${perPermit}, 21) < 0.75 THEN 'no' WHEN pg_temp.part(d / ${perPermit}, 21) < 0.92 THEN 'anonymous' ELSE 'yes' END)::"Identifies", '30 days', 'Nobody', asset.lat, asset.lon, permit.status, permit."startsOn", permit."expiresOn",
     lower(concat_ws(' ', each.name, asset.code, asset.place, partner.name, make, model))
   FROM (SELECT d, CASE WHEN d % ${devices / 5} = 7 THEN 'Nightjar counter' ELSE pg_temp.one(ARRAY['Air sensor', 'Small cell', 'Cycle counter', 'Light controller', 'Flood gauge', 'Noise sensor', 'Bus display'], pg_temp.part(d / ${perPermit}, 22)) END AS name,
       pg_temp.one(ARRAY['Kestrel', 'Bittern', 'Osprey', 'Merlin', 'Harrier'], pg_temp.part(d / ${perPermit}, 23)) AS make, pg_temp.one(ARRAY['K2', 'B100', 'M5', 'S3'], pg_temp.part(d / ${perPermit}, 24)) AS model FROM generate_series(0, ${devices - 1}) d) each
     JOIN "Permit" permit ON permit.id = pg_temp.id(19, d / ${perPermit}) JOIN "Asset" asset ON asset.id = pg_temp.id(16, d) JOIN "Partner" partner ON partner.id = permit."partnerId" ORDER BY d`,

  // What is suspended or revoked has its cause.
  `WITH made AS (
     INSERT INTO "Stop" (id, effect, "onPermitId", "partnerId", "agencyId", "zoneId", "assetClass", tier, reason, "orderedById", "orderedAt", devices, permits)
     SELECT pg_temp.id(24, row_number() OVER (ORDER BY id)), CASE status WHEN 'revoked' THEN 'revoke' ELSE 'suspend' END::"StopEffect", id, "partnerId", "agencyId", "zoneId", "assetClass", tier, 'It was not kept as it was promised.', pg_temp.id(5, 0), now(), ${perPermit}, 1
     FROM "Permit" WHERE status IN ('suspended', 'revoked') RETURNING id, "onPermitId")
   INSERT INTO "StopReach" ("stopId", "deviceId", "permitId") SELECT made.id, d.id, d."permitId" FROM made JOIN "Device" d ON d."permitId" = made."onPermitId"`,

  `INSERT INTO "SlotHold" (id, "assetId", slot, "applicationId", status)
   SELECT pg_temp.id(21, d), pg_temp.id(16, d), 1, pg_temp.id(17, (d / ${perPermit}) * 4), 'consumed' FROM generate_series(0, ${devices - 1}) d`,

  `INSERT INTO "LedgerEntry" (id, at, name, "subjectType", "subjectId", "toStatus", "actorKind", "actorId", open)
   SELECT pg_temp.id(22, row_number() OVER (ORDER BY at)), at, name, kind, subject, status, 'person', pg_temp.id(5, 0), jsonb_build_object('reason', 'The poles bear the weight and no person can be identified.', 'expiresOn', '2028-10-20') FROM (
     SELECT "submittedAt" AS at, 'application.submitted' AS name, 'Application' AS kind, id AS subject, 'submitted' AS status FROM "Application" WHERE status <> 'draft'
     UNION ALL SELECT "submittedAt" + interval '9 days', CASE status WHEN 'approved' THEN 'application.approved' ELSE 'application.refused' END, 'Application', id, status::text FROM "Application" WHERE status IN ('approved', 'refused')
     UNION ALL SELECT "decidedAt", 'permit.granted', 'Permit', id, 'active' FROM "Permit"
     UNION ALL SELECT "decidedAt" + interval '3 days', 'permit.' || status, 'Permit', id, status::text FROM "Permit" WHERE status IN ('revoked', 'suspended')) each`,

  `INSERT INTO "Notice" (id, "personId", email, template, data, "deliveredAt", subject, text)
   SELECT pg_temp.id(23, n), pg_temp.id(5, 1000 + n % 1000), 'person' || (1000 + n % 1000) || '@city.example', 'application-approved', '{}', now(), 'Your application was approved', repeat('Words of a notice. ', 20) FROM generate_series(0, ${permits * 5 - 1}) n`,
];

/** Indices that only make reading fast are taken away for the filling and made anew after it: that is several times faster. */
export async function withoutIndices(client: pg.Client, work: () => Promise<void>): Promise<void> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT quote_ident(relname) AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE relnamespace = 'public'::regnamespace AND NOT indisunique`,
  );
  for (const { name } of rows) await client.query(`DROP INDEX public.${name}`);
  await work();
  for (const { definition } of rows) await client.query(definition);
}

/** Fills an empty, migrated database with an invented city of this many devices, past the triggers, and lets the planner know it. */
export async function fillCity(superUrl: string, devices: number, perPermit = usualPerPermit): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    await client.query("SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '512MB'; SET work_mem = '256MB'");
    await client.query(means);
    await client.query(city);
    await withoutIndices(client, async () => {
      for (const statement of records(sizeOf(devices, perPermit))) await client.query(statement);
      // What is told of each is kept ready by a trigger otherwise; and the room that this leaves is none that a city has.
      await client.query(`UPDATE "Device" d SET told = lamppost_device_told(d)`);
      await client.query(`VACUUM FULL "Device"`);
    });
    await client.query("VACUUM (ANALYZE)");
    await client.query("CHECKPOINT");
  } finally {
    await client.end();
  }
}
