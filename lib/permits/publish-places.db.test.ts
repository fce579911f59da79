import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, withoutReason } from "@/lib/core/test-refusals";
import { devicePage, devicesListed } from "@/lib/registry/queries";
import { publishPlaces } from "@/lib/permits/publish-places";
import { withholdPlaces } from "@/lib/permits/withhold-places";

const city = await testCity();
const { officer, secondOfficer } = city;
const ofPermit = ({ permitId }: { permitId: string }) => ({ permitId, version: 2, reason: good });
async function withheld() {
  const permit = await city.application("approved");
  await must(withholdPlaces, officer.actor, { permitId: permit.permitId, version: 1, reason: good });
  return permit;
}

describe("an officer publishes again where a permit’s devices are", () => {
  it("so that they are on the list, the map and their pole, and the ledger says why", async () => {
    const permit = await withheld();
    const code = permit.permit?.devices[0]?.code ?? "";
    const outcome = await must(publishPlaces, officer.actor, ofPermit(permit));
    expect((await devicesListed({})).devices.map((device) => device.code)).toContain(code);
    expect((await devicePage(code))?.asset?.code).toMatch(/./);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "permit.places_published", subjectType: "Permit", subjectId: permit.permitId, fromStatus: "active", toStatus: "active", actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "permits.decide") }]);
    expect((await entryOf(outcome.entryId)).open).toEqual({ reference: expect.stringMatching(/^LP-/), title: "Counting bicycles", reason: good });
    expect(await db.permit.findUniqueOrThrow({ where: { id: permit.permitId } })).toMatchObject({ placesWithheld: false, version: 3 });
  });
});

const open = await withheld();
const input = ofPermit(open);
const published = await city.application("approved");

refuses(publishPlaces, [
  ...(await staffWhoMayNot(city, "permits.decide", input)),
  ...(await onesOwn(city, "permits.decide", input, true)),
  ["a permit that does not exist", officer, { ...input, permitId: nobodys }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 1 }, "changed_since_read"],
  ["one whose places are published", officer, { ...ofPermit(published), version: 1 }, "places_are_published"],
  ...withoutReason(officer, input),
]);
refusesGarbage(publishPlaces, officer, input);

describe("at the same moment", () => {
  oneWins(publishPlaces, async () => ({ who: [officer, secondOfficer], input: ofPermit(await withheld()) }));
  sentTwice(publishPlaces, async () => {
    const sent = ofPermit(await withheld());
    return { who: officer, input: sent, other: { ...sent, reason: `${good} Again.` } };
  });
});
