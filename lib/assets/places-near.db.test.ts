import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { testCity } from "@/lib/core/test-city";
import { heldBy } from "@/lib/access/held";
import { abilityOf } from "@/lib/access/ability";
import { assetsToChoose } from "@/lib/assets/queries";

const city = await testCity();
const { held } = await heldBy(db, city.partner.member.id, { secondFactor: true });
const who = { sessionId: "", person: { id: city.partner.member.id, name: "", email: "", line: "" }, secondFactor: true, held, ability: abilityOf(held), actor: city.partner.member.actor };
const here = { lon: 4.005, lat: 52.005 };
/** An asset so many metres east and north of here. */
async function pole(code: string, east: number, north: number, more: object = {}) {
  const id = await city.asset({ code, ...more });
  await db.asset.update({ where: { id }, data: { lon: here.lon + east / (111_320 * Math.cos((here.lat * Math.PI) / 180)), lat: here.lat + north / 111_320 } });
  return id;
}
await pole("D 1", 700, 0);
await pole("A 1", 0, 300);
await pole("C 1", -50, 0, { assetClass: "cabinet" });
await pole("B 1", 10, 10);
await pole("Z 9", 900, 0);
const codes = async (sought: object) => (await assetsToChoose(who, { always: [], ...sought })).assets.map(({ code }) => code);

describe("places near somebody", () => {
  it("come with the nearest first, within a walk", async () => expect(await codes({ near: here })).toEqual(["B 1", "C 1", "A 1", "D 1"]));
  it("of one kind, or with a word in them", async () => {
    expect(await codes({ near: here, assetClass: "cabinet" })).toEqual(["C 1"]);
    expect(await codes({ near: here, find: "d 1" })).toEqual(["D 1"]);
  });
  it("are none where there are none", async () => expect(await codes({ near: { lon: 5, lat: 53 } })).toEqual([]));
});

describe("places in an area that was drawn", () => {
  const at = (east: number, north: number) => ({ lon: here.lon + east / (111_320 * Math.cos((here.lat * Math.PI) / 180)), lat: here.lat + north / 111_320 });
  it("are those within its corners, by plate; what lies only in the box around it is not", async () => {
    expect(await codes({ area: [at(-100, -100), at(800, -100), at(-100, 800)] })).toEqual(["A 1", "B 1", "C 1"]);
    expect(await codes({ area: [at(600, -10), at(1000, -10), at(1000, 10), at(600, 10)] })).toEqual(["D 1", "Z 9"]);
  });
  it("of a shape like a C, not what lies in its mouth", async () => {
    expect(await codes({ area: [at(-100, -100), at(1000, -100), at(1000, -50), at(-60, -50), at(-60, 50), at(1000, 50), at(1000, 100), at(-100, 100)] })).toEqual([]);
  });
  it("are told to be more than are listed, where they are", async () => {
    await db.asset.createMany({ data: Array.from({ length: 201 }, (_, n) => ({ code: `M ${n}`, agencyId: city.lighting.id, assetClass: "light_pole" as const, lat: 52.2, lon: 4.2 })) });
    const { assets, cut } = await assetsToChoose(who, { always: [], area: [{ lon: 4.1, lat: 52.1 }, { lon: 4.3, lat: 52.1 }, { lon: 4.3, lat: 52.3 }, { lon: 4.1, lat: 52.3 }] });
    expect([assets.length, cut]).toEqual([200, true]);
  });
});
