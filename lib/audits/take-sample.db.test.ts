import { beforeAll, describe, expect, it } from "vitest";
import { abilityOf } from "@/lib/access/ability";
import { heldBy } from "@/lib/access/held";
import { sampleFile } from "@/lib/audits/queries";
import { takeSample } from "@/lib/audits/take-sample";
import { db } from "@/lib/core/db";
import { good, must, testCity, type Someone } from "@/lib/core/test-city";
import { entriesOf, refuses, refusesGarbage, sentTwice, staffWhoMayNot, withoutReason } from "@/lib/core/test-refusals";
import { asPerson } from "@/lib/core/wall";
import { newSecretKey } from "@/lib/ledger/note";
import { publish, type SignersMemory } from "@/lib/ledger/publish";
import { sequence } from "@/lib/ledger/sequence";
import { signersOf } from "@/lib/ledger/signers";
import type { Who } from "@/lib/session/current";

const city = await testCity();
const auditor = await city.officerWith("ledger.read");
const whoIs = async (person: Someone): Promise<Who> => {
  const { held } = await asPerson(person.id, () => heldBy(db, person.id, { secondFactor: true }));
  return { sessionId: "", person: { id: person.id, name: "", email: person.email, line: "" }, secondFactor: true, held, ability: abilityOf(held), actor: person.actor };
};
const signers = signersOf("http://localhost:3000", newSecretKey());
let kept: string | null = null;
const memory: SignersMemory = { last: () => kept, keep: (note) => void (kept = note) };
const seal = async () => {
  while ((await sequence()) > 0);
  await publish("localhost:3000/ledger", signers, memory);
};
beforeAll(seal);
const input = { count: "3", name: "", reason: good };

describe("an auditor takes a sample", () => {
  it("which is announced with its seed, and drawn only when that is sealed; the same each time it is drawn again", async () => {
    const { subjectId, entryId } = await must(takeSample, auditor.actor, { ...input, name: "person.enrolled" });
    const [announced] = await entriesOf(entryId);
    expect(announced).toMatchObject({ name: "sample.announced", subjectType: "Sample", subjectId, toStatus: "announced", grantId: auditor.grantId });
    const { open } = await db.ledgerEntry.findUniqueOrThrow({ where: { id: entryId } });
    expect(open).toMatchObject({ count: 3, of: "person.enrolled", below: expect.any(Number), seed: expect.stringMatching(/^[0-9a-f]{64}$/) });
    const who = await whoIs(auditor);
    expect(await sampleFile(who, subjectId)).toMatchObject({ root: null, entries: [] });
    await seal();
    const drawn = await sampleFile(who, subjectId);
    expect(drawn?.entries).toHaveLength(3);
    expect(drawn?.entries.every(({ name, position }) => name === "person.enrolled" && (position ?? 0) < (drawn?.below ?? 0))).toBe(true);
    // However much is decided afterwards.
    await city.colleague();
    await seal();
    expect(await sampleFile(who, subjectId)).toEqual(drawn);
  });
});

refuses(takeSample, [
  ...(await staffWhoMayNot(city, "ledger.read", input)),
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["of none", auditor, { ...input, count: "0" }, "bad_input"],
  ["of more than can be looked at", auditor, { ...input, count: "501" }, "bad_input"],
  ["of a kind that does not exist", auditor, { ...input, name: "x.y" }, "bad_input"],
  ["of more than there are", auditor, { ...input, count: "400", name: "partner.verified" }, "sample_too_large"],
  ...withoutReason(auditor, input),
]);
refusesGarbage(takeSample, auditor, input);
describe("at the same moment", () => {
  sentTwice(takeSample, async () => ({ who: auditor, input, other: { ...input, count: "2" } }));
});
