import { expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, testCity } from "@/lib/core/test-city";
import { savesASection } from "@/lib/core/test-drafts";
import { addDevices } from "@/lib/applications/add-devices";
import { removeDevice } from "@/lib/applications/remove-device";
import { devicesOf } from "@/lib/applications/rules";

const city = await testCity();
const { member } = city.partner;

await savesASection(removeDevice, {
  city, section: "devices", answers: { number: "1" }, stored: { devices: [] }, other: { number: "2" },
  refused: (input) => [
    ["the device before the first", member, { ...input, number: "0" }, "bad_input"],
    ["a device beyond what an application holds", member, { ...input, number: "501" }, "bad_input"],
  ],
});

it("takes the one that was named and leaves the others in their order", async () => {
  const draft = await city.application("draft");
  for (const [index, name] of ["First", "Second", "Third"].entries()) await must(addDevices, member.actor, { applicationId: draft.id, version: index + 1, name, make: "M", model: "N", serial: "", howMany: "1" });
  await must(removeDevice, member.actor, { applicationId: draft.id, version: 4, number: "2" });
  expect(devicesOf((await db.application.findUniqueOrThrow({ where: { id: draft.id } })).draft as never).map(({ name }) => name)).toEqual(["First", "Third"]);
});
