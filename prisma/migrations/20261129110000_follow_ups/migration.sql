-- Applications in the place of a permit: changes, renewals, and permits that another partner takes over.

CREATE TYPE "ApplicationKind" AS ENUM ('first', 'amendment', 'renewal', 'transfer');
CREATE TYPE "TransferStatus" AS ENUM ('offered', 'accepted', 'declined', 'withdrawn');
ALTER TABLE "Application" ADD COLUMN "kind" "ApplicationKind" NOT NULL DEFAULT 'first', ADD COLUMN "replacesId" UUID;
ALTER TABLE "Application"
  ADD CONSTRAINT "Application_replacesId_fkey" FOREIGN KEY ("replacesId") REFERENCES "Permit" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT application_replaces CHECK (("kind" = 'first') = ("replacesId" IS NULL));
-- One at a time.
CREATE UNIQUE INDEX application_replaces_once ON "Application" ("replacesId") WHERE status IN ('draft', 'submitted', 'in_review', 'changes_requested');
ALTER TABLE "Permit" ADD COLUMN "replacedById" UUID;
CREATE UNIQUE INDEX "Permit_replacedById_key" ON "Permit" ("replacedById");
ALTER TABLE "Permit"
  ADD CONSTRAINT "Permit_replacedById_fkey" FOREIGN KEY ("replacedById") REFERENCES "Permit" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT permit_replaced CHECK (("status" = 'superseded') = ("replacedById" IS NOT NULL));

CREATE TABLE "TransferOffer" (
  "id" UUID NOT NULL,
  "number" SERIAL NOT NULL,
  "permitId" UUID NOT NULL,
  "fromId" UUID NOT NULL,
  "toId" UUID NOT NULL,
  "reference" TEXT NOT NULL,
  "title" TEXT NOT NULL,
  "devices" INTEGER NOT NULL,
  "words" TEXT NOT NULL,
  "offeredById" UUID NOT NULL,
  "offeredAt" TIMESTAMPTZ(3) NOT NULL,
  "status" "TransferStatus" NOT NULL DEFAULT 'offered',
  "answeredById" UUID,
  "answeredAt" TIMESTAMPTZ(3),
  "applicationId" UUID,
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "TransferOffer_pkey" PRIMARY KEY ("id"),
  CONSTRAINT transfer_to_another CHECK ("fromId" <> "toId"),
  CONSTRAINT transfer_answered_whole CHECK (num_nulls("answeredById", "answeredAt") IN (0, 2) AND ("status" = 'offered') = ("answeredAt" IS NULL) AND ("status" <> 'accepted' OR "applicationId" IS NOT NULL))
);
CREATE UNIQUE INDEX "TransferOffer_number_key" ON "TransferOffer" ("number");
CREATE UNIQUE INDEX "TransferOffer_applicationId_key" ON "TransferOffer" ("applicationId");
CREATE UNIQUE INDEX transfer_offered_once ON "TransferOffer" ("permitId") WHERE status = 'offered';
CREATE INDEX "TransferOffer_permitId_idx" ON "TransferOffer" ("permitId");
CREATE INDEX "TransferOffer_toId_id_idx" ON "TransferOffer" ("toId", "id");
ALTER TABLE "TransferOffer"
  ADD CONSTRAINT "TransferOffer_permitId_fkey" FOREIGN KEY ("permitId") REFERENCES "Permit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "TransferOffer_fromId_fkey" FOREIGN KEY ("fromId") REFERENCES "Partner" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "TransferOffer_toId_fkey" FOREIGN KEY ("toId") REFERENCES "Partner" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "TransferOffer_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
-- What was offered to whom is not rewritten. An accepted one can still be taken back, until the city has decided.
CREATE FUNCTION lamppost_transfer_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.status IN ('declined', 'withdrawn') OR (OLD.status = 'accepted' AND NEW.status <> 'withdrawn')
    OR (to_jsonb(OLD) - ARRAY['status', 'answeredById', 'answeredAt', 'applicationId', 'version']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['status', 'answeredById', 'answeredAt', 'applicationId', 'version'])
    OR (OLD."applicationId" IS NOT NULL AND OLD."applicationId" IS DISTINCT FROM NEW."applicationId") THEN
    RAISE EXCEPTION 'An offer is answered once, and never rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'transfer_goes_on';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER transfer_goes_on BEFORE UPDATE OR DELETE ON "TransferOffer" FOR EACH ROW EXECUTE FUNCTION lamppost_transfer_goes_on();
CREATE CONSTRAINT TRIGGER transfer_needs_entry AFTER INSERT OR UPDATE ON "TransferOffer" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_obligation_needs_entry();

