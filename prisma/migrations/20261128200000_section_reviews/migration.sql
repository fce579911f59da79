-- Sections of a case that are reviewed in parallel, each by somebody whose grants allow that section; and when a permit is looked at again.

CREATE TYPE "ReviewedSection" AS ENUM ('whole', 'assets', 'security', 'privacy', 'network');
CREATE TYPE "ReviewOutcome" AS ENUM ('satisfied', 'changes', 'objects');

CREATE TABLE "SectionReview" (
  "id" UUID NOT NULL,
  "applicationId" UUID NOT NULL,
  "submissionId" UUID NOT NULL,
  "section" "ReviewedSection" NOT NULL,
  "outcome" "ReviewOutcome" NOT NULL,
  "words" TEXT NOT NULL,
  "asks" TEXT NOT NULL DEFAULT '',
  "parts" TEXT[] NOT NULL DEFAULT '{}',
  "partHash" TEXT NOT NULL,
  "byId" UUID NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "SectionReview_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "SectionReview_applicationId_id_idx" ON "SectionReview" ("applicationId", "id");
ALTER TABLE "SectionReview"
  ADD CONSTRAINT "SectionReview_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "SectionReview_submissionId_fkey" FOREIGN KEY ("submissionId") REFERENCES "Submission" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "SectionReview_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER section_review_frozen BEFORE UPDATE OR DELETE ON "SectionReview" FOR EACH ROW EXECUTE FUNCTION lamppost_frozen();

CREATE FUNCTION lamppost_section_review_needs_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.tx = pg_current_xact_id() AND e."subjectType" = 'Application' AND e."subjectId" = NEW."applicationId" AND e.name IN ('application.assessed', 'application.section_reviewed')) THEN
    RAISE EXCEPTION 'Review % has no ledger entry in its transaction.', NEW.id USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER section_review_needs_entry AFTER INSERT ON "SectionReview" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_section_review_needs_entry();

-- What still has to be reviewed follows from what was: a reviewer changes nothing else of the case, and may not.
ALTER TABLE "Application" ADD COLUMN "sectionsDue" "ReviewedSection"[] NOT NULL DEFAULT '{}';
CREATE FUNCTION lamppost_section_reviewed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE "Application" SET "sectionsDue" = array_remove("sectionsDue", NEW.section) WHERE id = NEW."applicationId" AND NEW.section = ANY ("sectionsDue");
  RETURN NULL;
END $$;
CREATE TRIGGER section_reviewed AFTER INSERT ON "SectionReview" FOR EACH ROW EXECUTE FUNCTION lamppost_section_reviewed();

ALTER TABLE "Permit" ADD COLUMN "reviewOn" DATE;
CREATE INDEX permit_reviews_due ON "Permit" ("reviewOn") WHERE status IN ('scheduled', 'active', 'restricted', 'suspended');

-- Cases under way wait for the reviews that their tier asks for, as `asked` in lib/applications/tier-asks.ts says; permits in force are looked at again as theirs does.
UPDATE "Application" a SET "sectionsDue" = array_remove(ARRAY[
    CASE WHEN a.tier >= 2 THEN 'assets' END, CASE WHEN a.tier >= 3 THEN 'security' END,
    CASE WHEN a.tier = 4 OR (a.tier = 3 AND s.content->'data'->>'identifies' <> 'no') THEN 'privacy' END,
    CASE WHEN a.tier >= 3 AND s.content->'networks'->'networkIds' <> '[]' THEN 'network' END]::"ReviewedSection"[], NULL)
  FROM (SELECT DISTINCT ON ("applicationId") "applicationId", content FROM "Submission" ORDER BY "applicationId", number DESC) s
  WHERE s."applicationId" = a.id AND a.status IN ('submitted', 'in_review', 'changes_requested');
UPDATE "Permit" SET "reviewOn" = ("startsOn" + make_interval(months => (ARRAY[36, 24, 12, 6])[tier]))::date WHERE status IN ('scheduled', 'active', 'restricted', 'suspended');

-- Whoever may do anything for the city is of the city.
CREATE OR REPLACE FUNCTION lamppost_is_staff() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT lamppost_holds('assets.manage', 'applications.review', 'assets.review', 'security.review', 'privacy.review', 'networks.review', 'permits.decide', 'permits.suspend', 'permits.revoke', 'partners.verify', 'security.read', 'identifiers.read', 'contacts.read', 'terms.read',
    'people.invite', 'people.grant', 'people.deactivate', 'people.forget', 'training.record', 'reviews.run', 'policies.publish', 'emergency.take', 'ledger.read', 'ledger.open')
$$;

GRANT SELECT, INSERT ON "SectionReview" TO lamppost_app;
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON "SectionReview" FROM lamppost_app;
ALTER TABLE "SectionReview" ENABLE ROW LEVEL SECURITY;
-- Among the city's staff, and each in their own name.
CREATE POLICY seen ON "SectionReview" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR ((SELECT lamppost_is_staff()) AND EXISTS (SELECT FROM "Application" a WHERE a.id = "applicationId" AND NOT a."partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[]) AND NOT a."partnerId" = ANY ((SELECT lamppost_partners())::uuid[]))));
CREATE POLICY written ON "SectionReview" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("byId" = (SELECT lamppost_person()) AND EXISTS (SELECT FROM "Application" a WHERE a.id = "applicationId" AND NOT a."partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[]))
    AND CASE section WHEN 'whole' THEN (SELECT lamppost_holds('applications.review')) WHEN 'assets' THEN (SELECT lamppost_holds('assets.review')) WHEN 'security' THEN (SELECT lamppost_holds('security.review'))
      WHEN 'privacy' THEN (SELECT lamppost_holds('privacy.review')) ELSE (SELECT lamppost_holds('networks.review')) END));
