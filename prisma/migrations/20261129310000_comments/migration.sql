-- Residents say what they think of an application before it is decided, while an officer lets them.
CREATE TABLE "CommentPeriod" (
  "id" UUID NOT NULL,
  "number" SERIAL NOT NULL,
  "applicationId" UUID NOT NULL,
  "about" TEXT NOT NULL,
  "openedAt" TIMESTAMPTZ(3) NOT NULL,
  "openedById" UUID NOT NULL,
  "until" DATE NOT NULL,
  "outcome" TEXT,
  "outcomeAt" TIMESTAMPTZ(3),
  "outcomeById" UUID,
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "CommentPeriod_pkey" PRIMARY KEY ("id"),
  CONSTRAINT comment_outcome_whole CHECK (num_nulls("outcome", "outcomeAt", "outcomeById") IN (0, 3))
);
CREATE UNIQUE INDEX "CommentPeriod_number_key" ON "CommentPeriod" ("number");
CREATE INDEX "CommentPeriod_applicationId_idx" ON "CommentPeriod" ("applicationId");
CREATE INDEX comment_period_until ON "CommentPeriod" ("until");
CREATE TABLE "Comment" (
  "id" UUID NOT NULL,
  "periodId" UUID NOT NULL,
  "words" TEXT,
  "receivedAt" TIMESTAMPTZ(3) NOT NULL,
  "forgottenAt" TIMESTAMPTZ(3),
  CONSTRAINT "Comment_pkey" PRIMARY KEY ("id"),
  CONSTRAINT comment_forgotten_whole CHECK (("words" IS NULL) = ("forgottenAt" IS NOT NULL))
);
CREATE INDEX "Comment_periodId_id_idx" ON "Comment" ("periodId", "id");
ALTER TABLE "CommentPeriod"
  ADD CONSTRAINT "CommentPeriod_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "CommentPeriod_openedById_fkey" FOREIGN KEY ("openedById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "CommentPeriod_outcomeById_fkey" FOREIGN KEY ("outcomeById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
ALTER TABLE "Comment" ADD CONSTRAINT "Comment_periodId_fkey" FOREIGN KEY ("periodId") REFERENCES "CommentPeriod" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- No change without its entry, which is one of the application's.
CREATE FUNCTION lamppost_comments_need_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE application uuid;
BEGIN
  IF TG_TABLE_NAME = 'CommentPeriod' THEN application := (to_jsonb(NEW)->>'applicationId')::uuid;
  ELSE SELECT p."applicationId" INTO application FROM "CommentPeriod" p WHERE p.id = (to_jsonb(NEW)->>'periodId')::uuid;
  END IF;
  IF NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.tx = pg_current_xact_id() AND e."subjectType" = 'Application' AND e."subjectId" = application AND e.name LIKE 'comments.%') THEN
    RAISE EXCEPTION 'A change of comments on application % has no ledger entry in its transaction.', application USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER comment_period_needs_entry AFTER INSERT OR UPDATE ON "CommentPeriod" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_comments_need_entry();
CREATE CONSTRAINT TRIGGER comment_needs_entry AFTER INSERT OR UPDATE ON "Comment" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_comments_need_entry();
CREATE FUNCTION lamppost_comments_stay() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changes constant text[] := CASE TG_TABLE_NAME WHEN 'Comment' THEN ARRAY['words', 'forgottenAt'] ELSE ARRAY['outcome', 'outcomeAt', 'outcomeById', 'version'] END;
BEGIN
  IF TG_OP = 'DELETE' OR (to_jsonb(OLD) - changes) IS DISTINCT FROM (to_jsonb(NEW) - changes)
    OR to_jsonb(OLD)->>'outcome' IS NOT NULL OR to_jsonb(OLD)->>'forgottenAt' IS NOT NULL
    OR (TG_TABLE_NAME = 'Comment' AND to_jsonb(NEW)->>'words' IS NOT NULL) THEN
    RAISE EXCEPTION 'What residents said is not rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'comments_stay';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER comment_period_stays BEFORE UPDATE OR DELETE ON "CommentPeriod" FOR EACH ROW EXECUTE FUNCTION lamppost_comments_stay();
CREATE TRIGGER comment_stays BEFORE UPDATE OR DELETE ON "Comment" FOR EACH ROW EXECUTE FUNCTION lamppost_comments_stay();

GRANT SELECT, INSERT ON "CommentPeriod", "Comment" TO lamppost_app;
GRANT UPDATE ("outcome", "outcomeAt", "outcomeById", "version") ON "CommentPeriod" TO lamppost_app;
GRANT UPDATE ("words", "forgottenAt") ON "Comment" TO lamppost_app;
GRANT USAGE ON SEQUENCE "CommentPeriod_number_seq" TO lamppost_app;
REVOKE DELETE, TRUNCATE, REFERENCES, TRIGGER ON "CommentPeriod", "Comment" FROM lamppost_app;
ALTER TABLE "CommentPeriod" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "Comment" ENABLE ROW LEVEL SECURITY;
-- That an application is open for comment, on what, until when, and what came of it, anybody may know.
CREATE POLICY anyone_reads ON "CommentPeriod" FOR SELECT TO lamppost_app USING (true);
CREATE POLICY opened ON "CommentPeriod" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("openedById" = (SELECT lamppost_person()) AND (SELECT lamppost_is_staff()) AND EXISTS (SELECT FROM "Application" a WHERE a.id = "applicationId")));
CREATE POLICY answered ON "CommentPeriod" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR ((SELECT lamppost_is_staff()) AND EXISTS (SELECT FROM "Application" a WHERE a.id = "applicationId")));
-- What residents wrote is for those who see the case; not for its partner.
CREATE POLICY seen ON "Comment" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR ((SELECT lamppost_is_staff()) AND EXISTS (SELECT FROM "CommentPeriod" p JOIN "Application" a ON a.id = p."applicationId" WHERE p.id = "periodId" AND NOT a."partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[]) AND NOT a."partnerId" = ANY ((SELECT lamppost_partners())::uuid[]))));
CREATE POLICY sent ON "Comment" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()));
CREATE POLICY gone ON "Comment" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()));

-- Of an application that was opened for comment anybody may read what a device's page would say of it, and nothing else; and where it is only by its part of the city.
CREATE VIEW "CommentedApplication" AS
  SELECT a.id, a.reference, a.title, a.status, a."zoneId", a."partnerId", p.name AS partner, z.name AS zone,
    s.content->'purpose'->>'purpose' AS purpose, s.content->'purpose'->>'why' AS why, s.content->'data'->>'identifies' AS identifies, s.content->'data'->'collects' AS collects, jsonb_array_length(s.content->'devices'->'devices') AS devices
  FROM "Application" a JOIN "Partner" p ON p.id = a."partnerId" LEFT JOIN "Zone" z ON z.id = a."zoneId"
    CROSS JOIN LATERAL (SELECT content FROM "Submission" s WHERE s."applicationId" = a.id ORDER BY s.number DESC LIMIT 1) s
  WHERE EXISTS (SELECT FROM "CommentPeriod" c WHERE c."applicationId" = a.id);
GRANT SELECT ON "CommentedApplication" TO lamppost_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON "CommentedApplication" FROM lamppost_app;
