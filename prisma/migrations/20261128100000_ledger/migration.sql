-- The ledger becomes provable and able to forget: sealed fields as commitments with encrypted openings, positions, a Merkle tree, signed
-- checkpoints, and what auditors do with it.

-- Free text of earlier entries stands in the open and could only be sealed by whoever holds the keys; such a ledger begins anew.
DO $$
BEGIN
  IF EXISTS (SELECT FROM "LedgerEntry") THEN
    RAISE EXCEPTION 'This database was begun by a version of Lamppost whose ledger was not sealed yet, and cannot be carried over. Begin with an empty database; of a demonstration, remove its data folder (.data) and start again.';
  END IF;
END $$;

CREATE TYPE "SealKeyKind" AS ENUM ('person', 'record');
CREATE TYPE "FindingStatus" AS ENUM ('open', 'answered', 'closed');
CREATE TYPE "FindingWeight" AS ENUM ('remark', 'deviation', 'breach');

ALTER TABLE "Person" ADD COLUMN "forgottenAt" TIMESTAMPTZ(3);
ALTER TABLE "Notice" ADD COLUMN "entryId" UUID;
ALTER TABLE "LedgerEntry" ADD COLUMN "policyVersion" INTEGER NOT NULL DEFAULT 0;
-- What would not fit a leaf is refused as it is decided; later it would keep every entry behind it from its position.
ALTER TABLE "LedgerEntry" ADD CONSTRAINT entry_fits CHECK (octet_length("open"::text) + octet_length("sealed"::text) <= 60000);

CREATE TABLE "LedgerOpening" ("entryId" UUID NOT NULL, "field" TEXT NOT NULL, "keyId" UUID NOT NULL, "box" TEXT NOT NULL, CONSTRAINT "LedgerOpening_pkey" PRIMARY KEY ("entryId", "field"));
CREATE INDEX "LedgerOpening_keyId_idx" ON "LedgerOpening" ("keyId");

CREATE TABLE "SealKey" (
    "id" UUID NOT NULL, "kind" "SealKeyKind" NOT NULL, "wrapped" TEXT, "master" TEXT NOT NULL,
    "madeAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "destroyedAt" TIMESTAMPTZ(3),
    CONSTRAINT "SealKey_pkey" PRIMARY KEY ("id"),
    CONSTRAINT seal_key_destroyed_whole CHECK (("wrapped" IS NULL) = ("destroyedAt" IS NOT NULL)));
-- A destroyed key's old row is cleared away at once, not when the table happens to have enough of them.
ALTER TABLE "SealKey" SET (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);

CREATE TABLE "LedgerPending" ("seq" BIGSERIAL NOT NULL, "entryId" UUID NOT NULL, CONSTRAINT "LedgerPending_pkey" PRIMARY KEY ("seq"));
CREATE UNIQUE INDEX "LedgerPending_entryId_key" ON "LedgerPending" ("entryId");

CREATE TABLE "LedgerLeaf" (
    "position" BIGINT NOT NULL, "entryId" UUID NOT NULL, "leaf" TEXT NOT NULL, "hash" BYTEA NOT NULL,
    CONSTRAINT "LedgerLeaf_pkey" PRIMARY KEY ("position"), CONSTRAINT leaf_place CHECK ("position" >= 0), CONSTRAINT leaf_hash CHECK (octet_length("hash") = 32), CONSTRAINT leaf_fits CHECK (octet_length("leaf") <= 65535));
CREATE UNIQUE INDEX "LedgerLeaf_entryId_key" ON "LedgerLeaf" ("entryId");

CREATE TABLE "LedgerTile" (
    "level" INTEGER NOT NULL, "index" BIGINT NOT NULL, "hashes" BYTEA NOT NULL, "root" BYTEA NOT NULL,
    CONSTRAINT "LedgerTile_pkey" PRIMARY KEY ("level", "index"), CONSTRAINT tile_whole CHECK (octet_length("hashes") = 8192 AND octet_length("root") = 32));
