import { Secret, TOTP } from "otpauth";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, operator, visitor, type Someone } from "@/lib/core/test-city";
import { entriesOf, everythingStored, refusesGarbage } from "@/lib/core/test-refusals";
import { enrol } from "@/lib/people/enrol";
import { setUpFirstAdministrator } from "@/lib/people/set-up-first-administrator";
import { newSecret, sealSecret } from "@/lib/session/totp";

const input = { email: "first@city.test", name: "Fia First" };

describe("the first administrator", () => {
  it("is no visitor's and no person's to make", async () => {
    for (const actor of [visitor, { kind: "person", personId: "01890000-0000-7000-8000-000000000000", secondFactor: true } as Someone["actor"]]) {
      expect(await setUpFirstAdministrator(actor, input)).toMatchObject({ ok: false, refusal: "not_found" });
    }
    expect(await db.person.count()).toBe(0);
    expect(await db.ledgerEntry.count()).toBe(0);
  });

  refusesGarbage(setUpFirstAdministrator, operator, input);

  it("is one, however many starts there are at once; each start gets a link, and the last link works", async () => {
    const outcomes = await Promise.all(Array.from({ length: 5 }, (_, n) => must(setUpFirstAdministrator, operator, { ...input, email: `first${n}@city.test` })));
    expect(new Set(outcomes.map(({ subjectId }) => subjectId)).size).toBe(1);
    expect(await db.person.count()).toBe(1);
    const personId = outcomes[0]?.subjectId ?? "";
    expect((await db.grant.findMany({ where: { personId }, orderBy: { id: "asc" } })).map(({ capability, origin, givenById }) => [capability, origin, givenById])).toEqual([["people.invite", "setup", null], ["people.grant", "setup", null], ["ledger.read", "setup", null]]);
    expect(await db.enrolmentLink.count({ where: { usedAt: null } })).toBe(1);
    // The link goes to the console and nowhere else.
    expect(await db.notice.count()).toBe(0);
    const first = await db.ledgerEntry.findFirstOrThrow({ orderBy: { id: "asc" } });
    expect((await entriesOf(first.id)).map(({ name, actorKind, actorId }) => [name, actorKind, actorId])).toEqual([["administrator.set_up", "operator", null], ["grant.given", "operator", null], ["grant.given", "operator", null], ["grant.given", "operator", null]]);
  });

  it("gets a new link as long as they have not enrolled, and then nobody does", async () => {
    const { reference } = await must(setUpFirstAdministrator, operator, input);
    const token = reference?.split("/").at(-1) ?? "";
    expect(JSON.stringify(await db.ledgerEntry.findMany())).not.toContain(token);
    const secret = newSecret();
    await must(enrol, visitor, { token, password: "a bicycle under the bridge", secret: sealSecret(secret), code: new TOTP({ secret: Secret.fromBase32(secret) }).generate() });
    const before = await everythingStored();
    expect(await setUpFirstAdministrator(operator, input)).toMatchObject({ ok: false, refusal: "not_found" });
    expect(await everythingStored()).toEqual(before);
  });
});
