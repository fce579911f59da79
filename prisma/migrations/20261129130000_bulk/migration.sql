-- The same decision over a selection, one by one, with a result for each record.

CREATE TYPE "BulkStatus" AS ENUM ('drawn_up', 'queued', 'running', 'stopped', 'finished');
CREATE TYPE "BulkOutcome" AS ENUM ('waiting', 'decided', 'refused');
CREATE TABLE "BulkRun" (
  "id" UUID NOT NULL,
  "number" SERIAL NOT NULL,
  "deed" TEXT NOT NULL,
  "from" TEXT NOT NULL,
  "status" "BulkStatus" NOT NULL DEFAULT 'drawn_up',
  "input" JSONB NOT NULL DEFAULT '{}',
  "ownerId" UUID NOT NULL,
  "secondFactor" BOOLEAN NOT NULL DEFAULT false,
  "confirmedAt" TIMESTAMPTZ(3),
  "drawnUpAt" TIMESTAMPTZ(3) NOT NULL,
  "startedAt" TIMESTAMPTZ(3),
  "finishedAt" TIMESTAMPTZ(3),
  "leaseUntil" TIMESTAMPTZ(3),
  "total" INTEGER NOT NULL,
  "decided" INTEGER NOT NULL DEFAULT 0,
  "refused" INTEGER NOT NULL DEFAULT 0,
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "BulkRun_pkey" PRIMARY KEY ("id"),
  CONSTRAINT bulk_of_some CHECK ("total" BETWEEN 1 AND 10000 AND "decided" + "refused" <= "total")
);
CREATE UNIQUE INDEX "BulkRun_number_key" ON "BulkRun" ("number");
CREATE INDEX "BulkRun_ownerId_id_idx" ON "BulkRun" ("ownerId", "id");
CREATE INDEX bulk_to_run ON "BulkRun" ("startedAt") WHERE status IN ('queued', 'running');
ALTER TABLE "BulkRun" ADD CONSTRAINT "BulkRun_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TABLE "BulkItem" (
  "runId" UUID NOT NULL,
  "position" INTEGER NOT NULL,
  "applicationId" UUID,
  "permitId" UUID,
  "reference" TEXT NOT NULL,
  "seen" INTEGER NOT NULL,
  "outcome" "BulkOutcome" NOT NULL DEFAULT 'waiting',
  "words" TEXT,
  "at" TIMESTAMPTZ(3),
  CONSTRAINT "BulkItem_pkey" PRIMARY KEY ("runId", "position"),
  CONSTRAINT bulk_item_of_one CHECK (num_nonnulls("applicationId", "permitId") = 1),
  CONSTRAINT bulk_item_told CHECK (("outcome" = 'waiting') = ("at" IS NULL) AND ("outcome" <> 'refused' OR "words" IS NOT NULL))
);
CREATE INDEX "BulkItem_applicationId_idx" ON "BulkItem" ("applicationId");
CREATE INDEX "BulkItem_permitId_idx" ON "BulkItem" ("permitId");
CREATE INDEX bulk_item_waits ON "BulkItem" ("runId", "position") WHERE "outcome" = 'waiting';
ALTER TABLE "BulkItem"
  ADD CONSTRAINT "BulkItem_runId_fkey" FOREIGN KEY ("runId") REFERENCES "BulkRun" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "BulkItem_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT "BulkItem_permitId_fkey" FOREIGN KEY ("permitId") REFERENCES "Permit" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
-- What is selected, and what became of it, is not rewritten.
CREATE FUNCTION lamppost_bulk_item_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.outcome <> 'waiting' OR (to_jsonb(OLD) - ARRAY['outcome', 'words', 'at']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['outcome', 'words', 'at']) THEN
    RAISE EXCEPTION 'What is selected, and what became of it, is not rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'bulk_item_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER bulk_item_once BEFORE UPDATE OR DELETE ON "BulkItem" FOR EACH ROW EXECUTE FUNCTION lamppost_bulk_item_once();
-- That the worker is at it is no decision; everything else is.
CREATE CONSTRAINT TRIGGER bulk_drawn_up_needs_entry AFTER INSERT ON "BulkRun" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_needs_entry('BulkRun');
CREATE CONSTRAINT TRIGGER bulk_needs_entry AFTER UPDATE ON "BulkRun" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status AND NEW.status <> 'running') EXECUTE FUNCTION lamppost_needs_entry('BulkRun');

GRANT SELECT, INSERT ON "BulkRun", "BulkItem" TO lamppost_app;
GRANT UPDATE ("status", "input", "secondFactor", "confirmedAt", "startedAt", "finishedAt", "leaseUntil", "decided", "refused", version) ON "BulkRun" TO lamppost_app;
GRANT UPDATE ("outcome", "words", "at") ON "BulkItem" TO lamppost_app;
GRANT USAGE ON SEQUENCE "BulkRun_number_seq" TO lamppost_app;
REVOKE DELETE, TRUNCATE, REFERENCES, TRIGGER ON "BulkRun", "BulkItem" FROM lamppost_app;
ALTER TABLE "BulkRun" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "BulkRun" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR "ownerId" = (SELECT lamppost_person()));
CREATE POLICY drawn_up ON "BulkRun" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()) OR ("ownerId" = (SELECT lamppost_person()) AND status = 'drawn_up' AND (SELECT lamppost_is_staff())));
CREATE POLICY goes_on ON "BulkRun" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()) OR "ownerId" = (SELECT lamppost_person()))
  WITH CHECK ((SELECT lamppost_is_system()) OR ("ownerId" = (SELECT lamppost_person()) AND status IN ('queued', 'stopped')));
ALTER TABLE "BulkItem" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "BulkItem" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR EXISTS (SELECT FROM "BulkRun" r WHERE r.id = "runId"));
CREATE POLICY drawn_up ON "BulkItem" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()) OR EXISTS (SELECT FROM "BulkRun" r WHERE r.id = "runId" AND r.status = 'drawn_up' AND r."ownerId" = (SELECT lamppost_person())));
CREATE POLICY told ON "BulkItem" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()));
