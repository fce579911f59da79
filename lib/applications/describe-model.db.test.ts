import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { inDays, must, testCity } from "@/lib/core/test-city";
import { savesASection } from "@/lib/core/test-drafts";
import { asSystem } from "@/lib/core/wall";
import { approveApplication } from "@/lib/permits/approve";
import { beginFollowUp } from "@/lib/permits/begin-follow-up";
import { addDevices } from "@/lib/applications/add-devices";
import { addDevicesFile } from "@/lib/applications/add-devices-file";
import { describeModel } from "@/lib/applications/describe-model";
import { removeDevice } from "@/lib/applications/remove-device";
import { submitApplication } from "@/lib/applications/submit";
import { modelsOf } from "@/lib/applications/rules";

const city = await testCity();
const { member } = city.partner;
const good = "A reason that is long enough to be one.";
const answers = { make: "Tern", model: "TC-2", radio: ["radar", "lorawan", "radar"], power: "battery", watts: "0,5", kg: "1,25", size: "30 x 20*12.5 cm", sockets: "usb", supportUntil: "2031-03-31" };
const stored = { make: "Tern", model: "TC-2", radio: ["lorawan", "radar"], power: "battery", watts: 0.5, kg: 1.25, size: "30 × 20 × 12.5", sockets: ["usb"], supportUntil: "2031-03-31" };
const counter = { name: "Bicycle counter", make: "Tern", model: "TC-2", serial: "SERIAL-CANARY" };

await savesASection(describeModel, {
  city, section: "devices", answers, stored: { devices: [counter], models: [stored] }, other: { kg: "2" },
  refused: (input) => [
    ["a model that none of the devices is of", member, { ...input, model: "TC-3" }, "model_not_listed"],
    ["no weight", member, { ...input, kg: "" }, "bad_input"],
    ["a weight of which nobody knows whether it is a thousand", member, { ...input, kg: "1,500" }, "bad_input"],
    ["a weight in words", member, { ...input, kg: "heavy" }, "bad_input"],
    ["no weight at all in numbers", member, { ...input, kg: "0" }, "bad_input"],
    ["a weight no pole carries", member, { ...input, kg: "2001" }, "bad_input"],
    ["less than nothing drawn", member, { ...input, watts: "-1" }, "bad_input"],
    ["two sides", member, { ...input, size: "30 × 20" }, "bad_input"],
    ["a side of nothing", member, { ...input, size: "30 × 20 × 0" }, "bad_input"],
    ["no word on what it runs on", member, { ...input, power: "" }, "bad_input"],
    ["a radio that is not on the list", member, { ...input, radio: ["lorawan", "carrier pigeon"] }, "bad_input"],
    ["a day that there is not", member, { ...input, supportUntil: "2031-02-31" }, "bad_input"],
  ],
});

const draftOf = async (id: string) => (await db.application.findUniqueOrThrow({ where: { id } })).draft as never;
const versionOf = async (id: string) => (await db.application.findUniqueOrThrow({ where: { id } })).version;
const device = (make: string, model: string) => ({ name: "Counter", make, model, serial: "" });

it("an approval of what was sent before does not undo what the catalogue was told since", async () => {
  const model = { make: "Cleo", model: "C1" };
  const [earlier, later] = await Promise.all([city.application("complete", { identifies: "no" }), city.application("complete", { identifies: "no" })]);
  const prepared = [];
  for (const [draft, kg] of [[earlier, "9"], [later, "3"]] as const) {
    await must(removeDevice, member.actor, { applicationId: draft.id, version: 2, number: "1" });
    await must(addDevices, member.actor, { applicationId: draft.id, version: 3, ...device(model.make, model.model), howMany: "1" });
    await must(describeModel, member.actor, { ...answers, radio: [], ...model, kg, applicationId: draft.id, version: 4 });
    await must(submitApplication, member.actor, { applicationId: draft.id, version: 5, isTrue: "yes" });
    prepared.push(draft.id);
  }
  for (const applicationId of prepared.toReversed()) await must(approveApplication, city.officer.actor, { applicationId, version: 6, reason: good, until: inDays(200), conditions: "" });
  expect((await db.deviceModel.findUniqueOrThrow({ where: { key: "cleo\nc1" } })).sheet).toMatchObject({ kg: 3 });
});

