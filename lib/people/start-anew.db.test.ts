import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, testCity } from "@/lib/core/test-city";
import { oneWins, refuses, refusesGarbage, staffWhoMayNot, toldSince } from "@/lib/core/test-refusals";
import { startAnew } from "@/lib/people/start-anew";

const city = await testCity();
const { admin, officer } = city;
const secondInviter = await city.officerWith("people.invite");
const reason = "Came to the desk with an identity card; the phone was stolen.";
const versionOf = async (id: string) => (await db.person.findUniqueOrThrow({ where: { id } })).version;

describe("somebody who lost their password or app", () => {
  it("gets a new link, is signed out everywhere, cannot sign in with the old password, and keeps their grants", async () => {
    const lost = await city.officerWith("permits.suspend");
    await db.person.update({ where: { id: lost.id }, data: { passwordHash: "old", totpSecret: "old", totpLastStep: 7 } });
    const lostVersion = await versionOf(lost.id);
    const session = await db.session.create({ data: { personId: lost.id, expiresAt: new Date(Date.now() + 3_600_000) } });
    const { told } = await toldSince(() => must(startAnew, admin.actor, { personId: lost.id, version: lostVersion, reason }));
    expect(await db.person.findUniqueOrThrow({ where: { id: lost.id } })).toMatchObject({ status: "invited", passwordHash: null, totpSecret: null, totpLastStep: 0 });
    expect((await db.session.findUniqueOrThrow({ where: { id: session.id } })).endedAt).not.toBeNull();
    expect(await db.grant.count({ where: { personId: lost.id, endedAt: null } })).toBe(1);
    expect(told.map(([template]) => template)).toEqual(["invitation"]);
    const entry = await db.ledgerEntry.findFirstOrThrow({ where: { name: "person.started_anew", subjectId: lost.id } });
    expect(entry).toMatchObject({ toStatus: "invited", actorId: admin.id });
    expect(JSON.stringify(entry.open)).not.toContain("phone");
  });
});

const input = { personId: officer.id, version: await versionOf(officer.id), reason };
refuses(startAnew, [
  ...(await staffWhoMayNot(city, "people.invite", input)),
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["oneself", admin, { ...input, personId: admin.id, version: await versionOf(admin.id) }, "kept_apart"],
  ["a page that is older than the person", admin, { ...input, version: 99 }, "changed_since_read"],
  ["nobody", admin, { ...input, personId: crypto.randomUUID() }, "not_found"],
  ["no reason", admin, { ...input, reason: " " }, "bad_input"],
]);
refusesGarbage(startAnew, admin, input);

describe("at the same moment", () => {
  oneWins(startAnew, async () => {
    const lost = await city.officerWith("permits.revoke");
    return { who: [admin, secondInviter], input: { personId: lost.id, version: await versionOf(lost.id), reason } };
  }, ["changed_since_read"]);
});
