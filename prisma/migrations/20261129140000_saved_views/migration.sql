-- Searches of the queue that a person keeps under a name.

CREATE TABLE "SavedView" (
  "id" UUID NOT NULL,
  "personId" UUID NOT NULL,
  "name" TEXT NOT NULL,
  "search" JSONB NOT NULL,
  "savedAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "SavedView_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "SavedView_personId_name_key" ON "SavedView" ("personId", "name");
ALTER TABLE "SavedView" ADD CONSTRAINT "SavedView_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE FUNCTION lamppost_view_needs_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.tx = pg_current_xact_id() AND e."subjectType" = 'Person' AND e."subjectId" = coalesce(NEW."personId", OLD."personId")) THEN
    RAISE EXCEPTION 'A change of saved views has no ledger entry in its transaction.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER view_needs_entry AFTER INSERT OR DELETE ON "SavedView" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_view_needs_entry();
GRANT SELECT, INSERT, DELETE ON "SavedView" TO lamppost_app;
REVOKE UPDATE, TRUNCATE, REFERENCES, TRIGGER ON "SavedView" FROM lamppost_app;
ALTER TABLE "SavedView" ENABLE ROW LEVEL SECURITY;
CREATE POLICY theirs ON "SavedView" FOR ALL TO lamppost_app USING ((SELECT lamppost_is_system()) OR "personId" = (SELECT lamppost_person())) WITH CHECK ((SELECT lamppost_is_system()) OR "personId" = (SELECT lamppost_person()));
