-- A second wall, behind the rules of access: what belongs to a partner or a person is shown to, and changed by, those whose it is and
-- those of the city whose work it is. The app says for whom it asks in the setting lamppost.who (lib/core/wall.ts): "system",
-- "person:<id>", or nothing, which is the public. The rules of access are far finer and stand before; this holds where they are wrong or
-- forgotten. The owner, who migrates, and functions and triggers that run with the owner's rights pass.

-- ── Who asks ─────────────────────────────────────────────────────────────────────────────────────────────

CREATE FUNCTION lamppost_is_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(current_setting('lamppost.who', true), '') = 'system'
$$;

-- Null for the public and the system. What is no id is an error, and so reads nothing.
CREATE FUNCTION lamppost_person() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT CASE WHEN current_setting('lamppost.who', true) LIKE 'person:%' THEN substr(current_setting('lamppost.who', true), 8)::uuid END
$$;

-- Whether the person has an open account and a grant in force of one of these capabilities, whatever it is bound to.
CREATE FUNCTION lamppost_holds(VARIADIC wanted text[]) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (
    SELECT FROM "Grant" g JOIN "Person" p ON p.id = g."personId" AND p.status = 'active'
    WHERE g."personId" = lamppost_person() AND g.capability = ANY (wanted) AND g."endedAt" IS NULL AND g."validFrom" <= now() AND (g."validUntil" IS NULL OR g."validUntil" > now())
      AND (g."ratifyBy" IS NULL OR g."ratifyBy" > now() OR EXISTS (SELECT FROM "Ratification" r WHERE r."grantId" = g.id AND r.outcome = 'ratified')));
END $$;

-- Whoever works for the city: the capabilities that lib/access/capabilities.ts lists for staff (a test compares the two).
CREATE FUNCTION lamppost_is_staff() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT lamppost_holds('assets.manage', 'applications.review', 'permits.decide', 'permits.suspend', 'permits.revoke', 'partners.verify', 'security.read', 'identifiers.read', 'contacts.read', 'terms.read',
    'people.invite', 'people.grant', 'people.deactivate', 'training.record', 'reviews.run', 'policies.publish', 'emergency.take', 'ledger.read')
$$;

-- Whoever looks after people: sees what is written of them.
CREATE FUNCTION lamppost_oversees_people() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT lamppost_holds('people.invite', 'people.grant', 'people.deactivate', 'training.record', 'reviews.run', 'ledger.read')
$$;

-- The partners for which the person acts: by belonging, or by a grant of a partner.
CREATE FUNCTION lamppost_partners() RETURNS uuid[] LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  me uuid := lamppost_person();
BEGIN
  IF me IS NULL THEN RETURN '{}'; END IF;
  RETURN coalesce((SELECT array_agg(own.id) FROM (
    SELECT m."partnerId" AS id FROM "Membership" m WHERE m."personId" = me AND m."endedAt" IS NULL
    UNION SELECT g."partnerId" FROM "Grant" g WHERE g."personId" = me AND g.capability IN ('deployments.apply', 'members.invite') AND g."partnerId" IS NOT NULL AND g."endedAt" IS NULL AND g."validFrom" <= now() AND (g."validUntil" IS NULL OR g."validUntil" > now())
  ) own), '{}');
END $$;

-- The partners from whose cases somebody of the city keeps away: those they belong or lately belonged to, and those to which they have a tie.
CREATE FUNCTION lamppost_apart_partners() RETURNS uuid[] LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  me uuid := lamppost_person();
  cooling int := coalesce((SELECT (a.content->>'coolingDays')::int FROM "AccessPolicy" a WHERE a."effectiveAt" <= now() ORDER BY a.number DESC LIMIT 1), 365);
BEGIN
  IF me IS NULL THEN RETURN '{}'; END IF;
  RETURN coalesce((SELECT array_agg(apart.id) FROM (
    SELECT m."partnerId" AS id FROM "Membership" m WHERE m."personId" = me AND (m."endedAt" IS NULL OR m."endedAt" > now() - make_interval(days => cooling))
    UNION SELECT i."partnerId" FROM "Interest" i WHERE i."personId" = me AND i."endedAt" IS NULL
  ) apart), '{}');
