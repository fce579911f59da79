-- Who does what as long as devices hang there, each accepting.

CREATE TYPE "DutyKind" AS ENUM ('security_monitoring', 'patching', 'on_site', 'breach_notice');
CREATE TYPE "DutySeat" AS ENUM ('primary', 'deputy');
CREATE TABLE "Duty" (
  "id" UUID NOT NULL,
  "applicationId" UUID NOT NULL,
  "duty" "DutyKind" NOT NULL,
  "seat" "DutySeat" NOT NULL,
  "personId" UUID NOT NULL,
  "namedById" UUID NOT NULL,
  "namedAt" TIMESTAMPTZ(3) NOT NULL,
  "acceptedAt" TIMESTAMPTZ(3),
  "endedAt" TIMESTAMPTZ(3),
  CONSTRAINT "Duty_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Duty_applicationId_idx" ON "Duty" ("applicationId");
CREATE INDEX "Duty_personId_idx" ON "Duty" ("personId");
CREATE UNIQUE INDEX duty_once ON "Duty" ("applicationId", "duty", "seat") WHERE "endedAt" IS NULL;
-- Who stands in is somebody else.
CREATE UNIQUE INDEX duty_in_two_hands ON "Duty" ("applicationId", "duty", "personId") WHERE "endedAt" IS NULL;
ALTER TABLE "Duty"
  ADD CONSTRAINT "Duty_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Duty_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE FUNCTION lamppost_duty_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD."endedAt" IS NOT NULL OR (OLD."acceptedAt" IS NOT NULL AND OLD."acceptedAt" IS DISTINCT FROM NEW."acceptedAt")
    OR (to_jsonb(OLD) - ARRAY['acceptedAt', 'endedAt']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['acceptedAt', 'endedAt']) THEN
    RAISE EXCEPTION 'Who was named for what is not rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'duty_goes_on';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER duty_goes_on BEFORE UPDATE OR DELETE ON "Duty" FOR EACH ROW EXECUTE FUNCTION lamppost_duty_goes_on();
CREATE CONSTRAINT TRIGGER duty_needs_entry AFTER INSERT OR UPDATE ON "Duty" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_wait_needs_entry();
GRANT SELECT, INSERT ON "Duty" TO lamppost_app;
GRANT UPDATE ("acceptedAt", "endedAt") ON "Duty" TO lamppost_app;
REVOKE DELETE, TRUNCATE, REFERENCES, TRIGGER ON "Duty" FROM lamppost_app;
ALTER TABLE "Duty" ENABLE ROW LEVEL SECURITY;
-- Staff read who does what in what was sent; here it is its partner's.
CREATE POLICY theirs ON "Duty" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR EXISTS (SELECT FROM "Application" a WHERE a.id = "applicationId" AND a."partnerId" = ANY ((SELECT lamppost_partners())::uuid[])));
CREATE POLICY named ON "Duty" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("namedById" = (SELECT lamppost_person()) AND ("acceptedAt" IS NULL OR "personId" = (SELECT lamppost_person())) AND EXISTS (SELECT FROM "Application" a WHERE a.id = "applicationId" AND a."partnerId" = ANY ((SELECT lamppost_partners())::uuid[]))));
CREATE POLICY answered ON "Duty" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()) OR EXISTS (SELECT FROM "Application" a WHERE a.id = "applicationId" AND a."partnerId" = ANY ((SELECT lamppost_partners())::uuid[])))
  WITH CHECK ((SELECT lamppost_is_system()) OR "endedAt" IS NOT NULL OR "personId" = (SELECT lamppost_person()));
