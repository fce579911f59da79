-- Calendars that are read without signing in, at an address of the person's own that they can end.

CREATE TABLE "CalendarFeed" (
  "id" UUID NOT NULL,
  "personId" UUID NOT NULL,
  "startedAt" TIMESTAMPTZ(3) NOT NULL,
  "endedAt" TIMESTAMPTZ(3),
  CONSTRAINT "CalendarFeed_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "CalendarFeed_personId_idx" ON "CalendarFeed" ("personId");
-- One at a time.
CREATE UNIQUE INDEX calendar_feed_once ON "CalendarFeed" ("personId") WHERE "endedAt" IS NULL;
ALTER TABLE "CalendarFeed" ADD CONSTRAINT "CalendarFeed_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE FUNCTION lamppost_calendar_ends_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD."endedAt" IS NOT NULL OR (OLD.id, OLD."personId", OLD."startedAt") IS DISTINCT FROM (NEW.id, NEW."personId", NEW."startedAt") THEN
    RAISE EXCEPTION 'A calendar ends once.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'calendar_ends_once';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER calendar_ends_once BEFORE UPDATE OR DELETE ON "CalendarFeed" FOR EACH ROW EXECUTE FUNCTION lamppost_calendar_ends_once();
CREATE FUNCTION lamppost_calendar_needs_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.tx = pg_current_xact_id() AND e."subjectType" = 'Person' AND e."subjectId" = NEW."personId") THEN
    RAISE EXCEPTION 'A change of calendar % has no ledger entry in its transaction.', NEW.id USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER calendar_needs_entry AFTER INSERT OR UPDATE ON "CalendarFeed" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_calendar_needs_entry();
GRANT SELECT, INSERT ON "CalendarFeed" TO lamppost_app;
GRANT UPDATE ("endedAt") ON "CalendarFeed" TO lamppost_app;
REVOKE DELETE, TRUNCATE, REFERENCES, TRIGGER ON "CalendarFeed" FROM lamppost_app;
ALTER TABLE "CalendarFeed" ENABLE ROW LEVEL SECURITY;
CREATE POLICY theirs ON "CalendarFeed" FOR ALL TO lamppost_app USING ((SELECT lamppost_is_system()) OR "personId" = (SELECT lamppost_person())) WITH CHECK ((SELECT lamppost_is_system()) OR "personId" = (SELECT lamppost_person()));
