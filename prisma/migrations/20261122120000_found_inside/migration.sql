-- What a submission is found by from within, apart for each group of fields, so that a search asks only for what the person may see.

ALTER TABLE "Submission"
  ADD COLUMN "identifierWords" TEXT NOT NULL DEFAULT '',
  ADD COLUMN "contactWords" TEXT NOT NULL DEFAULT '';

CREATE INDEX submission_identifier_words ON "Submission" USING gin ("identifierWords" gin_trgm_ops) WITH (fastupdate = off);
CREATE INDEX submission_contact_words ON "Submission" USING gin ("contactWords" gin_trgm_ops) WITH (fastupdate = off);
