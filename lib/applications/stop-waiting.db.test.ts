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

/** An application that waits for a place which another has. */
async function waits() {
  const [applicationId, assetId] = [await draft(), await pole()];
  await choose(await draft(), [assetId]);
  await must(waitForPlace, member.actor, { applicationId, assetId });
  return { applicationId, assetId };
}

it("a member leaves the row; it is written down", async () => {
  const input = await waits();
  const { entryId } = await must(stopWaiting, secondMember.actor, input);
  expect(await waitsOf(input.assetId)).toEqual([]);
  expect(await entriesOf(entryId)).toEqual([{ name: "place.wait_ended", subjectType: "Application", subjectId: input.applicationId, fromStatus: "draft", toStatus: "draft", actorId: secondMember.id, actorKind: "person", grantId: await grantOf(secondMember, "deployments.apply") }]);
});

const own = await waits();
refuses(stopWaiting, [
  ...(await membersWhoMayNot(city, own)),
  ["where nobody waited", member, { ...own, assetId: await pole() }, "not_waiting"],
]);
refusesGarbage(stopWaiting, member, own);

describe("at the same moment", () => {
  oneWins(stopWaiting, async () => ({ who: [member, secondMember], input: await waits() }), ["not_waiting"]);
});
