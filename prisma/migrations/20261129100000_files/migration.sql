-- Files as evidence: who filed which, for what; and their bytes, sealed, once for each content.

CREATE TYPE "FilePlace" AS ENUM ('application', 'notice', 'obligation', 'removal');
CREATE TYPE "FileKind" AS ENUM ('pdf', 'png', 'jpeg', 'webp', 'docx', 'xlsx', 'odt', 'ods', 'text', 'csv');
CREATE TABLE "FileContent" (
  "hash" TEXT NOT NULL,
  "keyId" UUID NOT NULL,
  "bytes" INTEGER NOT NULL,
  "sealed" BYTEA NOT NULL,
  "scannedAt" TIMESTAMPTZ(3),
  CONSTRAINT "FileContent_pkey" PRIMARY KEY ("hash"),
  CONSTRAINT content_by_its_hash CHECK ("hash" ~ '^[0-9a-f]{64}$' AND "bytes" > 0)
);
-- What is encrypted does not get smaller.
ALTER TABLE "FileContent" ALTER COLUMN "sealed" SET STORAGE EXTERNAL;
CREATE TABLE "EvidenceFile" (
  "id" UUID NOT NULL,
  "number" SERIAL NOT NULL,
  "place" "FilePlace" NOT NULL,
  "applicationId" UUID,
  "permitId" UUID,
  "considerationId" UUID,
  "obligationId" UUID,
  "removalId" UUID,
  "partnerId" UUID NOT NULL,
  "section" TEXT,
  "name" TEXT NOT NULL,
  "kind" "FileKind" NOT NULL,
  "bytes" INTEGER NOT NULL,
  "contentHash" TEXT NOT NULL,
  "addedById" UUID NOT NULL,
  "addedAt" TIMESTAMPTZ(3) NOT NULL,
  "sentIn" INTEGER,
  "removedAt" TIMESTAMPTZ(3),
  "removedById" UUID,
  CONSTRAINT "EvidenceFile_pkey" PRIMARY KEY ("id"),
  CONSTRAINT file_of_one_record CHECK (num_nonnulls("applicationId", "permitId") = 1),
  CONSTRAINT file_in_its_place CHECK (
    ("place" = 'application') = ("applicationId" IS NOT NULL AND "considerationId" IS NULL AND "section" IS NOT NULL)
    AND ("place" = 'notice') = ("considerationId" IS NOT NULL)
    AND ("place" = 'obligation') = ("obligationId" IS NOT NULL)
    AND ("place" = 'removal') = ("removalId" IS NOT NULL)),
  CONSTRAINT file_removed_whole CHECK (num_nulls("removedAt", "removedById") IN (0, 2))
);
CREATE UNIQUE INDEX "EvidenceFile_number_key" ON "EvidenceFile" ("number");
CREATE INDEX "EvidenceFile_applicationId_idx" ON "EvidenceFile" ("applicationId");
CREATE INDEX "EvidenceFile_permitId_idx" ON "EvidenceFile" ("permitId");
CREATE INDEX "EvidenceFile_contentHash_idx" ON "EvidenceFile" ("contentHash");
ALTER TABLE "EvidenceFile"
  ADD CONSTRAINT "EvidenceFile_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT "EvidenceFile_permitId_fkey" FOREIGN KEY ("permitId") REFERENCES "Permit" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT "EvidenceFile_considerationId_fkey" FOREIGN KEY ("considerationId") REFERENCES "Consideration" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT "EvidenceFile_obligationId_fkey" FOREIGN KEY ("obligationId") REFERENCES "Obligation" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT "EvidenceFile_removalId_fkey" FOREIGN KEY ("removalId") REFERENCES "Removal" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT "EvidenceFile_addedById_fkey" FOREIGN KEY ("addedById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was filed is not rewritten: it is sent once, and taken back at most.
CREATE FUNCTION lamppost_file_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD."removedAt" IS NOT NULL OR (OLD."sentIn" IS NOT NULL AND OLD."sentIn" IS DISTINCT FROM NEW."sentIn")
    OR (to_jsonb(OLD) - ARRAY['sentIn', 'removedAt', 'removedById']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['sentIn', 'removedAt', 'removedById']) THEN
    RAISE EXCEPTION 'A file that was filed is not rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'file_goes_on';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER file_goes_on BEFORE UPDATE OR DELETE ON "EvidenceFile" FOR EACH ROW EXECUTE FUNCTION lamppost_file_goes_on();
CREATE FUNCTION lamppost_file_needs_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.tx = pg_current_xact_id()
    AND ((e."subjectType" = 'Application' AND e."subjectId" = NEW."applicationId") OR (e."subjectType" = 'Permit' AND e."subjectId" = NEW."permitId"))) THEN
    RAISE EXCEPTION 'File % has no ledger entry in its transaction.', NEW.number USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER file_needs_entry AFTER INSERT OR UPDATE ON "EvidenceFile" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_file_needs_entry();
-- Filed with its bytes, or not at all; and bytes that a file or a submission needs do not go.
CREATE FUNCTION lamppost_file_has_content() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "FileContent" c WHERE c.hash = NEW."contentHash" AND c.bytes = NEW.bytes) THEN
    RAISE EXCEPTION 'File % has no content.', NEW.number USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'file_has_content';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER file_has_content AFTER INSERT ON "EvidenceFile" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_file_has_content();
CREATE FUNCTION lamppost_content_is_needed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' OR EXISTS (SELECT FROM "EvidenceFile" f WHERE f."contentHash" = OLD.hash AND (f."removedAt" IS NULL OR f."sentIn" IS NOT NULL)) THEN
    RAISE EXCEPTION 'The content of a file is not rewritten, and stays as long as it is needed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'content_is_needed';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER content_is_needed BEFORE UPDATE OR DELETE ON "FileContent" FOR EACH ROW EXECUTE FUNCTION lamppost_content_is_needed();

GRANT SELECT, INSERT ON "EvidenceFile" TO lamppost_app;
GRANT UPDATE ("sentIn", "removedAt", "removedById") ON "EvidenceFile" TO lamppost_app;
GRANT USAGE ON SEQUENCE "EvidenceFile_number_seq" TO lamppost_app;
REVOKE DELETE, TRUNCATE, REFERENCES, TRIGGER ON "EvidenceFile" FROM lamppost_app;
GRANT SELECT, INSERT, DELETE ON "FileContent" TO lamppost_app;
REVOKE UPDATE, TRUNCATE, REFERENCES, TRIGGER ON "FileContent" FROM lamppost_app;
ALTER TABLE "EvidenceFile" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "EvidenceFile" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) OR ((SELECT lamppost_is_staff()) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));
CREATE POLICY filed ON "EvidenceFile" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("addedById" = (SELECT lamppost_person()) AND "sentIn" IS NULL AND "removedAt" IS NULL AND "partnerId" = ANY ((SELECT lamppost_partners())::uuid[])));
CREATE POLICY goes_on ON "EvidenceFile" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[]));
ALTER TABLE "FileContent" ENABLE ROW LEVEL SECURITY;
-- Whoever sees a file sees its bytes. They are stored and removed for them, past the wall: else a foreign file of the same content would be told apart.
CREATE POLICY seen ON "FileContent" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR EXISTS (SELECT FROM "EvidenceFile" f WHERE f."contentHash" = "FileContent".hash));
CREATE POLICY stored ON "FileContent" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()));
CREATE POLICY gone ON "FileContent" FOR DELETE TO lamppost_app USING ((SELECT lamppost_is_system()));
