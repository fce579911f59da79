import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, operator, testCity } from "@/lib/core/test-city";
import { placesOf } from "@/lib/core/test-places";
import { entriesOf, grantOf, membersTold, refuses, refusesGarbage, toldSince } from "@/lib/core/test-refusals";
import { chooseSites } from "@/lib/applications/choose-sites";
import { givePlace } from "@/lib/applications/give-place";
import { passPlacesOn } from "@/lib/applications/lapsing";
import { stopWaiting } from "@/lib/applications/stop-waiting";
import { submitApplication } from "@/lib/applications/submit";
import { waitForPlace } from "@/lib/applications/wait-for-place";
import { withdrawApplication } from "@/lib/applications/withdraw";

const city = await testCity();
const { partner, secondMember, otherPartner } = city;
const { member } = partner;
const { pole, draft, versionOf, choose, holders, waitsOf, timeIsOver } = placesOf(city);

describe("who comes later", () => {
  it("waits in a row: what becomes free is held for whoever came first, chosen for them, and they are told until when", async () => {
    const a = await pole();
    const [has, first, second] = [await draft(), await draft(otherPartner), await draft()];
    await choose(has, [a]);
    await must(waitForPlace, otherPartner.member.actor, { applicationId: first, assetId: a });
    const { entryId } = await must(waitForPlace, member.actor, { applicationId: second, assetId: a });
    expect(await entriesOf(entryId)).toEqual([{ name: "place.awaited", subjectType: "Application", subjectId: second, fromStatus: "draft", toStatus: "draft", actorId: member.id, actorKind: "person", grantId: await grantOf(member, "deployments.apply") }]);
    await must(chooseSites, member.actor, { applicationId: has, version: await versionOf(has), assetIds: [], shown: [a] });
    // Between the two moments nobody slips in.
    const third = await draft();
    await choose(third, [a]);
    expect(await holders(a)).toEqual([]);
    const { told } = await toldSince(async () => Promise.all([passPlacesOn(new Date()), passPlacesOn(new Date())]));
    expect(told).toEqual(await membersTold(otherPartner.id, "place-free"));
    expect(await holders(a)).toEqual([first]);
    expect(await waitsOf(a)).toEqual([second]);
    expect((await db.application.findUniqueOrThrow({ where: { id: first } })).draft).toMatchObject({ sites: { assetIds: [a] } });
    // Who had it and lets it lapse gives it to the next.
    await timeIsOver(first);
    await passPlacesOn(new Date());
    expect(await holders(a)).toEqual([second]);
    expect(await waitsOf(a)).toEqual([]);
  });

  it("moves up when somebody before leaves the row, or their application is over", async () => {
    const a = await pole();
    const others = await city.organisation();
    const [has, first, second, third] = [await draft(), await draft(), await draft(otherPartner), await draft(others)];
    await choose(has, [a]);
    await must(waitForPlace, member.actor, { applicationId: first, assetId: a });
    await must(waitForPlace, otherPartner.member.actor, { applicationId: second, assetId: a });
    await must(waitForPlace, others.member.actor, { applicationId: third, assetId: a });
    await must(stopWaiting, secondMember.actor, { applicationId: first, assetId: a });
    await must(withdrawApplication, otherPartner.member.actor, { applicationId: second, version: await versionOf(second), reason: good });
    await timeIsOver(has);
    await passPlacesOn(new Date());
    expect(await holders(a)).toEqual([third]);
  });

  it("waits no more once its application is sent", async () => {
    const [full, free] = [await pole(), await pole()];
    await choose(await draft(), [full]);
    const { id, version } = await city.application("complete", { assetIds: [free] });
    await must(waitForPlace, member.actor, { applicationId: id, assetId: full });
    await must(submitApplication, member.actor, { applicationId: id, version, isTrue: "yes" });
    expect(await waitsOf(full)).toEqual([]);
  });
});

const fullPole = await pole();
await choose(await draft(), [fullPole]);
const waiting = await draft();
await must(waitForPlace, member.actor, { applicationId: waiting, assetId: fullPole });
const wait = await db.placeWait.findFirstOrThrow({ where: { applicationId: waiting } });
refuses(givePlace, [
  ["a member", member, { waitId: wait.id }, "not_found"],
  ["an officer", city.officer, { waitId: wait.id }, "not_found"],
  ["the console, while it is full", operator, { waitId: wait.id }, "asset_full"],
  ["the console, of nobody who waits", operator, { waitId: nobodys }, "not_found"],
]);
refusesGarbage(givePlace, member, { waitId: wait.id });
