-- Requests about one's own data: handed on to whoever answers for it, with a clock of a month.

CREATE TYPE "DataRequestKind" AS ENUM ('access', 'correction', 'deletion', 'objection');
CREATE TYPE "DataRequestStatus" AS ENUM ('forwarded', 'extended', 'answered');
CREATE TYPE "DataRequestOutcome" AS ENUM ('done', 'nothing_held', 'refused');

CREATE TABLE "DataRequest" (
  "id" UUID NOT NULL,
  "number" SERIAL NOT NULL,
  "reference" TEXT NOT NULL,
  "kind" "DataRequestKind" NOT NULL,
  "words" TEXT,
  "email" TEXT,
  "language" TEXT NOT NULL DEFAULT 'en',
  "deviceId" UUID,
  "street" TEXT,
  "onDay" DATE,
  "around" TEXT,
  "askedAt" TIMESTAMPTZ(3) NOT NULL,
  "forgottenAt" TIMESTAMPTZ(3),
  CONSTRAINT "DataRequest_pkey" PRIMARY KEY ("id"),
  CONSTRAINT request_is_about_something CHECK (num_nonnulls("deviceId", "street") = 1 AND ("street" IS NULL OR "onDay" IS NOT NULL)),
  CONSTRAINT request_forgotten_whole CHECK (("forgottenAt" IS NULL AND "email" IS NOT NULL) OR ("forgottenAt" IS NOT NULL AND num_nonnulls("words", "email", "around") = 0))
);
CREATE UNIQUE INDEX "DataRequest_number_key" ON "DataRequest" ("number");
CREATE UNIQUE INDEX "DataRequest_reference_key" ON "DataRequest" ("reference");
CREATE INDEX "DataRequest_deviceId_idx" ON "DataRequest" ("deviceId");
CREATE INDEX request_of_asker ON "DataRequest" ("askedAt") WHERE "forgottenAt" IS NULL;
ALTER TABLE "DataRequest" ADD CONSTRAINT "DataRequest_deviceId_fkey" FOREIGN KEY ("deviceId") REFERENCES "Device" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;

CREATE TABLE "DataRequestPart" (
  "id" UUID NOT NULL,
  "number" SERIAL NOT NULL,
  "requestId" UUID NOT NULL,
  "partnerId" UUID NOT NULL,
  "devices" TEXT[],
  "status" "DataRequestStatus" NOT NULL DEFAULT 'forwarded',
  "dueOn" DATE NOT NULL,
  "extensionReason" TEXT,
  "extendedById" UUID,
  "extendedAt" TIMESTAMPTZ(3),
  "outcome" "DataRequestOutcome",
  "answer" TEXT,
  "answeredById" UUID,
  "answeredAt" TIMESTAMPTZ(3),
  "remindedDays" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
  "version" INTEGER NOT NULL DEFAULT 1,
  CONSTRAINT "DataRequestPart_pkey" PRIMARY KEY ("id"),
  CONSTRAINT part_extended_whole CHECK (num_nulls("extensionReason", "extendedById", "extendedAt") IN (0, 3)),
  CONSTRAINT part_answered_whole CHECK (("status" = 'answered') = ("answeredAt" IS NOT NULL) AND num_nulls("outcome", "answeredById", "answeredAt") IN (0, 3))
);
CREATE UNIQUE INDEX "DataRequestPart_number_key" ON "DataRequestPart" ("number");
CREATE INDEX "DataRequestPart_requestId_idx" ON "DataRequestPart" ("requestId");
CREATE INDEX "DataRequestPart_partnerId_id_idx" ON "DataRequestPart" ("partnerId", "id");
CREATE UNIQUE INDEX part_once_a_partner ON "DataRequestPart" ("requestId", "partnerId");
CREATE INDEX part_waits ON "DataRequestPart" ("dueOn") WHERE "status" <> 'answered';
ALTER TABLE "DataRequestPart"
  ADD CONSTRAINT "DataRequestPart_requestId_fkey" FOREIGN KEY ("requestId") REFERENCES "DataRequest" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "DataRequestPart_partnerId_fkey" FOREIGN KEY ("partnerId") REFERENCES "Partner" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "DataRequestPart_extendedById_fkey" FOREIGN KEY ("extendedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT "DataRequestPart_answeredById_fkey" FOREIGN KEY ("answeredById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE;

CREATE FUNCTION lamppost_request_needs_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.tx = pg_current_xact_id() AND (
    (e."subjectType" = 'DataRequest' AND e."subjectId" = (to_jsonb(NEW)->>CASE TG_TABLE_NAME WHEN 'DataRequest' THEN 'id' ELSE 'requestId' END)::uuid)
    OR (TG_TABLE_NAME = 'DataRequestPart' AND e."subjectType" = 'DataRequestPart' AND e."subjectId" = NEW.id AND e."toStatus" = to_jsonb(NEW)->>'status'))) THEN
    RAISE EXCEPTION 'A change of request % has no ledger entry in its transaction.', NEW.id USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER request_needs_entry AFTER INSERT OR UPDATE ON "DataRequest" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_request_needs_entry();