-- Hashes do not compress, and trying costs.
ALTER TABLE "LedgerTile" ALTER COLUMN "hashes" SET STORAGE EXTERNAL;

CREATE TABLE "LedgerTree" ("size" BIGINT NOT NULL, "frontier" BYTEA NOT NULL, "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, CONSTRAINT "LedgerTree_pkey" PRIMARY KEY ("size"));
CREATE TABLE "LedgerCheckpoint" ("id" BIGSERIAL NOT NULL, "size" BIGINT NOT NULL, "note" TEXT NOT NULL, "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, CONSTRAINT "LedgerCheckpoint_pkey" PRIMARY KEY ("id"));
CREATE INDEX "LedgerCheckpoint_size_idx" ON "LedgerCheckpoint" ("size");
CREATE TABLE "LedgerCosignature" ("size" BIGINT NOT NULL, "witness" TEXT NOT NULL, "line" TEXT NOT NULL, "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, CONSTRAINT "LedgerCosignature_pkey" PRIMARY KEY ("size", "witness"));
CREATE INDEX "LedgerCosignature_witness_at_idx" ON "LedgerCosignature" ("witness", "at");
CREATE TABLE "LedgerAlarm" ("id" UUID NOT NULL, "kind" TEXT NOT NULL, "words" TEXT NOT NULL, "raisedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "clearedAt" TIMESTAMPTZ(3), CONSTRAINT "LedgerAlarm_pkey" PRIMARY KEY ("id"));
CREATE INDEX "LedgerAlarm_clearedAt_idx" ON "LedgerAlarm" ("clearedAt");
-- One alarm of a kind at a time.
CREATE UNIQUE INDEX alarm_once ON "LedgerAlarm" ("kind") WHERE "clearedAt" IS NULL;

CREATE TABLE "Finding" (
    "id" UUID NOT NULL, "number" SERIAL NOT NULL, "entryId" UUID NOT NULL, "status" "FindingStatus" NOT NULL DEFAULT 'open', "weight" "FindingWeight" NOT NULL, "words" TEXT NOT NULL,
    "raisedById" UUID NOT NULL, "raisedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "concernsId" UUID, "answer" TEXT, "answeredById" UUID, "answeredAt" TIMESTAMPTZ(3),
    "outcome" TEXT, "closedById" UUID, "closedAt" TIMESTAMPTZ(3), "version" INTEGER NOT NULL DEFAULT 1,
    CONSTRAINT "Finding_pkey" PRIMARY KEY ("id"),
    CONSTRAINT finding_closed_whole CHECK (("status"::text = 'closed') = ("closedAt" IS NOT NULL)),
    CONSTRAINT finding_not_closed_by_whom_it_concerns CHECK ("closedById" IS NULL OR "closedById" IS DISTINCT FROM "concernsId"));
CREATE UNIQUE INDEX "Finding_number_key" ON "Finding" ("number");
CREATE INDEX "Finding_status_id_idx" ON "Finding" ("status", "id");
CREATE INDEX "Finding_entryId_idx" ON "Finding" ("entryId");
CREATE INDEX "Finding_concernsId_status_idx" ON "Finding" ("concernsId", "status");

CREATE TABLE "Sample" (
    "id" UUID NOT NULL, "count" INTEGER NOT NULL, "name" TEXT, "seed" TEXT NOT NULL, "below" BIGINT NOT NULL, "takenById" UUID NOT NULL,
    "takenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP, "reason" TEXT NOT NULL, CONSTRAINT "Sample_pkey" PRIMARY KEY ("id"));

CREATE TABLE "LegalHold" (
    "id" UUID NOT NULL, "personId" UUID NOT NULL, "reason" TEXT NOT NULL, "placedById" UUID NOT NULL, "placedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3), "endedById" UUID, "endReason" TEXT, "version" INTEGER NOT NULL DEFAULT 1, CONSTRAINT "LegalHold_pkey" PRIMARY KEY ("id"),
    CONSTRAINT hold_ended_whole CHECK (("endedAt" IS NULL) = ("endReason" IS NULL)), CONSTRAINT hold_not_of_oneself CHECK ("placedById" <> "personId" AND "endedById" IS DISTINCT FROM "personId"));
CREATE INDEX "LegalHold_personId_endedAt_idx" ON "LegalHold" ("personId", "endedAt");

-- ── Promises ─────────────────────────────────────────────────────────────────────────────────────────────

-- Each entry waits for its position.
CREATE FUNCTION lamppost_ledger_waits() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  INSERT INTO "LedgerPending" ("entryId") VALUES (NEW.id);
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_waits AFTER INSERT ON "LedgerEntry" FOR EACH ROW EXECUTE FUNCTION lamppost_ledger_waits();

-- An entry leaves the list only with its position, in the same transaction. Deferred: both are written by one statement.
CREATE FUNCTION lamppost_ledger_is_placed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "LedgerLeaf" WHERE "entryId" = OLD."entryId") THEN
    RAISE EXCEPTION 'Entry % was taken off the list without a position.', OLD."entryId" USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'is_placed';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER is_placed AFTER DELETE ON "LedgerPending" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_ledger_is_placed();
CREATE TRIGGER no_truncate BEFORE TRUNCATE ON "LedgerPending" FOR EACH STATEMENT EXECUTE FUNCTION lamppost_ledger_is_for_ever();

-- Positions follow each other, and each is of an entry that there is.
CREATE FUNCTION lamppost_leaves_follow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  first bigint; last bigint; many bigint;
BEGIN
  SELECT min(position), max(position), count(*) INTO first, last, many FROM placed;
  IF many = 0 THEN RETURN NULL; END IF;
  IF last - first + 1 <> many OR (first > 0 AND NOT EXISTS (SELECT FROM "LedgerLeaf" WHERE position = first - 1)) OR EXISTS (SELECT FROM placed p WHERE NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.id = p."entryId")) THEN
    RAISE EXCEPTION 'Positions of the ledger follow each other, each of an entry.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'leaves_follow';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER leaves_follow AFTER INSERT ON "LedgerLeaf" REFERENCING NEW TABLE AS placed FOR EACH STATEMENT EXECUTE FUNCTION lamppost_leaves_follow();
-- And the tree stands only where the leaves end.
CREATE FUNCTION lamppost_tree_fits() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF (SELECT max(position) FROM "LedgerLeaf") IS DISTINCT FROM NEW.size - 1 THEN
    RAISE EXCEPTION 'The tree of the ledger ends where its leaves end.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'tree_fits';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER tree_fits AFTER INSERT ON "LedgerTree" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_tree_fits();

-- What has its position, and what was signed, is never altered.
DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['LedgerLeaf', 'LedgerTile', 'LedgerTree', 'LedgerCheckpoint', 'LedgerCosignature', 'LedgerOpening', 'Sample'] LOOP
    EXECUTE format('CREATE TRIGGER no_change BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION lamppost_ledger_is_for_ever()', one);
    EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION lamppost_ledger_is_for_ever()', one);
  END LOOP;
END $$;

-- A key is wrapped anew by another master key, or destroyed; destroyed it stays.
CREATE FUNCTION lamppost_key_stays_destroyed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD."destroyedAt" IS NOT NULL OR NEW.id <> OLD.id OR NEW.kind <> OLD.kind THEN
    RAISE EXCEPTION 'A key is wrapped anew or destroyed, and nothing else.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER key_stays_destroyed BEFORE UPDATE OR DELETE ON "SealKey" FOR EACH ROW EXECUTE FUNCTION lamppost_key_stays_destroyed();

-- No key of a person is destroyed, no hold ends and no finding moves without its entry.
CREATE OR REPLACE FUNCTION lamppost_needs_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  subject_type text := TG_ARGV[0];
  subject_id uuid;
  status text;
BEGIN
  IF subject_type IN ('Grant', 'Interest', 'Training', 'ApartException', 'LegalHold') THEN
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
  ELSIF subject_type = 'SealKey' THEN
    subject_type := 'Person';
    subject_id := NEW.id;
    status := 'forgotten';
  ELSIF subject_type = 'Sample' THEN
    subject_id := NEW.id;
    status := 'announced';
  ELSE
    subject_id := NEW.id;
    status := NEW.status::text;
  END IF;
  IF NOT EXISTS (
    SELECT FROM "LedgerEntry" entry
    WHERE entry."subjectType" = subject_type
      AND entry."subjectId" = subject_id
      AND (status IS NULL OR entry."toStatus" = status)
      AND (TG_ARGV[0] <> 'SealKey' OR entry.name = 'person.forgotten')
      AND entry.tx = pg_current_xact_id()
  ) THEN
    RAISE EXCEPTION 'A change of % % to "%" has no ledger entry in its transaction.', subject_type, subject_id, status
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER key_needs_entry AFTER UPDATE ON "SealKey" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW."destroyedAt" IS NOT NULL) EXECUTE FUNCTION lamppost_needs_entry('SealKey');
CREATE CONSTRAINT TRIGGER hold_placed_needs_entry AFTER INSERT ON "LegalHold" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_needs_entry('LegalHold');
CREATE CONSTRAINT TRIGGER hold_needs_entry AFTER UPDATE ON "LegalHold" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD."endedAt" IS DISTINCT FROM NEW."endedAt") EXECUTE FUNCTION lamppost_needs_entry('LegalHold');
CREATE CONSTRAINT TRIGGER finding_raised_needs_entry AFTER INSERT ON "Finding" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_needs_entry('Finding');
CREATE CONSTRAINT TRIGGER finding_needs_entry AFTER UPDATE ON "Finding" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD.status IS DISTINCT FROM NEW.status) EXECUTE FUNCTION lamppost_needs_entry('Finding');
CREATE CONSTRAINT TRIGGER sample_needs_entry AFTER INSERT ON "Sample" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_needs_entry('Sample');

