import "server-only";
import { decision } from "@/lib/decisions/decision";
import { findApplication, saveSection } from "@/lib/applications/draft";
import { saveSecurityInput } from "@/lib/applications/schema";

/** A member says how the devices are kept safe: updates, who watches, passwords and ports (guidelines 4.4 and 4.6). */
export const saveSecurity = decision({
  name: "application.saved",
  input: saveSecurityInput,
  may: ["write", "Application"],
  find: findApplication,
  async decide({ tx, input: { applicationId: _, version, ...answers }, record }) {
    return saveSection(tx, record, version, "security", answers);
  },
});
