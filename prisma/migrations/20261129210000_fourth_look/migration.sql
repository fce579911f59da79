-- Who signed for a partner, and who was named for a duty, can be forgotten like anybody else.

CREATE OR REPLACE FUNCTION lamppost_signature_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND lamppost_forgets() AND to_jsonb(NEW) - 'capacity' IS NOT DISTINCT FROM to_jsonb(OLD) - 'capacity' THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'A signature is never rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'signature_stays';
END $$;
CREATE OR REPLACE FUNCTION lamppost_forget(person uuid) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
  -- Whom a case named for a duty, and as what they signed.
  UPDATE "Submission" SET content = jsonb_set(content, '{duties}', (SELECT jsonb_agg(CASE WHEN duty ->> 'name' = known.name THEN jsonb_set(duty, '{name}', '"A forgotten person"') ELSE duty END ORDER BY nth) FROM jsonb_array_elements(content -> 'duties') WITH ORDINALITY AS each (duty, nth)))
    WHERE jsonb_typeof(content -> 'duties') = 'array' AND EXISTS (SELECT FROM jsonb_array_elements(content -> 'duties') duty WHERE duty ->> 'name' = known.name)
      AND EXISTS (SELECT FROM "Application" a JOIN "Membership" m ON m."partnerId" = a."partnerId" WHERE a.id = "applicationId" AND m."personId" = person);
  UPDATE "TermsSignature" SET capacity = gone WHERE "signedById" = person;
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

-- Whoever signs may do so for this partner, not for any.
DROP POLICY signed ON "TermsSignature";
CREATE POLICY signed ON "TermsSignature" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("signedById" = (SELECT lamppost_person()) AND "partnerId" = ANY ((SELECT lamppost_partners())::uuid[])
    AND EXISTS (SELECT FROM "Grant" g WHERE g."personId" = (SELECT lamppost_person()) AND g.capability = 'members.invite' AND g."partnerId" = "TermsSignature"."partnerId" AND g."endedAt" IS NULL AND g."validFrom" <= now() AND (g."validUntil" IS NULL OR g."validUntil" > now()))));

-- Words are put in use, and ended, in one's own name.
DROP POLICY used ON "NoticeWording";
CREATE POLICY used ON "NoticeWording" FOR UPDATE TO lamppost_app USING ((SELECT lamppost_is_system()) OR (SELECT lamppost_holds('notices.word')))
  WITH CHECK ((SELECT lamppost_is_system()) OR ((SELECT lamppost_holds('notices.word')) AND (SELECT lamppost_person()) IN ("usedById", "endedById")));
ALTER TABLE "NoticeWording"
  ADD CONSTRAINT "NoticeWording_usedById_fkey" FOREIGN KEY ("usedById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "NoticeWording_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
