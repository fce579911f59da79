-- Causes for which something may not operate, over anything from one device to a whole partner, and what each is over.

CREATE TYPE "StopEffect" AS ENUM ('restrict', 'suspend', 'revoke', 'void');
CREATE TYPE "StopEnd" AS ENUM ('lifted', 'not_ratified', 'lapsed', 'reversed');

CREATE TABLE "Stop" (
  "id" UUID NOT NULL,
  "number" SERIAL NOT NULL,
  "effect" "StopEffect" NOT NULL,
  "onPermitId" UUID,
  "onDeviceId" UUID,
  "onPartnerId" UUID,
  "onAssetId" UUID,
  "onAssetClass" "AssetClass",
  "onZoneId" UUID,
  "onNetworkId" UUID,
  "onMake" TEXT,
  "onModel" TEXT,
  "partnerId" UUID,
  "agencyId" UUID,
  "zoneId" UUID,
  "assetClass" "AssetClass",
  "tier" INTEGER NOT NULL,
  "reason" TEXT NOT NULL,
  "until" DATE,
  "orderedById" UUID NOT NULL,
  "orderedAt" TIMESTAMPTZ(3) NOT NULL,
  "ratifyBy" TIMESTAMPTZ(3),
  "ratifiedAt" TIMESTAMPTZ(3),
  "ratifiedById" UUID,
  "endedAt" TIMESTAMPTZ(3),
  "endedById" UUID,
  "endedAs" "StopEnd",
  "endReason" TEXT,
  "devices" INTEGER NOT NULL,
  "permits" INTEGER NOT NULL,
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "Stop_pkey" PRIMARY KEY ("id"),
  -- Something is named: no stop is over the whole city by having been left empty.
  CONSTRAINT stop_is_over_something CHECK (num_nonnulls("onPermitId", "onDeviceId", "onPartnerId", "onAssetId", "onAssetClass", "onZoneId", "onNetworkId", "onModel") > 0),
  CONSTRAINT stop_names_a_whole_model CHECK (num_nulls("onMake", "onModel") IN (0, 2)),
  CONSTRAINT stop_tier CHECK ("tier" BETWEEN 1 AND 4),
  -- What is for good is no emergency: an emergency is undone by itself.
  CONSTRAINT stop_emergency CHECK ("ratifyBy" IS NULL OR "effect" IN ('restrict', 'suspend')),
  CONSTRAINT stop_ratified_by_another CHECK ("ratifiedById" IS DISTINCT FROM "orderedById" OR "ratifiedById" IS NULL),
  CONSTRAINT stop_ratified_whole CHECK (num_nulls("ratifiedAt", "ratifiedById") IN (0, 2) AND ("ratifiedAt" IS NULL OR "ratifyBy" IS NOT NULL)),
  CONSTRAINT stop_ended_whole CHECK (("endedAt" IS NULL) = ("endedAs" IS NULL))
);
CREATE UNIQUE INDEX "Stop_number_key" ON "Stop" ("number");
CREATE INDEX "Stop_onPermitId_idx" ON "Stop" ("onPermitId");
CREATE INDEX "Stop_endedAt_id_idx" ON "Stop" ("endedAt", "id");

CREATE TABLE "StopReach" (
  "stopId" UUID NOT NULL,
  "deviceId" UUID NOT NULL,
  "permitId" UUID NOT NULL,
  CONSTRAINT "StopReach_pkey" PRIMARY KEY ("stopId", "deviceId")
);
CREATE INDEX "StopReach_deviceId_idx" ON "StopReach" ("deviceId");
CREATE INDEX "StopReach_permitId_idx" ON "StopReach" ("permitId");