END $$;

-- The people with whom a person has to do: colleagues at their partners, and whoever wrote what stands in the person's own and their
-- partners' records (who gave, decided, recorded, holds the case).
CREATE FUNCTION lamppost_known_people() RETURNS uuid[] LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  me uuid := lamppost_person();
  own uuid[] := lamppost_partners();
BEGIN
  IF me IS NULL THEN RETURN '{}'; END IF;
  RETURN coalesce((SELECT array_agg(known.id) FROM (
    SELECT me AS id
    UNION SELECT m."personId" FROM "Membership" m WHERE m."partnerId" = ANY (own)
    UNION SELECT g."personId" FROM "Grant" g WHERE g."partnerId" = ANY (own) AND g.capability IN ('deployments.apply', 'members.invite')
    UNION SELECT unnest(ARRAY[g."givenById", g."secondById", g."endedById", r."byId"]) FROM "Grant" g LEFT JOIN "Ratification" r ON r."grantId" = g.id WHERE g."personId" = me
    UNION SELECT unnest(ARRAY[q."askedById", q."decidedById", q."personId"]) FROM "GrantRequest" q WHERE q."personId" = me OR q."askedById" = me
    UNION SELECT unnest(ARRAY[i."declaredById", i."endedById"]) FROM "Interest" i WHERE i."personId" = me
    UNION SELECT unnest(ARRAY[t."recordedById", t."endedById"]) FROM "Training" t WHERE t."personId" = me
    UNION SELECT unnest(ARRAY[x."givenById", x."endedById"]) FROM "ApartException" x WHERE x."personId" = me
    UNION SELECT p."decidedById" FROM "Permit" p WHERE p."partnerId" = ANY (own)
    UNION SELECT a."heldById" FROM "Application" a WHERE a."partnerId" = ANY (own)
    UNION SELECT s."sentById" FROM "Submission" s JOIN "Application" a ON a.id = s."applicationId" WHERE a."partnerId" = ANY (own)
  ) known WHERE known.id IS NOT NULL), '{}');
END $$;

-- Whether an entry's record is one of these partners, or theirs.
CREATE FUNCTION lamppost_is_of(subject_type text, subject uuid, partners uuid[]) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN CASE subject_type
    WHEN 'Application' THEN EXISTS (SELECT FROM "Application" a WHERE a.id = subject AND a."partnerId" = ANY (partners))
    WHEN 'Permit' THEN EXISTS (SELECT FROM "Permit" p WHERE p.id = subject AND p."partnerId" = ANY (partners))
    WHEN 'Partner' THEN subject = ANY (partners)
    ELSE false END;
END $$;

-- ── What may be known without being seen ─────────────────────────────────────────────────────────────────

-- Names of people of the city, whoever asks: what they decide for all to read bears their names. Of others, only to those who may see them.
CREATE FUNCTION lamppost_names(ids uuid[]) RETURNS TABLE (id uuid, name text, line text) LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  sees_all boolean := lamppost_is_system() OR lamppost_is_staff();
  known uuid[] := CASE WHEN sees_all THEN '{}' ELSE lamppost_known_people() END;
BEGIN
  RETURN QUERY SELECT p.id, p.name, p.line FROM "Person" p
    WHERE p.id = ANY (ids) AND (sees_all OR p.id = ANY (known) OR EXISTS (SELECT FROM "Grant" g WHERE g."personId" = p.id AND g.capability NOT IN ('deployments.apply', 'members.invite')));
END $$;

-- Whether an address has an account: who invites is told that it is taken, and nothing else of whose it is.
CREATE FUNCTION lamppost_is_known_address(address text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM "Person" p WHERE p.email = address);
END $$;

-- Somebody who was only just invited and has nothing yet: the only one whom a member can take in.
CREATE FUNCTION lamppost_is_unattached(person uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM "Person" p WHERE p.id = person AND p.status = 'invited') AND NOT EXISTS (SELECT FROM "Membership" m WHERE m."personId" = person) AND NOT EXISTS (SELECT FROM "Grant" g WHERE g."personId" = person);
END $$;

