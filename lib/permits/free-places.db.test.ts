import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, operator, testCity } from "@/lib/core/test-city";
import { entriesOf, refuses, refusesGarbage } from "@/lib/core/test-refusals";
import { placesOf } from "@/lib/core/test-places";
import { asSuperuser } from "@/lib/core/test-superuser";
import { passPlacesOn } from "@/lib/applications/lapsing";
import { waitForPlace } from "@/lib/applications/wait-for-place";
import { freePlaces } from "@/lib/permits/free-places";
import { freePlacesOfExpired } from "@/lib/permits/lapsing";

const city = await testCity();
const { otherPartner } = city;
const { pole, draft, holders } = placesOf(city);
const given = async (assetId: string) => (await city.application("approved", { assetIds: [assetId] })).permitId;
const runsOut = (permitId: string) => asSuperuser(`UPDATE "Permit" SET "startsOn" = current_date - 30, "expiresOn" = current_date - 2 WHERE id = $1`, [permitId]);

describe("a permit that ran out", () => {
  it("frees its places, once, for whoever waits for them", async () => {
    const a = await pole();
    const permitId = await given(a);
    const waiting = await draft(otherPartner);
    await must(waitForPlace, otherPartner.member.actor, { applicationId: waiting, assetId: a });
    // What else ran out here is out of the way first.
    await freePlacesOfExpired(new Date());
    expect(await freePlacesOfExpired(new Date())).toBe(0);
    await runsOut(permitId);
    expect((await Promise.all([freePlacesOfExpired(new Date()), freePlacesOfExpired(new Date())])).reduce((sum, count) => sum + count, 0)).toBe(1);
    await passPlacesOn(new Date());
    expect(await holders(a)).toEqual([waiting]);
    const entry = await db.ledgerEntry.findFirstOrThrow({ where: { name: "permit.ran_out", subjectId: permitId } });
    expect(await entriesOf(entry.id)).toEqual([{ name: "permit.ran_out", subjectType: "Permit", subjectId: permitId, fromStatus: "active", toStatus: "active", actorId: null, actorKind: "operator", grantId: null }]);
  });

  it("keeps them while the city decides on what would take its place", async () => {
    const a = await pole();
    const permitId = await given(a);
    const follower = await city.application("submitted");
    await asSuperuser(`UPDATE "Application" SET kind = 'renewal', "replacesId" = $2, "fromPartnerId" = $3 WHERE id = $1`, [follower.id, permitId, city.partner.id]);
    await runsOut(permitId);
    expect(await freePlacesOfExpired(new Date())).toBe(0);
    expect(await holders(a)).toHaveLength(1);
    expect(await freePlaces(operator, { permitId })).toMatchObject({ refusal: "replacement_awaited" });
  });
});

const inForce = await given(await pole());
const over = await given(await pole());
await runsOut(over);
refuses(freePlaces, [
  ["a member", city.partner.member, { permitId: over }, "not_found"],
  ["an officer", city.officer, { permitId: over }, "not_found"],
  ["the console, of one in force", operator, { permitId: inForce }, "not_from_here"],
  ["the console, of nothing", operator, { permitId: nobodys }, "not_found"],
]);
refusesGarbage(freePlaces, city.officer, { permitId: over });