describe("what is described of a model", () => {
  it("holds for all that are of it, however they are written, and goes with the last of them", async () => {
    const draft = await city.application("draft");
    await must(addDevices, member.actor, { applicationId: draft.id, version: 1, ...device("Acme", "One"), howMany: "2" });
    await must(describeModel, member.actor, { ...answers, applicationId: draft.id, version: 2, make: "ACME", model: " one " });
    await must(addDevices, member.actor, { applicationId: draft.id, version: 3, ...device("acme", "ONE"), howMany: "1" });
    expect(modelsOf(await draftOf(draft.id))).toEqual([{ ...stored, make: "Acme", model: "One" }]);
    // Said again it is said anew, not twice.
    await must(describeModel, member.actor, { ...answers, applicationId: draft.id, version: 4, make: "Acme", model: "One", kg: "3", supportUntil: "" });
    expect(modelsOf(await draftOf(draft.id))).toEqual([expect.objectContaining({ kg: 3 })]);
    for (const version of [5, 6]) await must(removeDevice, member.actor, { applicationId: draft.id, version, number: "1" });
    expect(modelsOf(await draftOf(draft.id))).toHaveLength(1);
    await must(removeDevice, member.actor, { applicationId: draft.id, version: 7, number: "1" });
    expect(modelsOf(await draftOf(draft.id))).toEqual([]);
  });
});

describe("the catalogue", () => {
  const sheetOf = async (key: string) => (await asSystem(() => db.deviceModel.findUnique({ where: { key } })));
  /** A case with two models, sent and ready to be decided. */
  async function sent(models: { make: string; model: string; kg: string }[], assetIds: string[]) {
    const draft = await city.application("complete", { assetIds, identifies: "no" });
    let version = 2;
    for (let n = 0; n < assetIds.length; n += 1) await must(removeDevice, member.actor, { applicationId: draft.id, version: version++, number: "1" });
    for (const { make, model } of models) await must(addDevices, member.actor, { applicationId: draft.id, version: version++, ...device(make, model), howMany: "1" });
    for (const model of models) await must(describeModel, member.actor, { ...answers, radio: [], ...model, applicationId: draft.id, version: version++ });
    await must(submitApplication, member.actor, { applicationId: draft.id, version: version++, isTrue: "yes" });
    return { id: draft.id, version };
  }

  it("has a model from the day it is approved, as it was approved last; not what was left out; and fills it in for the next one", async () => {
    const first = await sent([{ make: "Ada", model: "A1", kg: "2" }, { make: "Ada", model: "B1", kg: "4" }], [await city.asset(), await city.asset()]);
    expect([await sheetOf("ada\na1"), await sheetOf("ada\nb1")]).toEqual([null, null]);
    await must(approveApplication, city.officer.actor, { applicationId: first.id, version: first.version, reason: good, until: inDays(200), conditions: "", leaveOut: "2", grounds: "place", without: "danger" });
    expect(await sheetOf("ada\na1")).toMatchObject({ make: "Ada", model: "A1", sheet: { kg: 2, power: "battery" }, permitId: (await db.permit.findFirstOrThrow({ where: { applicationId: first.id } })).id });
    expect(await sheetOf("ada\nb1")).toBeNull();

    // Another partner's next application has it at once, by hand and from a file; what nobody approved it has not.
    const other = city.otherPartner;
    const next = await city.application("draft", { of: other });
    await must(addDevices, other.member.actor, { applicationId: next.id, version: 1, ...device("ADA", "a1"), howMany: "1" });
    await must(addDevicesFile, other.member.actor, { applicationId: next.id, version: 2, file: new File(["name,make,model,serial,firmware\nCounter,Ada,B1,,2.4.1"], "d.csv") });
    expect(modelsOf(await draftOf(next.id))).toEqual([expect.objectContaining({ make: "ADA", model: "a1", kg: 2 })]);
    expect((await draftOf(next.id) as { devices: { devices: object[] } }).devices.devices[1]).toMatchObject({ model: "B1", firmware: "2.4.1" });

    const again = await sent([{ make: "ada", model: "a1", kg: "2.5" }], [await city.asset()]);
    await must(approveApplication, city.officer.actor, { applicationId: again.id, version: again.version, reason: good, until: inDays(200), conditions: "" });
    expect(await sheetOf("ada\na1")).toMatchObject({ make: "Ada", model: "A1", sheet: { kg: 2.5 } });
  });

  it("an application that changes the permit begins with what is there", async () => {
    const application = await sent([{ make: "Bea", model: "Z", kg: "2" }], [await city.asset()]);
    await must(approveApplication, city.officer.actor, { applicationId: application.id, version: application.version, reason: good, until: inDays(200), conditions: "" });
    const permit = await db.permit.findFirstOrThrow({ where: { applicationId: application.id } });
    const { subjectId } = await must(beginFollowUp, member.actor, { permitId: permit.id, kind: "amendment" });
    expect(modelsOf(await draftOf(subjectId))).toEqual([expect.objectContaining({ make: "Bea", model: "Z", kg: 2 })]);
    expect(await versionOf(subjectId)).toBe(1);
  });
});
