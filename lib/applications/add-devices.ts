import "server-only";
import { refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { draftOf, findApplication, saveDevices } from "@/lib/applications/draft";
import { devicesOf } from "@/lib/applications/rules";
import { addDeviceInput, mostDevices } from "@/lib/applications/schema";

/** A member adds one device, or several alike. */
export const addDevices = decision({
  name: "application.saved",
  input: addDeviceInput,
  may: ["write", "Application"],
  find: findApplication,
  async decide({ tx, input: { applicationId: _, version, ...answers }, record }) {
    const { howMany, ...device } = answers;
    const devices = [...devicesOf(draftOf(record)), ...Array.from({ length: howMany }, () => device)];
    if (devices.length > mostDevices) return refused("bad_input", { field: "howMany", about: { words: `At most ${mostDevices} devices in one application. Split it.` } });
    return saveDevices(tx, record, version, devices);
  },
});
