import { describe, expect, it } from "vitest";
import { addDays, dayOf } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { inDays, must, testCity, good } from "@/lib/core/test-city";
import { asSuperuser } from "@/lib/core/test-superuser";
import { mayOperate } from "@/lib/permits/may-operate";
import { revokePermit } from "@/lib/permits/revoke";
import { suspendPermit } from "@/lib/permits/suspend";
import { assetPage, devicePage, devicesListed, operationsOf } from "@/lib/registry/queries";

const city = await testCity();
const approved = async (options: object = {}) => {
  const { permitId } = await city.application("approved", options);
  return { permitId, device: await db.device.findFirstOrThrow({ where: { permitId }, include: { asset: true } }) };
};
/** A permit that stands as no decision brings it to yet. */
const as = (status: string) => async () => {
  const made = await approved();
  await asSuperuser(`UPDATE "Permit" SET status = '${status}', "replacedById" = ${status === "superseded" ? "id" : "NULL"} WHERE id = $1`, [made.permitId]);
  await asSuperuser(`UPDATE "Device" SET "permitStatus" = '${status}' WHERE "permitId" = $1`, [made.permitId]);
  return made;
};
const answer = async (id: string, now = new Date()) => (await mayOperate({ ids: [id] }, now))[0]?.operation;

describe("may it operate?", () => {
  it("while its permit is in force: from the first moment of its first day to the last of its last, in the city's time", async () => {
    process.env.LAMPPOST_TIME_ZONE = "America/New_York";
    const { permitId, device } = await approved();
    // Over the night in which the clocks go back, and over a leap day.
    await asSuperuser(`UPDATE "Permit" SET "startsOn" = '2027-11-07', "expiresOn" = '2028-02-29' WHERE id = $1`, [permitId]);
    expect(await Promise.all([["2027-11-07T03:59:59Z", "not_begun"], ["2027-11-07T04:00:00Z", "operates"], ["2028-02-29T12:00:00Z", "operates"], ["2028-03-01T04:59:59Z", "operates"], ["2028-03-01T05:00:00Z", "expired"]].map(async ([at, told]) => [at, told, await answer(device.id, new Date(at as string))]))).toEqual(
      [["2027-11-07T03:59:59Z", "not_begun"], ["2027-11-07T04:00:00Z", "operates"], ["2028-02-29T12:00:00Z", "operates"], ["2028-03-01T04:59:59Z", "operates"], ["2028-03-01T05:00:00Z", "expired"]].map(([at, told]) => [at, told, told]),
    );
    process.env.LAMPPOST_TIME_ZONE = "Europe/London";
  });

  it.each<[what: string, make: () => Promise<{ device: { id: string } }>, told: string]>([
    ["a permit in force", () => approved(), "operates"],
    ["a permit that begins later", () => approved({ from: inDays(3) }), "not_begun"],
    ["a permit that is suspended", async () => { const made = await approved(); await must(suspendPermit, city.officer.actor, { permitId: made.permitId, version: 1, until: inDays(3), reason: good, without: "danger" }); return made; }, "suspended"],
    ["a permit that is revoked", async () => { const made = await approved(); await must(revokePermit, city.officer.actor, { permitId: made.permitId, version: 1, confirm: "yes", reason: good, without: "danger" }); return made; }, "withdrawn"],
    ["a permit that counts as suspended, and nobody knows why", as("suspended"), "suspended"],
    ["a permit that was given up", as("surrendered"), "given_up"],
    ["a permit that was replaced", as("superseded"), "given_up"],
    ["a permit that counts as expired", as("expired"), "expired"],
    ["a device that was removed", async () => { const made = await approved(); await asSuperuser(`UPDATE "Device" SET status = 'removed' WHERE id = $1`, [made.device.id]); return made; }, "removed"],
    ["a device without its right, whatever its permit says", async () => { const made = await approved(); await asSuperuser(`UPDATE "Device" SET status = 'deauthorised' WHERE id = $1`, [made.device.id]); return made; }, "withdrawn"],
  ])("%s", async (_, make, told) => {
    const { device } = await make();
    expect(await answer(device.id)).toBe(told);
    // One and many, page and register: they all say the same.
    const { code, asset } = await db.device.findUniqueOrThrow({ where: { id: device.id }, include: { asset: true } });
    const [[one], many, page, pole] = await Promise.all([operationsOf([code]), operationsOf(["NOSUCH1", code, "NOSUCH2"]), devicePage(code), assetPage(asset.code)]);
    expect([one?.why, many[1]?.why, page?.operation, pole?.devices.find((each) => each.code === code)?.operation]).toEqual([told, told, told, told]);
    expect([one?.mayOperate, many[1]?.mayOperate]).toEqual([told === "operates", told === "operates"]);
    expect(many.filter(({ why }) => why === "unknown").map(({ device: sign, mayOperate: may, mayConnect }) => [sign, may, mayConnect])).toEqual([["NOSUCH1", false, false], ["NOSUCH2", false, false]]);
    // What is over is not listed among what is in force.
    const listed = (await devicesListed({})).devices.some((each) => each.code === code);
    expect(listed).toBe(["operates", "suspended"].includes(told));
  });

  it("of nothing asked, nothing; of a thousand, all", async () => {
    expect(await mayOperate({ ids: [] }, new Date())).toEqual([]);
    const all = await db.device.findMany({ select: { id: true } });
    expect((await mayOperate({ ids: all.map(({ id }) => id) }, addDays(dayOf(new Date()), 1))).length).toBe(all.length);
  });
});
