-- Where a permit's devices are may be kept from the public, for a reason that is public: then the register counts them by part of the city, and tells all but the place.
ALTER TABLE "Permit" ADD COLUMN "placesWithheld" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "Device" ADD COLUMN "placeWithheld" BOOLEAN NOT NULL DEFAULT false;

-- It follows the permit, as its standing does.
CREATE OR REPLACE FUNCTION lamppost_device_takes_permit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  SELECT status, "startsOn", "expiresOn", "placesWithheld" INTO STRICT NEW."permitStatus", NEW."startsOn", NEW."expiresOn", NEW."placeWithheld"
  FROM "Permit" WHERE id = NEW."permitId";
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION lamppost_permit_tells_devices() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE "Device" SET "permitStatus" = NEW.status, "startsOn" = NEW."startsOn", "expiresOn" = NEW."expiresOn", "placeWithheld" = NEW."placesWithheld",
    status = CASE WHEN NEW.status IN ('revoked', 'voided', 'surrendered', 'superseded') AND status = 'authorised' THEN 'deauthorised' ELSE status END,
    version = version + CASE WHEN NEW.status IN ('revoked', 'voided', 'surrendered', 'superseded') AND status = 'authorised' THEN 1 ELSE 0 END
  WHERE "permitId" = NEW.id;
  RETURN NULL;
END $$;
DROP TRIGGER permit_tells_devices ON "Permit";
CREATE TRIGGER permit_tells_devices AFTER UPDATE ON "Permit" FOR EACH ROW
  WHEN ((OLD.status, OLD."startsOn", OLD."expiresOn", OLD."placesWithheld") IS DISTINCT FROM (NEW.status, NEW."startsOn", NEW."expiresOn", NEW."placesWithheld"))
  EXECUTE FUNCTION lamppost_permit_tells_devices();
DROP TRIGGER permit_needs_entry ON "Permit";
CREATE CONSTRAINT TRIGGER permit_needs_entry AFTER UPDATE ON "Permit" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (
    (OLD.status, OLD."startsOn", OLD."expiresOn", OLD."suspendedUntil", OLD."partnerId", OLD."placesWithheld")
    IS DISTINCT FROM (NEW.status, NEW."startsOn", NEW."expiresOn", NEW."suspendedUntil", NEW."partnerId", NEW."placesWithheld")
  ) EXECUTE FUNCTION lamppost_needs_entry('Permit');

-- What the public searches and sees on a map is what has a published place; of all others it may read what stands here, which says nothing of where.
CREATE OR REPLACE VIEW "DeviceListed" AS
  SELECT id, code, name, "assetId", "zoneId", purpose, identifies, lat, lon, "permitStatus", "startsOn", "expiresOn", words, status, "partnerId", "permitId" FROM "Device" WHERE NOT "placeWithheld";
CREATE VIEW "DeviceUnplaced" AS
  SELECT id, code, "permitId", "partnerId", "zoneId", name, make, model, purpose, why, collects, identifies, "keptWords", "sharedWords", "permitStatus", "startsOn", "expiresOn", status, "placeWithheld" FROM "Device";
GRANT SELECT ON "DeviceUnplaced" TO lamppost_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON "DeviceUnplaced" FROM lamppost_app;
CREATE INDEX device_withheld ON "Device" ("zoneId") WHERE "placeWithheld";

DROP POLICY seen ON "Device";
CREATE POLICY seen ON "Device" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR ((SELECT lamppost_person()) IS NULL AND NOT "placeWithheld") OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[])
  OR ((SELECT lamppost_is_staff()) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));

-- That places are withheld, and that they are published again, is decided in public (the names are those of `publicNames` in lib/registry/queries.ts).
DROP POLICY seen ON "LedgerEntry";
CREATE POLICY seen ON "LedgerEntry" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "actorId" = (SELECT lamppost_person())
  OR (name IN ('permit.granted', 'permit.suspended', 'permit.restricted', 'permit.narrowed', 'permit.eased', 'permit.resumed', 'permit.revoked', 'permit.voided', 'permit.reinstated', 'permit.surrendered', 'permit.superseded', 'permit.places_withheld', 'permit.places_published', 'application.refused') AND "subjectType" IN ('Permit', 'Application'))
  OR (((SELECT lamppost_oversees_people()) OR ((SELECT lamppost_is_staff()) AND "subjectType" NOT IN ('Person', 'Grant', 'GrantRequest', 'Interest', 'Training', 'ApartException', 'Review', 'ReviewItem', 'LegalHold', 'Finding', 'Sample', 'LedgerRead', 'LedgerEntry', 'LedgerKey', 'Concern', 'DataRequest', 'DataRequestPart', 'Follow')))
    AND ((SELECT lamppost_apart_partners())::uuid[] = '{}' OR NOT lamppost_is_kept_from("subjectType", "subjectId", (SELECT lamppost_apart_partners())::uuid[])))
  OR ("subjectType" = 'Concern' AND EXISTS (SELECT FROM "Concern" c WHERE c.id = "subjectId"))
  OR ("subjectType" = 'DataRequestPart' AND EXISTS (SELECT FROM "DataRequestPart" p WHERE p.id = "subjectId"))
  OR ("subjectType" = 'Person' AND "subjectId" = (SELECT lamppost_person()))
  OR ("subjectType" = 'Grant' AND EXISTS (SELECT FROM "Grant" g WHERE g.id = "subjectId" AND g."personId" = (SELECT lamppost_person())))
  OR ((SELECT lamppost_partners())::uuid[] <> '{}' AND lamppost_is_of("subjectType", "subjectId", (SELECT lamppost_partners())::uuid[])));
