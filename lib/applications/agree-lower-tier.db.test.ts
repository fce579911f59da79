import { describe, expect, it } from "vitest";
import { addWorkingDays, dayOf } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entryOf, oneWins, onesOwn, refuses, refusesGarbage, staffWhoMayNot, withoutReason } from "@/lib/core/test-refusals";
import { agreeLowerTier } from "@/lib/applications/agree-lower-tier";
import { proposeLowerTier } from "@/lib/applications/propose-lower-tier";
import { raiseTier } from "@/lib/applications/raise-tier";

const city = await testCity();
const { officer, secondOfficer } = city;
const third = await city.officerWith("applications.review");
const of = ({ id, version }: { id: string; version: number }, outcome: "agreed" | "declined" = "agreed") => ({ applicationId: id, version, outcome, reason: good });
const proposed = async (tier = 2) => {
  const { id, version } = await city.application("submitted");
  await must(proposeLowerTier, officer.actor, { applicationId: id, version, tier, reason: good });
  return { id, version: version + 1 };
};

describe("a second officer", () => {
  it("agrees: it is of the lower tier, with that tier's time", async () => {
    const application = await proposed(1);
    const { entryId } = await must(agreeLowerTier, secondOfficer.actor, of(application));
    expect(await db.application.findUniqueOrThrow({ where: { id: application.id } })).toMatchObject({ tier: 1, tierProposed: null, tierProposedById: null, clockDays: 10, dueOn: addWorkingDays(dayOf(new Date()), 10) });
    expect(await entryOf(entryId)).toMatchObject({ name: "application.lower_tier_answered", open: { outcome: "agreed", before: 3, tier: 1 } });
  });

  it("does not agree: it stays, and may be proposed again", async () => {
    const application = await proposed();
    await must(agreeLowerTier, secondOfficer.actor, of(application, "declined"));
    expect(await db.application.findUniqueOrThrow({ where: { id: application.id } })).toMatchObject({ tier: 3, tierProposed: null });
    await must(proposeLowerTier, officer.actor, { applicationId: application.id, version: application.version + 1, tier: 2, reason: good });
  });
});

const open = await proposed();
const input = of(open);
const raised = await proposed();
await must(raiseTier, secondOfficer.actor, { applicationId: raised.id, version: raised.version, tier: 4, reason: good });
refuses(agreeLowerTier, [
  ...(await staffWhoMayNot(city, "applications.review", input)),
  ...(await onesOwn(city, "applications.review", input, true)),
  ["who proposed it", officer, input, "kept_apart"],
  ["where nothing is proposed", secondOfficer, of(await city.application("submitted")), "nothing_proposed"],
  ["where it was raised meanwhile", third, of({ id: raised.id, version: raised.version + 1 }), "nothing_proposed"],
  ["an application that does not exist", secondOfficer, { ...input, applicationId: nobodys }, "not_found"],
  ["a version that is not what is stored", secondOfficer, { ...input, version: 2 }, "changed_since_read"],
  ["no answer", secondOfficer, { ...input, outcome: "" }, "bad_input"],
  ...withoutReason(secondOfficer, input),
]);
refusesGarbage(agreeLowerTier, secondOfficer, input);

describe("at the same moment", () => {
  oneWins(agreeLowerTier, async () => {
    const application = await proposed();
    return { who: [secondOfficer, third], input: [of(application), of(application, "declined")] };
  });
});
