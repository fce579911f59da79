-- Concerns: what residents report, who answers it, and what was found where somebody went to look.

CREATE TYPE "ConcernKind" AS ENUM ('wrong', 'unlisted', 'bothers');
CREATE TYPE "ConcernStatus" AS ENUM ('received', 'acknowledged', 'investigating', 'resolved', 'no_action', 'duplicate', 'reopened');
CREATE TYPE "InspectionOutcome" AS ENUM ('on_register', 'missing', 'nothing_there', 'not_ours');
CREATE TYPE "InspectionSettled" AS ENUM ('registered', 'removed');

CREATE TABLE "Concern" (
  "id" UUID NOT NULL,
  "number" SERIAL NOT NULL,
  "reference" TEXT NOT NULL,
  "kind" "ConcernKind" NOT NULL,
  "status" "ConcernStatus" NOT NULL DEFAULT 'received',
  "words" TEXT,
  "place" TEXT,
  "lat" DOUBLE PRECISION,
  "lon" DOUBLE PRECISION,
  "deviceId" UUID,
  "assetId" UUID,
  "agencyId" UUID,
  "zoneId" UUID,
  "assetClass" "AssetClass",
  "partnerId" UUID,
  "email" TEXT,
  "language" TEXT NOT NULL DEFAULT 'en',
  "forgottenAt" TIMESTAMPTZ(3),
  "receivedAt" TIMESTAMPTZ(3) NOT NULL,
  "dueOn" DATE NOT NULL,
  "takenById" UUID,
  "takenAt" TIMESTAMPTZ(3),
  "answer" TEXT,
  "answeredById" UUID,
  "answeredAt" TIMESTAMPTZ(3),
  "duplicateOfId" UUID,
  "reopenedWords" TEXT,
  "reopenedAt" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "Concern_pkey" PRIMARY KEY ("id"),
  CONSTRAINT concern_is_somewhere CHECK (num_nonnulls("deviceId", "assetId", "lat", "place") > 0 OR "forgottenAt" IS NOT NULL),
  CONSTRAINT concern_place_whole CHECK (num_nulls("lat", "lon") IN (0, 2)),
  CONSTRAINT concern_taken_whole CHECK (num_nulls("takenById", "takenAt") IN (0, 2)),
  CONSTRAINT concern_answered_whole CHECK (num_nulls("answer", "answeredById", "answeredAt") IN (0, 3) AND ("status" NOT IN ('resolved', 'no_action') OR "answer" IS NOT NULL)),
  CONSTRAINT concern_duplicate_whole CHECK (("status" = 'duplicate') = ("duplicateOfId" IS NOT NULL) AND "duplicateOfId" IS DISTINCT FROM "id"),
  CONSTRAINT concern_reopened_whole CHECK (num_nulls("reopenedWords", "reopenedAt") IN (0, 2) OR "forgottenAt" IS NOT NULL),
  CONSTRAINT concern_forgotten_whole CHECK ("forgottenAt" IS NULL OR num_nonnulls("words", "place", "email", "reopenedWords") = 0)
);
CREATE UNIQUE INDEX "Concern_number_key" ON "Concern" ("number");
CREATE UNIQUE INDEX "Concern_reference_key" ON "Concern" ("reference");
CREATE INDEX "Concern_deviceId_idx" ON "Concern" ("deviceId");
CREATE INDEX "Concern_assetId_idx" ON "Concern" ("assetId");
CREATE INDEX "Concern_zoneId_id_idx" ON "Concern" ("zoneId", "id");
CREATE INDEX "Concern_duplicateOfId_idx" ON "Concern" ("duplicateOfId");
CREATE INDEX concern_waits ON "Concern" ("dueOn", "number") WHERE "status" IN ('received', 'acknowledged', 'investigating', 'reopened');
CREATE INDEX concern_of_reporter ON "Concern" ("receivedAt") WHERE "forgottenAt" IS NULL;
ALTER TABLE "Concern"
  ADD CONSTRAINT "Concern_deviceId_fkey" FOREIGN KEY ("deviceId") REFERENCES "Device" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT "Concern_assetId_fkey" FOREIGN KEY ("assetId") REFERENCES "Asset" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT "Concern_zoneId_fkey" FOREIGN KEY ("zoneId") REFERENCES "Zone" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT "Concern_partnerId_fkey" FOREIGN KEY ("partnerId") REFERENCES "Partner" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT "Concern_takenById_fkey" FOREIGN KEY ("takenById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT "Concern_answeredById_fkey" FOREIGN KEY ("answeredById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT "Concern_duplicateOfId_fkey" FOREIGN KEY ("duplicateOfId") REFERENCES "Concern" ("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE TABLE "ConcernPhoto" (
  "id" UUID NOT NULL,
  "number" SERIAL NOT NULL,
  "concernId" UUID NOT NULL,
  "contentHash" TEXT NOT NULL,
  "bytes" INTEGER NOT NULL,
  "removedAt" TIMESTAMPTZ(3),
  CONSTRAINT "ConcernPhoto_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "ConcernPhoto_number_key" ON "ConcernPhoto" ("number");
CREATE INDEX "ConcernPhoto_concernId_idx" ON "ConcernPhoto" ("concernId");
CREATE INDEX "ConcernPhoto_contentHash_idx" ON "ConcernPhoto" ("contentHash");
ALTER TABLE "ConcernPhoto" ADD CONSTRAINT "ConcernPhoto_concernId_fkey" FOREIGN KEY ("concernId") REFERENCES "Concern" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "Inspection" (
  "id" UUID NOT NULL,
  "number" SERIAL NOT NULL,
  "concernId" UUID NOT NULL,
  "what" TEXT NOT NULL,
  "orderedById" UUID,
  "orderedAt" TIMESTAMPTZ(3) NOT NULL,
  "dueOn" DATE NOT NULL,
  "outcome" "InspectionOutcome",
  "found" TEXT,
  "recordedById" UUID,
  "recordedAt" TIMESTAMPTZ(3),
  "settled" "InspectionSettled",
  "settledWords" TEXT,
  "settledById" UUID,
  "settledAt" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "Inspection_pkey" PRIMARY KEY ("id"),
  CONSTRAINT inspection_recorded_whole CHECK (num_nulls("outcome", "found", "recordedById", "recordedAt") IN (0, 4)),
  CONSTRAINT inspection_settled_whole CHECK (num_nulls("settled", "settledWords", "settledById", "settledAt") IN (0, 4) AND ("settled" IS NULL OR "outcome" = 'missing'))
);
CREATE UNIQUE INDEX "Inspection_number_key" ON "Inspection" ("number");
CREATE INDEX "Inspection_concernId_idx" ON "Inspection" ("concernId");
-- One at a time for a concern.
CREATE UNIQUE INDEX inspection_one_open ON "Inspection" ("concernId") WHERE "outcome" IS NULL;
CREATE INDEX inspection_waits ON "Inspection" ("dueOn", "number") WHERE "outcome" IS NULL;
CREATE INDEX inspection_to_settle ON "Inspection" ("number") WHERE "outcome" = 'missing' AND "settled" IS NULL;
ALTER TABLE "Inspection"
  ADD CONSTRAINT "Inspection_concernId_fkey" FOREIGN KEY ("concernId") REFERENCES "Concern" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Inspection_orderedById_fkey" FOREIGN KEY ("orderedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT "Inspection_recordedById_fkey" FOREIGN KEY ("recordedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT "Inspection_settledById_fkey" FOREIGN KEY ("settledById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Nothing of it moves without an entry in the same transaction; and what was reported is never rewritten, only forgotten.
CREATE FUNCTION lamppost_concern_needs_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE concern uuid := CASE TG_TABLE_NAME WHEN 'Concern' THEN (to_jsonb(NEW)->>'id')::uuid ELSE (to_jsonb(NEW)->>'concernId')::uuid END;
BEGIN
  IF NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.tx = pg_current_xact_id() AND e."subjectType" = 'Concern' AND e."subjectId" = concern
    AND (TG_TABLE_NAME <> 'Concern' OR e."toStatus" = to_jsonb(NEW)->>'status')) THEN
    RAISE EXCEPTION 'A change of concern % has no ledger entry in its transaction.', concern USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER concern_needs_entry AFTER INSERT OR UPDATE ON "Concern" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_concern_needs_entry();
CREATE CONSTRAINT TRIGGER concern_photo_needs_entry AFTER INSERT OR UPDATE ON "ConcernPhoto" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_concern_needs_entry();
CREATE CONSTRAINT TRIGGER inspection_needs_entry AFTER INSERT OR UPDATE ON "Inspection" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_concern_needs_entry();
CREATE FUNCTION lamppost_concern_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE reported constant text[] := ARRAY['id', 'number', 'reference', 'kind', 'language', 'receivedAt', 'lat', 'lon'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD."forgottenAt" IS NOT NULL AND NEW."forgottenAt" IS DISTINCT FROM OLD."forgottenAt"
    OR (SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(OLD)) WHERE key = ANY (reported)) IS DISTINCT FROM (SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(NEW)) WHERE key = ANY (reported))
    OR (NEW."forgottenAt" IS NULL AND (OLD.words, OLD.place, OLD.email) IS DISTINCT FROM (NEW.words, NEW.place, NEW.email)) THEN
    RAISE EXCEPTION 'What was reported is not rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'concern_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER concern_stays BEFORE UPDATE OR DELETE ON "Concern" FOR EACH ROW EXECUTE FUNCTION lamppost_concern_stays();
CREATE FUNCTION lamppost_inspection_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.settled IS NOT NULL
    OR (to_jsonb(OLD) - ARRAY['outcome', 'found', 'recordedById', 'recordedAt', 'settled', 'settledWords', 'settledById', 'settledAt', 'version']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['outcome', 'found', 'recordedById', 'recordedAt', 'settled', 'settledWords', 'settledById', 'settledAt', 'version'])
    OR (OLD.outcome IS NOT NULL AND (OLD.outcome, OLD.found, OLD."recordedById", OLD."recordedAt") IS DISTINCT FROM (NEW.outcome, NEW.found, NEW."recordedById", NEW."recordedAt")) THEN
    RAISE EXCEPTION 'What was found is not rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'inspection_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER inspection_stays BEFORE UPDATE OR DELETE ON "Inspection" FOR EACH ROW EXECUTE FUNCTION lamppost_inspection_stays();
CREATE TRIGGER concern_photo_stays BEFORE DELETE ON "ConcernPhoto" FOR EACH ROW EXECUTE FUNCTION lamppost_inspection_stays();
CREATE CONSTRAINT TRIGGER photo_has_content AFTER INSERT ON "ConcernPhoto" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_file_has_content();
-- Bytes that a picture needs do not go either.
CREATE OR REPLACE FUNCTION lamppost_content_is_needed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'UPDATE' OR EXISTS (SELECT FROM "EvidenceFile" f WHERE f."contentHash" = OLD.hash AND (f."removedAt" IS NULL OR f."sentIn" IS NOT NULL))
    OR EXISTS (SELECT FROM "ConcernPhoto" p WHERE p."contentHash" = OLD.hash AND p."removedAt" IS NULL) THEN
    RAISE EXCEPTION 'The content of a file is not rewritten, and stays as long as it is needed.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'content_is_needed';
  END IF;
  RETURN OLD;
END $$;

CREATE OR REPLACE FUNCTION lamppost_is_staff() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT lamppost_holds('assets.manage', 'applications.review', 'assets.review', 'security.review', 'privacy.review', 'networks.review', 'permits.decide', 'permits.suspend', 'permits.revoke', 'partners.verify', 'security.read', 'identifiers.read', 'contacts.read', 'terms.read',
    'people.invite', 'people.grant', 'people.deactivate', 'people.forget', 'training.record', 'reviews.run', 'policies.publish', 'notices.word', 'emergency.take', 'ledger.read', 'ledger.open', 'concerns.answer')
$$;

GRANT SELECT, INSERT ON "Concern", "ConcernPhoto", "Inspection" TO lamppost_app;
GRANT UPDATE ("status", "dueOn", "words", "place", "email", "deviceId", "assetId", "agencyId", "zoneId", "assetClass", "partnerId", "forgottenAt", "takenById", "takenAt", "answer", "answeredById", "answeredAt", "duplicateOfId", "reopenedWords", "reopenedAt", version) ON "Concern" TO lamppost_app;
GRANT UPDATE ("removedAt") ON "ConcernPhoto" TO lamppost_app;
GRANT UPDATE ("outcome", "found", "recordedById", "recordedAt", "settled", "settledWords", "settledById", "settledAt", version) ON "Inspection" TO lamppost_app;
GRANT USAGE ON SEQUENCE "Concern_number_seq", "ConcernPhoto_number_seq", "Inspection_number_seq" TO lamppost_app;
REVOKE DELETE, TRUNCATE, REFERENCES, TRIGGER ON "Concern", "ConcernPhoto", "Inspection" FROM lamppost_app;
ALTER TABLE "Concern" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "ConcernPhoto" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Inspection" ENABLE ROW LEVEL SECURITY;
-- Whoever answers concerns, but for those about a partner that they keep away from. What the public reads of one, it reads by its reference only, past the wall.
CREATE POLICY seen ON "Concern" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR ((SELECT lamppost_holds('concerns.answer')) AND NOT coalesce("partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[]), false)));
CREATE POLICY reported ON "Concern" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()));
CREATE POLICY goes_on ON "Concern" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR ((SELECT lamppost_holds('concerns.answer')) AND NOT coalesce("partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[]), false)))
WITH CHECK ((SELECT lamppost_is_system()) OR (SELECT lamppost_holds('concerns.answer')));
CREATE POLICY seen ON "ConcernPhoto" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR EXISTS (SELECT FROM "Concern" c WHERE c.id = "ConcernPhoto"."concernId"));
CREATE POLICY reported ON "ConcernPhoto" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()));
CREATE POLICY gone ON "ConcernPhoto" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()));
CREATE POLICY seen ON "Inspection" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR EXISTS (SELECT FROM "Concern" c WHERE c.id = "Inspection"."concernId"));
CREATE POLICY ordered ON "Inspection" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("orderedById" = (SELECT lamppost_person()) AND "outcome" IS NULL AND EXISTS (SELECT FROM "Concern" c WHERE c.id = "Inspection"."concernId")));
CREATE POLICY goes_on ON "Inspection" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()) OR EXISTS (SELECT FROM "Concern" c WHERE c.id = "Inspection"."concernId"));
DROP POLICY seen ON "FileContent";
CREATE POLICY seen ON "FileContent" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR EXISTS (SELECT FROM "EvidenceFile" f WHERE f."contentHash" = "FileContent".hash) OR EXISTS (SELECT FROM "ConcernPhoto" p WHERE p."contentHash" = "FileContent".hash AND p."removedAt" IS NULL));

