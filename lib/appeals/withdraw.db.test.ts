import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, grantOf, membersWhoMayNot, oneWins, refuses, refusesGarbage } from "@/lib/core/test-refusals";
import { decideAppeal } from "@/lib/appeals/decide";
import { lodgeAppeal } from "@/lib/appeals/lodge";
import { withdrawAppeal } from "@/lib/appeals/withdraw";

const city = await testCity();
const { officer, secondOfficer, partner, secondMember } = city;
const { member } = partner;

async function lodged() {
  const { id } = await city.application("refused");
  await must(lodgeAppeal, member.actor, { applicationId: id, words: "The masts can be moved within a week." });
  return { applicationId: id, input: { appealId: (await db.appeal.findFirstOrThrow({ where: { applicationId: id } })).id, version: 1 } };
}

it("a member takes an appeal back", async () => {
  const { applicationId, input } = await lodged();
  const { entryId } = await must(withdrawAppeal, secondMember.actor, input);
  expect(await db.appeal.findUniqueOrThrow({ where: { id: input.appealId } })).toMatchObject({ status: "withdrawn", decidedById: null, version: 2 });
  expect(await entriesOf(entryId)).toEqual([{ name: "appeal.withdrawn", subjectType: "Application", subjectId: applicationId, fromStatus: "refused", toStatus: "refused", actorId: secondMember.id, actorKind: "person", grantId: await grantOf(secondMember, "deployments.apply") }]);
});

const { input } = await lodged();
const decided = (await lodged()).input;
await must(decideAppeal, secondOfficer.actor, { ...decided, outcome: "dismissed", reason: good });
refuses(withdrawAppeal, [
  ...(await membersWhoMayNot(city, input)).map(([words, who, sent, told]) => [words, who, sent, words === "an officer of the city" ? "not_allowed" : told] as [string, typeof who, unknown, typeof told]),
  ["what does not exist", member, { ...input, appealId: nobodys }, "not_found"],
  ["a version that is not what is stored", member, { ...input, version: 2 }, "changed_since_read"],
  ["one that is decided", member, { ...decided, version: 2 }, "appeal_is_over"],
  ["as the officer who refused it", officer, input, "not_allowed"],
]);
refusesGarbage(withdrawAppeal, member, input);

describe("at the same moment", () => {
  oneWins(withdrawAppeal, async () => ({ who: [member, secondMember], input: (await lodged()).input }), ["changed_since_read", "appeal_is_over"]);

  it("taken back and decided: one of the two", async () => {
    const made = await lodged();
    const [back, done] = await Promise.all([withdrawAppeal(member.actor, made.input), decideAppeal(secondOfficer.actor, { ...made.input, outcome: "upheld", reason: good })]);
    expect([back.ok, done.ok].filter(Boolean)).toHaveLength(1);
    const { status } = await db.application.findUniqueOrThrow({ where: { id: made.applicationId } });
    expect(status).toBe(done.ok ? "changes_requested" : "refused");
  });
});