-- Somebody invited to one of the asking person's partners, who has not taken their account yet.
CREATE FUNCTION lamppost_is_invited_colleague(person uuid) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM "Person" p JOIN "Membership" m ON m."personId" = p.id WHERE p.id = person AND p.status = 'invited' AND m."partnerId" = ANY (lamppost_partners()));
END $$;

-- A partner whose name stands in the public register.
CREATE FUNCTION lamppost_has_permit(partner uuid) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN EXISTS (SELECT FROM "Permit" p WHERE p."partnerId" = partner);
END $$;

-- Of refused applications anybody may read what they were about and whose they were, and nothing else.
CREATE VIEW "RefusedApplication" AS
  SELECT a.id, a.reference, a.title, p.name AS partner FROM "Application" a JOIN "Partner" p ON p.id = a."partnerId" WHERE a.status = 'refused';

-- What the public searches: the register without serial numbers and networks. Besides, PostgreSQL does not use an index for "contains" on a
-- table behind a wall, and through this view it does.
CREATE VIEW "DeviceListed" AS
  SELECT id, code, name, "assetId", "zoneId", purpose, identifies, lat, lon, "permitStatus", "startsOn", "expiresOn", words FROM "Device";

GRANT SELECT ON "RefusedApplication", "DeviceListed" TO lamppost_app;
REVOKE INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON "RefusedApplication", "DeviceListed" FROM lamppost_app;

-- ── Statuses that an index behind the wall can find ──────────────────────────────────────────────────────

-- Behind a wall PostgreSQL looks up only by comparisons that it knows to give nothing away: those of text, numbers, days and ids, and not those
-- of an enumerated type. So the status stands there once more as text, for lists that are read status by status.
-- The words of a type may be renamed, so PostgreSQL does not take them for fixed; ours are, which this says.
CREATE FUNCTION lamppost_status_text(status anyenum) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN status::text;
END $$;
ALTER TABLE "Application" ADD COLUMN "statusText" TEXT NOT NULL GENERATED ALWAYS AS (lamppost_status_text(status)) STORED;
ALTER TABLE "Permit" ADD COLUMN "statusText" TEXT NOT NULL GENERATED ALWAYS AS (lamppost_status_text(status)) STORED;

DROP INDEX application_queue_zone, application_queue_agency, application_held, "Application_status_dueOn_id_idx", "Permit_status_id_idx";
CREATE INDEX "Application_statusText_dueOn_id_idx" ON "Application" ("statusText", "dueOn", id);
CREATE INDEX application_queue_zone ON "Application" ("statusText", "zoneId", "dueOn", id);
CREATE INDEX application_queue_agency ON "Application" ("statusText", "agencyId", "dueOn", id);
CREATE INDEX application_held ON "Application" ("heldById", "statusText", "dueOn", id) WHERE "heldById" IS NOT NULL;
CREATE INDEX "Permit_statusText_id_idx" ON "Permit" ("statusText", id);

-- ── The wall ─────────────────────────────────────────────────────────────────────────────────────────────
-- A function in (SELECT …) is asked once a query, not once a row; what costs least stands first.

-- What the city shows anyone: its assets, areas and networks, and its rules of access. Only those who look after it change it.
DO $$
DECLARE
  place text;
BEGIN
  FOREACH place IN ARRAY ARRAY['Agency', 'Zone', 'BaseFeature', 'Asset', 'Network'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', place);
    EXECUTE format('CREATE POLICY anyone_reads ON %I FOR SELECT TO lamppost_app USING (true)', place);
    EXECUTE format('CREATE POLICY made ON %I FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()) OR (SELECT lamppost_holds(''assets.manage'')))', place);
    EXECUTE format('CREATE POLICY changed ON %I FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()) OR (SELECT lamppost_holds(''assets.manage'')))', place);
    EXECUTE format('CREATE POLICY removed ON %I FOR DELETE TO lamppost_app USING ((SELECT lamppost_is_system()) OR (SELECT lamppost_holds(''assets.manage'')))', place);
  END LOOP;
END $$;

ALTER TABLE "AccessPolicy" ENABLE ROW LEVEL SECURITY;
CREATE POLICY anyone_reads ON "AccessPolicy" FOR SELECT TO lamppost_app USING (true);
CREATE POLICY published ON "AccessPolicy" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()) OR ("publishedById" = (SELECT lamppost_person()) AND (SELECT lamppost_holds('policies.publish'))));