-- What was decided on a concern is for those who see the concern, and for those who read the ledger.
DROP POLICY seen ON "LedgerEntry";
CREATE POLICY seen ON "LedgerEntry" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "actorId" = (SELECT lamppost_person())
  OR (name IN ('permit.granted', 'permit.suspended', 'permit.restricted', 'permit.narrowed', 'permit.eased', 'permit.resumed', 'permit.revoked', 'permit.voided', 'permit.reinstated', 'permit.surrendered', 'permit.superseded', 'application.refused') AND "subjectType" IN ('Permit', 'Application'))
  OR (((SELECT lamppost_oversees_people()) OR ((SELECT lamppost_is_staff()) AND "subjectType" NOT IN ('Person', 'Grant', 'GrantRequest', 'Interest', 'Training', 'ApartException', 'Review', 'ReviewItem', 'LegalHold', 'Finding', 'Sample', 'LedgerRead', 'LedgerEntry', 'LedgerKey', 'Concern')))
    AND ((SELECT lamppost_apart_partners())::uuid[] = '{}' OR NOT lamppost_is_kept_from("subjectType", "subjectId", (SELECT lamppost_apart_partners())::uuid[])))
  OR ("subjectType" = 'Concern' AND EXISTS (SELECT FROM "Concern" c WHERE c.id = "subjectId"))
  OR ("subjectType" = 'Person' AND "subjectId" = (SELECT lamppost_person()))
  OR ("subjectType" = 'Grant' AND EXISTS (SELECT FROM "Grant" g WHERE g.id = "subjectId" AND g."personId" = (SELECT lamppost_person())))
  OR ((SELECT lamppost_partners())::uuid[] <> '{}' AND lamppost_is_of("subjectType", "subjectId", (SELECT lamppost_partners())::uuid[])));