-- ── What the app's role may do ───────────────────────────────────────────────────────────────────────────

GRANT INSERT ("policyVersion") ON "LedgerEntry" TO lamppost_app;
GRANT SELECT, INSERT ON "LedgerOpening", "LedgerLeaf", "LedgerTile", "LedgerTree", "LedgerCheckpoint", "LedgerCosignature", "Sample" TO lamppost_app;
GRANT SELECT, INSERT, UPDATE ON "LedgerAlarm", "Finding", "LegalHold" TO lamppost_app;
-- A key is wrapped anew by the owner, and destroyed by lamppost_forget: whoever may write over it could destroy it unseen.
GRANT SELECT, INSERT ON "SealKey" TO lamppost_app;
REVOKE INSERT (at, "previousId") ON "LedgerEntry" FROM lamppost_app;
GRANT SELECT, DELETE ON "LedgerPending" TO lamppost_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO lamppost_app;

-- ── The wall ─────────────────────────────────────────────────────────────────────────────────────────────

-- What is published is anyone's to read; only the sequencer writes it.
DO $$
DECLARE one text;
BEGIN
  FOREACH one IN ARRAY ARRAY['LedgerLeaf', 'LedgerTile', 'LedgerTree', 'LedgerCheckpoint', 'LedgerCosignature'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', one);
    EXECUTE format('CREATE POLICY published ON %I FOR SELECT TO lamppost_app USING (true)', one);
    EXECUTE format('CREATE POLICY sequenced ON %I FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()))', one);
  END LOOP;
END $$;
ALTER TABLE "LedgerPending" ENABLE ROW LEVEL SECURITY;
CREATE POLICY sequencer ON "LedgerPending" FOR ALL TO lamppost_app USING ((SELECT lamppost_is_system()));
ALTER TABLE "LedgerAlarm" ENABLE ROW LEVEL SECURITY;
CREATE POLICY told ON "LedgerAlarm" FOR SELECT TO lamppost_app USING (true);
CREATE POLICY raised ON "LedgerAlarm" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()));
CREATE POLICY cleared ON "LedgerAlarm" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()));

