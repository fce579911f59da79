-- Appeals: a partner asks that a decision against it is looked at again, by somebody else.

CREATE TYPE "AppealAgainst" AS ENUM ('refusal', 'suspension', 'revocation');
CREATE TYPE "AppealStatus" AS ENUM ('lodged', 'upheld', 'dismissed', 'withdrawn');
CREATE TABLE "Appeal" (
  "id" UUID NOT NULL,
  "number" SERIAL NOT NULL,
  "against" "AppealAgainst" NOT NULL,
  "applicationId" UUID,
  "stopId" UUID,
  "permitId" UUID,
  "partnerId" UUID NOT NULL,
  "agencyId" UUID,
  "zoneId" UUID,
  "assetClass" "AssetClass",
  "tier" INTEGER NOT NULL,
  "decidedFirstById" UUID NOT NULL,
  "words" TEXT NOT NULL,
  "lodgedById" UUID NOT NULL,
  "lodgedAt" TIMESTAMPTZ(3) NOT NULL,
  "status" "AppealStatus" NOT NULL DEFAULT 'lodged',
  "decidedById" UUID,
  "decidedAt" TIMESTAMPTZ(3),
  "decision" TEXT,
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "Appeal_pkey" PRIMARY KEY ("id"),
  CONSTRAINT appeal_of_one CHECK (CASE "against" WHEN 'refusal' THEN "applicationId" IS NOT NULL AND num_nonnulls("stopId", "permitId") = 0 ELSE num_nulls("stopId", "permitId") = 0 AND "applicationId" IS NULL END),
  CONSTRAINT appeal_tier CHECK ("tier" BETWEEN 1 AND 4),
  CONSTRAINT appeal_decided_whole CHECK (("status" IN ('upheld', 'dismissed')) = ("decidedById" IS NOT NULL) AND num_nulls("decidedById", "decidedAt", "decision") IN (0, 3)),
  CONSTRAINT appeal_decided_by_another CHECK ("decidedById" IS DISTINCT FROM "decidedFirstById" OR "decidedById" IS NULL)
);
CREATE UNIQUE INDEX "Appeal_number_key" ON "Appeal" ("number");
CREATE INDEX "Appeal_applicationId_idx" ON "Appeal" ("applicationId");
CREATE INDEX "Appeal_stopId_idx" ON "Appeal" ("stopId");
CREATE INDEX "Appeal_partnerId_id_idx" ON "Appeal" ("partnerId", "id");
CREATE INDEX appeal_waits ON "Appeal" ("lodgedAt") WHERE "status" = 'lodged';
-- One at a time against the same decision of the same partner.
CREATE UNIQUE INDEX appeal_of_refusal_once ON "Appeal" ("applicationId") WHERE "status" = 'lodged';
CREATE UNIQUE INDEX appeal_of_stop_once ON "Appeal" ("stopId", "partnerId") WHERE "status" = 'lodged';
ALTER TABLE "Appeal"
  ADD CONSTRAINT "Appeal_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Appeal_stopId_fkey" FOREIGN KEY ("stopId") REFERENCES "Stop" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Appeal_permitId_fkey" FOREIGN KEY ("permitId") REFERENCES "Permit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Appeal_partnerId_fkey" FOREIGN KEY ("partnerId") REFERENCES "Partner" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Appeal_lodgedById_fkey" FOREIGN KEY ("lodgedById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Appeal_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE FUNCTION lamppost_appeal_ends_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.status <> 'lodged'
    OR (to_jsonb(OLD) - ARRAY['status', 'decidedById', 'decidedAt', 'decision', 'version']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['status', 'decidedById', 'decidedAt', 'decision', 'version']) THEN
    RAISE EXCEPTION 'An appeal ends once, and is never rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'appeal_ends_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_ends_once BEFORE UPDATE OR DELETE ON "Appeal" FOR EACH ROW EXECUTE FUNCTION lamppost_appeal_ends_once();
CREATE FUNCTION lamppost_appeal_needs_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.tx = pg_current_xact_id() AND ((e."subjectType" = 'Application' AND e."subjectId" = NEW."applicationId") OR (e."subjectType" = 'Permit' AND e."subjectId" = NEW."permitId"))) THEN
    RAISE EXCEPTION 'A change of appeal % has no ledger entry in its transaction.', NEW.id USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER appeal_lodged_needs_entry AFTER INSERT ON "Appeal" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_appeal_needs_entry();
CREATE CONSTRAINT TRIGGER appeal_needs_entry AFTER UPDATE ON "Appeal" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_appeal_needs_entry();

GRANT SELECT, INSERT ON "Appeal" TO lamppost_app;
GRANT UPDATE ("status", "decidedById", "decidedAt", "decision", version) ON "Appeal" TO lamppost_app;
GRANT USAGE ON SEQUENCE "Appeal_number_seq" TO lamppost_app;
REVOKE DELETE, TRUNCATE, REFERENCES, TRIGGER ON "Appeal" FROM lamppost_app;
ALTER TABLE "Appeal" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "Appeal" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) OR ((SELECT lamppost_is_staff()) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));
CREATE POLICY lodged ON "Appeal" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("lodgedById" = (SELECT lamppost_person()) AND status = 'lodged' AND "partnerId" = ANY ((SELECT lamppost_partners())::uuid[])));
CREATE POLICY decided ON "Appeal" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) OR ((SELECT lamppost_holds('permits.decide', 'permits.suspend', 'permits.revoke')) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])))
WITH CHECK (
  (SELECT lamppost_is_system()) OR ("partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) AND status = 'withdrawn')
  OR ((SELECT lamppost_holds('permits.decide', 'permits.suspend', 'permits.revoke')) AND status IN ('upheld', 'dismissed') AND "decidedById" = (SELECT lamppost_person()) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));
