import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot, withoutReason } from "@/lib/core/test-refusals";
import { devicePage, devicesListed } from "@/lib/registry/queries";
import { revokePermit } from "@/lib/permits/revoke";
import { withholdPlaces } from "@/lib/permits/withhold-places";

const city = await testCity();
const { officer, secondOfficer } = city;
const ofPermit = ({ permitId }: { permitId: string }) => ({ permitId, version: 1, reason: good });

describe("an officer withholds where a permit’s devices are", () => {
  it("so that the list, the map and the pole leave them out, and the ledger says why", async () => {
    const permit = await city.application("approved");
    const code = permit.permit?.devices[0]?.code ?? "";
    const outcome = await must(withholdPlaces, officer.actor, ofPermit(permit));
    expect((await devicesListed({})).devices.map((device) => device.code)).not.toContain(code);
    expect(await devicePage(code)).toMatchObject({ code, asset: null, assetId: null, standing: "active", permit: { _count: { devices: 1 } } });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "permit.places_withheld", subjectType: "Permit", subjectId: permit.permitId, fromStatus: "active", toStatus: "active", actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "permits.decide") }]);
    expect((await entryOf(outcome.entryId)).open).toEqual({ reference: expect.stringMatching(/^LP-/), title: "Counting bicycles", reason: good });
    expect(await db.permit.findUniqueOrThrow({ where: { id: permit.permitId } })).toMatchObject({ placesWithheld: true, version: 2, status: "active" });
  });
});

const open = await city.application("approved");
const input = ofPermit(open);
const withheld = await city.application("approved");
await must(withholdPlaces, officer.actor, ofPermit(withheld));
const revoked = await city.application("approved");
await must(revokePermit, officer.actor, { permitId: revoked.permitId, version: 1, reason: good, confirm: "yes", without: "danger" });

refuses(withholdPlaces, [
  ...(await staffWhoMayNot(city, "permits.decide", input)),
  ...(await onesOwn(city, "permits.decide", input, true)),
  ["a permit that does not exist", officer, { ...input, permitId: nobodys }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 2 }, "changed_since_read"],
  ["one whose places are withheld already", officer, { ...ofPermit(withheld), version: 2 }, "places_are_withheld"],
  ["one that is revoked", officer, { ...ofPermit(revoked), version: 2 }, "permit_is_over"],
  ...withoutReason(officer, input),
]);
refusesGarbage(withholdPlaces, officer, input);

describe("at the same moment", () => {
  oneWins(withholdPlaces, async () => ({ who: [officer, secondOfficer], input: ofPermit(await city.application("approved")) }));
  sentTwice(withholdPlaces, async () => {
    const sent = ofPermit(await city.application("approved"));
    return { who: officer, input: sent, other: { ...sent, reason: `${good} Again.` } };
  });
});
