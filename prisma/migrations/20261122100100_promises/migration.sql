-- What must hold even if the application's code is wrong.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- Two roles: the owner migrates; lamppost_app serves. Where the role is made beforehand (with a password) this does nothing.
DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'lamppost_app') THEN
    CREATE ROLE lamppost_app NOLOGIN;
  END IF;
  -- Lets a portal that was given only the owner's address lower itself to the app's role.
  IF NOT pg_has_role(current_user, 'lamppost_app', 'MEMBER') THEN
    EXECUTE format('GRANT lamppost_app TO %I', current_user);
  END IF;
END $$;

-- ── The ledger ───────────────────────────────────────────────────────────────────────────────────────────

-- The transaction that wrote an entry, filled by the database. Outside the app's column rights, so it cannot be forged.
ALTER TABLE "LedgerEntry" ADD COLUMN tx xid8 NOT NULL DEFAULT pg_current_xact_id();

CREATE FUNCTION lamppost_ledger_is_for_ever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'The ledger is only ever added to: % is refused.', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE ON "LedgerEntry" FOR EACH ROW EXECUTE FUNCTION lamppost_ledger_is_for_ever();
CREATE TRIGGER ledger_no_truncate BEFORE TRUNCATE ON "LedgerEntry" FOR EACH STATEMENT EXECUTE FUNCTION lamppost_ledger_is_for_ever();

-- No governed record changes without its entry in the same transaction. Deferred to the commit, so that the entry may come after.
CREATE FUNCTION lamppost_needs_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  subject_type text := TG_ARGV[0];
  subject_id uuid;
  status text;
BEGIN
  IF subject_type = 'Grant' THEN
    subject_id := NEW.id;
    status := CASE WHEN NEW."endedAt" IS NULL THEN 'given' ELSE 'ended' END;
  ELSIF subject_type = 'Device' THEN
    -- A device is authorised and deauthorised by its permit's decision.
    subject_type := 'Permit';
    subject_id := NEW."permitId";
    status := NULL;
  ELSE
    subject_id := NEW.id;
    status := NEW.status::text;
  END IF;
  IF NOT EXISTS (
    SELECT FROM "LedgerEntry" entry
    WHERE entry."subjectType" = subject_type
      AND entry."subjectId" = subject_id
      AND (status IS NULL OR entry."toStatus" = status)
      AND entry.tx = pg_current_xact_id()
  ) THEN
    RAISE EXCEPTION 'A change of % % to "%" has no ledger entry in its transaction.', subject_type, subject_id, status
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER application_given_needs_entry AFTER INSERT ON "Application" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION lamppost_needs_entry('Application');
CREATE CONSTRAINT TRIGGER application_needs_entry AFTER UPDATE ON "Application" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION lamppost_needs_entry('Application');

CREATE CONSTRAINT TRIGGER permit_given_needs_entry AFTER INSERT ON "Permit" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION lamppost_needs_entry('Permit');
CREATE CONSTRAINT TRIGGER permit_needs_entry AFTER UPDATE ON "Permit" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (
    (OLD.status, OLD."startsOn", OLD."expiresOn", OLD."suspendedUntil", OLD."partnerId")
    IS DISTINCT FROM (NEW.status, NEW."startsOn", NEW."expiresOn", NEW."suspendedUntil", NEW."partnerId")
  ) EXECUTE FUNCTION lamppost_needs_entry('Permit');

CREATE CONSTRAINT TRIGGER device_given_needs_entry AFTER INSERT ON "Device" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION lamppost_needs_entry('Device');
CREATE CONSTRAINT TRIGGER device_needs_entry AFTER UPDATE ON "Device" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (
    (OLD.status, OLD."permitId", OLD."assetId") IS DISTINCT FROM (NEW.status, NEW."permitId", NEW."assetId")
  ) EXECUTE FUNCTION lamppost_needs_entry('Device');

CREATE CONSTRAINT TRIGGER partner_given_needs_entry AFTER INSERT ON "Partner" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION lamppost_needs_entry('Partner');
CREATE CONSTRAINT TRIGGER partner_needs_entry AFTER UPDATE ON "Partner" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION lamppost_needs_entry('Partner');

