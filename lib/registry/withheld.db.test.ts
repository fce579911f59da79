import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, testCity } from "@/lib/core/test-city";
import { reported } from "@/lib/core/test-concerns";
import { asPublic } from "@/lib/core/test-public";
import { approveApplication } from "@/lib/permits/approve";
import { dataChainOf } from "@/lib/opendata/data-chain";
import { allDevices, deviceAsFeature, devicesAsFeatures } from "@/lib/opendata/features";
import { accountableForDevice, accountableInStreet } from "@/lib/rights/accountable";
import { concernTracked } from "@/lib/registry/concerns";
import { numbers } from "@/lib/registry/numbers";
import { assetPage, decisionsOn, devicePage, devicesListed, endingsOn, followable, inForceToday, operationsOf, placesListed, publicEntries, withheldByZone } from "@/lib/registry/queries";
import { transaction } from "@/lib/core/transaction";

/*
 * Where the devices of one permit are is withheld; of another beside it, it is not. Everything that anybody can ask is asked of both, as the public asks it.
 */
const city = await testCity();
const { officer } = city;
const why = "Whoever knew where these are could switch off the water.";

const sent = await city.application("submitted", { identifies: "yes" });
await must(approveApplication, officer.actor, { applicationId: sent.id, version: sent.version, reason: good, until: inDays(300), conditions: "", withhold: why });
const hidden = await db.device.findFirstOrThrow({ where: { permit: { applicationId: sent.id } }, include: { asset: true, permit: true, zone: true } });
const seen = (await city.application("approved", { identifies: "no" })).permit?.devices[0]?.code ?? "";
const where = [hidden.asset.code, hidden.asset.place, String(hidden.lat), String(hidden.lon), hidden.assetId];
const tells = (answer: unknown) => where.filter((each) => JSON.stringify(answer).includes(each));
const everywhere = { west: -180, south: -90, east: 180, north: 90 };
const all = async (pieces: AsyncIterable<string>) => {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
};

describe("a device whose place is withheld", () => {
  it.each<[string, () => Promise<unknown>]>([
    ["the list", () => devicesListed({})],
    ["a search for its name", () => devicesListed({ find: hidden.name })],
    ["the map", () => placesListed({}, everywhere)],
    ["its pole", async () => ({ ...(await assetPage(hidden.asset.code)), code: "", place: "", id: "", lat: 0, lon: 0 })],
    ["GeoJSON", () => devicesAsFeatures({}, null, 100, new Date())],
    ["CSV", () => all(allDevices("csv", {}, new Date()))],
    ["one feature by its code", () => deviceAsFeature(hidden.code, new Date())],
    ["what is followed by its street", () => decisionsOn({ street: hidden.asset.place })],
    ["what ends in its street", () => endingsOn({ street: hidden.asset.place })],
  ])("is not in %s", async (_, ask) => {
    const answer = await asPublic(ask);
    expect(JSON.stringify(answer)).not.toContain(hidden.code);
    expect(JSON.stringify(answer)).not.toContain(hidden.permit.reference);
  });

  it.each<[string, () => Promise<unknown>]>([
    ["its own page", () => devicePage(hidden.code)],
    ["its data chain", async () => { const device = await devicePage(hidden.code); return device && { code: device.code, ...dataChainOf({ ...device, decidedAt: device.permit.decidedAt, handling: device.permit.handling }) }; }],
    ["the decisions", () => publicEntries({ take: 50 })],
    ["decisions on its partner", () => decisionsOn({ partnerId: city.partner.id })],
    ["decisions on its part of the city", () => decisionsOn({ zoneId: hidden.zoneId ?? "" })],
    ["decisions on it", () => decisionsOn({ deviceId: hidden.id })],
    ["what ends of its partner’s", () => endingsOn({ partnerId: city.partner.id })],
    ["what is asked to be followed", () => followable({ device: hidden.code })],
  ])("is in %s, without where it is", async (_, ask) => {
    const answer = await asPublic(ask);
    expect(JSON.stringify(answer)).toMatch(new RegExp(`${hidden.code}|${hidden.permit.reference}`));
    expect(tells(answer)).toEqual([]);
  });

  it("says why, is counted by part of the city, and in all figures", async () => {
    const page = await asPublic(() => devicePage(hidden.code));
    expect(page).toMatchObject({ name: hidden.name, standing: "active", zone: { name: hidden.zone?.name }, permit: { reference: hidden.permit.reference, _count: { devices: 1 } }, neighbours: [] });
    expect(page?.history.find(({ name }) => name === "permit.places_withheld")?.reason).toBe(why);
    expect(await asPublic(() => withheldByZone())).toEqual([{ id: hidden.zoneId, name: hidden.zone?.name, count: 1, identifying: 1 }]);
    expect(await asPublic(() => inForceToday())).toMatchObject({ devices: 2, identifying: 1, withheld: 1 });
    expect((await asPublic(() => numbers())).purposes.reduce((sum, { count }) => sum + count, 0)).toBe(2);
    expect((await asPublic(() => assetPage(hidden.asset.code)))?.withheldInZone).toBe(1);
  });

  it("may operate, as whoever asks by its code is told", async () => {
    expect(await asPublic(() => operationsOf([hidden.code, seen]))).toMatchObject([{ device: hidden.code, mayOperate: true }, { device: seen, mayOperate: true }]);
  });

  it("can be reported by whoever stands before it; who reported it does not learn from the portal where it is", async () => {
    const { reference, id } = await reported(city, { device: hidden.code });
    expect((await db.concern.findUniqueOrThrow({ where: { id } })).assetId).toBe(hidden.assetId);
    const tracked = await concernTracked(reference);
    expect(tracked?.device).toEqual({ code: hidden.code, name: hidden.name });
    expect(tells(tracked)).toEqual([]);
  });

  it("is asked about by its code, and with its whole part of the city, so that no street gives it away", async () => {
    const parts = (street: string) => asPublic(() => transaction((tx) => accountableInStreet(tx, street, new Date(`${inDays(1)}T00:00:00Z`))));
    expect(await asPublic(() => transaction((tx) => accountableForDevice(tx, hidden.code)))).toMatchObject({ deviceId: hidden.id, parts: [{ partnerId: city.partner.id, devices: [hidden.code] }] });
    const elsewhere = await db.asset.create({ data: { code: "ELSE 1", assetClass: "light_pole", place: "Elsewhere Lane", lat: hidden.lat, lon: hidden.lon, agencyId: hidden.asset.agencyId, zoneId: hidden.zoneId } });
    expect(await parts(elsewhere.place)).toEqual(await parts(hidden.asset.place));
    expect(await parts(elsewhere.place)).toMatchObject([{ devices: [hidden.code] }]);
  });

  it("is not given away in words: an approval that would is refused, and so is one that does not say why", async () => {
    const wanted = await city.application("submitted");
    const input = { applicationId: wanted.id, version: wanted.version, until: inDays(300), conditions: "", withhold: why };
    const asset = await db.asset.findUniqueOrThrow({ where: { id: wanted.assetIds[0] ?? "" } });
    expect(await approveApplication(officer.actor, { ...input, reason: `It hangs well on ${asset.code}.` })).toMatchObject({ refusal: "place_is_told", field: "withhold", about: { place: asset.code } });
    expect(await approveApplication(officer.actor, { ...input, reason: good, withhold: "No." })).toMatchObject({ refusal: "withhold_why_missing" });
  });
});
