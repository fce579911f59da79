import "server-only";
import { refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { draftOf, findApplication, given, saveSection } from "@/lib/applications/draft";
import { devicesOf, modelKey, modelsAmong, modelsOf } from "@/lib/applications/rules";
import { describeModelInput } from "@/lib/applications/schema";

/** A member describes a model of its devices, once for all that are of it. Refuses a model that none of them is of. */
export const describeModel = decision({
  name: "application.saved",
  input: describeModelInput,
  may: ["write", "Application"],
  find: findApplication,
  async decide({ tx, input: { applicationId: _, version, make, model, ...sheet }, record }) {
    const draft = draftOf(record);
    const devices = devicesOf(draft);
    const key = modelKey({ make, model });
    const named = modelsAmong(devices).get(key);
    if (!named) return refused("model_not_listed", { about: { model: `${make} ${model}` } });
    return saveSection(tx, record, version, "devices", { devices, models: [...modelsOf(draft).filter((row) => modelKey(row) !== key), given({ make: named.make, model: named.model, ...sheet })] });
  },
});
