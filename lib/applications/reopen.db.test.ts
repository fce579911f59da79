import { expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { onesOwn, oneWins, refuses, refusesGarbage, staffWhoMayNot, withoutReason } from "@/lib/core/test-refusals";
import { reopenApplication } from "@/lib/applications/reopen";

const city = await testCity();
const { officer, secondOfficer } = city;
const of = ({ id, version }: { id: string; version: number }) => ({ applicationId: id, version, reason: good });

it("a refusal is set aside: the whole application is its partner's again, for a time", async () => {
  const refused = await city.application("refused");
  await must(reopenApplication, officer.actor, of(refused));
  expect(await db.application.findUniqueOrThrow({ where: { id: refused.id } })).toMatchObject({ status: "changes_requested", askedParts: [], clockUsed: 0, dueOn: null, version: refused.version + 1 });
});

const input = of(await city.application("refused"));
refuses(reopenApplication, [
  ...(await staffWhoMayNot(city, "permits.decide", input)),
  ...(await onesOwn(city, "permits.decide", input, true)),
  ["an application that does not exist", officer, { ...input, applicationId: nobodys }, "not_found"],
  ["a version that is not what is stored", officer, { ...input, version: 2 }, "changed_since_read"],
  ["one that is not refused", officer, of(await city.application("submitted")), "not_from_here"],
  ["one that is approved", officer, of(await city.application("approved")), "not_from_here"],
  ["one that was withdrawn", officer, of(await city.application("withdrawn")), "not_from_here"],
  ...withoutReason(officer, input),
]);
refusesGarbage(reopenApplication, officer, input);
oneWins(reopenApplication, async () => ({ who: [officer, secondOfficer], input: of(await city.application("refused")) }), ["changed_since_read", "not_from_here"]);