-- Files of assets, for those who look after assets.
ALTER TABLE "AssetImport" ENABLE ROW LEVEL SECURITY;
CREATE POLICY theirs ON "AssetImport" FOR ALL TO lamppost_app USING ((SELECT lamppost_is_system()) OR (SELECT lamppost_holds('assets.manage')));
ALTER TABLE "ImportFileChunk" ENABLE ROW LEVEL SECURITY;
CREATE POLICY theirs ON "ImportFileChunk" FOR ALL TO lamppost_app USING ((SELECT lamppost_is_system()) OR (SELECT lamppost_holds('assets.manage')));
ALTER TABLE "ImportProblem" ENABLE ROW LEVEL SECURITY;
CREATE POLICY theirs ON "ImportProblem" FOR ALL TO lamppost_app USING ((SELECT lamppost_is_system()) OR (SELECT lamppost_holds('assets.manage')));

-- Partners. Whose name is in the register, or was checked, anyone may know. They are made by visitors, so by the system.
ALTER TABLE "Partner" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "Partner" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR status = 'verified' OR (SELECT lamppost_is_staff()) OR id = ANY ((SELECT lamppost_partners())::uuid[]) OR lamppost_has_permit(id));
CREATE POLICY made ON "Partner" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()));
CREATE POLICY checked ON "Partner" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR ((SELECT lamppost_holds('partners.verify')) AND NOT id = ANY ((SELECT lamppost_apart_partners())::uuid[])));

-- Applications: a partner's own; once sent, those who decide for the city, save where they keep away from the partner.
ALTER TABLE "Application" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "Application" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[])
  OR ("submittedAt" IS NOT NULL AND (SELECT lamppost_is_staff()) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));
CREATE POLICY begun ON "Application" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) AND status = 'draft'));
-- A member leaves it where a member can bring it, and never decided.
CREATE POLICY changed ON "Application" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[])
  OR ("submittedAt" IS NOT NULL AND (SELECT lamppost_holds('applications.review', 'permits.decide')) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])))
WITH CHECK (
  (SELECT lamppost_is_system()) OR ("partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) AND status IN ('draft', 'submitted', 'in_review', 'changes_requested', 'withdrawn'))
  OR ("submittedAt" IS NOT NULL AND (SELECT lamppost_holds('applications.review', 'permits.decide')) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));

-- Who sees the application sees what was sent.
ALTER TABLE "Submission" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "Submission" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR EXISTS (SELECT FROM "Application" a WHERE a.id = "applicationId"));
CREATE POLICY sent ON "Submission" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("sentById" = (SELECT lamppost_person()) AND EXISTS (SELECT FROM "Application" a WHERE a.id = "applicationId" AND a."partnerId" = ANY ((SELECT lamppost_partners())::uuid[]))));

-- Which submissions hold these words inside, by their ids only; the wall stands before the rest. As a function, for the index.
CREATE FUNCTION lamppost_submissions_holding(words text, inside text, most int) RETURNS SETOF uuid LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT (lamppost_is_system() OR lamppost_is_staff()) THEN RETURN; END IF;
  IF inside = 'identifierWords' THEN RETURN QUERY SELECT s.id FROM "Submission" s WHERE s."identifierWords" LIKE '%' || words || '%' ORDER BY s.id DESC LIMIT most;
  ELSIF inside = 'contactWords' THEN RETURN QUERY SELECT s.id FROM "Submission" s WHERE s."contactWords" LIKE '%' || words || '%' ORDER BY s.id DESC LIMIT most;
  END IF;
END $$;

-- That a place is taken anybody who has an account may know: it says by which application, and nothing of it.
ALTER TABLE "SlotHold" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "SlotHold" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR (SELECT lamppost_person()) IS NOT NULL);
CREATE POLICY held ON "SlotHold" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR EXISTS (SELECT FROM "Application" a WHERE a.id = "applicationId" AND a."partnerId" = ANY ((SELECT lamppost_partners())::uuid[])));
CREATE POLICY changed ON "SlotHold" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR EXISTS (SELECT FROM "Application" a WHERE a.id = "applicationId" AND (a."partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) OR (SELECT lamppost_holds('applications.review', 'permits.decide', 'permits.revoke')))));

-- Permits and devices are public, and the public reads them as the public. A person sees their own partner's, or the city's, with all
-- that belongs to them and that the register leaves out.
ALTER TABLE "Permit" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "Permit" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_person()) IS NULL OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[])
  OR ((SELECT lamppost_is_staff()) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));