GRANT SELECT, INSERT ON "TransferOffer" TO lamppost_app;
GRANT UPDATE ("status", "answeredById", "answeredAt", "applicationId", version) ON "TransferOffer" TO lamppost_app;
GRANT USAGE ON SEQUENCE "TransferOffer_number_seq" TO lamppost_app;
REVOKE DELETE, TRUNCATE, REFERENCES, TRIGGER ON "TransferOffer" FROM lamppost_app;
ALTER TABLE "TransferOffer" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "TransferOffer" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "fromId" = ANY ((SELECT lamppost_partners())::uuid[]) OR "toId" = ANY ((SELECT lamppost_partners())::uuid[])
  OR ((SELECT lamppost_is_staff()) AND NOT "fromId" = ANY ((SELECT lamppost_apart_partners())::uuid[]) AND NOT "toId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));
CREATE POLICY offered ON "TransferOffer" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("offeredById" = (SELECT lamppost_person()) AND status = 'offered' AND "fromId" = ANY ((SELECT lamppost_partners())::uuid[])));
CREATE POLICY answered ON "TransferOffer" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "fromId" = ANY ((SELECT lamppost_partners())::uuid[]) OR "toId" = ANY ((SELECT lamppost_partners())::uuid[]))
WITH CHECK (
  (SELECT lamppost_is_system()) OR ("answeredById" = (SELECT lamppost_person())
    AND (("fromId" = ANY ((SELECT lamppost_partners())::uuid[]) AND status = 'withdrawn') OR ("toId" = ANY ((SELECT lamppost_partners())::uuid[]) AND status IN ('accepted', 'declined')))));

-- A device keeps its code when another permit takes over: it is the same box on the same pole.
GRANT UPDATE ("permitId", "partnerId", "networkId", name, make, model, serial, purpose, why, collects, identifies, "keptWords", "sharedWords", words) ON "Device" TO lamppost_app;
GRANT UPDATE ("permitId") ON "StopReach" TO lamppost_app;
GRANT UPDATE ("replacedById") ON "Permit" TO lamppost_app;
-- What a stop reached never changes, but that a device moves on to another permit.
DROP TRIGGER reach_frozen ON "StopReach";
CREATE TRIGGER reach_kept BEFORE DELETE ON "StopReach" FOR EACH ROW EXECUTE FUNCTION lamppost_frozen();
CREATE TRIGGER reach_frozen BEFORE UPDATE ON "StopReach" FOR EACH ROW WHEN (OLD."stopId" <> NEW."stopId" OR OLD."deviceId" <> NEW."deviceId") EXECUTE FUNCTION lamppost_frozen();
-- With the permit that its device has moved to, and for no other reason.
CREATE POLICY follows ON "StopReach" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()))
  WITH CHECK ((SELECT lamppost_is_system()) AND EXISTS (SELECT FROM "Device" d WHERE d.id = "deviceId" AND d."permitId" = "StopReach"."permitId"));
CREATE FUNCTION lamppost_device_moves_on() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "Permit" p JOIN "Application" a ON a.id = p."applicationId" WHERE p.id = NEW."permitId" AND a."replacesId" = OLD."permitId" AND p."partnerId" = NEW."partnerId") THEN
    RAISE EXCEPTION 'A device moves only to the permit that replaces its own.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'device_moves_on';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER device_moves_on BEFORE UPDATE ON "Device" FOR EACH ROW WHEN (OLD."permitId" IS DISTINCT FROM NEW."permitId" OR OLD."partnerId" IS DISTINCT FROM NEW."partnerId") EXECUTE FUNCTION lamppost_device_moves_on();
-- What a device is changes only with its permit.
CREATE FUNCTION lamppost_device_is_what_it_is() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'What a device is is decided with its permit.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'device_is_what_it_is';
END $$;
CREATE TRIGGER device_is_what_it_is BEFORE UPDATE ON "Device" FOR EACH ROW WHEN (OLD."permitId" = NEW."permitId" AND
  (OLD.name, OLD.make, OLD.model, OLD.serial, OLD."networkId", OLD.purpose, OLD.why, OLD.collects, OLD.identifies, OLD."keptWords", OLD."sharedWords", OLD.words) IS DISTINCT FROM (NEW.name, NEW.make, NEW.model, NEW.serial, NEW."networkId", NEW.purpose, NEW.why, NEW.collects, NEW.identifies, NEW."keptWords", NEW."sharedWords", NEW.words))
  EXECUTE FUNCTION lamppost_device_is_what_it_is();

-- That a permit was replaced is public too (the names are those of `publicNames` in lib/registry/queries.ts).
DROP POLICY seen ON "LedgerEntry";
CREATE POLICY seen ON "LedgerEntry" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "actorId" = (SELECT lamppost_person())
  OR (name IN ('permit.granted', 'permit.suspended', 'permit.restricted', 'permit.narrowed', 'permit.eased', 'permit.resumed', 'permit.revoked', 'permit.voided', 'permit.reinstated', 'permit.surrendered', 'permit.superseded', 'application.refused') AND "subjectType" IN ('Permit', 'Application'))
  OR (((SELECT lamppost_oversees_people()) OR ((SELECT lamppost_is_staff()) AND "subjectType" NOT IN ('Person', 'Grant', 'GrantRequest', 'Interest', 'Training', 'ApartException', 'Review', 'ReviewItem', 'LegalHold', 'Finding', 'Sample', 'LedgerRead', 'LedgerEntry', 'LedgerKey')))
    AND ((SELECT lamppost_apart_partners())::uuid[] = '{}' OR NOT lamppost_is_of("subjectType", "subjectId", (SELECT lamppost_apart_partners())::uuid[])))
  OR ("subjectType" = 'Person' AND "subjectId" = (SELECT lamppost_person()))
  OR ("subjectType" = 'Grant' AND EXISTS (SELECT FROM "Grant" g WHERE g.id = "subjectId" AND g."personId" = (SELECT lamppost_person())))
  OR ((SELECT lamppost_partners())::uuid[] <> '{}' AND lamppost_is_of("subjectType", "subjectId", (SELECT lamppost_partners())::uuid[])));
