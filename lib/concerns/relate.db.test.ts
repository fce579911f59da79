import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, testCity } from "@/lib/core/test-city";
import { answered, reported } from "@/lib/core/test-concerns";
import { entryOf, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot } from "@/lib/core/test-refusals";
import { relateConcern } from "@/lib/concerns/relate";
import { takeConcern } from "@/lib/concerns/take";

const city = await testCity();
const officer = await city.officerWith("concerns.answer");
const second = await city.officerWith("concerns.answer");
const { permit } = await city.application("approved");
const code = permit?.devices[0]?.code ?? "";
const inTheEast = await db.asset.findUniqueOrThrow({ where: { id: await city.asset({ zoneId: city.east.id, assetClass: "cabinet", agencyId: city.traffic.id }) } });
const make = async (what: object = { place: "Opposite the bakery" }) => {
  const { id, version } = await reported(city, { ...what });
  return { concernId: id, version, about: code };
};

describe("an officer finds out what a concern is about", async () => {
  it("a device: it is its partner's, and for those who answer for its place", async () => {
    const input = await make();
    const { entryId } = await must(relateConcern, officer.actor, input);
    expect(await db.concern.findUniqueOrThrow({ where: { id: input.concernId } })).toMatchObject({ deviceId: permit?.devices[0]?.id, partnerId: city.partner.id, zoneId: city.west.id, agencyId: city.lighting.id, status: "received", version: 2 });
    expect(await entryOf(entryId)).toMatchObject({ name: "concern.related", fromStatus: "received", toStatus: "received", open: { about: "device" } });
  });

  it("an asset, and nobody's device: whoever answered for the place before does so no more", async () => {
    const input = await make({});
    const west = await city.officerWith("concerns.answer", { zoneId: city.west.id });
    await must(relateConcern, west.actor, { ...input, about: inTheEast.code });
    expect(await db.concern.findUniqueOrThrow({ where: { id: input.concernId } })).toMatchObject({ deviceId: null, partnerId: null, assetId: inTheEast.id, zoneId: city.east.id, agencyId: city.traffic.id, assetClass: "cabinet" });
    expect(await takeConcern(west.actor, { concernId: input.concernId, version: 2 })).toMatchObject({ refusal: "not_found" });
  });

  oneWins(relateConcern, async () => ({ who: [officer, second], input: await make() }));
  sentTwice(relateConcern, async () => ({ who: officer, input: await make(), other: await make() }));
  const input = await make({});
  const { id, version } = await answered(city, officer);
  refuses(relateConcern, [
    ...(await staffWhoMayNot(city, "concerns.answer", input)),
    ...(await onesOwn(city, "concerns.answer", input, false)),
    ["about nothing that is known", officer, { ...input, about: "NOSUCH1" }, "code_unknown"],
    ["after it was answered", officer, { ...input, concernId: id, version }, "concern_is_over"],
    ["one that somebody changed meanwhile", officer, { ...input, version: 7 }, "changed_since_read"],
  ]);
  refusesGarbage(relateConcern, officer, input);
});
