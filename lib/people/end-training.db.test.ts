import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity, type Someone } from "@/lib/core/test-city";
import { entriesOf, oneWins, refuses, refusesGarbage, staffWhoMayNot, withoutReason } from "@/lib/core/test-refusals";
import { endTraining } from "@/lib/people/end-training";
import { recordTraining } from "@/lib/people/record-training";
import { suspendPermit } from "@/lib/permits/suspend";

const city = await testCity();
const trainer = await city.officerWith("training.record");
const otherTrainer = await city.officerWith("training.record");
const ofTraining = (trainingId: string, version = 1) => ({ trainingId, version, reason: "The certificate was of another person." });
const trained = async ({ id }: { id: string }, by: Someone = trainer): Promise<string> => (await must(recordTraining, by.actor, { personId: id, course: "Emergency stops", passedOn: inDays(-10), validUntilOn: inDays(300), evidence: "" })).subjectId;
const suspends = async (officer: Someone) => suspendPermit(officer.actor, { permitId: (await city.application("approved")).permitId, version: 1, until: inDays(2), reason: good, without: "danger" });

describe("a record of training ends", () => {
  it("and a grant that needs it sleeps at once", async () => {
    const officer = await city.colleague();
    await city.holds(officer, { capability: "permits.suspend", needsTraining: "Emergency stops" });
    const trainingId = await trained(officer);
    expect(await suspends(officer)).toMatchObject({ ok: true });
    const { entryId } = await must(endTraining, trainer.actor, ofTraining(trainingId));
    expect(await db.training.findUniqueOrThrow({ where: { id: trainingId } })).toMatchObject({ endedAt: expect.any(Date), endedById: trainer.id, endReason: ofTraining(trainingId).reason, version: 2 });
    expect(await entriesOf(entryId)).toEqual([{ name: "training.ended", subjectType: "Training", subjectId: trainingId, fromStatus: "given", toStatus: "ended", actorId: trainer.id, actorKind: "person", grantId: trainer.grantId }]);
    expect(await suspends(officer)).toMatchObject({ refusal: "not_found" });
  });

  it("while another record of the same training stands, it stays awake", async () => {
    const officer = await city.colleague();
    await city.holds(officer, { capability: "permits.suspend", needsTraining: "Emergency stops" });
    const first = await trained(officer);
    await trained(officer);
    await must(endTraining, otherTrainer.actor, ofTraining(first));
    expect(await suspends(officer)).toMatchObject({ ok: true });
  });
});

const person = await city.colleague();
const input = ofTraining(await trained(person));
const ended = await trained(person);
await must(endTraining, trainer.actor, ofTraining(ended));
const ofTrainer = await trained(trainer, otherTrainer);

refuses(endTraining, [
  ...(await staffWhoMayNot(city, "training.record", input)),
  ["oneself, without any grant", person, input, "not_to_oneself"],
  ["oneself", trainer, ofTraining(ofTrainer), "not_to_oneself"],
  ["who gives permissions and so sees trainings", city.secondAdmin, input, "not_allowed"],
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["one that does not exist", trainer, ofTraining(nobodys), "not_found"],
  ["one that has ended", trainer, ofTraining(ended, 2), "already_ended"],
  ["a version that is not what is stored", trainer, { ...input, version: 2 }, "changed_since_read"],
  ...withoutReason(trainer, input),
]);
refusesGarbage(endTraining, trainer, input);

describe("at the same moment", () => {
  oneWins(endTraining, async () => ({ who: [trainer, otherTrainer], input: ofTraining(await trained(person)) }), ["already_ended", "changed_since_read"]);
});

describe("a training that the rules of access ask of everyone", () => {
  it("puts every such grant to sleep from the next request on, until it is passed, and again when its record ends", async () => {
    const officer = await city.officerWith("permits.suspend");
    expect(await suspends(officer)).toMatchObject({ ok: true });
    await city.rules({ training: { "permits.suspend": "Emergency stops" } });
    expect(await suspends(officer)).toMatchObject({ refusal: "not_found" });
    const trainingId = await trained(officer);
    expect(await suspends(officer)).toMatchObject({ ok: true });
    await must(endTraining, trainer.actor, ofTraining(trainingId));
    expect(await suspends(officer)).toMatchObject({ refusal: "not_found" });
    await city.rules({ training: {} });
    expect(await suspends(officer)).toMatchObject({ ok: true });
  });
});
