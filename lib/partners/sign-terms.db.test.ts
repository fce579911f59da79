import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, oneWins, refuses, refusesGarbage, sentTwice } from "@/lib/core/test-refusals";
import { contentSchema } from "@/lib/applications/schema";
import { submitApplication } from "@/lib/applications/submit";
import { signTerms } from "@/lib/partners/sign-terms";
import { termsHash, termsOn } from "@/lib/partners/terms";

const city = await testCity();
const latest = termsOn(inDays(0));
const of = ({ id }: { id: string }) => ({ partnerId: id, termsVersion: String(latest.version), capacity: "Managing director", mayBind: "yes" });
const unsigned = () => city.organisation({ signed: false });

describe("somebody who may bind a partner signs the city's terms", () => {
  it("by name and by the hash of what they read; from then on its members may send", async () => {
    const partner = await unsigned();
    const application = await city.application("complete", { of: partner });
    const send = () => submitApplication(partner.member.actor, { applicationId: application.id, version: application.version, isTrue: "yes" });
    expect(await send()).toMatchObject({ ok: false, refusal: "terms_unsigned" });
    expect(await db.submission.count({ where: { applicationId: application.id } })).toBe(0);

    const outcome = await must(signTerms, partner.member.actor, of(partner));
    const [signature] = await db.termsSignature.findMany({ where: { partnerId: partner.id } });
    expect(signature).toMatchObject({ termsVersion: latest.version, termsHash: termsHash(latest), signedById: partner.member.id, capacity: "Managing director" });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "terms.signed", subjectType: "Partner", subjectId: partner.id, fromStatus: "verified", toStatus: "verified", actorId: partner.member.id, actorKind: "person", grantId: await grantOf(partner.member, "members.invite") }]);
    expect((await entryOf(outcome.entryId)).open).toEqual({ terms: latest.version, termsHash: termsHash(latest) });

    expect((await send()).ok).toBe(true);
    const { content } = await db.submission.findFirstOrThrow({ where: { applicationId: application.id } });
    expect(contentSchema.parse(content).signed).toMatchObject({ version: latest.version, hash: termsHash(latest) });
  });

  it("also before it is verified", async () => {
    const partner = await city.organisation({ verified: false, signed: false });
    await must(signTerms, partner.member.actor, of(partner));
  });
});

const partner = await unsigned();
const input = of(partner);
refuses(signTerms, [
  ["a visitor", { kind: "visitor", from: "x" }, input, "sign_in_first"],
  ["a colleague who may only apply", city.secondMember, of(city.partner), "not_allowed"],
  ["a member of another partner", city.partner.member, input, "hidden"],
  ["an officer of the city", city.officer, input, "not_allowed"],
  ["a partner that does not exist", partner.member, { ...input, partnerId: nobodys }, "not_found"],
  ["a version that does not apply", partner.member, { ...input, termsVersion: String(latest.version + 1) }, "terms_changed"],
  ["one that signed already", city.partner.member, of(city.partner), "terms_signed_already"],
  ["no word on what they are there", partner.member, { ...input, capacity: " " }, "bad_input"],
  ["without saying that they may", partner.member, { ...input, mayBind: "no" }, "bad_input"],
]);
refusesGarbage(signTerms, partner.member, input);

describe("at the same moment", () => {
  oneWins(signTerms, async () => {
    const both = await unsigned();
    return { who: [both.member, both.member], input: of(both) };
  }, ["terms_signed_already"]);
  sentTwice(signTerms, async () => {
    const both = await unsigned();
    return { who: both.member, input: of(both), other: { ...of(both), capacity: "Somebody else" } };
  });
});

describe("the database", () => {
  it.each(["UPDATE \"TermsSignature\" SET capacity = 'x'", "DELETE FROM \"TermsSignature\""])("lets nobody rewrite a signature: %s", async (statement) => {
    await expect(db.$executeRawUnsafe(statement)).rejects.toThrow(/permission denied/);
  });
  it("keeps no signature without its entry", async () => {
    const other = await unsigned();
    await expect(db.termsSignature.create({ data: { partnerId: other.id, termsVersion: 1, termsHash: "x", signedById: other.member.id, capacity: "x", signedAt: new Date() } })).rejects.toThrow(/no ledger entry/);
  });
});
