import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, refuses } from "@/lib/core/test-refusals";
import { approveApplication } from "@/lib/permits/approve";

const city = await testCity();
const { officer } = city;

async function ofThree() {
  const [one, two] = [await city.asset(), await city.asset()];
  const made = await city.application("submitted", { assetIds: [one, two, one] });
  return { ...made, one, two, input: { applicationId: made.id, version: made.version, reason: good, until: inDays(100), conditions: "", leaveOut: "2", grounds: "place", without: "agreed" } };
}
const placesOf = async (applicationId: string) => (await db.slotHold.findMany({ where: { applicationId }, orderBy: [{ assetId: "asc" }, { slot: "asc" }], select: { assetId: true, status: true } })).map(({ assetId, status }) => `${assetId} ${status}`).toSorted();

describe("an officer approves a part", () => {
  it("the others are not made, their places are free, and the public reads how many and on which grounds", async () => {
    const { id, one, two, input } = await ofThree();
    const { entryId } = await must(approveApplication, officer.actor, input);
    expect((await db.device.findMany({ where: { permit: { applicationId: id } } })).map(({ assetId }) => assetId)).toEqual([one, one]);
    expect(await placesOf(id)).toEqual([`${one} consumed`, `${one} consumed`, `${two} released`].toSorted());
    const granted = await db.ledgerEntry.findFirstOrThrow({ where: { causeId: entryId, name: "permit.granted" } });
    expect((await entryOf(granted.id)).open).toMatchObject({ leftOut: 1, of: 3, grounds: ["place"], withoutNotice: "agreed" });
    expect(await entriesOf(entryId)).toMatchObject([{ name: "application.approved", toStatus: "approved" }, { name: "permit.granted" }]);
  });

  it("of two devices on one pole one keeps its place", async () => {
    const { id, one, two, input } = await ofThree();
    await must(approveApplication, officer.actor, { ...input, leaveOut: "1" });
    expect(await placesOf(id)).toEqual([`${one} consumed`, `${one} released`, `${two} consumed`].toSorted());
  });

  it.each(["1-2", "2, 1", "1;2", "2 1-1"])("numbers as people write them: %s", async (leaveOut) => {
    const { id, input } = await ofThree();
    await must(approveApplication, officer.actor, { ...input, leaveOut });
    expect(await db.device.count({ where: { permit: { applicationId: id } } })).toBe(1);
  });
});

const { input } = await ofThree();
refuses(approveApplication, [
  ["without the partner having been heard", officer, { ...input, without: "" }, "not_heard"],
  ["on no grounds", officer, { ...input, grounds: [] }, "grounds_missing"],
  ["a device that is not there", officer, { ...input, leaveOut: "4" }, "no_such_device"],
  ["every device", officer, { ...input, leaveOut: "1-3" }, "nothing_left"],
  ["words", officer, { ...input, leaveOut: "the second" }, "bad_input"],
  ["backwards", officer, { ...input, leaveOut: "3-1" }, "bad_input"],
  ["number nought", officer, { ...input, leaveOut: "0" }, "bad_input"],
  ["a condition that is none", officer, { ...input, leaveOut: "", library: ["wings"] }, "bad_input"],
  ["conditions to be shown in the past", officer, { ...input, leaveOut: "", conditions: "No camera.", conditionsBy: inDays(-1) }, "shown_by_past"],
  ["conditions to be shown after the permit’s end", officer, { ...input, leaveOut: "", conditions: "No camera.", conditionsBy: inDays(101) }, "shown_by_past"],
]);
