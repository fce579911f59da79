-- Letters are found by what they are about; who keeps away from the partner that has a permit keeps away from the whole story of what would replace it.

ALTER TABLE "Notice" ADD COLUMN "about" TEXT;
CREATE INDEX "Notice_about_id_idx" ON "Notice" ("about", "id");
UPDATE "Notice" SET "about" = coalesce(data->>'reference', data->>'permit') WHERE data ?| ARRAY['reference', 'permit'];

CREATE FUNCTION lamppost_is_kept_from(subject_type text, subject uuid, partners uuid[]) RETURNS boolean LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN lamppost_is_of(subject_type, subject, partners)
    OR (subject_type = 'Application' AND EXISTS (SELECT FROM "Application" a WHERE a.id = subject AND a."fromPartnerId" = ANY (partners)));
END $$;
DROP POLICY seen ON "LedgerEntry";
CREATE POLICY seen ON "LedgerEntry" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "actorId" = (SELECT lamppost_person())
  OR (name IN ('permit.granted', 'permit.suspended', 'permit.restricted', 'permit.narrowed', 'permit.eased', 'permit.resumed', 'permit.revoked', 'permit.voided', 'permit.reinstated', 'permit.surrendered', 'permit.superseded', 'application.refused') AND "subjectType" IN ('Permit', 'Application'))
  OR (((SELECT lamppost_oversees_people()) OR ((SELECT lamppost_is_staff()) AND "subjectType" NOT IN ('Person', 'Grant', 'GrantRequest', 'Interest', 'Training', 'ApartException', 'Review', 'ReviewItem', 'LegalHold', 'Finding', 'Sample', 'LedgerRead', 'LedgerEntry', 'LedgerKey')))
    AND ((SELECT lamppost_apart_partners())::uuid[] = '{}' OR NOT lamppost_is_kept_from("subjectType", "subjectId", (SELECT lamppost_apart_partners())::uuid[])))
  OR ("subjectType" = 'Person' AND "subjectId" = (SELECT lamppost_person()))
  OR ("subjectType" = 'Grant' AND EXISTS (SELECT FROM "Grant" g WHERE g.id = "subjectId" AND g."personId" = (SELECT lamppost_person())))
  OR ((SELECT lamppost_partners())::uuid[] <> '{}' AND lamppost_is_of("subjectType", "subjectId", (SELECT lamppost_partners())::uuid[])));

DROP POLICY seen ON "Appeal";
CREATE POLICY seen ON "Appeal" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[])
  OR ((SELECT lamppost_is_staff()) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[]) AND ("applicationId" IS NULL OR NOT lamppost_is_kept_from('Application', "applicationId", (SELECT lamppost_apart_partners())::uuid[]))));
DROP POLICY seen ON "EvidenceFile";
CREATE POLICY seen ON "EvidenceFile" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[])
  OR ((SELECT lamppost_is_staff()) AND ("place" <> 'application' OR "sentIn" IS NOT NULL) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])
    AND ("applicationId" IS NULL OR NOT lamppost_is_kept_from('Application', "applicationId", (SELECT lamppost_apart_partners())::uuid[]))));
