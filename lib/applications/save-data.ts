import "server-only";
import { decision } from "@/lib/decisions/decision";
import { findApplication, saveSection } from "@/lib/applications/draft";
import { saveDataInput } from "@/lib/applications/schema";

/** A member says what the devices collect and whether it can identify people. */
export const saveData = decision({
  name: "application.saved",
  input: saveDataInput,
  may: ["write", "Application"],
  find: findApplication,
  async decide({ tx, input: { applicationId: _, version, ...answers }, record }) {
    return saveSection(tx, record, version, "data", answers);
  },
});
