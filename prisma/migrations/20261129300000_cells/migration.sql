-- Where a device is as one number: its cell, a tile of zoom 20, so that the cells of any tile of a map follow each other (lib/map/tile.ts). A tile is then one range of an index.
CREATE FUNCTION lamppost_spread(value bigint) RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE spread bigint := value & 1048575;
BEGIN
  spread := (spread | (spread << 16)) & 281470681808895;
  spread := (spread | (spread << 8)) & 71777214294589695;
  spread := (spread | (spread << 4)) & 1085102592571150095;
  spread := (spread | (spread << 2)) & 3689348814741910323;
  RETURN (spread | (spread << 1)) & 6148914691236517205;
END $$;
CREATE FUNCTION lamppost_cell(lon double precision, lat double precision) RETURNS bigint LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE AS $$
DECLARE
  angle double precision := radians(greatest(-85.0511287798066, least(85.0511287798066, lat)));
  x bigint := greatest(0, least(1048575, floor((lon + 180) / 360 * 1048576)::bigint));
  y bigint := greatest(0, least(1048575, floor((1 - ln(tan(angle) + 1 / cos(angle)) / pi()) / 2 * 1048576)::bigint));
BEGIN
  RETURN lamppost_spread(x) | (lamppost_spread(y) << 1);
END $$;

ALTER TABLE "Device" ADD COLUMN cell bigint GENERATED ALWAYS AS (lamppost_cell(lon, lat)) STORED;
CREATE INDEX device_cell ON "Device" (cell) WHERE NOT "placeWithheld";
CREATE OR REPLACE VIEW "DeviceListed" AS
  SELECT id, code, name, "assetId", "zoneId", purpose, identifies, lat, lon, "permitStatus", "startsOn", "expiresOn", words, status, "partnerId", "permitId", cell FROM "Device" WHERE NOT "placeWithheld";
