-- Indices that the application's queries can use, as measured by bench/.
--
-- Prisma writes a status as CAST($1::text AS "PermitStatus"). That cast is not immutable, so PostgreSQL cannot prove a
-- partial index's "status IN (…)" from it and never uses one. A condition on text can be proved, and a plain column can
-- be looked up. Without the status in an index, a permit's change of status also leaves its devices' indices alone.

DROP INDEX device_listed, device_listed_zone, device_listed_purpose, device_listed_identifies, device_place;
CREATE INDEX device_zone ON "Device" ("zoneId", id DESC);
CREATE INDEX device_purpose ON "Device" (purpose, id DESC);
CREATE INDEX device_identifies ON "Device" (identifies, id DESC);
CREATE INDEX device_place ON "Device" (lon, lat);
CREATE INDEX asset_class ON "Asset" ("assetClass", id);

-- A plate typed whole in small or large letters; and any part of a plate or a place, each for itself, as they are asked.
DROP INDEX asset_words;
CREATE INDEX asset_code_lower ON "Asset" (lower(code));
CREATE INDEX asset_code_words ON "Asset" USING gin (code gin_trgm_ops);
CREATE INDEX asset_place_words ON "Asset" USING gin (place gin_trgm_ops);

-- The queue is read status by status, each in order of its day.
DROP INDEX application_queue, application_queue_zone, application_queue_agency;
CREATE INDEX application_queue_zone ON "Application" (status, "zoneId", "dueOn", id);
CREATE INDEX application_queue_agency ON "Application" (status, "agencyId", "dueOn", id);
CREATE INDEX application_held ON "Application" ("heldById", status, "dueOn", id) WHERE "heldById" IS NOT NULL;

-- What the public reads of the ledger: the names are those of `publicNames` in lib/registry/queries.ts.
DROP INDEX ledger_public_decisions;
CREATE INDEX ledger_public_decisions ON "LedgerEntry" (id DESC)
  WHERE name IN ('permit.granted', 'permit.suspended', 'permit.resumed', 'permit.revoked', 'application.refused');
