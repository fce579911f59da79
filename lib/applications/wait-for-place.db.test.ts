import { inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { placesOf } from "@/lib/core/test-places";
import { membersWhoMayNot, refuses, refusesGarbage, sentTwice } from "@/lib/core/test-refusals";
import { savePurpose } from "@/lib/applications/save-purpose";
import { waitForPlace } from "@/lib/applications/wait-for-place";

const city = await testCity();
const { partner } = city;
const { member } = partner;
const { pole, draft, choose } = placesOf(city);

/** A pole whose one place somebody has. */
async function full(): Promise<string> {
  const id = await pole();
  await choose(await draft(), [id]);
  return id;
}
const [fullPole, awaitedPole, freePole] = [await full(), await full(), await pole(2)];
const waiting = await draft();
const holding = await draft();
const ownPole = await pole();
await choose(holding, [ownPole]);
const input = { applicationId: await draft(), assetId: fullPole };
await must(waitForPlace, member.actor, { applicationId: waiting, assetId: awaitedPole });
const screens = await draft();
const signal = await city.asset({ assetClass: "traffic_pole", slots: 1 });
await must(savePurpose, member.actor, { applicationId: screens, version: 1, title: "Screens", purpose: "information", why: "So that people know when the next ferry leaves.", until: inDays(200) });
const sent = await city.application("submitted");

refuses(waitForPlace, [
  ...(await membersWhoMayNot(city, input)),
  ["one that is free", member, { ...input, assetId: freePole }, "place_free"],
  ["one for which it waits already", member, { applicationId: waiting, assetId: awaitedPole }, "waits_already"],
  ["one on which it has a place", member, { applicationId: holding, assetId: ownPole }, "place_held"],
  ["one for which another application of the same partner waits", member, { ...input, assetId: awaitedPole }, "waits_already"],
  ["one that is not for such a thing", member, { applicationId: screens, assetId: signal }, "asset_closed_to"],
  ["one that does not exist", member, { ...input, assetId: nobodys }, "asset_unknown"],
  ["an application that is with the city", member, { ...input, applicationId: sent.id }, "not_a_draft"],
  ["an application that does not exist", member, { ...input, applicationId: nobodys }, "not_found"],
]);
refusesGarbage(waitForPlace, member, input);
sentTwice(waitForPlace, async () => {
  const sentOnce = { applicationId: await draft(), assetId: await full() };
  return { who: member, input: sentOnce, other: { ...sentOnce, assetId: freePole } };
});
