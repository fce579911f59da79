-- Who keeps away from the partner that has a permit keeps away from what would replace it; files of drafts are their partner's; permits run out.

ALTER TABLE "Application" ADD COLUMN "fromPartnerId" UUID;
UPDATE "Application" a SET "fromPartnerId" = p."partnerId" FROM "Permit" p WHERE p.id = a."replacesId";
ALTER TABLE "Application" ADD CONSTRAINT application_from CHECK (("replacesId" IS NULL) = ("fromPartnerId" IS NULL));
DROP POLICY seen ON "Application";
CREATE POLICY seen ON "Application" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[])
  OR ("submittedAt" IS NOT NULL AND (SELECT lamppost_is_staff()) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[]) AND ("fromPartnerId" IS NULL OR NOT "fromPartnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[]))));
DROP POLICY changed ON "Application";
CREATE POLICY changed ON "Application" FOR UPDATE TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[])
  OR ("submittedAt" IS NOT NULL AND (SELECT lamppost_holds('applications.review', 'permits.decide')) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[]) AND ("fromPartnerId" IS NULL OR NOT "fromPartnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[]))))
WITH CHECK (
  (SELECT lamppost_is_system()) OR ("partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) AND status IN ('draft', 'submitted', 'in_review', 'changes_requested', 'withdrawn'))
  OR ("submittedAt" IS NOT NULL AND (SELECT lamppost_holds('applications.review', 'permits.decide')) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[]) AND ("fromPartnerId" IS NULL OR NOT "fromPartnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[]))));

-- Staff see what was sent or filed with the city, not what lies in a draft. What shows a removal is with the city from the moment it is filed.
DROP POLICY seen ON "EvidenceFile";
CREATE POLICY seen ON "EvidenceFile" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[])
  OR ((SELECT lamppost_is_staff()) AND ("place" <> 'application' OR "sentIn" IS NOT NULL) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));
DROP POLICY filed ON "EvidenceFile";
CREATE POLICY filed ON "EvidenceFile" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("addedById" = (SELECT lamppost_person()) AND ("sentIn" IS NULL OR "place" = 'removal') AND "removedAt" IS NULL AND "partnerId" = ANY ((SELECT lamppost_partners())::uuid[])));
