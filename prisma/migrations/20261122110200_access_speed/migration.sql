-- What a million permits and years of grants ask for. Figures: bench/ACCESS.md.

-- Whose grants reach one area only would otherwise read the permits of the whole city, newest first, until a page is full.
CREATE INDEX permit_zone ON "Permit" ("zoneId", "statusText", id);

-- The status of somebody's account on a past day, among all else that was written of them, such as refused attempts.
CREATE INDEX ledger_person_status ON "LedgerEntry" ("subjectId", id) WHERE "subjectType" = 'Person' AND "toStatus" IS NOT NULL;