-- What opens an entry is for those who see the entry; what opens nothing without the master key is for whoever writes entries.
ALTER TABLE "LedgerOpening" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "LedgerOpening" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR ((SELECT lamppost_person()) IS NOT NULL AND EXISTS (SELECT FROM "LedgerEntry" e WHERE e.id = "entryId")));
CREATE POLICY written ON "LedgerOpening" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()) OR (SELECT lamppost_person()) IS NOT NULL);
ALTER TABLE "SealKey" ENABLE ROW LEVEL SECURITY;
CREATE POLICY used ON "SealKey" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR (SELECT lamppost_person()) IS NOT NULL);
CREATE POLICY made ON "SealKey" FOR INSERT TO lamppost_app WITH CHECK ("destroyedAt" IS NULL AND ((SELECT lamppost_is_system()) OR (SELECT lamppost_person()) IS NOT NULL));

CREATE OR REPLACE FUNCTION lamppost_is_staff() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT lamppost_holds('assets.manage', 'applications.review', 'permits.decide', 'permits.suspend', 'permits.revoke', 'partners.verify', 'security.read', 'identifiers.read', 'contacts.read', 'terms.read',
    'people.invite', 'people.grant', 'people.deactivate', 'people.forget', 'training.record', 'reviews.run', 'policies.publish', 'emergency.take', 'ledger.read', 'ledger.open')