ALTER TABLE "Stop"
  ADD CONSTRAINT "Stop_orderedById_fkey" FOREIGN KEY ("orderedById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Stop_ratifiedById_fkey" FOREIGN KEY ("ratifiedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT "Stop_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "StopReach"
  ADD CONSTRAINT "StopReach_stopId_fkey" FOREIGN KEY ("stopId") REFERENCES "Stop" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "StopReach_deviceId_fkey" FOREIGN KEY ("deviceId") REFERENCES "Device" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "StopReach_permitId_fkey" FOREIGN KEY ("permitId") REFERENCES "Permit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TYPE "SetAsideOutcome" AS ENUM ('upheld', 'reversed');
CREATE TABLE "SetAside" (
  "id" UUID NOT NULL,
  "stopId" UUID NOT NULL,
  "reason" TEXT NOT NULL,
  "setById" UUID NOT NULL,
  "setAt" TIMESTAMPTZ(3) NOT NULL,
  "outcome" "SetAsideOutcome",
  "decidedById" UUID,
  "decidedAt" TIMESTAMPTZ(3),
  "decision" TEXT,
  CONSTRAINT "SetAside_pkey" PRIMARY KEY ("id"),
  CONSTRAINT set_aside_decided_whole CHECK (num_nulls("outcome", "decidedById", "decidedAt", "decision") IN (0, 4)),
  CONSTRAINT set_aside_decided_by_another CHECK ("decidedById" IS DISTINCT FROM "setById" OR "decidedById" IS NULL)
);
CREATE INDEX "SetAside_stopId_idx" ON "SetAside" ("stopId");
-- One at a time on each stop.
CREATE UNIQUE INDEX set_aside_once ON "SetAside" ("stopId") WHERE "outcome" IS NULL;
ALTER TABLE "SetAside"
  ADD CONSTRAINT "SetAside_stopId_fkey" FOREIGN KEY ("stopId") REFERENCES "Stop" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "SetAside_setById_fkey" FOREIGN KEY ("setById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "SetAside_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Whether a stop stands at an instant. An emergency that nobody ratified in time stands no more, with no job running.
CREATE FUNCTION lamppost_stands(s "Stop", at timestamptz) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT s."endedAt" IS NULL AND (s."ratifyBy" IS NULL OR s."ratifiedAt" IS NOT NULL OR s."ratifyBy" > at)
$$;

-- A database from before: what is suspended or revoked gets its cause, under the officer who decided it.
DO $$
DECLARE
  p RECORD;
BEGIN
  FOR p IN SELECT * FROM "Permit" WHERE status IN ('suspended', 'revoked') LOOP
    WITH made AS (
      INSERT INTO "Stop" (id, effect, "onPermitId", "partnerId", "agencyId", "zoneId", "assetClass", tier, reason, until, "orderedById", "orderedAt", devices, permits)
      SELECT gen_random_uuid(), CASE p.status WHEN 'revoked' THEN 'revoke' ELSE 'suspend' END::"StopEffect", p.id, p."partnerId", p."agencyId", p."zoneId", p."assetClass", p.tier,
        coalesce(e.open->>'reason', p.reason), p."suspendedUntil", coalesce(e."actorId", p."decidedById"), coalesce(e.at, p."decidedAt"), (SELECT count(*) FROM "Device" d WHERE d."permitId" = p.id), 1
      FROM (SELECT 1) one LEFT JOIN LATERAL (SELECT * FROM "LedgerEntry" x WHERE x."subjectId" = p.id AND x."toStatus" = p.status::text ORDER BY x.id DESC LIMIT 1) e ON true
      RETURNING id)
    INSERT INTO "StopReach" ("stopId", "deviceId", "permitId") SELECT made.id, d.id, d."permitId" FROM made, "Device" d WHERE d."permitId" = p.id;
  END LOOP;
END $$;

-- ── What is decided stays ────────────────────────────────────────────────────────────────────────────────

-- A stop is ratified once and ends once; what it is over, why and by whom never changes.
CREATE FUNCTION lamppost_stop_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD."endedAt" IS NOT NULL OR (OLD."ratifiedAt" IS NOT NULL AND NEW."ratifiedAt" IS DISTINCT FROM OLD."ratifiedAt")
    OR (to_jsonb(OLD) - ARRAY['ratifiedAt', 'ratifiedById', 'endedAt', 'endedById', 'endedAs', 'endReason', 'version']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['ratifiedAt', 'ratifiedById', 'endedAt', 'endedById', 'endedAs', 'endReason', 'version']) THEN
    RAISE EXCEPTION 'What was stopped, why and by whom is never rewritten; a stop ends once.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'stop_only_ends';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stop_only_ends BEFORE UPDATE OR DELETE ON "Stop" FOR EACH ROW EXECUTE FUNCTION lamppost_stop_only_ends();
CREATE TRIGGER reach_frozen BEFORE UPDATE OR DELETE ON "StopReach" FOR EACH ROW EXECUTE FUNCTION lamppost_frozen();

CREATE FUNCTION lamppost_decided_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'What was decided anew is not rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'decided_once';
END $$;
CREATE TRIGGER set_aside_decided_once BEFORE UPDATE ON "SetAside" FOR EACH ROW WHEN (OLD."outcome" IS NOT NULL OR (OLD."stopId", OLD."reason", OLD."setById", OLD."setAt") IS DISTINCT FROM (NEW."stopId", NEW."reason", NEW."setById", NEW."setAt"))
  EXECUTE FUNCTION lamppost_decided_once();
CREATE TRIGGER set_aside_stays BEFORE DELETE ON "SetAside" FOR EACH ROW EXECUTE FUNCTION lamppost_frozen();

-- No stop begins, is ratified or ends without an entry: its own, or that of the one permit that it is over.
CREATE FUNCTION lamppost_stop_needs_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.tx = pg_current_xact_id() AND ((e."subjectType" = 'Stop' AND e."subjectId" = NEW.id) OR (e."subjectType" = 'Permit' AND e."subjectId" = NEW."onPermitId"))) THEN
    RAISE EXCEPTION 'A change of stop % has no ledger entry in its transaction.', NEW.id USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER stop_ordered_needs_entry AFTER INSERT ON "Stop" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_stop_needs_entry();
CREATE CONSTRAINT TRIGGER stop_needs_entry AFTER UPDATE ON "Stop" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_stop_needs_entry();

CREATE FUNCTION lamppost_set_aside_needs_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.tx = pg_current_xact_id() AND e."subjectType" = 'Stop' AND e."subjectId" = NEW."stopId") THEN
    RAISE EXCEPTION 'Setting stop % aside has no ledger entry in its transaction.', NEW."stopId" USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER set_aside_needs_entry AFTER INSERT OR UPDATE ON "SetAside" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_set_aside_needs_entry();

-- With a permit that is over all its devices lose their right, in the one change that its listing makes of them anyway.
CREATE OR REPLACE FUNCTION lamppost_permit_tells_devices() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE "Device" SET "permitStatus" = NEW.status, "startsOn" = NEW."startsOn", "expiresOn" = NEW."expiresOn",
    status = CASE WHEN NEW.status IN ('revoked', 'voided') AND status = 'authorised' THEN 'deauthorised' ELSE status END,
    version = version + CASE WHEN NEW.status IN ('revoked', 'voided') AND status = 'authorised' THEN 1 ELSE 0 END
  WHERE "permitId" = NEW.id;
  RETURN NULL;
END $$;

-- What the permit's own change brings is covered by the permit's entry, which is demanded anyway: its listing changes with it, and only so.
DROP TRIGGER device_needs_entry ON "Device";
CREATE CONSTRAINT TRIGGER device_needs_entry AFTER UPDATE ON "Device" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (
    (OLD.status, OLD."permitId", OLD."assetId") IS DISTINCT FROM (NEW.status, NEW."permitId", NEW."assetId") AND OLD."permitStatus" = NEW."permitStatus"
  ) EXECUTE FUNCTION lamppost_needs_entry('Device');

-- ── Rights, and the wall ─────────────────────────────────────────────────────────────────────────────────

GRANT SELECT, INSERT ON "Stop", "StopReach" TO lamppost_app;
GRANT UPDATE ("ratifiedAt", "ratifiedById", "endedAt", "endedById", "endedAs", "endReason", version) ON "Stop" TO lamppost_app;
GRANT SELECT, INSERT ON "SetAside" TO lamppost_app;
GRANT UPDATE ("outcome", "decidedById", "decidedAt", "decision") ON "SetAside" TO lamppost_app;
GRANT USAGE ON SEQUENCE "Stop_number_seq" TO lamppost_app;
REVOKE DELETE, TRUNCATE, REFERENCES, TRIGGER ON "Stop", "StopReach", "SetAside" FROM lamppost_app;

-- Why something may not operate, and since when, anybody may know: the register says it.
ALTER TABLE "Stop" ENABLE ROW LEVEL SECURITY;
CREATE POLICY anyone_reads ON "Stop" FOR SELECT TO lamppost_app USING (true);
CREATE POLICY ordered ON "Stop" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("orderedById" = (SELECT lamppost_person()) AND (SELECT lamppost_holds('permits.suspend', 'permits.revoke')) AND ("partnerId" IS NULL OR NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[]))));
CREATE POLICY ended ON "Stop" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR ((SELECT lamppost_holds('permits.suspend', 'permits.revoke')) AND ("partnerId" IS NULL OR NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[]))));
ALTER TABLE "StopReach" ENABLE ROW LEVEL SECURITY;
CREATE POLICY anyone_reads ON "StopReach" FOR SELECT TO lamppost_app USING (true);
-- Whoever approves under a stop that stands puts the new devices under it.
CREATE POLICY reached ON "StopReach" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ((SELECT lamppost_holds('permits.decide', 'permits.suspend', 'permits.revoke')) AND EXISTS (SELECT FROM "Device" d WHERE d.id = "deviceId" AND d."permitId" = "StopReach"."permitId")));

