import { describe, expect, it } from "vitest";
import { sha256 } from "@/lib/core/crypto";
import { db } from "@/lib/core/db";
import { must, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince } from "@/lib/core/test-refusals";
import { invitePerson } from "@/lib/people/invite-person";

const city = await testCity();
const { admin } = city;
const input = { name: "Nora New", email: "nora@city.test", line: "Permit desk" };
const secondInviter = await city.officerWith("people.invite");

describe("an administrator invites a colleague", () => {
  it("who holds nothing until somebody gives it, and gets a link by mail that nobody else sees", async () => {
    const { outcome, told } = await toldSince(() => must(invitePerson, admin.actor, { ...input, email: " Nadia@City.test " }));
    const person = await db.person.findUniqueOrThrow({ where: { id: outcome.subjectId }, include: { grants: true, enrolmentLinks: true } });
    expect(person).toMatchObject({ email: "nadia@city.test", name: "Nora New", status: "invited", passwordHash: null, grants: [] });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "person.invited", subjectType: "Person", subjectId: person.id, fromStatus: null, toStatus: "invited", actorId: admin.id, actorKind: "person", grantId: await grantOf(admin, "people.invite") }]);
    expect(told).toEqual([["invitation", "nadia@city.test"]]);
    const mail = await db.notice.findFirstOrThrow({ where: { email: "nadia@city.test" } });
    const token = (mail.data as { link: string }).link.split("/").at(-1) ?? "";
    expect(person.enrolmentLinks).toMatchObject([{ tokenHash: sha256(token), usedAt: null }]);
    expect(JSON.stringify(outcome)).not.toContain(token);
    expect(JSON.stringify(await db.ledgerEntry.findMany())).not.toContain(token);
    // Who it is stays out of what anyone may read.
    expect((await entryOf(outcome.entryId)).open).toEqual({});
  });
});

refuses(invitePerson, [
  ...(await staffWhoMayNot(city, "people.invite", input)),
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["somebody who may only give grants, and sees the people", await city.officerWith("people.grant"), input, "not_allowed"],
  ["an address that is known", admin, { ...input, email: city.officer.email }, "email_known"],
  ["the same in capital letters", admin, { ...input, email: city.officer.email.toUpperCase() }, "email_known"],
  ["what is no address", admin, { ...input, email: "nora" }, "bad_input"],
  ["two addresses", admin, { ...input, email: "a@x.test,b@x.test" }, "bad_input"],
  ["an address with a line break", admin, { ...input, email: "a@x.test\nBcc: b@x.test" }, "bad_input"],
  ["no name", admin, { ...input, name: "   " }, "bad_input"],
  ["a status of one's own", admin, { ...input, passwordHash: "x" }, "bad_input"],
]);
refusesGarbage(invitePerson, admin, input);

describe("at the same moment", () => {
  oneWins(invitePerson, async () => ({ who: [admin, secondInviter], input: { ...input, email: "twice@city.test" } }), ["taken_meanwhile", "email_known"]);
  sentTwice(invitePerson, async () => ({ who: admin, input: { ...input, email: "keyed@city.test" }, other: { ...input, email: "other@city.test" } }));
});
