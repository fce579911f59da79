-- What the public searches is found by whose it is, too.
CREATE OR REPLACE VIEW "DeviceListed" AS
  SELECT id, code, name, "assetId", "zoneId", purpose, identifies, lat, lon, "permitStatus", "startsOn", "expiresOn", words, status, "partnerId" FROM "Device";