ALTER TABLE "SetAside" ENABLE ROW LEVEL SECURITY;
CREATE POLICY anyone_reads ON "SetAside" FOR SELECT TO lamppost_app USING (true);
CREATE POLICY set ON "SetAside" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("setById" = (SELECT lamppost_person()) AND (SELECT lamppost_holds('permits.suspend', 'permits.revoke'))));
CREATE POLICY decided ON "SetAside" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()) OR (SELECT lamppost_holds('permits.suspend', 'permits.revoke')));

-- A device under a broad stop is listed no more once its right was withdrawn.
CREATE OR REPLACE VIEW "DeviceListed" AS
  SELECT id, code, name, "assetId", "zoneId", purpose, identifies, lat, lon, "permitStatus", "startsOn", "expiresOn", words, status FROM "Device";

-- What changed on permits by them is public, as what is decided on one permit is (the names are those of `publicNames` in lib/registry/queries.ts).
DROP POLICY seen ON "LedgerEntry";
CREATE POLICY seen ON "LedgerEntry" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "actorId" = (SELECT lamppost_person())
  OR (name IN ('permit.granted', 'permit.suspended', 'permit.restricted', 'permit.narrowed', 'permit.resumed', 'permit.revoked', 'permit.voided', 'permit.reinstated', 'application.refused') AND "subjectType" IN ('Permit', 'Application'))
  OR (((SELECT lamppost_oversees_people()) OR ((SELECT lamppost_is_staff()) AND "subjectType" NOT IN ('Person', 'Grant', 'GrantRequest', 'Interest', 'Training', 'ApartException', 'Review', 'ReviewItem', 'LegalHold', 'Finding', 'Sample', 'LedgerRead', 'LedgerEntry', 'LedgerKey')))
    AND ((SELECT lamppost_apart_partners())::uuid[] = '{}' OR NOT lamppost_is_of("subjectType", "subjectId", (SELECT lamppost_apart_partners())::uuid[])))
  OR ("subjectType" = 'Person' AND "subjectId" = (SELECT lamppost_person()))
  OR ("subjectType" = 'Grant' AND EXISTS (SELECT FROM "Grant" g WHERE g.id = "subjectId" AND g."personId" = (SELECT lamppost_person())))
  OR ((SELECT lamppost_partners())::uuid[] <> '{}' AND lamppost_is_of("subjectType", "subjectId", (SELECT lamppost_partners())::uuid[])));
