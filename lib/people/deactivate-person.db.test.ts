import { describe, expect, it } from "vitest";
import { addDays } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { takeApplication } from "@/lib/applications/take";
import { approveRequest } from "@/lib/people/approve-request";
import { askForGrant } from "@/lib/people/ask-for-grant";
import { deactivatePerson } from "@/lib/people/deactivate-person";
import { giveException } from "@/lib/people/give-exception";
import { giveGrant } from "@/lib/people/give-grant";
import { invitePerson } from "@/lib/people/invite-person";
import { proposeGrant } from "@/lib/people/propose-grant";
import { suspendPermit } from "@/lib/permits/suspend";
import { openEnrolmentLink } from "@/lib/session/enrolment-link";

const city = await testCity();
const { admin } = city;
const closer = await city.officerWith("people.deactivate");
const otherCloser = await city.officerWith("people.deactivate");
const ofPerson = ({ id }: { id: string }, version = 1) => ({ personId: id, version, reason: "Left the city on 1 November." });
const session = (personId: string, more: object = {}) => db.session.create({ data: { personId, expiresAt: addDays(new Date(), 1), ...more } });

describe("somebody leaves", () => {
  it("their account closes, and with it everything that was theirs, in one decision", async () => {
    const person = await city.officerWith("permits.suspend");
    const grantIds = [person.grantId, await city.holds(person, { capability: "people.grant", zoneId: city.west.id }), await city.holds(person, { capability: "applications.review" }), await city.holds(person, { capability: "permits.decide", validFrom: addDays(new Date(), 9) })];
    const before = await city.holds(person, { capability: "ledger.read", ended: true });
    await asSuperuser(`UPDATE "Person" SET "passwordHash" = 'hash', "totpSecret" = 'secret' WHERE id = $1`, [person.id]);
    const open = await Promise.all([session(person.id), session(person.id)]);
    const closed = await session(person.id, { endedAt: new Date(0) });
    const { subjectId: asked } = await must(askForGrant, person.actor, { capability: "permits.decide", hours: "8", reason: good, page: "" });
    const { subjectId: proposedBy } = await must(proposeGrant, person.actor, { personId: (await city.colleague()).id, capability: "permits.revoke", zoneId: city.west.id, reason: good });
    const { subjectId: proposedFor } = await must(proposeGrant, admin.actor, { personId: person.id, capability: "policies.publish", reason: good });
    const { subjectId: others } = await must(askForGrant, admin.actor, { capability: "permits.decide", hours: "8", reason: good, page: "" });
    const { subjectId: granted } = await must(askForGrant, person.actor, { capability: "partners.verify", hours: "8", reason: good, page: "" });
    await must(approveRequest, admin.actor, { requestId: granted, version: 1, reason: good });
    grantIds.push(await grantOf(person, "partners.verify"));
    const exceptionId = await city.exception(person, "assess_decide");
    await db.membership.create({ data: { personId: person.id, partnerId: city.otherPartner.id } });
    const [taken, elsewhere, decided] = [await city.application("submitted"), await city.application("in_review"), await city.application("approved")];
    await must(takeApplication, person.actor, { applicationId: taken.id, version: taken.version });
    await asSuperuser(`UPDATE "Application" SET "heldById" = $1 WHERE id = $2`, [person.id, decided.id]);

    const { outcome, told } = await toldSince(() => must(deactivatePerson, closer.actor, ofPerson(person)));

    expect(await db.person.findUniqueOrThrow({ where: { id: person.id } })).toMatchObject({ status: "deactivated", passwordHash: null, totpSecret: null, version: 2 });
    expect(await db.session.count({ where: { personId: person.id, endedAt: null } })).toBe(0);
    expect(await db.session.count({ where: { id: { in: open.map(({ id }) => id) }, endedAt: { gt: new Date(0) } } })).toBe(2);
    expect((await db.session.findUniqueOrThrow({ where: { id: closed.id } })).endedAt).toEqual(new Date(0));
    const ended = await db.grant.findMany({ where: { personId: person.id, id: { not: before } } });
    expect(ended.map(({ id }) => id).sort()).toEqual([...grantIds].sort());
    for (const grant of ended) expect(grant).toMatchObject({ endedAt: expect.any(Date), endedById: closer.id, endReason: ofPerson(person).reason });
    expect((await db.grant.findUniqueOrThrow({ where: { id: before } })).endedById).toBe(admin.id);
    const requests = await db.grantRequest.findMany({ where: { id: { in: [asked, proposedBy, proposedFor, others, granted] } } });
    expect(Object.fromEntries(requests.map(({ id, status }) => [id, status]))).toEqual({ [asked]: "withdrawn", [proposedBy]: "withdrawn", [proposedFor]: "withdrawn", [others]: "pending", [granted]: "approved" });
    expect(await db.apartException.findUniqueOrThrow({ where: { id: exceptionId } })).toMatchObject({ endedAt: expect.any(Date), endedById: closer.id });
    expect(await db.membership.count({ where: { personId: person.id, endedAt: null } })).toBe(0);
    // What they had taken goes back to the queue; what is decided keeps who decided it, and another's stays another's.
    expect((await db.application.findUniqueOrThrow({ where: { id: taken.id } })).heldById).toBeNull();
    expect((await db.application.findUniqueOrThrow({ where: { id: decided.id } })).heldById).toBe(person.id);
    expect((await db.application.findUniqueOrThrow({ where: { id: elsewhere.id } })).heldById).toBe(city.officer.id);

    const entries = await entriesOf(outcome.entryId);
    expect(entries[0]).toEqual({ name: "person.deactivated", subjectType: "Person", subjectId: person.id, fromStatus: "active", toStatus: "deactivated", actorId: closer.id, actorKind: "person", grantId: closer.grantId });
    expect(entries.slice(1).map(({ name, subjectId }) => [name, subjectId]).sort()).toEqual([...grantIds.map((id) => ["grant.ended", id]), ...[asked, proposedBy, proposedFor].map((id) => ["grant.request_withdrawn", id]), ["exception.ended", exceptionId]].sort());
    expect((await entryOf(outcome.entryId)).open).toEqual({ grants: 5, requests: 3 });
    expect(told).toEqual([]);
  });

  it("and their very next act is refused, also in a browser that is still open", async () => {
    const person = await city.officerWith("permits.suspend");
    const { permitId } = await city.application("approved");
    const suspends = (version: number) => suspendPermit(person.actor, { permitId, version, until: inDays(2), reason: good, without: "danger" });
    await must(deactivatePerson, closer.actor, ofPerson(person));
    expect(await suspends(1)).toMatchObject({ refusal: "not_found" });
    expect(await askForGrant(person.actor, { capability: "permits.suspend", hours: "8", reason: good, page: "" })).toMatchObject({ refusal: "not_found" });
  });

  it("before they ever came: the link of their invitation works no more", async () => {
    const { subjectId: personId } = await must(invitePerson, admin.actor, { name: "Ines Invited", email: "ines@city.test" });
    const { data } = await db.notice.findFirstOrThrow({ where: { email: "ines@city.test" } });
    const token = (data as { link: string }).link.split("/").at(-1) ?? "";
    expect(await openEnrolmentLink(db as never, token, new Date())).not.toBeNull();
    await must(deactivatePerson, closer.actor, { ...ofPerson({ id: personId }) });
    expect(await openEnrolmentLink(db as never, token, new Date())).toBeNull();
  });

  it("a member of a partner too, and a giver while another is left", async () => {
    const organisation = await city.organisation();
    const { version } = await db.person.findUniqueOrThrow({ where: { id: organisation.member.id } });
    await must(deactivatePerson, closer.actor, ofPerson(organisation.member, version));
    expect(await db.membership.count({ where: { partnerId: organisation.id, endedAt: null } })).toBe(0);
    await must(deactivatePerson, closer.actor, ofPerson(await city.officerWith("people.grant")));
  });
});

