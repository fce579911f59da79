import "server-only";
import { decision } from "@/lib/decisions/decision";
import { findApplication, saveSection } from "@/lib/applications/draft";
import { refused } from "@/lib/core/result";
import { saveNetworksInput } from "@/lib/applications/schema";

/** A member names the networks, and every address the devices may talk to (guideline 4.2). */
export const saveNetworks = decision({
  name: "application.saved",
  input: saveNetworksInput,
  may: ["write", "Application"],
  find: findApplication,
  async decide({ tx, input: { applicationId: _, version, ...answers }, record }) {
    const known = await tx.network.count({ where: { id: { in: answers.networkIds } } });
    if (known !== new Set(answers.networkIds).size) return refused("network_unknown", { field: "networkIds" });
    return saveSection(tx, record, version, "networks", answers);
  },
});
