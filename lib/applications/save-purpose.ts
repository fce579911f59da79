import "server-only";
import { decision } from "@/lib/decisions/decision";
import { findApplication, saveSection } from "@/lib/applications/draft";
import { isoDay } from "@/lib/core/calendar";
import { savePurposeInput } from "@/lib/applications/schema";

/** A member says what the deployment is for and until when it is wanted. */
export const savePurpose = decision({
  name: "application.saved",
  input: savePurposeInput,
  may: ["write", "Application"],
  find: findApplication,
  async decide({ tx, input: { applicationId: _, version, ...answers }, record }) {
    return saveSection(tx, record, version, "purpose", { ...answers, until: isoDay(answers.until) }, answers.title);
  },
});
