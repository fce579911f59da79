import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, testCity } from "@/lib/core/test-city";
import { savesASection } from "@/lib/core/test-drafts";
import { everythingStored } from "@/lib/core/test-refusals";
import { addDevicesFile } from "@/lib/applications/add-devices-file";
import { devicesOf } from "@/lib/applications/rules";

const city = await testCity();
const { member } = city.partner;
const counter = { name: "Bicycle counter", make: "Tern", model: "TC-2", serial: "SERIAL-CANARY" };
const csv = (text: string | BlobPart[], name = "devices.csv") => new File(Array.isArray(text) ? text : [text], name);
const head = "name,make,model,serial\n";

await savesASection(addDevicesFile, {
  city, section: "devices", answers: { file: csv(`${head}Noise sensor,Tern,NS-1,77\n`) }, stored: { devices: [counter, { name: "Noise sensor", make: "Tern", model: "NS-1", serial: "77" }] },
  other: { file: csv(`${head}Another,Tern,NS-1,78\n`, "other.csv") },
});

describe("a file of devices", () => {
  it.each([
    ["with semicolons", "Name;Make;Model;Serial\nA;B;C;D\n"],
    ["with a byte order mark and lines of Windows", "\ufeffname,make,model,serial\r\nA,B,C,D\r\n"],
    ["with columns in another order, blank lines and blanks", "serial , model,make, name\n\n D ,C, B ,A\n"],
    ["with quotes", 'name,make,model,serial\n"A","B","C","D"\n'],
    ["with columns nobody asked for", "name,make,model,serial,__proto__,colour\nA,B,C,D,x,red\n"],
  ])("is read %s", async (_, text) => {
    const draft = await city.application("draft");
    await must(addDevicesFile, member.actor, { applicationId: draft.id, version: 1, file: csv(text) });
    expect(devicesOf((await db.application.findUniqueOrThrow({ where: { id: draft.id } })).draft as never)).toEqual([{ name: "A", make: "B", model: "C", serial: "D" }]);
  });

  it.each<[string, File, RegExp]>([
    ["is empty under its header", csv(head), /no rows/],
    ["lacks a column", csv("name,serial\nA,1\n"), /lacks “make” and “model”/],
    ["has a bad cell", csv(`${head}A,B,C,D\nA,,C,D\n`), /^Row 3, column “make”/],
    ["has too many rows", csv(`${head}${"A,B,C,D\n".repeat(501)}`), /at most 500/],
    ["has a quote that never ends", csv(`${head}"A,B,C,D\n`), /not a CSV file/],
    ["is a picture", csv([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 255, 254, 10, 0, 0, 1])]), /lacks|no rows|not a CSV/],
    ["holds what cannot be stored", csv(`${head}A\u0000,B,C,D\n`), /Row 2, column “name”/],
  ])("is refused whole, with the place, where it %s", async (_, file, words) => {
    const draft = await city.application("draft");
    const before = await everythingStored();
    const result = await addDevicesFile(member.actor, { applicationId: draft.id, version: 1, file });
    expect(result).toMatchObject({ ok: false, refusal: "file_unreadable", field: "file" });
    expect(!result.ok && result.about.words).toMatch(words);
    expect(await everythingStored()).toEqual(before);
  });

  it("tells of every bad cell, up to fifty", async () => {
    const draft = await city.application("draft");
    const result = await addDevicesFile(member.actor, { applicationId: draft.id, version: 1, file: csv(`${head}${",,C,D\n".repeat(60)}`) });
    expect(!result.ok && result.issues?.length).toBe(51);
    expect(!result.ok && result.issues?.at(-1)?.words).toBe("And 70 more.");
  });
});
