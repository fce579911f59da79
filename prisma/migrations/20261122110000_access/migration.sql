-- Permissions that name a person: asked for, seconded, taken in an emergency, kept apart, reviewed.

-- CreateEnum
CREATE TYPE "RequestKind" AS ENUM ('asked', 'proposed');

-- CreateEnum
CREATE TYPE "RequestStatus" AS ENUM ('pending', 'approved', 'denied', 'withdrawn');

-- CreateEnum
CREATE TYPE "RatificationOutcome" AS ENUM ('ratified', 'refused', 'examined_late');

-- CreateEnum
CREATE TYPE "InterestKind" AS ENUM ('family', 'employment', 'ownership', 'other');

-- CreateEnum
CREATE TYPE "ReviewStatus" AS ENUM ('open', 'closed', 'remediated');

-- CreateEnum
CREATE TYPE "Silence" AS ENUM ('end', 'keep');

-- CreateEnum
CREATE TYPE "ReviewAnswer" AS ENUM ('keep', 'reduce', 'end', 'silence');

-- AlterEnum
-- This migration adds more than one value to an enum.
-- With PostgreSQL versions 11 and earlier, this is not possible
-- in a single migration. This can be worked around by creating
-- multiple migrations, each migration adding only one value to
-- the enum.


ALTER TYPE "GrantOrigin" ADD VALUE 'asked';
ALTER TYPE "GrantOrigin" ADD VALUE 'emergency';

-- AlterTable
ALTER TABLE "Grant" ADD COLUMN     "givenUnderId" UUID,
ADD COLUMN     "needsRecentMinutes" INTEGER,
ADD COLUMN     "needsStrength" INTEGER,
ADD COLUMN     "needsTraining" TEXT,
ADD COLUMN     "ratifyBy" TIMESTAMPTZ(3),
ADD COLUMN     "secondById" UUID,
ADD COLUMN     "supersedesId" UUID;

