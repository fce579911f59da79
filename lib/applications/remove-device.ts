import "server-only";
import { decision } from "@/lib/decisions/decision";
import { draftOf, findApplication, saveDevices } from "@/lib/applications/draft";
import { devicesOf } from "@/lib/applications/rules";
import { removeDeviceInput } from "@/lib/applications/schema";

/** A member takes one device off the list. */
export const removeDevice = decision({
  name: "application.saved",
  input: removeDeviceInput,
  may: ["write", "Application"],
  find: findApplication,
  async decide({ tx, input, record }) {
    const devices = devicesOf(draftOf(record)).filter((_, index) => index !== input.number - 1);
    return saveDevices(tx, record, input.version, devices);
  },
});
