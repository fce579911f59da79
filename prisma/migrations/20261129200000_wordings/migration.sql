-- The city's own words for its letters.

CREATE TABLE "NoticeWording" (
  "id" UUID NOT NULL,
  "template" TEXT NOT NULL,
  "version" INTEGER NOT NULL,
  "subject" TEXT NOT NULL,
  "text" TEXT NOT NULL,
  "savedById" UUID NOT NULL,
  "savedAt" TIMESTAMPTZ(3) NOT NULL,
  "usedById" UUID,
  "usedAt" TIMESTAMPTZ(3),
  "endedById" UUID,
  "endedAt" TIMESTAMPTZ(3),
  CONSTRAINT "NoticeWording_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "NoticeWording_template_version_key" ON "NoticeWording" ("template", "version");
CREATE UNIQUE INDEX wording_in_use_once ON "NoticeWording" ("template") WHERE "usedAt" IS NOT NULL AND "endedAt" IS NULL;
ALTER TABLE "NoticeWording" ADD CONSTRAINT "NoticeWording_savedById_fkey" FOREIGN KEY ("savedById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- What was once written, and used, is not rewritten; a later version takes its place.
CREATE FUNCTION lamppost_wording_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD."endedAt" IS NOT NULL OR (OLD."usedAt" IS NOT NULL AND (OLD."usedAt", OLD."usedById") IS DISTINCT FROM (NEW."usedAt", NEW."usedById"))
    OR (to_jsonb(OLD) - ARRAY['usedById', 'usedAt', 'endedById', 'endedAt']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['usedById', 'usedAt', 'endedById', 'endedAt']) THEN
    RAISE EXCEPTION 'A wording is not rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'wording_goes_on';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER wording_goes_on BEFORE UPDATE OR DELETE ON "NoticeWording" FOR EACH ROW EXECUTE FUNCTION lamppost_wording_goes_on();
CREATE FUNCTION lamppost_wording_needs_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.tx = pg_current_xact_id() AND e."subjectType" = 'NoticeWording' AND e.open->>'letter' = NEW.template) THEN
    RAISE EXCEPTION 'A change of wording % has no ledger entry in its transaction.', NEW.id USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER wording_needs_entry AFTER INSERT OR UPDATE ON "NoticeWording" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_wording_needs_entry();

CREATE OR REPLACE FUNCTION lamppost_is_staff() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT lamppost_holds('assets.manage', 'applications.review', 'assets.review', 'security.review', 'privacy.review', 'networks.review', 'permits.decide', 'permits.suspend', 'permits.revoke', 'partners.verify', 'security.read', 'identifiers.read', 'contacts.read', 'terms.read',
    'people.invite', 'people.grant', 'people.deactivate', 'people.forget', 'training.record', 'reviews.run', 'policies.publish', 'notices.word', 'emergency.take', 'ledger.read', 'ledger.open')
$$;
GRANT SELECT, INSERT ON "NoticeWording" TO lamppost_app;
GRANT UPDATE ("usedById", "usedAt", "endedById", "endedAt") ON "NoticeWording" TO lamppost_app;
REVOKE DELETE, TRUNCATE, REFERENCES, TRIGGER ON "NoticeWording" FROM lamppost_app;
ALTER TABLE "NoticeWording" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "NoticeWording" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR (SELECT lamppost_holds('notices.word')));
CREATE POLICY saved ON "NoticeWording" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()) OR ("savedById" = (SELECT lamppost_person()) AND (SELECT lamppost_holds('notices.word'))));
CREATE POLICY used ON "NoticeWording" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()) OR (SELECT lamppost_holds('notices.word')));
