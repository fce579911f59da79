-- Removal of devices that are no longer allowed: reported by their partner with what shows it, and confirmed by the city.

CREATE TYPE "RemovalStatus" AS ENUM ('reported', 'confirmed', 'sent_back');
CREATE TABLE "Removal" (
  "id" UUID NOT NULL,
  "number" SERIAL NOT NULL,
  "permitId" UUID NOT NULL,
  "partnerId" UUID NOT NULL,
  "deviceIds" UUID[] NOT NULL,
  "removedOn" DATE NOT NULL,
  "evidence" TEXT NOT NULL,
  "reportedById" UUID NOT NULL,
  "reportedAt" TIMESTAMPTZ(3) NOT NULL,
  "status" "RemovalStatus" NOT NULL DEFAULT 'reported',
  "answer" TEXT,
  "answeredById" UUID,
  "answeredAt" TIMESTAMPTZ(3),
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "Removal_pkey" PRIMARY KEY ("id"),
  CONSTRAINT removal_of_something CHECK (cardinality("deviceIds") > 0),
  CONSTRAINT removal_answered_whole CHECK (num_nulls("answer", "answeredById", "answeredAt") IN (0, 3) AND ("status" = 'reported') = ("answer" IS NULL)),
  -- Who reports it is not who confirms it.
  CONSTRAINT removal_in_two_hands CHECK ("answeredById" IS DISTINCT FROM "reportedById" OR "answeredById" IS NULL)
);
CREATE UNIQUE INDEX "Removal_number_key" ON "Removal" ("number");
CREATE INDEX "Removal_permitId_idx" ON "Removal" ("permitId");
CREATE INDEX removal_waits ON "Removal" ("reportedAt") WHERE "status" = 'reported';
ALTER TABLE "Removal"
  ADD CONSTRAINT "Removal_permitId_fkey" FOREIGN KEY ("permitId") REFERENCES "Permit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Removal_partnerId_fkey" FOREIGN KEY ("partnerId") REFERENCES "Partner" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Removal_reportedById_fkey" FOREIGN KEY ("reportedById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Removal_answeredById_fkey" FOREIGN KEY ("answeredById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
CREATE FUNCTION lamppost_removal_ends_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.status <> 'reported' OR (to_jsonb(OLD) - ARRAY['status', 'answer', 'answeredById', 'answeredAt', 'version']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['status', 'answer', 'answeredById', 'answeredAt', 'version']) THEN
    RAISE EXCEPTION 'A reported removal is answered once, and never rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'removal_ends_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER removal_ends_once BEFORE UPDATE OR DELETE ON "Removal" FOR EACH ROW EXECUTE FUNCTION lamppost_removal_ends_once();
CREATE CONSTRAINT TRIGGER removal_needs_entry AFTER INSERT OR UPDATE ON "Removal" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_obligation_needs_entry();
GRANT SELECT, INSERT ON "Removal" TO lamppost_app;
GRANT UPDATE ("status", "answer", "answeredById", "answeredAt", version) ON "Removal" TO lamppost_app;
GRANT USAGE ON SEQUENCE "Removal_number_seq" TO lamppost_app;
REVOKE DELETE, TRUNCATE, REFERENCES, TRIGGER ON "Removal" FROM lamppost_app;
ALTER TABLE "Removal" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "Removal" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) OR ((SELECT lamppost_is_staff()) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));
CREATE POLICY reported ON "Removal" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("reportedById" = (SELECT lamppost_person()) AND status = 'reported' AND "partnerId" = ANY ((SELECT lamppost_partners())::uuid[])));
CREATE POLICY answered ON "Removal" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR ((SELECT lamppost_holds('permits.decide', 'permits.suspend')) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])))
WITH CHECK (
  (SELECT lamppost_is_system()) OR ("answeredById" = (SELECT lamppost_person()) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));