CREATE CONSTRAINT TRIGGER person_given_needs_entry AFTER INSERT ON "Person" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION lamppost_needs_entry('Person');
CREATE CONSTRAINT TRIGGER person_needs_entry AFTER UPDATE ON "Person" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION lamppost_needs_entry('Person');

CREATE CONSTRAINT TRIGGER grant_given_needs_entry AFTER INSERT ON "Grant" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION lamppost_needs_entry('Grant');
CREATE CONSTRAINT TRIGGER grant_needs_entry AFTER UPDATE ON "Grant" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION lamppost_needs_entry('Grant');

-- ── Grants: given once, ended once, never rewritten ──────────────────────────────────────────────────────

ALTER TABLE "Grant"
  ADD CONSTRAINT grant_tier CHECK ("highestTier" BETWEEN 1 AND 4),
  ADD CONSTRAINT grant_validity CHECK ("validUntil" IS NULL OR "validUntil" > "validFrom"),
  ADD CONSTRAINT grant_not_to_oneself CHECK (origin <> 'given' OR ("givenById" IS NOT NULL AND "givenById" <> "personId")),
  ADD CONSTRAINT grant_ended_whole CHECK (("endedAt" IS NULL) = ("endReason" IS NULL));

CREATE FUNCTION lamppost_grant_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'A grant is never deleted: end it.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD."endedAt" IS NOT NULL
     OR (NEW.id, NEW."personId", NEW.capability, NEW."agencyId", NEW."zoneId", NEW."assetClass", NEW."highestTier", NEW."partnerId",
         NEW."validFrom", NEW."validUntil", NEW.reason, NEW.origin, NEW."givenById")
        IS DISTINCT FROM
        (OLD.id, OLD."personId", OLD.capability, OLD."agencyId", OLD."zoneId", OLD."assetClass", OLD."highestTier", OLD."partnerId",
         OLD."validFrom", OLD."validUntil", OLD.reason, OLD.origin, OLD."givenById") THEN
    RAISE EXCEPTION 'A grant is never edited: end it and give another.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER grant_only_ends BEFORE UPDATE OR DELETE ON "Grant" FOR EACH ROW EXECUTE FUNCTION lamppost_grant_only_ends();

-- ── Records ──────────────────────────────────────────────────────────────────────────────────────────────

ALTER TABLE "Application" ADD CONSTRAINT application_tier CHECK (tier BETWEEN 1 AND 4);
ALTER TABLE "Permit"
  ADD CONSTRAINT permit_tier CHECK (tier BETWEEN 1 AND 4),
  ADD CONSTRAINT permit_dates CHECK ("expiresOn" >= "startsOn"),
  ADD CONSTRAINT permit_reason CHECK (length(btrim(reason)) > 0);
ALTER TABLE "Asset" ADD CONSTRAINT asset_on_earth CHECK (lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180),
  ADD CONSTRAINT asset_slots CHECK (slots BETWEEN 0 AND 40);
ALTER TABLE "Person" ADD CONSTRAINT person_email_lower CHECK (email = lower(email));

-- A place on an asset is taken by one application or permit at a time.
CREATE UNIQUE INDEX slot_taken_once ON "SlotHold" ("assetId", slot) WHERE status IN ('held', 'consumed');

-- A submission is frozen.
CREATE FUNCTION lamppost_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is frozen once written: % is refused.', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER submission_frozen BEFORE UPDATE OR DELETE ON "Submission" FOR EACH ROW EXECUTE FUNCTION lamppost_frozen();
CREATE TRIGGER condition_frozen BEFORE UPDATE OR DELETE ON "PermitCondition" FOR EACH ROW EXECUTE FUNCTION lamppost_frozen();

-- What the register lists of a device follows its permit, whoever changes the permit.
CREATE FUNCTION lamppost_device_takes_permit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  SELECT status, "startsOn", "expiresOn" INTO STRICT NEW."permitStatus", NEW."startsOn", NEW."expiresOn"
  FROM "Permit" WHERE id = NEW."permitId";
  RETURN NEW;
