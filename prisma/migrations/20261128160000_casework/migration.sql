-- The clock of a case, which stands while the partner owes an answer; which parts are asked for, and by when; a tier that somebody set.

ALTER TABLE "Application"
  ADD COLUMN "clockDays" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "clockUsed" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "clockFrom" DATE,
  ADD COLUMN "askedParts" TEXT[] NOT NULL DEFAULT '{}',
  ADD COLUMN "answerBy" DATE,
  ADD COLUMN "remindedDays" INTEGER[] NOT NULL DEFAULT '{}',
  ADD COLUMN "tierRaisedTo" INTEGER,
  ADD COLUMN "tierProposed" INTEGER,
  ADD COLUMN "tierProposedById" UUID,
  ADD COLUMN "tierProposedWhy" TEXT,
  ADD CONSTRAINT application_tier_raised CHECK ("tierRaisedTo" BETWEEN 2 AND 4),
  ADD CONSTRAINT application_tier_proposed CHECK ("tierProposed" BETWEEN 1 AND 3),
  ADD CONSTRAINT application_tier_proposed_whole CHECK (num_nulls("tierProposed", "tierProposedById", "tierProposedWhy") IN (0, 3)),
  ADD CONSTRAINT "Application_tierProposedById_fkey" FOREIGN KEY ("tierProposedById") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Cases that are under way: the time that was given them by their tier, from the day they were sent; with the partner, it stands.
UPDATE "Application" SET "clockDays" = (ARRAY[10, 15, 20, 25])[tier] WHERE "submittedAt" IS NOT NULL;
UPDATE "Application" SET "clockFrom" = "submittedAt"::date WHERE status IN ('submitted', 'in_review');

-- A clock that runs leads to a day.
ALTER TABLE "Application" ADD CONSTRAINT application_clock CHECK ("clockFrom" IS NULL OR "dueOn" IS NOT NULL);

CREATE INDEX application_answers_due ON "Application" ("answerBy") WHERE "answerBy" IS NOT NULL;