$$;
CREATE OR REPLACE FUNCTION lamppost_oversees_people() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT lamppost_holds('people.invite', 'people.grant', 'people.deactivate', 'people.forget', 'training.record', 'reviews.run', 'ledger.read', 'ledger.open')
$$;

ALTER TABLE "Finding" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "Finding" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR "concernsId" = (SELECT lamppost_person()) OR (SELECT lamppost_holds('ledger.read')));
CREATE POLICY raised ON "Finding" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()) OR ("raisedById" = (SELECT lamppost_person()) AND (SELECT lamppost_holds('ledger.read'))));
CREATE POLICY moved ON "Finding" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()) OR "concernsId" = (SELECT lamppost_person()) OR (SELECT lamppost_holds('ledger.read')));
ALTER TABLE "Sample" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "Sample" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR (SELECT lamppost_holds('ledger.read')));
CREATE POLICY taken ON "Sample" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()) OR ("takenById" = (SELECT lamppost_person()) AND (SELECT lamppost_holds('ledger.read'))));
ALTER TABLE "LegalHold" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "LegalHold" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR (SELECT lamppost_oversees_people()));
CREATE POLICY placed ON "LegalHold" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()) OR ("placedById" = (SELECT lamppost_person()) AND (SELECT lamppost_holds('people.forget'))));
CREATE POLICY ended ON "LegalHold" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()) OR (SELECT lamppost_holds('people.forget')));

-- As before, with what auditors do and what is about people among the kinds that the city's other staff do not see.
DROP POLICY seen ON "LedgerEntry";
CREATE POLICY seen ON "LedgerEntry" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "actorId" = (SELECT lamppost_person())
  OR (name IN ('permit.granted', 'permit.suspended', 'permit.resumed', 'permit.revoked', 'application.refused') AND "subjectType" IN ('Permit', 'Application'))
  OR (((SELECT lamppost_oversees_people()) OR ((SELECT lamppost_is_staff()) AND "subjectType" NOT IN ('Person', 'Grant', 'GrantRequest', 'Interest', 'Training', 'ApartException', 'Review', 'ReviewItem', 'LegalHold', 'Finding', 'Sample', 'LedgerRead', 'LedgerEntry', 'LedgerKey')))
    AND ((SELECT lamppost_apart_partners())::uuid[] = '{}' OR NOT lamppost_is_of("subjectType", "subjectId", (SELECT lamppost_apart_partners())::uuid[])))
  OR ("subjectType" = 'Person' AND "subjectId" = (SELECT lamppost_person()))
  OR ("subjectType" = 'Grant' AND EXISTS (SELECT FROM "Grant" g WHERE g.id = "subjectId" AND g."personId" = (SELECT lamppost_person())))
  OR ((SELECT lamppost_partners())::uuid[] <> '{}' AND lamppost_is_of("subjectType", "subjectId", (SELECT lamppost_partners())::uuid[])));

