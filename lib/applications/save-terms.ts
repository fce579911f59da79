import "server-only";
import { decision } from "@/lib/decisions/decision";
import { findApplication, saveSection } from "@/lib/applications/draft";
import { saveTermsInput } from "@/lib/applications/schema";

/** A member says what is paid to the city, and who else pays or earns. */
export const saveTerms = decision({
  name: "application.saved",
  input: saveTermsInput,
  may: ["write", "Application"],
  find: findApplication,
  async decide({ tx, input: { applicationId: _, version, ...answers }, record }) {
    return saveSection(tx, record, version, "terms", answers);
  },
});
