-- Which entry came before on the same record is the database's to say, not the writer's.
CREATE FUNCTION lamppost_ledger_names_previous() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  SELECT id INTO NEW."previousId" FROM "LedgerEntry" WHERE "subjectType" = NEW."subjectType" AND "subjectId" = NEW."subjectId" ORDER BY id DESC LIMIT 1;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_names_previous BEFORE INSERT ON "LedgerEntry" FOR EACH ROW EXECUTE FUNCTION lamppost_ledger_names_previous();

-- The devices of one area and purpose lie together; one area alone is its beginning.
CREATE INDEX device_zone_purpose ON "Device" ("zoneId", purpose, id DESC);