-- ── Forgetting ───────────────────────────────────────────────────────────────────────────────────────────

-- True inside lamppost_forget only: what runs there runs as the owner, and the app's role never does.
CREATE FUNCTION lamppost_forgets() RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(current_setting('lamppost.forgets', true), '') <> '' AND current_user = (SELECT tableowner FROM pg_tables WHERE schemaname = 'public' AND tablename = 'Person')
$$;

CREATE OR REPLACE FUNCTION lamppost_grant_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ends text[] := ARRAY['endedAt', 'endedById', 'endReason', 'version'];
  texts text[] := ARRAY['reason', 'endReason'];
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'A grant is never deleted: end it.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF lamppost_forgets() AND to_jsonb(NEW) - texts IS NOT DISTINCT FROM to_jsonb(OLD) - texts THEN
    RETURN NEW;
  END IF;
  IF OLD."endedAt" IS NOT NULL OR to_jsonb(NEW) - ends IS DISTINCT FROM to_jsonb(OLD) - ends THEN
    RAISE EXCEPTION 'A grant is never edited: end it and give another.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION lamppost_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND lamppost_forgets() THEN RETURN NEW; END IF;
  RAISE EXCEPTION '% is frozen once written: % is refused.', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE OR REPLACE FUNCTION lamppost_answered_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF lamppost_forgets() AND to_jsonb(NEW) - 'reason' IS NOT DISTINCT FROM to_jsonb(OLD) - 'reason' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'An answer in a review is given once.' USING ERRCODE = 'insufficient_privilege';
END $$;

-- Whether a change takes out nothing but texts, in the transaction that forgets somebody. Asked at the commit, when the entry is there.
CREATE FUNCTION lamppost_only_forgets(before jsonb, after jsonb) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT before - ARRAY['reason', 'endReason', 'answer', 'evidence'] = after - ARRAY['reason', 'endReason', 'answer', 'evidence']
    AND EXISTS (SELECT FROM "LedgerEntry" e WHERE e.name = 'person.forgotten' AND e."subjectType" = 'Person' AND e."subjectId"::text = after->>'personId' AND e."toStatus" = 'forgotten' AND e.tx = pg_current_xact_id())
$$;
-- The same guard as before, which lets through what only forgets. A trigger cannot call another's function with its own rows, so it asks here.
CREATE FUNCTION lamppost_needs_entry_or_forgets() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  status text;
BEGIN
  IF lamppost_only_forgets(to_jsonb(OLD), to_jsonb(NEW)) THEN RETURN NULL; END IF;
  status := CASE WHEN TG_ARGV[0] = 'GrantRequest' THEN to_jsonb(NEW)->>'status' WHEN to_jsonb(NEW)->>'endedAt' IS NULL THEN 'given' ELSE 'ended' END;
  IF NOT EXISTS (SELECT FROM "LedgerEntry" entry WHERE entry."subjectType" = TG_ARGV[0] AND entry."subjectId" = NEW.id AND entry."toStatus" = status AND entry.tx = pg_current_xact_id()) THEN
    RAISE EXCEPTION 'A change of % % to "%" has no ledger entry in its transaction.', TG_ARGV[0], NEW.id, status
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER grant_needs_entry ON "Grant";
DROP TRIGGER request_needs_entry ON "GrantRequest";
DROP TRIGGER interest_needs_entry ON "Interest";
DROP TRIGGER exception_needs_entry ON "ApartException";
CREATE CONSTRAINT TRIGGER grant_needs_entry AFTER UPDATE ON "Grant" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION lamppost_needs_entry_or_forgets('Grant');
CREATE CONSTRAINT TRIGGER request_needs_entry AFTER UPDATE ON "GrantRequest" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION lamppost_needs_entry_or_forgets('GrantRequest');
CREATE CONSTRAINT TRIGGER interest_needs_entry AFTER UPDATE ON "Interest" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION lamppost_needs_entry_or_forgets('Interest');
CREATE CONSTRAINT TRIGGER exception_needs_entry AFTER UPDATE ON "ApartException" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (OLD IS DISTINCT FROM NEW) EXECUTE FUNCTION lamppost_needs_entry_or_forgets('ApartException');

