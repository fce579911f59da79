-- Whoever wants to be told of what is decided on a street, a part of the city, a partner or a device.

CREATE TYPE "FollowStatus" AS ENUM ('asked', 'following', 'ended');
CREATE TABLE "Follow" (
  "id" UUID NOT NULL,
  "email" TEXT,
  "language" TEXT NOT NULL DEFAULT 'en',
  "street" TEXT,
  "zoneId" UUID,
  "partnerId" UUID,
  "deviceId" UUID,
  "status" "FollowStatus" NOT NULL DEFAULT 'asked',
  "startedAt" TIMESTAMPTZ(3) NOT NULL,
  "confirmedAt" TIMESTAMPTZ(3),
  "endedAt" TIMESTAMPTZ(3),
  "toldUpTo" UUID,
  "toldAt" TIMESTAMPTZ(3),
  CONSTRAINT "Follow_pkey" PRIMARY KEY ("id"),
  CONSTRAINT follow_of_one CHECK (num_nonnulls("street", "zoneId", "partnerId", "deviceId") = 1),
  CONSTRAINT follow_confirmed_whole CHECK (("status" = 'following') <= ("confirmedAt" IS NOT NULL)),
  CONSTRAINT follow_ended_whole CHECK (("status" = 'ended') = ("endedAt" IS NOT NULL) AND ("endedAt" IS NULL) = ("email" IS NOT NULL))
);
CREATE INDEX follow_to_tell ON "Follow" ("toldAt") WHERE "status" = 'following';
CREATE INDEX follow_to_confirm ON "Follow" ("startedAt") WHERE "status" = 'asked';
ALTER TABLE "Follow"
  ADD CONSTRAINT "Follow_zoneId_fkey" FOREIGN KEY ("zoneId") REFERENCES "Zone" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Follow_partnerId_fkey" FOREIGN KEY ("partnerId") REFERENCES "Partner" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "Follow_deviceId_fkey" FOREIGN KEY ("deviceId") REFERENCES "Device" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE FUNCTION lamppost_follow_needs_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.tx = pg_current_xact_id() AND e."subjectType" = 'Follow' AND e."subjectId" = NEW.id AND e."toStatus" = NEW.status::text) THEN
    RAISE EXCEPTION 'A change of follow % has no ledger entry in its transaction.', NEW.id USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER follow_given_needs_entry AFTER INSERT ON "Follow" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_follow_needs_entry();
-- Up to where somebody was told is no decision.
CREATE CONSTRAINT TRIGGER follow_needs_entry AFTER UPDATE ON "Follow" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status OR OLD.email IS DISTINCT FROM NEW.email) EXECUTE FUNCTION lamppost_follow_needs_entry();
CREATE FUNCTION lamppost_follow_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.status = 'ended'
    OR (to_jsonb(OLD) - ARRAY['email', 'status', 'confirmedAt', 'endedAt', 'toldUpTo', 'toldAt']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['email', 'status', 'confirmedAt', 'endedAt', 'toldUpTo', 'toldAt'])
    OR (NEW.status <> 'ended' AND OLD.email IS DISTINCT FROM NEW.email) THEN
    RAISE EXCEPTION 'What is followed, and for whom, is not rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'follow_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER follow_stays BEFORE UPDATE OR DELETE ON "Follow" FOR EACH ROW EXECUTE FUNCTION lamppost_follow_stays();
GRANT SELECT, INSERT ON "Follow" TO lamppost_app;
GRANT UPDATE ("email", "status", "confirmedAt", "endedAt", "toldUpTo", "toldAt") ON "Follow" TO lamppost_app;
REVOKE DELETE, TRUNCATE, REFERENCES, TRIGGER ON "Follow" FROM lamppost_app;
ALTER TABLE "Follow" ENABLE ROW LEVEL SECURITY;
-- Who follows what is nobody's business.
CREATE POLICY seen ON "Follow" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()));
CREATE POLICY asked ON "Follow" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()));
CREATE POLICY goes_on ON "Follow" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()));
