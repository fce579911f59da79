import { describe, expect, it } from "vitest";
import { must, testCity } from "@/lib/core/test-city";
import { placesOf } from "@/lib/core/test-places";
import { entriesOf, grantOf, membersWhoMayNot, oneWins, refuses, refusesGarbage } from "@/lib/core/test-refusals";
import { stopWaiting } from "@/lib/applications/stop-waiting";
import { waitForPlace } from "@/lib/applications/wait-for-place";

const city = await testCity();
const { partner, secondMember } = city;
const { member } = partner;
const { pole, draft, choose, waitsOf } = placesOf(city);

const [fullPole, freePole] = [await pole(), await pole(2)];
await choose(await draft(), [fullPole]);
const waiting = await draft();
await must(waitForPlace, member.actor, { applicationId: waiting, assetId: fullPole });

it("a member leaves the row; it is written down", async () => {
  const id = await draft();
  await must(waitForPlace, member.actor, { applicationId: id, assetId: fullPole });
  const { entryId } = await must(stopWaiting, secondMember.actor, { applicationId: id, assetId: fullPole });
  expect(await waitsOf(fullPole)).toEqual([waiting]);
  expect(await entriesOf(entryId)).toEqual([{ name: "place.wait_ended", subjectType: "Application", subjectId: id, fromStatus: "draft", toStatus: "draft", actorId: secondMember.id, actorKind: "person", grantId: await grantOf(secondMember, "deployments.apply") }]);
});

const own = { applicationId: waiting, assetId: fullPole };
refuses(stopWaiting, [
  ...(await membersWhoMayNot(city, own)),
  ["where nobody waited", member, { ...own, assetId: freePole }, "not_waiting"],
]);
refusesGarbage(stopWaiting, member, own);

describe("at the same moment", () => {
  oneWins(stopWaiting, async () => {
    const applicationId = await draft();
    await must(waitForPlace, member.actor, { applicationId, assetId: fullPole });
    return { who: [member, secondMember], input: { applicationId, assetId: fullPole } };
  }, ["not_waiting"]);
});
