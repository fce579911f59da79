-- Conditions that are tracked: what shows that each is kept, by when, and whether the city accepted it.

ALTER TABLE "PermitCondition" ADD COLUMN "evidence" TEXT NOT NULL DEFAULT '', ADD COLUMN "everyMonths" INTEGER;
ALTER TABLE "PermitCondition" ADD CONSTRAINT condition_recurs CHECK ("everyMonths" BETWEEN 1 AND 120);

CREATE TYPE "ObligationStatus" AS ENUM ('due', 'shown', 'sent_back', 'accepted');
CREATE TABLE "Obligation" (
  "id" UUID NOT NULL,
  "number" SERIAL NOT NULL,
  "permitId" UUID NOT NULL,
  "conditionId" UUID NOT NULL,
  "partnerId" UUID NOT NULL,
  "dueOn" DATE NOT NULL,
  "status" "ObligationStatus" NOT NULL DEFAULT 'due',
  "evidence" TEXT,
  "shownById" UUID,
  "shownAt" TIMESTAMPTZ(3),
  "answer" TEXT,
  "answeredById" UUID,
  "answeredAt" TIMESTAMPTZ(3),
  "remindedDays" INTEGER[] NOT NULL DEFAULT '{}',
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "Obligation_pkey" PRIMARY KEY ("id"),
  CONSTRAINT obligation_shown_whole CHECK (num_nulls("evidence", "shownById", "shownAt") IN (0, 3) AND ("status" = 'due' OR "evidence" IS NOT NULL)),
  CONSTRAINT obligation_answered_whole CHECK (num_nulls("answer", "answeredById", "answeredAt") IN (0, 3) AND ("status" NOT IN ('accepted', 'sent_back') OR "answer" IS NOT NULL)),
  -- Who shows it is not who accepts it.
  CONSTRAINT obligation_in_two_hands CHECK ("status" <> 'accepted' OR "shownById" <> "answeredById")
);
CREATE UNIQUE INDEX "Obligation_number_key" ON "Obligation" ("number");
CREATE INDEX "Obligation_permitId_dueOn_idx" ON "Obligation" ("permitId", "dueOn");
CREATE INDEX "Obligation_partnerId_dueOn_idx" ON "Obligation" ("partnerId", "dueOn");
CREATE INDEX obligation_due ON "Obligation" ("dueOn") WHERE "status" IN ('due', 'sent_back');
CREATE INDEX obligation_shown ON "Obligation" ("shownAt") WHERE "status" = 'shown';
ALTER TABLE "Obligation"
  ADD CONSTRAINT "Obligation_permitId_fkey" FOREIGN KEY ("permitId") REFERENCES "Permit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Obligation_conditionId_fkey" FOREIGN KEY ("conditionId") REFERENCES "PermitCondition" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Obligation_partnerId_fkey" FOREIGN KEY ("partnerId") REFERENCES "Partner" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Obligation_shownById_fkey" FOREIGN KEY ("shownById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT "Obligation_answeredById_fkey" FOREIGN KEY ("answeredById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- What is asked for and by when never changes; what was accepted stays so.
CREATE FUNCTION lamppost_obligation_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.status = 'accepted' OR (OLD.id, OLD.number, OLD."permitId", OLD."conditionId", OLD."partnerId", OLD."dueOn") IS DISTINCT FROM (NEW.id, NEW.number, NEW."permitId", NEW."conditionId", NEW."partnerId", NEW."dueOn") THEN
    RAISE EXCEPTION 'What a condition asks for, and what was accepted, is not rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'obligation_goes_on';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER obligation_goes_on BEFORE UPDATE OR DELETE ON "Obligation" FOR EACH ROW EXECUTE FUNCTION lamppost_obligation_goes_on();
CREATE FUNCTION lamppost_obligation_needs_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.tx = pg_current_xact_id() AND e."subjectType" = 'Permit' AND e."subjectId" = NEW."permitId") THEN
    RAISE EXCEPTION 'A change of obligation % has no ledger entry in its transaction.', NEW.id USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER obligation_given_needs_entry AFTER INSERT ON "Obligation" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_obligation_needs_entry();
CREATE CONSTRAINT TRIGGER obligation_needs_entry AFTER UPDATE ON "Obligation" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION lamppost_obligation_needs_entry();

GRANT SELECT, INSERT ON "Obligation" TO lamppost_app;
GRANT UPDATE ("status", "evidence", "shownById", "shownAt", "answer", "answeredById", "answeredAt", "remindedDays", version) ON "Obligation" TO lamppost_app;
GRANT USAGE ON SEQUENCE "Obligation_number_seq" TO lamppost_app;
REVOKE DELETE, TRUNCATE, REFERENCES, TRIGGER ON "Obligation" FROM lamppost_app;
ALTER TABLE "Obligation" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "Obligation" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) OR ((SELECT lamppost_is_staff()) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));
CREATE POLICY given ON "Obligation" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR (status = 'due' AND (SELECT lamppost_holds('permits.decide', 'permits.suspend')) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));
CREATE POLICY goes_on ON "Obligation" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) OR ((SELECT lamppost_holds('permits.decide', 'permits.suspend')) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])))
WITH CHECK (
  (SELECT lamppost_is_system()) OR ("partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) AND status = 'shown' AND "shownById" = (SELECT lamppost_person()))
  OR ((SELECT lamppost_holds('permits.decide', 'permits.suspend')) AND status IN ('accepted', 'sent_back') AND "answeredById" = (SELECT lamppost_person()) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));