CREATE POLICY given ON "Permit" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("decidedById" = (SELECT lamppost_person()) AND (SELECT lamppost_holds('permits.decide')) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));
CREATE POLICY changed ON "Permit" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR ((SELECT lamppost_holds('permits.decide', 'permits.suspend', 'permits.revoke')) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));

ALTER TABLE "PermitCondition" ENABLE ROW LEVEL SECURITY;
CREATE POLICY anyone_reads ON "PermitCondition" FOR SELECT TO lamppost_app USING (true);
CREATE POLICY bound ON "PermitCondition" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ((SELECT lamppost_holds('permits.decide')) AND EXISTS (SELECT FROM "Permit" p WHERE p.id = "permitId")));

ALTER TABLE "Device" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "Device" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_person()) IS NULL OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[])
  OR ((SELECT lamppost_is_staff()) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));
CREATE POLICY authorised ON "Device" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ((SELECT lamppost_holds('permits.decide')) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));
CREATE POLICY changed ON "Device" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR ((SELECT lamppost_holds('permits.decide', 'permits.suspend', 'permits.revoke')) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));

-- People: oneself, those one has to do with, and for the city's staff all, whose cases and permissions bear their names.
ALTER TABLE "Person" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "Person" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR id = (SELECT lamppost_person()) OR (SELECT lamppost_is_staff()) OR id = ANY ((SELECT lamppost_known_people())::uuid[]));
CREATE POLICY invited ON "Person" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR (status = 'invited' AND "passwordHash" IS NULL AND "totpSecret" IS NULL AND (SELECT lamppost_holds('people.invite', 'members.invite'))));
-- One's own row may be locked, so that two who write of it come one after the other; changed it is by others, or by the system when one enrols.
CREATE POLICY changed ON "Person" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR id = (SELECT lamppost_person()) OR (SELECT lamppost_oversees_people()))
WITH CHECK ((SELECT lamppost_is_system()) OR (id <> (SELECT lamppost_person()) AND (SELECT lamppost_holds('people.invite', 'people.deactivate'))));

ALTER TABLE "Membership" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "Membership" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "personId" = (SELECT lamppost_person()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) OR (SELECT lamppost_is_staff()));
-- A member takes in whom they have just invited, and nobody who is somebody's already.
CREATE POLICY begun ON "Membership" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) AND lamppost_is_unattached("personId")));
CREATE POLICY ended ON "Membership" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()) OR (SELECT lamppost_holds('people.deactivate')));

-- Grants: one's own, those of one's partner, and for the city's staff all: who may what is told to whoever cannot.
ALTER TABLE "Grant" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "Grant" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "personId" = (SELECT lamppost_person()) OR (SELECT lamppost_is_staff()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[]));
-- Never to oneself but in an emergency, and never in another's name.
CREATE POLICY given ON "Grant" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system())
  OR ("personId" <> (SELECT lamppost_person()) AND (SELECT lamppost_person()) IN ("givenById", "secondById") AND (SELECT lamppost_holds('people.grant')))
  OR ("personId" <> (SELECT lamppost_person()) AND "givenById" = (SELECT lamppost_person()) AND capability IN ('deployments.apply', 'members.invite') AND "partnerId" = ANY ((SELECT lamppost_partners())::uuid[]))
  OR ("personId" = (SELECT lamppost_person()) AND origin::text = 'emergency' AND (SELECT lamppost_holds('emergency.take'))));
