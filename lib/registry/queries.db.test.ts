import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, testCity } from "@/lib/core/test-city";
import { asSuperuser } from "@/lib/core/test-superuser";
import { refuseApplication } from "@/lib/applications/refuse";
import { revokePermit } from "@/lib/permits/revoke";
import { suspendPermit } from "@/lib/permits/suspend";
import { assetPage, devicePage, devicesListed, inForceToday, pageSize, placesListed, plateOnSign, plateTyped, publicEntries, zonesListed, zonesNamed, type Search } from "@/lib/registry/queries";

const city = await testCity();
const { officer } = city;

async function permitted(options: Parameters<typeof city.application>[1] = {}) {
  const { permit, permitId, assetIds, reference } = await city.application("approved", options);
  return { permitId, reference, assetId: assetIds[0] ?? "", code: permit?.devices[0]?.code ?? "" };
}
const active = await permitted();
const suspended = await permitted();
await must(suspendPermit, officer.actor, { permitId: suspended.permitId, version: 1, until: inDays(9), reason: good, without: "danger" });
const revoked = await permitted();
await must(revokePermit, officer.actor, { permitId: revoked.permitId, version: 1, reason: "It blinded the drivers on the quay.", confirm: "yes", without: "danger" });
const scheduled = await permitted({ from: inDays(9) });
const over = await permitted();
// Days pass only in the superuser's hands; the register lists what its devices say.
await asSuperuser(`UPDATE "Permit" SET "startsOn" = "startsOn" - 300, "expiresOn" = "startsOn" - 1 WHERE id = $1`, [over.permitId]);
await asSuperuser(`UPDATE "Device" SET "startsOn" = "startsOn" - 300, "expiresOn" = "startsOn" - 1 WHERE "permitId" = $1`, [over.permitId]);
const lastDay = await permitted();
await asSuperuser(`UPDATE "Permit" SET "startsOn" = "startsOn" - 300, "expiresOn" = "startsOn" WHERE id = $1`, [lastDay.permitId]);
await asSuperuser(`UPDATE "Device" SET "startsOn" = "startsOn" - 300, "expiresOn" = "startsOn" WHERE "permitId" = $1`, [lastDay.permitId]);
const waiting = await city.application("in_review");
const refused = await city.application("submitted");
await must(refuseApplication, officer.actor, { applicationId: refused.id, version: refused.version, reason: "The place is needed for a sign.", grounds: "place", without: "danger" });

const codes = async (search: Search) => (await devicesListed(search)).devices.map(({ code }) => code);
const everywhere = { west: -180, south: -90, east: 180, north: 90 };

describe("the register lists", () => {
  it("what is in force today, suspended devices among them, and nothing that is over, not begun or not decided", async () => {
    expect((await codes({})).sort()).toEqual([active.code, suspended.code, lastDay.code].sort());
    expect((await devicesListed({})).count).toBe(3);
    expect((await placesListed({}, everywhere)).map(({ code }) => code).sort()).toEqual([active.code, suspended.code, lastDay.code].sort());
  });

  it("only what is stopped, where that is asked", async () => {
    expect(await codes({ stopped: true })).toEqual([suspended.code]);
  });

  it("says which are suspended", async () => {
    const { devices } = await devicesListed({});
    expect(Object.fromEntries(devices.map(({ code, standing }) => [code, standing]))).toEqual({ [active.code]: "active", [suspended.code]: "suspended", [lastDay.code]: "active" });
  });

  it("what is over too, where that is asked", async () => {
    expect((await codes({ past: true })).sort()).toEqual([active, suspended, lastDay, revoked, over, scheduled].map(({ code }) => code).sort());
  });

  it.each<[string, Search, boolean]>([
    ["by a word of its name", { find: "bicycle" }, true],
    ["by two words in another order, in capitals", { find: "COUNTER Bicycle" }, true],
    ["by its partner", { find: "org partner" }, true],
    ["by the street", { find: "quay" }, true],
    ["by what it collects", { find: "number of bicycles" }, true],
    ["by whose it is", { partner: city.partner.name }, true],
    ["not as another’s", { partner: city.otherPartner.name }, false],
    ["not where only what is stopped is asked", { stopped: true }, false],
    ["not by another word", { find: "bicycle zebra" }, false],
    ["not by its serial number", { find: "serial-canary" }, false],
    ["not by who answers for it", { find: "contact-canary" }, false],
    ["not by what it talks to", { find: "network-canary" }, false],
    ["not by how it is kept safe", { find: "security-canary" }, false],
    ["not by who pays for it", { find: "terms-canary" }, false],
    ["not by a percent sign that stands for anything", { find: "bic%cle" }, false],
    ["not by an underscore that stands for a letter", { find: "b_cycle" }, false],
    ["not by a full stop that stands for a letter", { find: "b." }, false],
    ["not by a backslash", { find: "bicycl\\" }, false],
    ["not by brackets that mean something to a machine", { find: "(b" }, false],
    ["by a quote", { find: "'; DROP TABLE \"Device\"; --" }, false],
    ["by its purpose", { purposes: ["traffic_and_parking"] }, true],
    ["not by another purpose", { purposes: ["lighting"] }, false],
    ["by a purpose that does not exist: as if none was asked", { purposes: ["fun"] }, true],
    ["by what it identifies", { identifies: ["yes"] }, true],
    ["not by another level", { identifies: ["no"] }, false],
    ["by the kind of asset", { assetClass: "light_pole" }, true],
    ["not by another kind", { assetClass: "cabinet" }, false],
    ["by its zone", { zone: city.west.id }, true],
    ["not by another zone", { zone: city.east.id }, false],
    ["by what is no zone: as if none was asked", { zone: "x' OR 1=1" }, true],
    ["in the view where it is", { view: { west: 4, south: 52, east: 4.01, north: 52.01 } }, true],
    ["not in another view", { view: { west: 5, south: 52, east: 5.01, north: 52.01 } }, false],
  ])("is searched %s", async (_, search, isFound) => {
    expect((await codes(search)).includes(active.code)).toBe(isFound);
  });
});

