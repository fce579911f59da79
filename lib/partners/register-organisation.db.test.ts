import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, testCity, visitor } from "@/lib/core/test-city";
import { entriesOf, everythingStored, oneWins, refuses, refusesGarbage, sentTwice, toldSince } from "@/lib/core/test-refusals";
import { registerOrganisation } from "@/lib/partners/register-organisation";

const city = await testCity();
const input = { organisation: "Curlew Networks", registrationNumber: "cn 12", website: "https://curlew.example", publicContact: "hello@curlew.example", name: "Callum Curlew", email: "callum@curlew.example" };
const other = (word: string) => ({ ...input, organisation: `${word} Networks`, registrationNumber: word, email: `callum@${word}.example` });

describe("somebody registers their organisation", () => {
  it("and becomes its first member; nothing is theirs until an officer verifies it", async () => {
    const { outcome, told } = await toldSince(() => must(registerOrganisation, visitor, input));
    const partner = await db.partner.findUniqueOrThrow({ where: { id: outcome.subjectId }, include: { memberships: { include: { person: { include: { grants: { orderBy: { id: "asc" } } } } } } } });
    expect(partner).toMatchObject({ name: "Curlew Networks", registrationNumber: "CN 12", status: "registered", version: 1 });
    const person = partner.memberships[0]?.person;
    expect(person).toMatchObject({ email: input.email, status: "invited", passwordHash: null });
    expect(person?.grants.map(({ capability, partnerId, origin, givenById }) => [capability, partnerId, origin, givenById])).toEqual([["deployments.apply", partner.id, "registration", null], ["members.invite", partner.id, "registration", null]]);
    expect(await entriesOf(outcome.entryId)).toMatchObject([
      { name: "partner.registered", subjectId: partner.id, fromStatus: null, toStatus: "registered", actorKind: "visitor", actorId: person?.id, grantId: null },
      { name: "person.invited", subjectId: person?.id, toStatus: "invited" },
      { name: "grant.given", toStatus: "given" },
      { name: "grant.given", toStatus: "given" },
    ]);
    expect(told).toEqual([["invitation", input.email], ["partner-registered", input.email]]);
  });

  it("with an address that is known: the same answer on screen, a mail that says what to do, and no organisation", async () => {
    const before = await everythingStored();
    const { outcome, told } = await toldSince(() => must(registerOrganisation, { kind: "visitor", from: "another" }, { ...other("known"), email: city.officer.email }));
    expect(told).toEqual([["already-known", city.officer.email]]);
    expect(outcome.reference).toBeNull();
    const changed = (await everythingStored()).filter((table, index) => table.written !== before[index]?.written).map(({ name }) => name);
    expect(changed.sort()).toEqual(["LedgerEntry", "LedgerOpening", "LedgerPending", "Notice"]);
  });
});

refuses(registerOrganisation, [
  ["a name that is registered", visitor, { ...other("x1"), organisation: city.partner.name }, "partner_known"],
  ["the same in capital letters", visitor, { ...other("x2"), organisation: city.partner.name.toUpperCase() }, "partner_known"],
  ["a number that is registered", visitor, { ...other("x3"), registrationNumber: city.partner.name.slice(4) }, "partner_known"],
  ["an address that is none", visitor, { ...other("x4"), website: "curlew" }, "bad_input"],
  ["an address that runs something", visitor, { ...other("x5"), website: "javascript:alert(1).x" }, "bad_input"],
  ["no name", visitor, { ...other("x6"), organisation: " " }, "bad_input"],
  ["a status of one's own", visitor, { ...other("x7"), verified: true }, "bad_input"],
]);
refusesGarbage(registerOrganisation, visitor, other("garbage"));

describe("at the same moment", () => {
  oneWins(registerOrganisation, async () => ({ who: [{ kind: "visitor", from: "one" }, { kind: "visitor", from: "two" }], input: [other("race"), { ...other("race"), email: "somebody@else.example" }] }), ["taken_meanwhile", "partner_known"]);
  sentTwice(registerOrganisation, async () => ({ who: visitor, input: other("keyed"), other: other("otherwise") }));
});