const person = await city.officerWith("permits.suspend");
const input = ofPerson(person);
const gone = await city.colleague();
await must(deactivatePerson, closer.actor, ofPerson(gone));

refuses(deactivatePerson, [
  ...(await staffWhoMayNot(city, "people.deactivate", input)),
  ["oneself", closer, ofPerson(closer), "not_to_oneself"],
  ["oneself, without any grant", person, input, "not_to_oneself"],
  ["who invites and gives permissions", admin, input, "not_allowed"],
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["somebody unknown", closer, ofPerson({ id: nobodys }), "not_found"],
  ["somebody who has left", closer, ofPerson(gone, 2), "person_not_active"],
  ["a version that is not what is stored", closer, { ...input, version: 2 }, "changed_since_read"],
  ...withoutReason(closer, input),
]);
refusesGarbage(deactivatePerson, closer, input);

describe("at the same moment", () => {
  oneWins(deactivatePerson, async () => ({ who: [closer, otherCloser], input: ofPerson(await city.officerWith("permits.suspend")) }), ["person_not_active", "changed_since_read"]);
  sentTwice(deactivatePerson, async () => {
    const sent = ofPerson(await city.officerWith("permits.suspend"));
    return { who: closer, input: sent, other: { ...sent, reason: "Another reason that is long enough." } };
  });

  it("whatever is given while they leave is not theirs afterwards", async () => {
    for (let round = 0; round < 5; round++) {
      const leaver = await city.colleague();
      const [left] = await Promise.all([
        deactivatePerson(closer.actor, ofPerson(leaver)),
        giveGrant(admin.actor, { personId: leaver.id, capability: "permits.suspend", reason: good }),
        giveException(admin.actor, { personId: leaver.id, pair: "assess_decide", until: inDays(9), reason: good }),
      ]);
      expect(left).toMatchObject({ ok: true });
      expect(await db.grant.count({ where: { personId: leaver.id, endedAt: null } })).toBe(0);
      expect(await db.apartException.count({ where: { personId: leaver.id, endedAt: null } })).toBe(0);
    }
  });
});

describe("the last who may give grants", () => {
  it("is not deactivated, whether they hold that once or twice; nor are two who are all that is left, at once", async () => {
    for (const { personId, person: { version } } of await db.grant.findMany({ where: { capability: "people.grant", endedAt: null, personId: { notIn: [admin.id, city.secondAdmin.id] } }, distinct: ["personId"], include: { person: { select: { version: true } } } })) await must(deactivatePerson, closer.actor, ofPerson({ id: personId }, version));
    await city.holds(city.secondAdmin, { capability: "people.grant", validUntil: addDays(new Date(), 30) });
    const versions = Object.fromEntries((await db.person.findMany({ select: { id: true, version: true } })).map(({ id, version }) => [id, version]));
    const both = [admin, city.secondAdmin].map((giver) => ofPerson(giver, versions[giver.id]));
    const results = await Promise.all([deactivatePerson(closer.actor, both[0]), deactivatePerson(otherCloser.actor, both[1])]);
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.find(({ ok }) => !ok)).toMatchObject({ refusal: "last_giver" });
    const left = await db.grant.findMany({ where: { capability: "people.grant", endedAt: null }, distinct: ["personId"], select: { personId: true } });
    expect(left).toHaveLength(1);
    expect(await deactivatePerson(closer.actor, ofPerson({ id: left[0]?.personId ?? "" }, versions[left[0]?.personId ?? ""]))).toMatchObject({ refusal: "last_giver" });
  });
});
