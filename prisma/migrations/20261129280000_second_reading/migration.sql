-- Where somebody stood goes with what they reported; why an answer took longer, with who asked; and what is between two is in nobody's list of entries.
CREATE OR REPLACE FUNCTION lamppost_concern_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE reported constant text[] := ARRAY['id', 'number', 'reference', 'kind', 'language', 'receivedAt'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD."forgottenAt" IS NOT NULL AND NEW."forgottenAt" IS DISTINCT FROM OLD."forgottenAt"
    OR (SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(OLD)) WHERE key = ANY (reported)) IS DISTINCT FROM (SELECT jsonb_object_agg(key, value) FROM jsonb_each(to_jsonb(NEW)) WHERE key = ANY (reported))
    OR (NEW."forgottenAt" IS NULL AND (OLD.words, OLD.place, OLD.email, OLD.lat, OLD.lon) IS DISTINCT FROM (NEW.words, NEW.place, NEW.email, NEW.lat, NEW.lon)) THEN
    RAISE EXCEPTION 'What was reported is not rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'concern_stays';
  END IF;
  RETURN NEW;
END $$;
ALTER TABLE "Concern" DROP CONSTRAINT concern_forgotten_whole;
ALTER TABLE "Concern" ADD CONSTRAINT concern_forgotten_whole CHECK ("forgottenAt" IS NULL OR num_nonnulls("words", "place", "email", "reopenedWords", "lat", "lon") = 0) NOT VALID;
GRANT UPDATE ("lat", "lon") ON "Concern" TO lamppost_app;

ALTER TABLE "DataRequestPart" DROP CONSTRAINT part_extended_whole;
ALTER TABLE "DataRequestPart" ADD CONSTRAINT part_extended_whole CHECK (num_nulls("extendedById", "extendedAt") IN (0, 2) AND ("extensionReason" IS NULL OR "extendedAt" IS NOT NULL));
CREATE OR REPLACE FUNCTION lamppost_request_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'What was asked stays.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'request_stays';
  ELSIF TG_TABLE_NAME = 'DataRequest' AND (to_jsonb(OLD) - ARRAY['words', 'email', 'around', 'forgottenAt']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['words', 'email', 'around', 'forgottenAt']) THEN
    RAISE EXCEPTION 'What was asked is not rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'request_stays';
  ELSIF TG_TABLE_NAME = 'DataRequestPart' AND to_jsonb(OLD)->>'status' = 'answered' AND (to_jsonb(OLD) - ARRAY['answer', 'extensionReason', 'version']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['answer', 'extensionReason', 'version']) THEN
    RAISE EXCEPTION 'What was answered is not rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'request_stays';
  END IF;
  RETURN NEW;
END $$;

DROP POLICY seen ON "LedgerEntry";
CREATE POLICY seen ON "LedgerEntry" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "actorId" = (SELECT lamppost_person())
  OR (name IN ('permit.granted', 'permit.suspended', 'permit.restricted', 'permit.narrowed', 'permit.eased', 'permit.resumed', 'permit.revoked', 'permit.voided', 'permit.reinstated', 'permit.surrendered', 'permit.superseded', 'application.refused') AND "subjectType" IN ('Permit', 'Application'))
  OR (((SELECT lamppost_oversees_people()) OR ((SELECT lamppost_is_staff()) AND "subjectType" NOT IN ('Person', 'Grant', 'GrantRequest', 'Interest', 'Training', 'ApartException', 'Review', 'ReviewItem', 'LegalHold', 'Finding', 'Sample', 'LedgerRead', 'LedgerEntry', 'LedgerKey', 'Concern', 'DataRequest', 'DataRequestPart', 'Follow')))
    AND ((SELECT lamppost_apart_partners())::uuid[] = '{}' OR NOT lamppost_is_kept_from("subjectType", "subjectId", (SELECT lamppost_apart_partners())::uuid[])))
  OR ("subjectType" = 'Concern' AND EXISTS (SELECT FROM "Concern" c WHERE c.id = "subjectId"))
  OR ("subjectType" = 'DataRequestPart' AND EXISTS (SELECT FROM "DataRequestPart" p WHERE p.id = "subjectId"))
  OR ("subjectType" = 'Person' AND "subjectId" = (SELECT lamppost_person()))
  OR ("subjectType" = 'Grant' AND EXISTS (SELECT FROM "Grant" g WHERE g.id = "subjectId" AND g."personId" = (SELECT lamppost_person())))
  OR ((SELECT lamppost_partners())::uuid[] <> '{}' AND lamppost_is_of("subjectType", "subjectId", (SELECT lamppost_partners())::uuid[])));
