-- What is told of a device to machines, kept ready as text: all of its feature (RFC 7946) that does not turn on the day or on the portal's own address. Whatever reads it ends it
-- (lib/opendata/features.ts). No other column of a record goes out.
ALTER TABLE "Device" ADD COLUMN told TEXT;
-- Rows of the register stay in one piece where they can, so that no second place has to be read for each.
ALTER TABLE "Device" ALTER COLUMN told SET STORAGE MAIN;
-- They are twice as long now. A third of each page stays free, so that what changes with its permit mostly stays where it is.
ALTER TABLE "Device" SET (fillfactor = 65);

CREATE FUNCTION lamppost_device_told(d "Device") RETURNS text LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT '{"type":"Feature","id":' || to_json(d.code) || ',"geometry":{"type":"Point","coordinates":[' || d.lon || ',' || d.lat || ']},"properties":' || left(row_to_json(told)::text, -1)
  FROM (SELECT d.name, d.make, d.model, d.purpose, d.why, d.identifies, d.collects, d."keptWords" AS kept, d."sharedWords" AS shared, partner.name AS partner, partner."publicContact" AS contact,
      asset.code AS plate, asset."assetClass", asset.place, (SELECT zone.name FROM "Zone" zone WHERE zone.id = d."zoneId") AS zone, permit.reference AS permit
    FROM "Permit" permit, "Partner" partner, "Asset" asset WHERE permit.id = d."permitId" AND partner.id = d."partnerId" AND asset.id = d."assetId") told
$$;

-- Whatever it names may not change while it is written down: whoever changes that afterwards writes it down again.
CREATE FUNCTION lamppost_device_is_told() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM FROM "Asset" WHERE id = NEW."assetId" FOR SHARE;
  PERFORM FROM "Partner" WHERE id = NEW."partnerId" FOR SHARE;
  PERFORM FROM "Zone" WHERE id = NEW."zoneId" FOR SHARE;
  NEW.told := lamppost_device_told(NEW);
  RETURN NEW;
END $$;
CREATE TRIGGER device_told BEFORE INSERT OR UPDATE OF code, "permitId", "partnerId", "assetId", "zoneId", name, make, model, purpose, why, collects, identifies, "keptWords", "sharedWords", lat, lon, told ON "Device"
  FOR EACH ROW EXECUTE FUNCTION lamppost_device_is_told();

CREATE FUNCTION lamppost_devices_are_told() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_TABLE_NAME = 'Asset' THEN
    UPDATE "Device" SET told = NULL WHERE "assetId" = NEW.id;
  ELSIF TG_TABLE_NAME = 'Partner' THEN
    UPDATE "Device" SET told = NULL WHERE "partnerId" = NEW.id;
  ELSE
    UPDATE "Device" SET told = NULL WHERE "zoneId" = NEW.id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER asset_devices_told AFTER UPDATE ON "Asset" FOR EACH ROW WHEN ((OLD.code, OLD."assetClass", OLD.place) IS DISTINCT FROM (NEW.code, NEW."assetClass", NEW.place)) EXECUTE FUNCTION lamppost_devices_are_told();
CREATE TRIGGER partner_devices_told AFTER UPDATE ON "Partner" FOR EACH ROW WHEN ((OLD.name, OLD."publicContact") IS DISTINCT FROM (NEW.name, NEW."publicContact")) EXECUTE FUNCTION lamppost_devices_are_told();
CREATE TRIGGER zone_devices_told AFTER UPDATE ON "Zone" FOR EACH ROW WHEN (OLD.name IS DISTINCT FROM NEW.name) EXECUTE FUNCTION lamppost_devices_are_told();

UPDATE "Device" SET told = NULL;

-- With whether the place is withheld in them, the next of a purpose are found without reading those between.
DROP INDEX device_zone, device_purpose, device_identifies, device_zone_purpose;
CREATE INDEX device_zone ON "Device" ("zoneId", id DESC) INCLUDE ("placeWithheld");
CREATE INDEX device_purpose ON "Device" (purpose, id DESC) INCLUDE ("placeWithheld");
CREATE INDEX device_identifies ON "Device" (identifies, id DESC) INCLUDE ("placeWithheld");
CREATE INDEX device_zone_purpose ON "Device" ("zoneId", purpose, id DESC) INCLUDE ("placeWithheld");
