import "server-only";
import { decision } from "@/lib/decisions/decision";
import { findApplication, saveSection } from "@/lib/applications/draft";
import { saveContactInput } from "@/lib/applications/schema";

/** A member names who answers when something is wrong, by day and by night. */
export const saveContact = decision({
  name: "application.saved",
  input: saveContactInput,
  may: ["write", "Application"],
  find: findApplication,
  async decide({ tx, input: { applicationId: _, version, ...answers }, record }) {
    return saveSection(tx, record, version, "contact", answers);
  },
});
