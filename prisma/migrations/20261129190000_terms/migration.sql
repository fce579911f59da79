-- Who signed which version of the city's terms for a partner.

CREATE TABLE "TermsSignature" (
  "id" UUID NOT NULL,
  "partnerId" UUID NOT NULL,
  "termsVersion" INTEGER NOT NULL,
  "termsHash" TEXT NOT NULL,
  "signedById" UUID NOT NULL,
  "capacity" TEXT NOT NULL,
  "signedAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "TermsSignature_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "TermsSignature_partnerId_termsVersion_key" ON "TermsSignature" ("partnerId", "termsVersion");
ALTER TABLE "TermsSignature"
  ADD CONSTRAINT "TermsSignature_partnerId_fkey" FOREIGN KEY ("partnerId") REFERENCES "Partner" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT "TermsSignature_signedById_fkey" FOREIGN KEY ("signedById") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE FUNCTION lamppost_signature_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'A signature is never rewritten.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'signature_stays';
END $$;
CREATE TRIGGER signature_stays BEFORE UPDATE OR DELETE ON "TermsSignature" FOR EACH ROW EXECUTE FUNCTION lamppost_signature_stays();
CREATE FUNCTION lamppost_signature_needs_entry() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM "LedgerEntry" e WHERE e.tx = pg_current_xact_id() AND e."subjectType" = 'Partner' AND e."subjectId" = NEW."partnerId" AND e.name = 'terms.signed') THEN
    RAISE EXCEPTION 'A signature has no ledger entry in its transaction.' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'needs_entry';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER signature_needs_entry AFTER INSERT ON "TermsSignature" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lamppost_signature_needs_entry();
GRANT SELECT, INSERT ON "TermsSignature" TO lamppost_app;
REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON "TermsSignature" FROM lamppost_app;
ALTER TABLE "TermsSignature" ENABLE ROW LEVEL SECURITY;
CREATE POLICY seen ON "TermsSignature" FOR SELECT TO lamppost_app USING (
  (SELECT lamppost_is_system()) OR "partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) OR ((SELECT lamppost_is_staff()) AND NOT "partnerId" = ANY ((SELECT lamppost_apart_partners())::uuid[])));
CREATE POLICY signed ON "TermsSignature" FOR INSERT TO lamppost_app WITH CHECK (
  (SELECT lamppost_is_system()) OR ("signedById" = (SELECT lamppost_person()) AND "partnerId" = ANY ((SELECT lamppost_partners())::uuid[]) AND (SELECT lamppost_holds('members.invite'))));
