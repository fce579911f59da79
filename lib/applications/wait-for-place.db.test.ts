import { must, nobodys, testCity } from "@/lib/core/test-city";
import { placesOf } from "@/lib/core/test-places";
import { membersWhoMayNot, refuses, refusesGarbage, sentTwice } from "@/lib/core/test-refusals";
import { waitForPlace } from "@/lib/applications/wait-for-place";

const city = await testCity();
const { partner } = city;
const { member } = partner;
const { pole, draft, choose } = placesOf(city);

const [fullPole, freePole] = [await pole(), await pole(2)];
await choose(await draft(), [fullPole]);
const waiting = await draft();
const input = { applicationId: await draft(), assetId: fullPole };
await must(waitForPlace, member.actor, { applicationId: waiting, assetId: fullPole });
const sent = await city.application("submitted");

refuses(waitForPlace, [
  ...(await membersWhoMayNot(city, input)),
  ["one that is free", member, { ...input, assetId: freePole }, "place_free"],
  ["one for which it waits already", member, { ...input, applicationId: waiting }, "waits_already"],
  ["one that does not exist", member, { ...input, assetId: nobodys }, "asset_unknown"],
  ["an application that is with the city", member, { ...input, applicationId: sent.id }, "not_a_draft"],
  ["an application that does not exist", member, { ...input, applicationId: nobodys }, "not_found"],
]);
refusesGarbage(waitForPlace, member, input);
sentTwice(waitForPlace, async () => {
  const applicationId = await draft();
  return { who: member, input: { applicationId, assetId: fullPole }, other: { applicationId, assetId: freePole } };
});
