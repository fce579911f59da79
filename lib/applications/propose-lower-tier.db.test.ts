import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entryOf, oneWins, onesOwn, refuses, refusesGarbage, staffWhoMayNot, withoutReason } from "@/lib/core/test-refusals";
import { proposeLowerTier } from "@/lib/applications/propose-lower-tier";

const city = await testCity();
const { officer, secondOfficer } = city;
const of = ({ id, version }: { id: string; version: number }, tier = 2) => ({ applicationId: id, version, tier, reason: good });

describe("an officer proposes a lower risk tier", () => {
  it("which changes nothing until a second one agrees", async () => {
    const application = await city.application("submitted");
    const before = await db.application.findUniqueOrThrow({ where: { id: application.id } });
    const { entryId } = await must(proposeLowerTier, officer.actor, of(application));
    expect(await db.application.findUniqueOrThrow({ where: { id: application.id } })).toMatchObject({ tier: 3, tierProposed: 2, tierProposedById: officer.id, tierProposedWhy: good, dueOn: before.dueOn });
    expect(await entryOf(entryId)).toMatchObject({ name: "application.lower_tier_proposed", open: { before: 3, proposed: 2 }, sealed: { reason: good } });
  });
});

const open = await city.application("submitted");
const input = of(open);
refuses(proposeLowerTier, [
  ...(await staffWhoMayNot(city, "applications.review", input)),
  ...(await onesOwn(city, "applications.review", input, true)),
  ["the tier that it has", officer, of(open, 3), "not_lower"],
  ["a higher one", officer, of(open, 4), "not_lower"],
  ["tier nought", officer, of(open, 0), "bad_input"],
  ["an application that does not exist", officer, { ...input, applicationId: nobodys }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 2 }, "changed_since_read"],
  ["one that is approved", officer, of(await city.application("approved")), "not_from_here"],
  ...withoutReason(officer, input),
]);
refusesGarbage(proposeLowerTier, officer, input);

describe("at the same moment", () => {
  oneWins(proposeLowerTier, async () => ({ who: [officer, secondOfficer], input: of(await city.application("submitted")) }));
});
