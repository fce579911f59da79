import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot } from "@/lib/core/test-refusals";
import { addNetwork } from "@/lib/assets/add-network";

const city = await testCity();
const { officer, secondOfficer } = city;
const input = { agencyId: city.lighting.id, code: "WIFI-9", name: "City Wi-Fi", kind: "wifi" };

describe("an officer lists a network", () => {
  it("that devices may be allowed on", async () => {
    const outcome = await must(addNetwork, officer.actor, input);
    expect(await db.network.findUniqueOrThrow({ where: { id: outcome.subjectId } })).toMatchObject(input);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "network.added", subjectType: "Network", subjectId: outcome.subjectId, fromStatus: null, toStatus: "listed", actorId: officer.id, actorKind: "person", grantId: await grantOf(officer, "assets.manage") }]);
  });

  it("and its code stays inside: what is published of it is its kind", async () => {
    const { entryId } = await must(addNetwork, officer.actor, { ...input, code: "WIFI-SEALED" });
    const { open, sealed } = await db.ledgerEntry.findUniqueOrThrow({ where: { id: entryId }, select: { open: true, sealed: true } });
    expect(open).toEqual({ kind: "wifi" });
    expect(JSON.stringify(sealed)).not.toContain("WIFI-SEALED");
    expect(Object.keys(sealed as object)).toContain("code");
  });

  it("an agency's own officer for that agency", async () => {
    const bound = await city.officerWith("assets.manage", { agencyId: city.lighting.id });
    await must(addNetwork, bound.actor, { ...input, code: "WIFI-10" });
  });
});

const fresh = { ...input, code: "WIFI-11" };
refuses(addNetwork, [
  ...(await staffWhoMayNot(city, "assets.manage", fresh)),
  ["a member of a partner", city.partner.member, fresh, "hidden"],
  ["an agency that does not exist", officer, { ...fresh, agencyId: nobodys }, "not_found"],
  ["a code that is listed", officer, { ...fresh, code: "LORA-1" }, "taken_meanwhile"],
  ["a code in small letters", officer, { ...fresh, code: "wifi" }, "bad_input"],
  ["a kind that does not exist", officer, { ...fresh, kind: "telegraph" }, "bad_input"],
]);
refusesGarbage(addNetwork, officer, fresh);

describe("at the same moment", () => {
  oneWins(addNetwork, async () => ({ who: [officer, secondOfficer], input: { ...input, code: "TWICE" } }), ["taken_meanwhile"]);
  sentTwice(addNetwork, async () => ({ who: officer, input: { ...input, code: "KEYED" }, other: { ...input, code: "OTHER" } }));
});