describe("a device's page, by the code on its sign", () => {
  it.each([
    ["active", () => active],
    ["suspended", () => suspended],
    ["revoked", () => revoked],
    ["expired", () => over],
    ["scheduled", () => scheduled],
  ])("says that it is %s", async (standing, of) => {
    const page = await devicePage(of().code.toLowerCase());
    expect(page).toMatchObject({ code: of().code, standing, permit: { reference: of().reference, reason: good, decidedBy: { name: expect.any(String) } } });
  });

  it("tells why it was revoked, and by whom", async () => {
    expect((await devicePage(revoked.code))?.history[0]).toMatchObject({ name: "permit.revoked", reason: "It blinded the drivers on the quay.", officer: expect.stringContaining("Cora") });
  });

  it("is none where there never was one", async () => {
    for (const code of ["", "0000000", "x".repeat(500), "' OR 1=1 --"]) expect(await devicePage(code)).toBeNull();
  });

  it("names its neighbours on the same pole, those in force only", async () => {
    const pole = await city.asset({ slots: 3 });
    const [one, two, three] = [await permitted({ assetIds: [pole] }), await permitted({ assetIds: [pole] }), await permitted({ assetIds: [pole] })];
    await must(revokePermit, officer.actor, { permitId: three.permitId, version: 1, reason: good, confirm: "yes", without: "danger" });
    expect((await devicePage(one.code))?.neighbours.map(({ code }) => code).sort()).toEqual([one.code, two.code].sort());
    await must(revokePermit, officer.actor, { permitId: one.permitId, version: 1, reason: good, confirm: "yes", without: "danger" });
    await must(revokePermit, officer.actor, { permitId: two.permitId, version: 1, reason: good, confirm: "yes", without: "danger" });
  });
});

describe("an asset's page, by its plate", () => {
  it("shows what is and was on it", async () => {
    const { code } = await db.asset.findUniqueOrThrow({ where: { id: revoked.assetId } });
    expect((await assetPage(code))?.devices.map((device) => [device.code, device.standing])).toEqual([[revoked.code, "revoked"]]);
    expect(await plateTyped(` ${code.toLowerCase()} `)).toEqual({ code });
    expect(await assetPage("no such plate")).toBeNull();
    expect(await plateTyped("%")).toBeNull();
  });
});

describe("decisions as the public reads them", () => {
  it("are what was decided on permits, and refusals; nothing of what waits", async () => {
    const entries = await publicEntries({ take: 100 });
    expect(new Set(entries.map(({ name }) => name))).toEqual(new Set(["permit.granted", "permit.suspended", "permit.revoked", "application.refused"]));
    expect(entries.find(({ reference }) => reference === refused.reference)).toMatchObject({ name: "application.refused", reason: "The place is needed for a sign." });
    expect(entries.some(({ reference }) => reference === waiting.reference)).toBe(false);
  });

  it("come in pages that cover everything once", async () => {
    const all = (await publicEntries({ take: 100 })).map(({ id }) => id);
    const paged: string[] = [];
    for (let before: string | undefined; ; before = paged.at(-1)) {
      const page = await publicEntries({ before, take: 3 });
      paged.push(...page.map(({ id }) => id));
      if (page.length < 3) break;
    }
    expect(paged).toEqual(all);
  });
});

