-- The catalogue of device models that the city has approved, and the software of each device.

ALTER TABLE "Device" ADD COLUMN "firmware" TEXT NOT NULL DEFAULT '';
GRANT UPDATE (firmware) ON "Device" TO lamppost_app;
DROP TRIGGER device_is_what_it_is ON "Device";
CREATE TRIGGER device_is_what_it_is BEFORE UPDATE ON "Device" FOR EACH ROW WHEN (OLD."permitId" = NEW."permitId" AND
  (OLD.name, OLD.make, OLD.model, OLD.serial, OLD.firmware, OLD."networkId", OLD.purpose, OLD.why, OLD.collects, OLD.identifies, OLD."keptWords", OLD."sharedWords", OLD.words) IS DISTINCT FROM (NEW.name, NEW.make, NEW.model, NEW.serial, NEW.firmware, NEW."networkId", NEW.purpose, NEW.why, NEW.collects, NEW.identifies, NEW."keptWords", NEW."sharedWords", NEW.words))
  EXECUTE FUNCTION lamppost_device_is_what_it_is();

CREATE TABLE "DeviceModel" (
  "id" UUID NOT NULL,
  "key" TEXT NOT NULL,
  "make" TEXT NOT NULL,
  "model" TEXT NOT NULL,
  "sheet" JSONB NOT NULL,
  "permitId" UUID NOT NULL,
  "agreedAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "DeviceModel_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "DeviceModel_key_key" ON "DeviceModel" ("key");
CREATE INDEX "DeviceModel_permitId_idx" ON "DeviceModel" ("permitId");
ALTER TABLE "DeviceModel" ADD CONSTRAINT "DeviceModel_permitId_fkey" FOREIGN KEY ("permitId") REFERENCES "Permit" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
-- It is written with the permit that names it, and not otherwise.
CREATE FUNCTION lamppost_model_needs_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.tx = pg_current_xact_id() AND e."subjectType" = 'Permit' AND e."subjectId" = NEW."permitId" AND e.name = 'permit.granted') THEN
    RAISE EXCEPTION 'A change of model % has no ledger entry in its transaction.', NEW.id USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER model_needs_entry AFTER INSERT OR UPDATE ON "DeviceModel" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_model_needs_entry();
GRANT SELECT, INSERT ON "DeviceModel" TO lamppost_app;
GRANT UPDATE (sheet, "permitId", "agreedAt") ON "DeviceModel" TO lamppost_app;
REVOKE DELETE, TRUNCATE, REFERENCES, TRIGGER ON "DeviceModel" FROM lamppost_app;
ALTER TABLE "DeviceModel" ENABLE ROW LEVEL SECURITY;
-- Anybody with an account may pick from it; nothing in it tells whose permit it was.
CREATE POLICY seen ON "DeviceModel" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR (SELECT lamppost_person()) IS NOT NULL);
CREATE POLICY added ON "DeviceModel" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()) OR (SELECT lamppost_holds('permits.decide')));
CREATE POLICY renewed ON "DeviceModel" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()) OR (SELECT lamppost_holds('permits.decide')));
