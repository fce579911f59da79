-- Notices of consideration: before something is refused, suspended or withdrawn, its partner may say something to it.

CREATE TYPE "ConsiderationIntent" AS ENUM ('refusal', 'suspension', 'revocation');
CREATE TYPE "ConsiderationStatus" AS ENUM ('open', 'answered', 'dropped', 'decided');

CREATE TABLE "Consideration" (
  "id" UUID NOT NULL,
  "number" SERIAL NOT NULL,
  "intends" "ConsiderationIntent" NOT NULL,
  "applicationId" UUID,
  "submissionId" UUID,
  "permitId" UUID,
  "partnerId" UUID NOT NULL,
  "agencyId" UUID,
  "zoneId" UUID,
  "assetClass" "AssetClass",
  "tier" INTEGER NOT NULL,
  "grounds" TEXT[] NOT NULL,
  "reason" TEXT NOT NULL,
  "openedById" UUID NOT NULL,
  "openedAt" TIMESTAMPTZ(3) NOT NULL,
  "answerBy" DATE NOT NULL,
  "status" "ConsiderationStatus" NOT NULL DEFAULT 'open',
  "answer" TEXT,
  "answeredById" UUID,
  "answeredAt" TIMESTAMPTZ(3),
  "closedAt" TIMESTAMPTZ(3),
  "closeReason" TEXT,
  "remindedDays" INTEGER[] NOT NULL DEFAULT '{}',
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "Consideration_pkey" PRIMARY KEY ("id"),
  -- A refusal is of one submission; what stops or ends is a permit.
  CONSTRAINT consideration_of_one CHECK (CASE WHEN "intends" = 'refusal' THEN num_nulls("applicationId", "submissionId") = 0 AND "permitId" IS NULL ELSE "permitId" IS NOT NULL AND num_nonnulls("applicationId", "submissionId") = 0 END),
  CONSTRAINT consideration_tier CHECK ("tier" BETWEEN 1 AND 4),
  CONSTRAINT consideration_has_grounds CHECK (cardinality("grounds") > 0),
  CONSTRAINT consideration_answered_whole CHECK (num_nulls("answer", "answeredById", "answeredAt") IN (0, 3) AND ("status" <> 'answered' OR "answer" IS NOT NULL) AND ("status" <> 'open' OR "answer" IS NULL)),
  CONSTRAINT consideration_closed_whole CHECK (("closedAt" IS NOT NULL) = ("status" IN ('dropped', 'decided')))
);
CREATE UNIQUE INDEX "Consideration_number_key" ON "Consideration" ("number");
CREATE INDEX "Consideration_applicationId_idx" ON "Consideration" ("applicationId");
CREATE INDEX "Consideration_permitId_idx" ON "Consideration" ("permitId");
CREATE INDEX "Consideration_partnerId_id_idx" ON "Consideration" ("partnerId", "id");
CREATE INDEX consideration_answers_due ON "Consideration" ("answerBy") WHERE "status" = 'open';
ALTER TABLE "Consideration"
  ADD CONSTRAINT "Consideration_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Consideration_submissionId_fkey" FOREIGN KEY ("submissionId") REFERENCES "Submission" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Consideration_permitId_fkey" FOREIGN KEY ("permitId") REFERENCES "Permit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Consideration_partnerId_fkey" FOREIGN KEY ("partnerId") REFERENCES "Partner" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Consideration_openedById_fkey" FOREIGN KEY ("openedById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Consideration_answeredById_fkey" FOREIGN KEY ("answeredById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What was held against a partner, and what it said, stays as it was written; it is answered once, in time, and closed once.
CREATE FUNCTION lamppost_consideration_only_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD."closedAt" IS NOT NULL OR (OLD."answer" IS NOT NULL AND (NEW."answer", NEW."answeredById", NEW."answeredAt") IS DISTINCT FROM (OLD."answer", OLD."answeredById", OLD."answeredAt"))
    OR (to_jsonb(OLD) - ARRAY['status', 'answer', 'answeredById', 'answeredAt', 'closedAt', 'closeReason', 'remindedDays', 'version']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['status', 'answer', 'answeredById', 'answeredAt', 'closedAt', 'closeReason', 'remindedDays', 'version']) THEN
    RAISE EXCEPTION 'A notice of consideration is answered once and closed once, and never rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'consideration_only_goes_on';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER consideration_only_goes_on BEFORE UPDATE OR DELETE ON "Consideration" FOR EACH ROW EXECUTE FUNCTION lamppost_consideration_only_goes_on();

-- None is given, answered or closed without an entry: of what it is about, or of the stop that reached it.
CREATE FUNCTION lamppost_consideration_needs_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.tx = pg_current_xact_id() AND ((e."subjectType" = 'Application' AND e."subjectId" = NEW."applicationId") OR (e."subjectType" = 'Permit' AND e."subjectId" = NEW."permitId")
    OR (e."subjectType" = 'Stop' AND EXISTS (SELECT FROM "StopReach" r WHERE r."stopId" = e."subjectId" AND r."permitId" = NEW."permitId")))) THEN
    RAISE EXCEPTION 'A change of notice of consideration % has no ledger entry in its transaction.', NEW.id USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER consideration_given_needs_entry AFTER INSERT ON "Consideration" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_consideration_needs_entry();
CREATE CONSTRAINT TRIGGER consideration_needs_entry AFTER UPDATE ON "Consideration" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION lamppost_consideration_needs_entry();

GRANT SELECT, INSERT ON "Consideration" TO lamppost_app;
GRANT UPDATE ("status", "answer", "answeredById", "answeredAt", "closedAt", "closeReason", "remindedDays", version) ON "Consideration" TO lamppost_app;
GRANT USAGE ON SEQUENCE "Consideration_number_seq" TO lamppost_app;
REVOKE DELETE, TRUNCATE, REFERENCES, TRIGGER ON "Consideration" FROM lamppost_app;
ALTER TABLE "Consideration" ENABLE ROW LEVEL SECURITY;
-- Between the city and the partner it is about, and nobody else.
CREATE POLICY seen ON "Consideration" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[])
  OR ((SELECT lamppost_is_staff()) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));
CREATE POLICY given ON "Consideration" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("openedById" = (SELECT lamppost_person()) AND status = 'open' AND (SELECT lamppost_holds('permits.decide', 'permits.suspend', 'permits.revoke')) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));
-- A member answers in their own name; officers drop it and decide.
CREATE POLICY goes_on ON "Consideration" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[])
  OR ((SELECT lamppost_holds('permits.decide', 'permits.suspend', 'permits.revoke')) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])))
WITH CHECK (
  (SELECT lamppost_is_system()) OR ("partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) AND status = 'answered' AND "answeredById" = (SELECT lamppost_person()))
  OR ((SELECT lamppost_holds('permits.decide', 'permits.suspend', 'permits.revoke')) AND status IN ('dropped', 'decided') AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));