-- Takes out of every table who somebody was, and destroys the key of what the ledger sealed about them. The commit needs its entry.
CREATE FUNCTION lamppost_forget(person uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  known record;
  gone text := '(forgotten)';
  -- What was written about them, as others may have been told it.
  texts text[];
  named text;
BEGIN
  SELECT name, email INTO STRICT known FROM "Person" WHERE id = person FOR UPDATE;
  IF (SELECT status <> 'deactivated' FROM "Person" WHERE id = person) OR lamppost_person() = person OR NOT (lamppost_is_system() OR lamppost_holds('people.forget')) THEN
    RAISE EXCEPTION 'Only whose account is closed is forgotten, by another whose work it is.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF EXISTS (SELECT FROM "LegalHold" WHERE "personId" = person AND "endedAt" IS NULL) THEN
    RAISE EXCEPTION 'A legal hold keeps this person.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  SELECT coalesce(array_agg(DISTINCT said.words), '{}') INTO texts FROM (
    SELECT unnest(ARRAY[reason, "endReason"]) AS words FROM "Grant" WHERE "personId" = person
    UNION ALL SELECT r.reason FROM "Ratification" r JOIN "Grant" g ON g.id = r."grantId" WHERE g."personId" = person
    UNION ALL SELECT unnest(ARRAY[reason, answer]) FROM "GrantRequest" WHERE "personId" = person
    UNION ALL SELECT unnest(ARRAY[reason, "endReason"]) FROM "Interest" WHERE "personId" = person
    UNION ALL SELECT unnest(ARRAY[evidence, "endReason"]) FROM "Training" WHERE "personId" = person
    UNION ALL SELECT unnest(ARRAY[reason, "endReason"]) FROM "ApartException" WHERE "personId" = person
    UNION ALL SELECT unnest(ARRAY[words, answer, outcome]) FROM "Finding" WHERE "concernsId" = person) said
    -- A text that was written of others too says nothing of this person.
    WHERE length(said.words) >= 10 AND NOT EXISTS (SELECT FROM "Grant" g WHERE g.reason = said.words AND g."personId" <> person);
  PERFORM set_config('lamppost.forgets', person::text, true);
  INSERT INTO "SealKey" (id, kind, wrapped, master, "destroyedAt") VALUES (person, 'person', NULL, '', now())
    ON CONFLICT (id) DO UPDATE SET wrapped = NULL, "destroyedAt" = now() WHERE "SealKey"."destroyedAt" IS NULL;
  UPDATE "Person" SET name = 'A forgotten person', email = 'forgotten-' || person || '@forgotten.invalid', line = '', "passwordHash" = NULL, "totpSecret" = NULL, "forgottenAt" = now(), version = version + 1 WHERE id = person;
  UPDATE "Grant" SET reason = gone, "endReason" = CASE WHEN "endReason" IS NULL THEN NULL ELSE gone END WHERE "personId" = person;
  UPDATE "Ratification" SET reason = gone WHERE "grantId" IN (SELECT id FROM "Grant" WHERE "personId" = person);
  UPDATE "GrantRequest" SET reason = gone, answer = CASE WHEN answer IS NULL THEN NULL ELSE gone END WHERE "personId" = person;
  UPDATE "Interest" SET reason = gone, "endReason" = CASE WHEN "endReason" IS NULL THEN NULL ELSE gone END WHERE "personId" = person;
  UPDATE "Training" SET evidence = '', "endReason" = CASE WHEN "endReason" IS NULL THEN NULL ELSE gone END WHERE "personId" = person;
  UPDATE "ApartException" SET reason = gone, "endReason" = CASE WHEN "endReason" IS NULL THEN NULL ELSE gone END WHERE "personId" = person;
  UPDATE "ReviewItem" SET reason = gone WHERE "holderId" = person AND reason IS NOT NULL;
  UPDATE "LegalHold" SET reason = gone, "endReason" = CASE WHEN "endReason" IS NULL THEN NULL ELSE gone END WHERE "personId" = person;
  UPDATE "Finding" SET words = gone, answer = CASE WHEN answer IS NULL THEN NULL ELSE gone END, outcome = CASE WHEN outcome IS NULL THEN NULL ELSE gone END WHERE "concernsId" = person;
  -- Whom a case named as its contact.
  UPDATE "Submission" SET content = jsonb_set(content, '{contact}', jsonb_build_object('name', 'A forgotten person', 'email', 'forgotten@forgotten.invalid', 'telephone', '000000')), "contactWords" = ''
    WHERE lower(content #>> '{contact,email}') = known.email
      OR (content #>> '{contact,name}' = known.name AND EXISTS (SELECT FROM "Application" a JOIN "Membership" m ON m."partnerId" = a."partnerId" WHERE a.id = "applicationId" AND m."personId" = person));
  UPDATE "Application" SET draft = jsonb_set(draft, '{contact}', jsonb_build_object('name', 'A forgotten person', 'email', 'forgotten@forgotten.invalid', 'telephone', '000000'))
    WHERE lower(draft #>> '{contact,email}') = known.email
      OR (draft #>> '{contact,name}' = known.name AND EXISTS (SELECT FROM "Membership" m WHERE m."partnerId" = "Application"."partnerId" AND m."personId" = person));
  -- What they were told, and where others were told of them.
  UPDATE "Notice" SET email = 'forgotten@forgotten.invalid', data = '{}', subject = CASE WHEN subject IS NULL THEN NULL ELSE gone END, text = CASE WHEN text IS NULL THEN NULL ELSE gone END, "lastProblem" = NULL,
      "failedAt" = CASE WHEN "deliveredAt" IS NULL THEN now() ELSE "failedAt" END WHERE "personId" = person OR email = known.email;
  -- The whole name only, not letters that happen to stand in another word.
  named := '(^|[^[:alnum:]])' || regexp_replace(known.name, '([^[:alnum:][:space:]])', '\\\1', 'g') || '($|[^[:alnum:]])';
  UPDATE "Notice" SET data = replace(data::text, to_json(known.name)::text, '"a forgotten person"')::jsonb, subject = regexp_replace(subject, named, '\1a forgotten person\2', 'g'),
      text = replace(regexp_replace(text, named, '\1a forgotten person\2', 'g'), known.email, 'a forgotten address')
    WHERE data::text ~ named OR text ~ named OR position(known.email IN text) > 0 OR subject ~ named;
  -- What still names them in what was never sent is not sent any more.
  UPDATE "Notice" SET data = '{}', "failedAt" = coalesce("failedAt", CASE WHEN "deliveredAt" IS NULL THEN now() END) WHERE data::text ~ named;
  UPDATE "Notice" n SET data = '{}', text = CASE WHEN text IS NULL THEN NULL ELSE gone END, "failedAt" = CASE WHEN "deliveredAt" IS NULL THEN now() ELSE "failedAt" END
    WHERE EXISTS (SELECT FROM jsonb_each_text(CASE WHEN jsonb_typeof(n.data) = 'object' THEN n.data ELSE '{}' END) said WHERE said.value = ANY (texts))
      OR EXISTS (SELECT FROM unnest(texts) said WHERE position(said IN n.text) > 0);
  DELETE FROM "EnrolmentLink" WHERE "personId" = person;
  DELETE FROM "Session" WHERE "personId" = person;
  PERFORM set_config('lamppost.forgets', '', true);
END $$;
REVOKE ALL ON FUNCTION lamppost_forget(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION lamppost_forget(uuid) TO lamppost_app;
-- Also where the key is made only to be destroyed.
CREATE CONSTRAINT TRIGGER key_gone_needs_entry AFTER INSERT ON "SealKey" DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (NEW."destroyedAt" IS NOT NULL) EXECUTE FUNCTION lamppost_needs_entry('SealKey');