CREATE CONSTRAINT TRIGGER part_given_needs_entry AFTER INSERT ON "DataRequestPart" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_request_needs_entry();
-- That somebody was reminded is no decision.
CREATE CONSTRAINT TRIGGER part_needs_entry AFTER UPDATE ON "DataRequestPart" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.version IS DISTINCT FROM NEW.version OR OLD.status IS DISTINCT FROM NEW.status OR OLD."dueOn" IS DISTINCT FROM NEW."dueOn" OR OLD.answer IS DISTINCT FROM NEW.answer) EXECUTE FUNCTION lamppost_request_needs_entry();
CREATE FUNCTION lamppost_request_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'What was asked stays.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'request_stays';
  ELSIF TG_TABLE_NAME = 'DataRequest' AND (to_jsonb(OLD) - ARRAY['words', 'email', 'around', 'forgottenAt']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['words', 'email', 'around', 'forgottenAt']) THEN
    RAISE EXCEPTION 'What was asked is not rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'request_stays';
  ELSIF TG_TABLE_NAME = 'DataRequestPart' AND to_jsonb(OLD)->>'status' = 'answered' AND (to_jsonb(OLD) - ARRAY['answer', 'version']) IS DISTINCT FROM (to_jsonb(NEW) - ARRAY['answer', 'version']) THEN
    RAISE EXCEPTION 'What was answered is not rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'request_stays';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER request_stays BEFORE UPDATE OR DELETE ON "DataRequest" FOR EACH ROW EXECUTE FUNCTION lamppost_request_stays();
CREATE TRIGGER part_stays BEFORE UPDATE OR DELETE ON "DataRequestPart" FOR EACH ROW EXECUTE FUNCTION lamppost_request_stays();

GRANT SELECT, INSERT ON "DataRequest", "DataRequestPart" TO lamppost_app;
GRANT UPDATE ("words", "email", "around", "forgottenAt") ON "DataRequest" TO lamppost_app;
GRANT UPDATE ("status", "dueOn", "extensionReason", "extendedById", "extendedAt", "outcome", "answer", "answeredById", "answeredAt", "remindedDays", version) ON "DataRequestPart" TO lamppost_app;
GRANT USAGE ON SEQUENCE "DataRequest_number_seq", "DataRequestPart_number_seq" TO lamppost_app;
REVOKE DELETE, TRUNCATE, REFERENCES, TRIGGER ON "DataRequest", "DataRequestPart" FROM lamppost_app;
ALTER TABLE "DataRequest" ENABLE ROW LEVEL SECURITY;
ALTER TABLE "DataRequestPart" ENABLE ROW LEVEL SECURITY;
-- What somebody asks a partner about themselves is between those two: nobody of the city reads it.
CREATE POLICY seen ON "DataRequestPart" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[]));
CREATE POLICY handed_on ON "DataRequestPart" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()));
CREATE POLICY goes_on ON "DataRequestPart" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[]));
CREATE POLICY seen ON "DataRequest" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR EXISTS (SELECT FROM "DataRequestPart" p WHERE p."requestId" = "DataRequest".id));
CREATE POLICY asked ON "DataRequest" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()));
CREATE POLICY gone ON "DataRequest" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()));
