import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, oneWins, onesOwn, refuses, refusesGarbage, sentTwice, staffWhoMayNot } from "@/lib/core/test-refusals";
import { takeApplication } from "@/lib/applications/take";

const city = await testCity();
const { officer, secondOfficer } = city;
const of = ({ id, version }: { id: string; version: number }) => ({ applicationId: id, version });

describe("an officer takes a case", () => {
  it("and is shown to hold it; another may take it over", async () => {
    const application = await city.application("submitted");
    const outcome = await must(takeApplication, officer.actor, of(application));
    expect(await db.application.findUniqueOrThrow({ where: { id: application.id } })).toMatchObject({ status: "in_review", heldById: officer.id, version: 4 });
    expect(await entriesOf(outcome.entryId)).toMatchObject([{ name: "application.taken", subjectId: application.id, fromStatus: "submitted", toStatus: "in_review", actorId: officer.id }]);
    await must(takeApplication, secondOfficer.actor, { ...of(application), version: 4 });
    expect(await db.application.findUniqueOrThrow({ where: { id: application.id } })).toMatchObject({ status: "in_review", heldById: secondOfficer.id, version: 5 });
  });

  it("who may decide may take; the entry names the grant", async () => {
    for (const capability of ["applications.review", "permits.decide"] as const) {
      const person = await city.officerWith(capability, { zoneId: city.west.id });
      const { entryId } = await must(takeApplication, person.actor, of(await city.application("submitted")));
      expect((await entriesOf(entryId))[0]?.grantId).toBe(await grantOf(person, capability));
    }
  });
});

const open = await city.application("submitted");
const input = of(open);
refuses(takeApplication, [
  ...(await staffWhoMayNot(city, "applications.review", input)),
  ...(await onesOwn(city, "applications.review", input, true)),
  ["an officer who may only suspend", await city.officerWith("permits.suspend"), input, "hidden"],
  ["a draft, which the city cannot see", officer, of(await city.application("complete")), "hidden"],
  ["an application that does not exist", officer, { ...input, applicationId: nobodys }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 2 }, "changed_since_read"],
  ["one that lies with the partner", officer, of(await city.application("changes_requested")), "not_from_here"],
  ["one that is approved", officer, of(await city.application("approved")), "not_from_here"],
  ["one that was withdrawn", officer, of(await city.application("withdrawn")), "not_from_here"],
]);
refusesGarbage(takeApplication, officer, input);

describe("at the same moment", () => {
  oneWins(takeApplication, async () => ({ who: [officer, secondOfficer], input: of(await city.application("submitted")) }));
  sentTwice(takeApplication, async () => {
    const sent = of(await city.application("submitted"));
    return { who: officer, input: sent, other: { ...sent, version: 9 } };
  });
});
