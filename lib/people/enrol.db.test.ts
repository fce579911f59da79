import { Secret, TOTP } from "otpauth";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, testCity, visitor } from "@/lib/core/test-city";
import { entriesOf, everythingStored, oneWins, refuses, refusesGarbage } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { enrol } from "@/lib/people/enrol";
import { invitePerson } from "@/lib/people/invite-person";
import { registerOrganisation } from "@/lib/partners/register-organisation";
import { fits } from "@/lib/session/password";
import { newSecret, sealSecret, takeCode } from "@/lib/session/totp";

const city = await testCity();
const password = "a bicycle under the bridge";
const linkTo = async (email: string) => ((await db.notice.findFirstOrThrow({ where: { email, template: "invitation" }, orderBy: { id: "desc" } })).data as { link: string }).link.split("/").at(-1) ?? "";

let invited = 0;
async function invitation(): Promise<{ token: string; personId: string; email: string }> {
  const email = `invited${++invited}@city.test`;
  const { subjectId } = await must(invitePerson, city.admin.actor, { name: "Ina Invited", email, line: "" });
  return { token: await linkTo(email), personId: subjectId, email };
}
const secret = newSecret();
const codeNow = () => new TOTP({ secret: Secret.fromBase32(secret) }).generate();
const pairing = () => ({ secret: sealSecret(secret), code: codeNow() });

describe("an invited person takes their account", () => {
  it("with a password and an authenticator app; the link is used up, the code is spent", async () => {
    const { token, personId } = await invitation();
    const code = codeNow();
    const outcome = await must(enrol, visitor, { token, password, secret: sealSecret(secret), code: `${code.slice(0, 3)} ${code.slice(3)}` });
    const person = await db.person.findUniqueOrThrow({ where: { id: personId }, include: { enrolmentLinks: true } });
    expect(person.status).toBe("active");
    expect(await fits(password, person.passwordHash)).toBe(true);
    expect(person.totpSecret).not.toContain(secret);
    expect(person.enrolmentLinks.every(({ usedAt }) => usedAt !== null)).toBe(true);
    expect(await takeCode(db as never, { id: person.id, totpSecret: person.totpSecret ?? "" }, code, new Date())).toBe(false);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "person.enrolled", subjectType: "Person", subjectId: personId, fromStatus: "invited", toStatus: "active", actorId: personId, actorKind: "visitor", grantId: null }]);
    expect(JSON.stringify(await db.ledgerEntry.findMany())).not.toContain(password);
  });

  it("as a member of a partner also without an authenticator app", async () => {
    await must(registerOrganisation, { kind: "visitor", from: "enrolling" }, { organisation: "Enrolling", registrationNumber: "E1", website: "", publicContact: "e@e.test", name: "Eva", email: "eva@e.test" });
    await must(enrol, visitor, { token: await linkTo("eva@e.test"), password, secret: "", code: "" });
    expect(await db.person.findUniqueOrThrow({ where: { email: "eva@e.test" } })).toMatchObject({ status: "active", totpSecret: null });
  });
});

const { token } = await invitation();
const used = await invitation();
await must(enrol, visitor, { token: used.token, password, ...pairing() });
const replaced = await invitation();
await db.enrolmentLink.updateMany({ where: { personId: replaced.personId }, data: { usedAt: new Date() } });
const old = await invitation();
await asSuperuser(`UPDATE "EnrolmentLink" SET "expiresAt" = now() - interval '1 second' WHERE "personId" = $1`, [old.personId]);
const input = { token, password, ...pairing() };

refuses(enrol, [
  ["a link that nobody was sent", visitor, { ...input, token: "x".repeat(43) }, "link_used_or_over"],
  ["a link that was used", visitor, { ...input, token: used.token }, "link_used_or_over"],
  ["a link that a newer one replaced", visitor, { ...input, token: replaced.token }, "link_used_or_over"],
  ["a link after its week", visitor, { ...input, token: old.token }, "link_used_or_over"],
  ["a short password", visitor, { ...input, password: "short one" }, "password_short"],
  ["a password that everybody tries", visitor, { ...input, password: "password12345" }, "password_common"],
  ["one's own address as the password", visitor, { ...input, password: "Invited1@City.test" }, "password_common"],
  ["staff without an authenticator app", visitor, { ...input, secret: "", code: "" }, "code_wrong"],
  ["a code that does not fit", visitor, { ...input, code: "000000" }, "code_wrong"],
  ["a code with a secret the page did not seal", visitor, { ...input, secret }, "code_wrong"],
  ["letters for a code", visitor, { ...input, code: "abcdef" }, "code_wrong"],
]);
refusesGarbage(enrol, visitor, input);

describe("at the same moment", () => {
  oneWins(enrol, async () => {
    const both = await invitation();
    return { who: [visitor, { kind: "visitor", from: "another form" }], input: [{ token: both.token, password, ...pairing() }, { token: both.token, password: `${password} too`, ...pairing() }] };
  }, ["link_used_or_over"]);

  it("the same form twice gives one account; with another link it is refused", async () => {
    const form = { token: (await invitation()).token, password, ...pairing() };
    const results = await Promise.all([1, 2, 3].map(() => enrol(visitor, form, { key: "enrolling" })));
    expect(results[0]).toMatchObject({ ok: true });
    expect(results).toEqual([results[0], results[0], results[0]]);
    const before = await everythingStored();
    expect(await enrol(visitor, { ...form, token }, { key: "enrolling" })).toMatchObject({ refusal: "sent_differently_before" });
    expect(await everythingStored()).toEqual(before);
  });
});
