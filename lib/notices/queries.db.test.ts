import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, testCity } from "@/lib/core/test-city";
import { asSuperuser } from "@/lib/core/test-superuser";
import { requestChanges } from "@/lib/applications/request-changes";
import { nameDuty } from "@/lib/applications/name-duty";
import { lettersAbout } from "@/lib/notices/queries";

const city = await testCity();
const { officer, partner, secondMember } = city;

describe("the letters about a case", () => {
  it("are what was sent about it, to whom, and how far each is; also once a letter's words are gone", async () => {
    const { id, reference, version } = await city.application("submitted");
    await must(requestChanges, officer.actor, { applicationId: id, version, reason: good });
    await must(nameDuty, partner.member.actor, { applicationId: id, duty: "patching", seat: "primary", personId: secondMember.id });
    const letters = () => lettersAbout(reference, { partner, seesMembers: true });
    const before = await letters();
    expect(new Set(before.map(({ state }) => state))).toEqual(new Set(["waits"]));
    expect(before.length).toBe(await db.notice.count({ where: { about: reference, template: { not: "duty-named" } } }));
    // As after delivery in a real city: the words go, the subject stays.
    await asSuperuser(`UPDATE "Notice" SET subject = 'What it was about', data = '{}', "deliveredAt" = now() WHERE about = $1 AND template = 'changes-requested'`, [reference]);
    const after = await letters();
    expect(after.filter(({ state }) => state === "delivered").map(({ subject }) => subject)).toEqual(after.filter(({ state }) => state === "delivered").map(() => "What it was about"));
    expect(after.some(({ state }) => state === "delivered")).toBe(true);
    // What a partner settles within itself is not among them; and members are named only to who may see who answers.
    expect(JSON.stringify(after)).not.toContain("will you do this?");
    const names = (await lettersAbout(reference, { partner, seesMembers: false })).map(({ to }) => to);
    expect(new Set(names)).toEqual(new Set([`A member of ${partner.name}`]));
  });

  it("are those of no other case", async () => {
    const one = await city.application("submitted");
    await city.application("submitted");
    for (const { subject } of await lettersAbout(one.reference, { partner, seesMembers: true })) expect(subject).toContain(one.reference);
  });
});