describe("whoever mistypes a word", () => {
  it.each(["bycicle", "bicylce", "bicicle", "Bicycel counter"])("finds by “%s” what reads like it, and is told so", async (find) => {
    const { devices, searched } = await devicesListed({ find });
    expect(searched.alike).toBe(true);
    expect(devices.map(({ code }) => code).sort()).toEqual([active.code, suspended.code, lastDay.code].sort());
    expect(await placesListed(searched, everywhere)).toHaveLength(3);
  });

  it.each(["zebra", "xylophone orchestra", "zz", "SERIAL-CANARY", "bicyclist parade", "' OR 1=1; --"])("finds nothing by “%s”", async (find) => {
    expect((await devicesListed({ find })).devices).toEqual([]);
  });

  it("is not given what reads alike where something holds the very word", async () => {
    expect((await devicesListed({ find: "bicycle" })).searched.alike).toBeUndefined();
  });

  it("finds a part of the city by its name", async () => {
    const { name } = await db.zone.findUniqueOrThrow({ where: { id: city.west.id } });
    expect(await zonesNamed(name.slice(0, 6).toUpperCase())).toContainEqual({ id: city.west.id, name });
    expect(await zonesNamed("zz")).toEqual([]);
    expect(await zonesNamed(undefined)).toEqual([]);
  });
});

it("the short address on a sign names a plate without its spaces, in any case, and a device before a plate", async () => {
  const id = await city.asset({ code: "QT 0931" });
  expect(id).toBeTruthy();
  expect(await plateOnSign("qt0931")).toBe("QT 0931");
  expect(await plateOnSign("QT0932")).toBeNull();
  await city.asset({ code: active.code });
  expect(await plateOnSign(active.code)).toBeNull();
});

describe("nothing private", () => {
  it("is in anything the public can ask for, at whatever depth", async () => {
    const [device, ...rest] = [active, suspended, revoked, scheduled, over];
    const plates = await db.asset.findMany({ select: { code: true } });
    const told = JSON.stringify([
      await devicesListed({ past: true }), await placesListed({ past: true }, everywhere), await inForceToday(), await zonesListed(), await publicEntries({ take: 100 }),
      ...(await Promise.all([device, ...rest].map((each) => devicePage(each?.code ?? "")))), ...(await Promise.all(plates.map(({ code }) => assetPage(code)))), await plateTyped(plates[0]?.code ?? ""),
    ]);
    expect(told).toContain(active.code);
    const people = await db.person.findMany({ select: { id: true, email: true } });
    const submissions = await db.submission.findMany({ select: { id: true } });
    const network = await db.network.findFirstOrThrow();
    const never = {
      "a serial number": ["SERIAL-CANARY"],
      "a contact": ["Contact-Canary", "contact-canary", "+44 555 0170"],
      "a security answer": ["SECURITY-CANARY"],
      "a commercial term": ["TERMS-CANARY"],
      "a network": [network.id, network.code, network.name, "network-canary"],
      "a person's address or id": people.flatMap(({ id, email }) => [id, email]),
      "a member's name": ["Olaf First", "Sia Second"],
      "what was sent": submissions.map(({ id }) => id),
      "what waits": [waiting.reference],
    };
    for (const [what, words] of Object.entries(never)) for (const word of words) expect([what, word, told.includes(word)]).toEqual([what, word, false]);
  });
});

describe("pages by keyset", () => {
  it("cover everything once, newest first, and hold while devices are added", async () => {
    const poles = await Promise.all(Array.from({ length: pageSize + 5 }, () => city.asset()));
    await permitted({ assetIds: poles });
    const all = await db.device.findMany({ where: { permitStatus: { in: ["active", "suspended"] }, permitId: { not: over.permitId } }, orderBy: { id: "desc" }, select: { code: true } });
    const paged: string[] = [];
    let before: string | undefined;
    do {
      const page = await devicesListed({ before });
      paged.push(...page.devices.map(({ code }) => code));
      expect(page.count).toBeGreaterThanOrEqual(all.length);
      if (!before) await permitted();
      before = page.more;
    } while (before);
    expect(paged).toEqual(all.map(({ code }) => code));
    expect((await devicesListed({ before: "garbage" })).devices).toHaveLength(pageSize);
  });
});