END $$;
CREATE TRIGGER device_takes_permit BEFORE INSERT OR UPDATE OF "permitId" ON "Device" FOR EACH ROW EXECUTE FUNCTION lamppost_device_takes_permit();

CREATE FUNCTION lamppost_permit_tells_devices() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE "Device" SET "permitStatus" = NEW.status, "startsOn" = NEW."startsOn", "expiresOn" = NEW."expiresOn" WHERE "permitId" = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER permit_tells_devices AFTER UPDATE ON "Permit" FOR EACH ROW
  WHEN ((OLD.status, OLD."startsOn", OLD."expiresOn") IS DISTINCT FROM (NEW.status, NEW."startsOn", NEW."expiresOn"))
  EXECUTE FUNCTION lamppost_permit_tells_devices();

-- ── Finding things without reading the table ─────────────────────────────────────────────────────────────

CREATE INDEX device_words ON "Device" USING gin (words gin_trgm_ops);
CREATE INDEX device_listed ON "Device" (id DESC) WHERE "permitStatus" IN ('active', 'restricted', 'suspended');
CREATE INDEX device_listed_zone ON "Device" ("zoneId", id DESC) WHERE "permitStatus" IN ('active', 'restricted', 'suspended');
CREATE INDEX device_listed_purpose ON "Device" (purpose, id DESC) WHERE "permitStatus" IN ('active', 'restricted', 'suspended');
CREATE INDEX device_listed_identifies ON "Device" (identifies, id DESC) WHERE "permitStatus" IN ('active', 'restricted', 'suspended');
CREATE INDEX device_place ON "Device" (lon, lat) WHERE "permitStatus" IN ('active', 'restricted', 'suspended');
CREATE INDEX asset_words ON "Asset" USING gin ((code || ' ' || place) gin_trgm_ops);
CREATE INDEX application_queue ON "Application" ("dueOn", id) WHERE status IN ('submitted', 'in_review', 'changes_requested');
CREATE INDEX application_queue_zone ON "Application" ("zoneId", "dueOn", id) WHERE status IN ('submitted', 'in_review', 'changes_requested');
CREATE INDEX application_queue_agency ON "Application" ("agencyId", "dueOn", id) WHERE status IN ('submitted', 'in_review', 'changes_requested');
CREATE INDEX ledger_public_decisions ON "LedgerEntry" (id DESC) WHERE "subjectType" IN ('Permit', 'Application');

-- ── What the app's role may do ───────────────────────────────────────────────────────────────────────────

GRANT USAGE ON SCHEMA public TO lamppost_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO lamppost_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO lamppost_app;

-- Nobody deletes what was decided.
REVOKE DELETE ON "Person", "Grant", "Membership", "Partner", "Application", "Submission", "Permit", "PermitCondition", "Device",
  "LedgerEntry", "Asset", "Agency", "Zone", "SlotHold", "AssetImport", "Notice", "DecisionKey" FROM lamppost_app;
REVOKE TRUNCATE, REFERENCES, TRIGGER ON ALL TABLES IN SCHEMA public FROM lamppost_app;
REVOKE UPDATE ON "Submission", "PermitCondition" FROM lamppost_app;

REVOKE INSERT, UPDATE ON "LedgerEntry" FROM lamppost_app;
GRANT INSERT (id, at, name, "subjectType", "subjectId", "fromStatus", "toStatus", "grantId", "actorKind", open, "actorId", sealed, "causeId", "previousId")
  ON "LedgerEntry" TO lamppost_app;

REVOKE UPDATE ON "Grant" FROM lamppost_app;
GRANT UPDATE ("endedAt", "endedById", "endReason", version) ON "Grant" TO lamppost_app;

REVOKE UPDATE ON "Device" FROM lamppost_app;
GRANT UPDATE (status, version) ON "Device" TO lamppost_app;

-- The bookkeeping of migrations is the owner's.
DO $$
BEGIN
  IF to_regclass('public._prisma_migrations') IS NOT NULL THEN
    REVOKE ALL ON "_prisma_migrations" FROM lamppost_app;
  END IF;
END $$;
