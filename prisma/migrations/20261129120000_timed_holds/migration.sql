-- Places are held for a time while an application is written, and whoever comes later waits in a row.

ALTER TYPE "HoldStatus" ADD VALUE 'lapsed';
ALTER TABLE "SlotHold" ADD COLUMN "until" TIMESTAMPTZ(3), ADD COLUMN "lapseTold" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX slot_hold_untold ON "SlotHold" ("applicationId") WHERE NOT "lapseTold" AND "until" IS NOT NULL;
CREATE INDEX slot_hold_lapses ON "SlotHold" ("until") WHERE status = 'held' AND "until" IS NOT NULL;
CREATE TYPE "PlaceWaitEnd" AS ENUM ('given', 'left', 'over');
CREATE TABLE "PlaceWait" (
  "id" UUID NOT NULL,
  "assetId" UUID NOT NULL,
  "applicationId" UUID NOT NULL,
  "since" TIMESTAMPTZ(3) NOT NULL,
  "endedAt" TIMESTAMPTZ(3),
  "endedAs" "PlaceWaitEnd",
  CONSTRAINT "PlaceWait_pkey" PRIMARY KEY ("id"),
  CONSTRAINT wait_ended_whole CHECK (num_nulls("endedAt", "endedAs") IN (0, 2))
);
CREATE INDEX "PlaceWait_assetId_id_idx" ON "PlaceWait" ("assetId", "id");
CREATE INDEX "PlaceWait_applicationId_idx" ON "PlaceWait" ("applicationId");
CREATE UNIQUE INDEX wait_once ON "PlaceWait" ("assetId", "applicationId") WHERE "endedAt" IS NULL;
ALTER TABLE "PlaceWait"
  ADD CONSTRAINT "PlaceWait_assetId_fkey" FOREIGN KEY ("assetId") REFERENCES "Asset" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "PlaceWait_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE FUNCTION lamppost_wait_ends_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD."endedAt" IS NOT NULL OR (to_jsonb(OLD) - ARRAY['endedAt', 'endedAs']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['endedAt', 'endedAs']) THEN
    RAISE EXCEPTION 'Who waits since when is not rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'wait_ends_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER wait_ends_once BEFORE UPDATE OR DELETE ON "PlaceWait" FOR EACH ROW EXECUTE FUNCTION lamppost_wait_ends_once();
CREATE FUNCTION lamppost_wait_needs_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.tx = pg_current_xact_id() AND e."subjectType" = 'Application' AND e."subjectId" = NEW."applicationId") THEN
    RAISE EXCEPTION 'A change of wait % has no ledger entry in its transaction.', NEW.id USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER wait_needs_entry AFTER INSERT OR UPDATE ON "PlaceWait" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_wait_needs_entry();

GRANT SELECT, INSERT ON "PlaceWait" TO lamppost_app;
GRANT UPDATE ("endedAt", "endedAs") ON "PlaceWait" TO lamppost_app;
REVOKE DELETE, TRUNCATE, REFERENCES, TRIGGER ON "PlaceWait" FROM lamppost_app;
ALTER TABLE "PlaceWait" ENABLE ROW LEVEL SECURITY;
-- How many wait for a place anybody with an account may know, as with who holds it: by which application, and nothing of it.
CREATE POLICY seen ON "PlaceWait" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR (SELECT lamppost_person()) IS NOT NULL);
CREATE POLICY waits ON "PlaceWait" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR EXISTS (SELECT FROM "Application" a WHERE a.id = "applicationId" AND a."partnerId" = ANY ((SELECT lamppost_partners())::uuid[])));
CREATE POLICY ends ON "PlaceWait" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR EXISTS (SELECT FROM "Application" a WHERE a.id = "applicationId" AND (a."partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) OR (SELECT lamppost_holds('applications.review', 'permits.decide', 'permits.revoke')))));