-- Every use of a grant locks it, so one's own is let through; what can be written is only its end, by who may end it and in their name.
CREATE POLICY ended ON "Grant" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "personId" = (SELECT lamppost_person()) OR (SELECT lamppost_holds('people.grant', 'people.deactivate')) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[]))
WITH CHECK (
  (SELECT lamppost_is_system())
  OR ("endedById" = (SELECT lamppost_person()) AND ((SELECT lamppost_holds('people.grant', 'people.deactivate')) OR ("partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) AND capability IN ('deployments.apply', 'members.invite')))));

ALTER TABLE "GrantRequest" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "GrantRequest" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR (SELECT lamppost_person()) IN ("personId", "askedById") OR (SELECT lamppost_oversees_people()));
CREATE POLICY asked ON "GrantRequest" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("askedById" = (SELECT lamppost_person()) AND status = 'pending' AND ("personId" = (SELECT lamppost_person()) OR (SELECT lamppost_holds('people.grant')))));
-- Whoever asked takes it back; another who may give it answers, in their own name.
CREATE POLICY answered ON "GrantRequest" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR (SELECT lamppost_person()) IN ("personId", "askedById") OR (SELECT lamppost_holds('people.grant', 'people.deactivate')))
WITH CHECK (
  (SELECT lamppost_is_system()) OR (status = 'withdrawn' AND "decidedById" = (SELECT lamppost_person()))
  OR ("personId" <> (SELECT lamppost_person()) AND (SELECT lamppost_person()) IN ("decidedById", "askedById") AND (SELECT lamppost_holds('people.grant'))));

ALTER TABLE "Ratification" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "Ratification" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR EXISTS (SELECT FROM "Grant" g WHERE g.id = "grantId"));
CREATE POLICY said ON "Ratification" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("byId" = (SELECT lamppost_person()) AND (SELECT lamppost_holds('people.grant'))));

-- Ties, trainings and exceptions: the person's own, and for those who look after people. Never written for oneself, save a tie.
ALTER TABLE "Interest" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "Interest" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR "personId" = (SELECT lamppost_person()) OR (SELECT lamppost_oversees_people()));
CREATE POLICY declared ON "Interest" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("declaredById" = (SELECT lamppost_person()) AND ("personId" = (SELECT lamppost_person()) OR (SELECT lamppost_holds('people.grant')))));
CREATE POLICY ended ON "Interest" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR ("personId" <> (SELECT lamppost_person()) AND (SELECT lamppost_holds('people.grant'))));

ALTER TABLE "Training" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "Training" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR "personId" = (SELECT lamppost_person()) OR (SELECT lamppost_oversees_people()));
CREATE POLICY recorded ON "Training" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("recordedById" = (SELECT lamppost_person()) AND "personId" <> (SELECT lamppost_person()) AND (SELECT lamppost_holds('training.record'))));
CREATE POLICY ended ON "Training" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR ("personId" <> (SELECT lamppost_person()) AND (SELECT lamppost_holds('training.record'))));

ALTER TABLE "ApartException" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "ApartException" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR "personId" = (SELECT lamppost_person()) OR (SELECT lamppost_oversees_people()));
CREATE POLICY given ON "ApartException" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("givenById" = (SELECT lamppost_person()) AND "personId" <> (SELECT lamppost_person()) AND (SELECT lamppost_holds('people.grant'))));
CREATE POLICY ended ON "ApartException" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()) OR (SELECT lamppost_holds('people.grant', 'people.deactivate')));

-- Reviews: who runs them, who looks after people, and who is asked.
ALTER TABLE "Review" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "Review" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR (SELECT lamppost_oversees_people()) OR EXISTS (SELECT FROM "ReviewItem" i WHERE i."reviewId" = "Review".id AND i."reviewerId" = (SELECT lamppost_person())));
CREATE POLICY launched ON "Review" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()) OR ("launchedById" = (SELECT lamppost_person()) AND (SELECT lamppost_holds('reviews.run'))));
-- Whoever answers locks it, so that it is not closed meanwhile; whoever runs reviews changes it.
CREATE POLICY changed ON "Review" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()) OR (SELECT lamppost_holds('reviews.run', 'people.grant'))) WITH CHECK ((SELECT lamppost_is_system()) OR (SELECT lamppost_holds('reviews.run')));

