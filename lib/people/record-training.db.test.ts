import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { recordTraining } from "@/lib/people/record-training";
import { suspendPermit } from "@/lib/permits/suspend";

const city = await testCity();
const trainer = await city.officerWith("training.record");
const ofPerson = ({ id }: { id: string }, more: object = {}) => ({ personId: id, course: "Emergency stops", passedOn: inDays(-10), validUntilOn: inDays(300), evidence: "Certificate 2026-118", ...more });

describe("a training that somebody has passed is recorded", () => {
  it("until when it holds and where that is written; and they are told", async () => {
    const person = await city.colleague();
    const { outcome, told } = await toldSince(() => must(recordTraining, trainer.actor, ofPerson(person)));
    expect(await db.training.findUniqueOrThrow({ where: { id: outcome.subjectId } })).toMatchObject({ personId: person.id, course: "Emergency stops", passedOn: new Date(inDays(-10)), validUntilOn: new Date(inDays(300)), evidence: "Certificate 2026-118", recordedById: trainer.id, endedAt: null, toldDays: [] });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "training.recorded", subjectType: "Training", subjectId: outcome.subjectId, fromStatus: null, toStatus: "given", actorId: trainer.id, actorKind: "person", grantId: trainer.grantId }]);
    const { open, sealed } = await entryOf(outcome.entryId);
    expect(open).toEqual({ course: "Emergency stops", validUntilOn: inDays(300) });
    expect(sealed).toEqual({ ofPerson: person.id, evidence: "Certificate 2026-118" });
    expect(told).toEqual([["training-recorded", person.email]]);
  });

  it("wakes what needs it, from the next request on; and only that", async () => {
    const officer = await city.colleague();
    await city.holds(officer, { capability: "permits.suspend", needsTraining: "Emergency stops" });
    const { permitId } = await city.application("approved");
    const suspends = () => suspendPermit(officer.actor, { permitId, version: 1, until: inDays(2), reason: good, without: "danger" });
    expect(await suspends()).toMatchObject({ refusal: "not_found" });
    await must(recordTraining, trainer.actor, ofPerson(officer, { course: "Deciding permits" }));
    expect(await suspends()).toMatchObject({ refusal: "not_found" });
    await must(recordTraining, trainer.actor, ofPerson(officer, { validUntilOn: inDays(0) }));
    // The last day is one on which it still holds.
    expect(await suspends()).toMatchObject({ ok: true });
  });

  it("which has run out wakes nothing", async () => {
    const officer = await city.colleague();
    await city.holds(officer, { capability: "permits.suspend", needsTraining: "Emergency stops" });
    const { subjectId } = await must(recordTraining, trainer.actor, ofPerson(officer));
    await asSuperuser(`UPDATE "Training" SET "validUntilOn" = now() - interval '2 days' WHERE id = $1`, [subjectId]);
    const { permitId } = await city.application("approved");
    expect(await suspendPermit(officer.actor, { permitId, version: 1, until: inDays(2), reason: good, without: "danger" })).toMatchObject({ refusal: "not_found" });
  });
});

const person = await city.colleague();
const input = ofPerson(person);
const gone = await city.colleague();
await asSuperuser(`UPDATE "Person" SET status = 'deactivated' WHERE id = $1`, [gone.id]);

refuses(recordTraining, [
  ...(await staffWhoMayNot(city, "training.record", input)),
  ["oneself", trainer, ofPerson(trainer), "not_to_oneself"],
  ["oneself, without any grant", person, input, "not_to_oneself"],
  ["who gives permissions and so sees trainings", city.secondAdmin, input, "not_allowed"],
  ["who only reads the ledger", await city.officerWith("ledger.read"), input, "not_allowed"],
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["of somebody unknown", trainer, { ...input, personId: nobodys }, "not_found"],
  ["of somebody who has left", trainer, ofPerson(gone), "person_not_active"],
  ["one that is not taught here", trainer, { ...input, course: "Juggling" }, "course_unknown"],
  ["one that is still to be passed", trainer, { ...input, passedOn: inDays(2) }, "passed_in_future"],
  ["one that ended before it was passed", trainer, { ...input, validUntilOn: inDays(-20) }, "validity_backwards"],
  ["one that holds no more", trainer, { ...input, validUntilOn: inDays(-2) }, "validity_over"],
  ["without an end", trainer, { ...input, validUntilOn: "" }, "bad_input"],
  ["on a day that does not exist", trainer, { ...input, passedOn: "2026-02-30" }, "bad_input"],
]);
refusesGarbage(recordTraining, trainer, input);

describe("at the same moment", () => {
  sentTwice(recordTraining, async () => ({ who: trainer, input, other: { ...input, evidence: "Another certificate" } }));
});
