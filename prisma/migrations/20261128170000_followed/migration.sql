-- Messages on a case that both sides see; permits that are given back; reminders before a permit's last day.

CREATE TYPE "MessageSide" AS ENUM ('city', 'partner');
CREATE TABLE "Message" (
  "id" UUID NOT NULL,
  "applicationId" UUID NOT NULL,
  "side" "MessageSide" NOT NULL,
  "words" TEXT NOT NULL,
  "byId" UUID NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "Message_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "Message_applicationId_id_idx" ON "Message" ("applicationId", "id");
ALTER TABLE "Message"
  ADD CONSTRAINT "Message_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Message_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- What was written stays as it was written.
CREATE TRIGGER message_frozen BEFORE UPDATE OR DELETE ON "Message" FOR EACH ROW EXECUTE FUNCTION lamppost_frozen();
CREATE FUNCTION lamppost_message_needs_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.tx = pg_current_xact_id() AND e."subjectType" = 'Application' AND e."subjectId" = NEW."applicationId" AND e.name IN ('message.sent_to_partner', 'message.sent_to_city')) THEN
    RAISE EXCEPTION 'Message % has no ledger entry in its transaction.', NEW.id USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER message_needs_entry AFTER INSERT ON "Message" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_message_needs_entry();

GRANT SELECT, INSERT ON "Message" TO lamppost_app;
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON "Message" FROM lamppost_app;
ALTER TABLE "Message" ENABLE ROW LEVEL SECURITY;
-- Who sees the application sees what was written about it; each writes in their own name, and for their own side.
CREATE POLICY seen ON "Message" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR EXISTS (SELECT FROM "Application" a WHERE a.id = "applicationId"));
CREATE POLICY sent ON "Message" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("byId" = (SELECT lamppost_person()) AND EXISTS (SELECT FROM "Application" a WHERE a.id = "applicationId"
    AND CASE side WHEN 'partner' THEN a."partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) ELSE (SELECT lamppost_holds('applications.review', 'permits.decide')) AND NOT a."partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[]) END)));

-- A member gives a permit back, and can do nothing else to it.
ALTER TABLE "Permit" ADD COLUMN "remindedDays" INTEGER[] NOT NULL DEFAULT '{}';
CREATE INDEX permit_ends ON "Permit" ("expiresOn") WHERE status IN ('scheduled', 'active', 'restricted', 'suspended');
DROP POLICY changed ON "Permit";
CREATE POLICY changed ON "Permit" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[])
  OR ((SELECT lamppost_holds('permits.decide', 'permits.suspend', 'permits.revoke')) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])))
WITH CHECK (
  (SELECT lamppost_is_system()) OR ("partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) AND status = 'surrendered')
  OR ((SELECT lamppost_holds('permits.decide', 'permits.suspend', 'permits.revoke')) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));

-- The row must be theirs and given back; and of the row itself nothing else may change, and from nowhere else.
CREATE FUNCTION lamppost_member_only_gives_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD."partnerId" = ANY (lamppost_partners()) AND (OLD.status NOT IN ('scheduled', 'active', 'restricted', 'suspended')
    OR (to_jsonb(OLD) - ARRAY['status', 'statusText', 'suspendedUntil', 'version']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['status', 'statusText', 'suspendedUntil', 'version'])) THEN
    RAISE EXCEPTION 'A member gives a permit back and changes nothing else of it.' USING ERRCODE = 'insufficient_privilege', CONSTRAINT = 'member_only_gives_back';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER member_only_gives_back BEFORE UPDATE ON "Permit" FOR EACH ROW WHEN (NEW.status = 'surrendered') EXECUTE FUNCTION lamppost_member_only_gives_back();

CREATE OR REPLACE FUNCTION lamppost_permit_tells_devices() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE "Device" SET "permitStatus" = NEW.status, "startsOn" = NEW."startsOn", "expiresOn" = NEW."expiresOn",
    status = CASE WHEN NEW.status IN ('revoked', 'voided', 'surrendered', 'superseded') AND status = 'authorised' THEN 'deauthorised' ELSE status END,
    version = version + CASE WHEN NEW.status IN ('revoked', 'voided', 'surrendered', 'superseded') AND status = 'authorised' THEN 1 ELSE 0 END
  WHERE "permitId" = NEW.id;
  RETURN NULL;
END $$;

-- That a permit was given back is public too (the names are those of `publicNames` in lib/registry/queries.ts).
DROP POLICY seen ON "LedgerEntry";
CREATE POLICY seen ON "LedgerEntry" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "actorId" = (SELECT lamppost_person())
  OR (name IN ('permit.granted', 'permit.suspended', 'permit.restricted', 'permit.narrowed', 'permit.eased', 'permit.resumed', 'permit.revoked', 'permit.voided', 'permit.reinstated', 'permit.surrendered', 'application.refused') AND "subjectType" IN ('Permit', 'Application'))
  OR (((SELECT lamppost_oversees_people()) OR ((SELECT lamppost_is_staff()) AND "subjectType" NOT IN ('Person', 'Grant', 'GrantRequest', 'Interest', 'Training', 'ApartException', 'Review', 'ReviewItem', 'LegalHold', 'Finding', 'Sample', 'LedgerRead', 'LedgerEntry', 'LedgerKey')))
    AND ((SELECT lamppost_apart_partners())::uuid[] = '{}' OR NOT lamppost_is_of("subjectType", "subjectId", (SELECT lamppost_apart_partners())::uuid[])))
  OR ("subjectType" = 'Person' AND "subjectId" = (SELECT lamppost_person()))
  OR ("subjectType" = 'Grant' AND EXISTS (SELECT FROM "Grant" g WHERE g.id = "subjectId" AND g."personId" = (SELECT lamppost_person())))
  OR ((SELECT lamppost_partners())::uuid[] <> '{}' AND lamppost_is_of("subjectType", "subjectId", (SELECT lamppost_partners())::uuid[])));
