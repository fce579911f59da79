import { expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, testCity } from "@/lib/core/test-city";
import { savesASection } from "@/lib/core/test-drafts";
import { addDevices } from "@/lib/applications/add-devices";
import { devicesOf } from "@/lib/applications/rules";

const city = await testCity();
const { member } = city.partner;
const counter = { name: "Bicycle counter", make: "Tern", model: "TC-2", serial: "SERIAL-CANARY" };
const sensor = { name: "Noise sensor", make: "Tern", model: "NS-1", serial: "" };

await savesASection(addDevices, {
  city, section: "devices", answers: { ...sensor, howMany: "2" }, stored: { devices: [counter, sensor, sensor] }, other: { name: "Another sensor" },
  refused: (input) => [
    ["no device", member, { ...input, howMany: "0" }, "bad_input"],
    ["half a device", member, { ...input, howMany: "1.5" }, "bad_input"],
    ["more than an application holds", member, { ...input, howMany: "501" }, "bad_input"],
    ["more than it holds with those it has", member, { ...input, howMany: "500" }, "bad_input"],
    ["no maker", member, { ...input, make: " " }, "bad_input"],
  ],
});

it("holds five hundred and not one more", async () => {
  const draft = await city.application("draft");
  await must(addDevices, member.actor, { applicationId: draft.id, version: 1, ...sensor, howMany: "500" });
  expect(devicesOf((await db.application.findUniqueOrThrow({ where: { id: draft.id } })).draft as never)).toHaveLength(500);
  expect(await addDevices(member.actor, { applicationId: draft.id, version: 2, ...sensor, howMany: "1" })).toMatchObject({ refusal: "bad_input", field: "howMany" });
});
