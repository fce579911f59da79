import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, grantOf, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { startAnew } from "@/lib/people/start-anew";
import { standingSession } from "@/lib/session/auth";

const city = await testCity();
const { admin } = city;
const secondInviter = await city.officerWith("people.invite");
/** Somebody with a password, an app, a grant and an open session. */
async function somebody() {
  const person = await city.officerWith("permits.decide");
  const { version } = await db.person.update({ where: { id: person.id }, data: { passwordHash: "a hash", totpSecret: "sealed", totpLastStep: 7 } });
  const session = await db.session.create({ data: { personId: person.id, expiresAt: new Date(Date.now() + 60_000) } });
  return { ...person, version, sessionId: session.id };
}
const of = ({ id, version }: { id: string; version: number }) => ({ personId: id, version, reason: good });

describe("an administrator starts somebody's account anew", () => {
  it("who is signed out everywhere and gets a new link; their grants stay theirs and allow nothing meanwhile", async () => {
    const person = await somebody();
    const { outcome, told } = await toldSince(() => must(startAnew, admin.actor, of(person)));
    expect(await db.person.findUniqueOrThrow({ where: { id: person.id } })).toMatchObject({ status: "invited", passwordHash: null, totpSecret: null, totpLastStep: 0, version: person.version + 1 });
    expect(await standingSession(person.sessionId)).toBeNull();
    expect(await db.grant.findUniqueOrThrow({ where: { id: person.grantId } })).toMatchObject({ endedAt: null });
    expect(await db.enrolmentLink.count({ where: { personId: person.id, usedAt: null } })).toBe(1);
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "person.started_anew", subjectType: "Person", subjectId: person.id, fromStatus: "active", toStatus: "invited", actorId: admin.id, actorKind: "person", grantId: await grantOf(admin, "people.invite") }]);
    // Why it was lost is not for everybody to read.
    expect(await entryOf(outcome.entryId)).toMatchObject({ open: {}, sealed: { reason: good } });
    expect(told).toEqual([["invitation", person.email]]);
    const { link } = (await db.notice.findFirstOrThrow({ where: { email: person.email, template: "invitation" }, orderBy: { id: "desc" } })).data as { link: string };
    expect(JSON.stringify([outcome, await db.ledgerEntry.findMany()])).not.toContain(link.split("/").at(-1));
  });

  it("again, where the mail was lost: only the newest link works", async () => {
    const person = await somebody();
    await must(startAnew, admin.actor, of(person));
    await must(startAnew, admin.actor, { ...of(person), version: person.version + 1 });
    expect(await db.enrolmentLink.count({ where: { personId: person.id, usedAt: null } })).toBe(1);
  });
});

const target = await somebody();
const input = of(target);
const gone = await somebody();
await asSuperuser(`UPDATE "Person" SET status = 'deactivated' WHERE id = $1`, [gone.id]);
const ownVersion = (await db.person.findUniqueOrThrow({ where: { id: admin.id } })).version;

refuses(startAnew, [
  ...(await staffWhoMayNot(city, "people.invite", input)),
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["somebody who may only give grants, and sees the people", await city.officerWith("people.grant"), input, "not_allowed"],
  ["oneself", admin, { ...input, personId: admin.id, version: ownVersion }, "kept_apart"],
  ["somebody unknown", admin, { ...input, personId: nobodys }, "not_found"],
  ["somebody who is not active any more", admin, of(gone), "person_not_active"],
  ["a version that is not what is stored", admin, { ...input, version: target.version + 1 }, "changed_since_read"],
  ...withoutReason(admin, input),
]);
refusesGarbage(startAnew, admin, input);

describe("at the same moment", () => {
  oneWins(startAnew, async () => ({ who: [admin, secondInviter], input: of(await somebody()) }));
  sentTwice(startAnew, async () => {
    const sent = of(await somebody());
    return { who: admin, input: sent, other: { ...sent, reason: "Another reason that is long enough." } };
  });
});