ALTER TABLE "ReviewItem" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "ReviewItem" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR "reviewerId" = (SELECT lamppost_person()) OR (SELECT lamppost_oversees_people()));
CREATE POLICY asked ON "ReviewItem" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()) OR (SELECT lamppost_holds('reviews.run')));
-- Whoever is asked answers, or hands it to another; never what they hold themselves.
CREATE POLICY answered ON "ReviewItem" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR ("reviewerId" = (SELECT lamppost_person()) AND "holderId" <> (SELECT lamppost_person())) OR (SELECT lamppost_holds('reviews.run')))
WITH CHECK ((SELECT lamppost_is_system()) OR (SELECT lamppost_is_staff()));

-- Sessions begin by signing in, which the system does. A person ends their own; who deactivates or starts anew ends another's.
ALTER TABLE "Session" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "Session" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR "personId" = (SELECT lamppost_person()) OR (SELECT lamppost_holds('people.invite', 'people.deactivate')));
CREATE POLICY begun ON "Session" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()));
CREATE POLICY ended ON "Session" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()) OR "personId" = (SELECT lamppost_person()) OR (SELECT lamppost_holds('people.invite', 'people.deactivate')))
WITH CHECK ((SELECT lamppost_is_system()) OR "endedAt" IS NOT NULL);
CREATE POLICY removed ON "Session" FOR DELETE TO lamppost_app USING ((SELECT lamppost_is_system()));

-- Links with which invited people enrol: made and let go by who invites; a member makes them for an invited colleague only.
ALTER TABLE "EnrolmentLink" ENABLE ROW LEVEL SECURITY;
CREATE POLICY theirs ON "EnrolmentLink" FOR ALL TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR (SELECT lamppost_holds('people.invite', 'people.deactivate')) OR lamppost_is_invited_colleague("personId"));

-- Notices: whoever decides tells others; one reads one's own; the worker delivers.
ALTER TABLE "Notice" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "Notice" FOR SELECT TO lamppost_app USING ((SELECT lamppost_is_system()) OR "personId" = (SELECT lamppost_person()));
CREATE POLICY queued ON "Notice" FOR INSERT TO lamppost_app WITH CHECK ((SELECT lamppost_is_system()) OR (SELECT lamppost_person()) IS NOT NULL);
CREATE POLICY delivered ON "Notice" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()));

ALTER TABLE "DecisionKey" ENABLE ROW LEVEL SECURITY;
CREATE POLICY theirs ON "DecisionKey" FOR ALL TO lamppost_app USING ((SELECT lamppost_is_system()) OR sender = (SELECT lamppost_person())::text);

-- The ledger: anyone reads the decisions that are public (the names are those of `publicNames` in lib/registry/queries.ts), those who look
-- after people all, the city's other staff all but what is about people, and neither what is about partners from whom they keep away; a member
-- what is about their partner, and everybody what they did and what is about them.
ALTER TABLE "LedgerEntry" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "LedgerEntry" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "actorId" = (SELECT lamppost_person())
  OR (name IN ('permit.granted', 'permit.suspended', 'permit.resumed', 'permit.revoked', 'application.refused') AND "subjectType" IN ('Permit', 'Application'))
  OR (((SELECT lamppost_oversees_people()) OR ((SELECT lamppost_is_staff()) AND "subjectType" NOT IN ('Person', 'Grant', 'GrantRequest', 'Interest', 'Training', 'ApartException', 'Review', 'ReviewItem')))
    AND ((SELECT lamppost_apart_partners())::uuid[] = '{}' OR NOT lamppost_is_of("subjectType", "subjectId", (SELECT lamppost_apart_partners())::uuid[])))
  OR ("subjectType" = 'Person' AND "subjectId" = (SELECT lamppost_person()))
  OR ("subjectType" = 'Grant' AND EXISTS (SELECT FROM "Grant" g WHERE g.id = "subjectId" AND g."personId" = (SELECT lamppost_person())))
  OR ((SELECT lamppost_partners())::uuid[] <> '{}' AND lamppost_is_of("subjectType", "subjectId", (SELECT lamppost_partners())::uuid[])));
-- Nobody writes in another's name.
CREATE POLICY written ON "LedgerEntry" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("actorKind" = 'person' AND "actorId" = (SELECT lamppost_person())));

-- RateLimiterFlexible stays outside: its keys are hashes, and its own cleaning runs for nobody.