-- AlterTable
ALTER TABLE "Session" ADD COLUMN     "confirmedAt" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "GrantRequest" (
    "id" UUID NOT NULL,
    "kind" "RequestKind" NOT NULL,
    "status" "RequestStatus" NOT NULL DEFAULT 'pending',
    "personId" UUID NOT NULL,
    "askedById" UUID NOT NULL,
    "askedUnderId" UUID,
    "capability" TEXT NOT NULL,
    "agencyId" UUID,
    "zoneId" UUID,
    "assetClass" "AssetClass",
    "highestTier" INTEGER,
    "partnerId" UUID,
    "validFrom" TIMESTAMPTZ(3),
    "validUntil" TIMESTAMPTZ(3),
    "hours" INTEGER,
    "needsStrength" INTEGER,
    "needsRecentMinutes" INTEGER,
    "needsTraining" TEXT,
    "supersedesId" UUID,
    "reason" TEXT NOT NULL,
    "page" TEXT NOT NULL DEFAULT '',
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "decidedById" UUID,
    "decidedAt" TIMESTAMPTZ(3),
    "answer" TEXT,
    "grantId" UUID,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "GrantRequest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Ratification" (
    "id" UUID NOT NULL,
    "grantId" UUID NOT NULL,
    "byId" UUID NOT NULL,
    "outcome" "RatificationOutcome" NOT NULL,
    "reason" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Ratification_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Interest" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "partnerId" UUID NOT NULL,
    "kind" "InterestKind" NOT NULL,
    "reason" TEXT NOT NULL,
    "declaredById" UUID NOT NULL,
    "declaredAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,
    "endReason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Interest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Training" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "course" TEXT NOT NULL,
    "passedOn" DATE NOT NULL,
    "validUntilOn" DATE NOT NULL,
    "evidence" TEXT NOT NULL DEFAULT '',
    "recordedById" UUID NOT NULL,
    "recordedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,
    "endReason" TEXT,
    "toldDays" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Training_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ApartException" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "pair" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "givenById" UUID NOT NULL,
    "givenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "validUntil" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,
    "endReason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ApartException_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccessPolicy" (
    "id" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "reason" TEXT NOT NULL,
    "publishedById" UUID,
    "effectiveAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "AccessPolicy_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Review" (
    "id" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "status" "ReviewStatus" NOT NULL DEFAULT 'open',
    "scope" JSONB NOT NULL,
    "silence" "Silence" NOT NULL,
    "dueOn" DATE NOT NULL,
    "launchedById" UUID NOT NULL,
    "launchedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "closedAt" TIMESTAMPTZ(3),
    "remediatedAt" TIMESTAMPTZ(3),
    "toldDays" INTEGER[] DEFAULT ARRAY[]::INTEGER[],
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "Review_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ReviewItem" (
    "id" UUID NOT NULL,
    "reviewId" UUID NOT NULL,
    "grantId" UUID,
    "holderId" UUID NOT NULL,
    "reviewerId" UUID,
    "snapshot" JSONB NOT NULL,
    "isPlanted" BOOLEAN NOT NULL DEFAULT false,
    "answer" "ReviewAnswer",
    "reason" TEXT,
    "reducedTo" JSONB,
    "shownAt" TIMESTAMPTZ(3),
    "answeredAt" TIMESTAMPTZ(3),
    "version" INTEGER NOT NULL DEFAULT 1,

    CONSTRAINT "ReviewItem_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "GrantRequest_grantId_key" ON "GrantRequest"("grantId");

-- CreateIndex
CREATE INDEX "GrantRequest_status_expiresAt_idx" ON "GrantRequest"("status", "expiresAt");

-- CreateIndex
CREATE INDEX "GrantRequest_personId_id_idx" ON "GrantRequest"("personId", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Ratification_grantId_key" ON "Ratification"("grantId");

-- CreateIndex
CREATE INDEX "Interest_personId_endedAt_idx" ON "Interest"("personId", "endedAt");

-- CreateIndex
CREATE INDEX "Interest_partnerId_idx" ON "Interest"("partnerId");

-- CreateIndex
CREATE INDEX "Training_personId_course_idx" ON "Training"("personId", "course");

-- CreateIndex
CREATE INDEX "Training_validUntilOn_idx" ON "Training"("validUntilOn");

-- CreateIndex
CREATE INDEX "ApartException_personId_pair_idx" ON "ApartException"("personId", "pair");

-- CreateIndex
CREATE UNIQUE INDEX "AccessPolicy_number_key" ON "AccessPolicy"("number");

-- CreateIndex
CREATE INDEX "Review_status_idx" ON "Review"("status");

-- CreateIndex
CREATE INDEX "ReviewItem_reviewId_reviewerId_id_idx" ON "ReviewItem"("reviewId", "reviewerId", "id");

-- CreateIndex
CREATE INDEX "ReviewItem_reviewerId_answer_idx" ON "ReviewItem"("reviewerId", "answer");

-- CreateIndex
CREATE INDEX "ReviewItem_grantId_idx" ON "ReviewItem"("grantId");

-- CreateIndex
CREATE UNIQUE INDEX "Grant_supersedesId_key" ON "Grant"("supersedesId");

-- AddForeignKey
ALTER TABLE "GrantRequest" ADD CONSTRAINT "GrantRequest_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GrantRequest" ADD CONSTRAINT "GrantRequest_askedById_fkey" FOREIGN KEY ("askedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GrantRequest" ADD CONSTRAINT "GrantRequest_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GrantRequest" ADD CONSTRAINT "GrantRequest_zoneId_fkey" FOREIGN KEY ("zoneId") REFERENCES "Zone"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GrantRequest" ADD CONSTRAINT "GrantRequest_partnerId_fkey" FOREIGN KEY ("partnerId") REFERENCES "Partner"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GrantRequest" ADD CONSTRAINT "GrantRequest_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "GrantRequest" ADD CONSTRAINT "GrantRequest_grantId_fkey" FOREIGN KEY ("grantId") REFERENCES "Grant"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Ratification" ADD CONSTRAINT "Ratification_grantId_fkey" FOREIGN KEY ("grantId") REFERENCES "Grant"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Ratification" ADD CONSTRAINT "Ratification_byId_fkey" FOREIGN KEY ("byId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Interest" ADD CONSTRAINT "Interest_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Interest" ADD CONSTRAINT "Interest_partnerId_fkey" FOREIGN KEY ("partnerId") REFERENCES "Partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Interest" ADD CONSTRAINT "Interest_declaredById_fkey" FOREIGN KEY ("declaredById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Interest" ADD CONSTRAINT "Interest_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Training" ADD CONSTRAINT "Training_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Training" ADD CONSTRAINT "Training_recordedById_fkey" FOREIGN KEY ("recordedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Training" ADD CONSTRAINT "Training_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApartException" ADD CONSTRAINT "ApartException_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApartException" ADD CONSTRAINT "ApartException_givenById_fkey" FOREIGN KEY ("givenById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ApartException" ADD CONSTRAINT "ApartException_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessPolicy" ADD CONSTRAINT "AccessPolicy_publishedById_fkey" FOREIGN KEY ("publishedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_givenUnderId_fkey" FOREIGN KEY ("givenUnderId") REFERENCES "Grant"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_secondById_fkey" FOREIGN KEY ("secondById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_supersedesId_fkey" FOREIGN KEY ("supersedesId") REFERENCES "Grant"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Review" ADD CONSTRAINT "Review_launchedById_fkey" FOREIGN KEY ("launchedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewItem" ADD CONSTRAINT "ReviewItem_reviewId_fkey" FOREIGN KEY ("reviewId") REFERENCES "Review"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewItem" ADD CONSTRAINT "ReviewItem_grantId_fkey" FOREIGN KEY ("grantId") REFERENCES "Grant"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewItem" ADD CONSTRAINT "ReviewItem_holderId_fkey" FOREIGN KEY ("holderId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ReviewItem" ADD CONSTRAINT "ReviewItem_reviewerId_fkey" FOREIGN KEY ("reviewerId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;


-- ── What must hold ──────────────────────────────────────────────────────────────────────────────────────

-- Each status of a record, and the entry that must say so in the same transaction.
CREATE OR REPLACE FUNCTION lamppost_needs_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  subject_type text := TG_ARGV[0];
  subject_id uuid;
  status text;
BEGIN
  IF subject_type IN ('Grant', 'Interest', 'Training', 'ApartException') THEN
    subject_id := NEW.id;
    status := CASE WHEN NEW."endedAt" IS NULL THEN 'given' ELSE 'ended' END;
  ELSIF subject_type = 'Device' THEN
    -- A device is authorised and deauthorised by its permit's decision.
    subject_type := 'Permit';
    subject_id := NEW."permitId";
    status := NULL;
  ELSIF subject_type = 'Ratification' THEN
    subject_type := 'Grant';
    subject_id := NEW."grantId";
    status := NEW.outcome::text;
  ELSIF subject_type = 'ReviewItem' THEN
    subject_id := NEW.id;
    status := NEW.answer::text;
  ELSIF subject_type = 'AccessPolicy' THEN
    subject_id := NEW.id;
    status := 'effective';
  ELSE
    subject_id := NEW.id;
    status := NEW.status::text;
  END IF;
  IF NOT EXISTS (
    SELECT FROM "LedgerEntry" entry
    WHERE entry."subjectType" = subject_type
      AND entry."subjectId" = subject_id
      AND (status IS NULL OR entry."toStatus" = status)
      AND entry.tx = pg_current_xact_id()
  ) THEN
    RAISE EXCEPTION 'A change of % % to "%" has no ledger entry in its transaction.', subject_type, subject_id, status
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER request_given_needs_entry AFTER INSERT ON "GrantRequest" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION lamppost_needs_entry('GrantRequest');
CREATE CONSTRAINT TRIGGER request_needs_entry AFTER UPDATE ON "GrantRequest" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION lamppost_needs_entry('GrantRequest');
CREATE CONSTRAINT TRIGGER ratification_needs_entry AFTER INSERT ON "Ratification" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION lamppost_needs_entry('Ratification');
CREATE CONSTRAINT TRIGGER interest_given_needs_entry AFTER INSERT ON "Interest" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION lamppost_needs_entry('Interest');
CREATE CONSTRAINT TRIGGER interest_needs_entry AFTER UPDATE ON "Interest" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION lamppost_needs_entry('Interest');
CREATE CONSTRAINT TRIGGER training_given_needs_entry AFTER INSERT ON "Training" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION lamppost_needs_entry('Training');
CREATE CONSTRAINT TRIGGER training_needs_entry AFTER UPDATE ON "Training" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN ((OLD."validUntilOn", OLD.course, OLD."personId", OLD."endedAt") IS DISTINCT FROM (NEW."validUntilOn", NEW.course, NEW."personId", NEW."endedAt"))
  EXECUTE FUNCTION lamppost_needs_entry('Training');
CREATE CONSTRAINT TRIGGER exception_given_needs_entry AFTER INSERT ON "ApartException" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION lamppost_needs_entry('ApartException');
CREATE CONSTRAINT TRIGGER exception_needs_entry AFTER UPDATE ON "ApartException" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION lamppost_needs_entry('ApartException');
CREATE CONSTRAINT TRIGGER policy_needs_entry AFTER INSERT ON "AccessPolicy" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION lamppost_needs_entry('AccessPolicy');
CREATE CONSTRAINT TRIGGER review_given_needs_entry AFTER INSERT ON "Review" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION lamppost_needs_entry('Review');
CREATE CONSTRAINT TRIGGER review_needs_entry AFTER UPDATE ON "Review" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION lamppost_needs_entry('Review');
CREATE CONSTRAINT TRIGGER review_item_needs_entry AFTER UPDATE ON "ReviewItem" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.answer IS DISTINCT FROM NEW.answer) EXECUTE FUNCTION lamppost_needs_entry('ReviewItem');

-- What was answered in a review stays answered, by whom and when.
CREATE FUNCTION lamppost_answered_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'An answer in a review is given once.' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER review_item_answered_once BEFORE UPDATE ON "ReviewItem"
  FOR EACH ROW WHEN (OLD.answer IS NOT NULL) EXECUTE FUNCTION lamppost_answered_once();

-- A grant is never rewritten, in any of its columns; it ends.
CREATE OR REPLACE FUNCTION lamppost_grant_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ends text[] := ARRAY['endedAt', 'endedById', 'endReason', 'version'];
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'A grant is never deleted: end it.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF OLD."endedAt" IS NOT NULL OR to_jsonb(NEW) - ends IS DISTINCT FROM to_jsonb(OLD) - ends THEN
    RAISE EXCEPTION 'A grant is never edited: end it and give another.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

ALTER TABLE "Grant"
  DROP CONSTRAINT grant_not_to_oneself,
  ADD CONSTRAINT grant_not_to_oneself CHECK (origin::text NOT IN ('given', 'asked') OR ("givenById" IS NOT NULL AND "givenById" <> "personId")),
  ADD CONSTRAINT grant_second_is_another CHECK ("secondById" IS NULL OR ("secondById" <> "personId" AND "secondById" <> "givenById")),
  ADD CONSTRAINT grant_emergency_ends CHECK (origin::text <> 'emergency' OR ("validUntil" IS NOT NULL AND "ratifyBy" IS NOT NULL)),
  ADD CONSTRAINT grant_strength CHECK ("needsStrength" BETWEEN 1 AND 2),
  ADD CONSTRAINT grant_recent CHECK ("needsRecentMinutes" BETWEEN 1 AND 1440);
ALTER TABLE "GrantRequest"
  ADD CONSTRAINT request_tier CHECK ("highestTier" BETWEEN 1 AND 4),
  ADD CONSTRAINT request_decided_by_another CHECK ("decidedById" IS NULL OR status = 'withdrawn' OR ("decidedById" <> "personId" AND "decidedById" <> "askedById")),
  ADD CONSTRAINT request_decided_whole CHECK ((status = 'pending') = ("decidedAt" IS NULL)),
  ADD CONSTRAINT request_approved_has_grant CHECK ((status = 'approved') = ("grantId" IS NOT NULL));
ALTER TABLE "Interest" ADD CONSTRAINT interest_ended_whole CHECK (("endedAt" IS NULL) = ("endReason" IS NULL)),
  ADD CONSTRAINT interest_not_ended_by_oneself CHECK ("endedById" IS NULL OR "endedById" <> "personId");
ALTER TABLE "Training" ADD CONSTRAINT training_not_by_oneself CHECK ("recordedById" <> "personId"),
  ADD CONSTRAINT training_days CHECK ("validUntilOn" >= "passedOn");
ALTER TABLE "ApartException" ADD CONSTRAINT exception_not_to_oneself CHECK ("givenById" <> "personId");
ALTER TABLE "ReviewItem" ADD CONSTRAINT review_not_of_oneself CHECK ("reviewerId" IS NULL OR "reviewerId" <> "holderId"),
  ADD CONSTRAINT review_item_is_of_a_grant CHECK ("isPlanted" = ("grantId" IS NULL)),
  ADD CONSTRAINT review_item_answer_whole CHECK ((answer IS NULL OR answer::text = 'silence') = ("answeredAt" IS NULL) AND ("reducedTo" IS NOT NULL) = (answer IS NOT NULL AND answer::text = 'reduce')),
  ADD CONSTRAINT review_item_reason CHECK (answer IS NULL OR answer::text NOT IN ('reduce', 'end') OR length(btrim(coalesce(reason, ''))) > 0);
ALTER TABLE "Review" ADD CONSTRAINT review_closed_whole CHECK ((status = 'open') = ("closedAt" IS NULL) AND (status = 'remediated') = ("remediatedAt" IS NOT NULL));

-- What two persons did on one case is looked up by who, on what, and what.
CREATE INDEX ledger_subject_actor ON "LedgerEntry" ("subjectId", "actorId", name) WHERE "actorId" IS NOT NULL;
-- Every grant of a day, however long ago.
CREATE INDEX grant_capability_from ON "Grant" (capability, "validFrom");
CREATE INDEX grant_under ON "Grant" ("givenUnderId") WHERE "givenUnderId" IS NOT NULL;

GRANT SELECT, INSERT, UPDATE ON "GrantRequest", "Interest", "Training", "ApartException", "Review", "ReviewItem" TO lamppost_app;
GRANT SELECT, INSERT ON "Ratification", "AccessPolicy" TO lamppost_app;
REVOKE DELETE ON "GrantRequest", "Interest", "Training", "ApartException", "Review", "ReviewItem", "Ratification", "AccessPolicy" FROM lamppost_app;
REVOKE UPDATE ON "Interest", "Training", "ApartException", "ReviewItem" FROM lamppost_app;
GRANT UPDATE ("endedAt", "endedById", "endReason", version) ON "Interest", "ApartException" TO lamppost_app;
GRANT UPDATE ("endedAt", "endedById", "endReason", "toldDays", version) ON "Training" TO lamppost_app;
GRANT UPDATE ("reviewerId", answer, reason, "reducedTo", "shownAt", "answeredAt", version) ON "ReviewItem" TO lamppost_app;
