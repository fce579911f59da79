import { beforeEach, describe, expect, it } from "vitest";
import { defaultPolicy, policyOf } from "@/lib/access/policy";
import { heldBy } from "@/lib/access/held";
import { db } from "@/lib/core/db";
import { good, must, testCity } from "@/lib/core/test-city";
import { entriesOf, entryOf, oneWins, refuses, refusesGarbage, sentTwice, staffWhoMayNot, toldSince, withoutReason } from "@/lib/core/test-refusals";
import { giveGrant } from "@/lib/people/give-grant";
import { publishAccessPolicy } from "@/lib/people/publish-access-policy";

const city = await testCity();
const { admin } = city;
const publisher = await city.officerWith("policies.publish");
const otherPublisher = await city.officerWith("policies.publish");
const numberNow = async (): Promise<string> => String((await db.accessPolicy.findFirst({ orderBy: { number: "desc" } }))?.number ?? 0);
/** The rules as they are by default, as the form sends them. */
const form = {
  secondPerson: [...defaultPolicy.secondPerson] as string[],
  recentMinutes: Object.entries(defaultPolicy.recentMinutes).map(([name, minutes]) => `${name}: ${minutes}`).join("\n"),
  training: "",
  courses: defaultPolicy.courses.join("\r\n"),
  apart: [...defaultPolicy.apart] as string[],
  coolingDays: "365",
  emergencyCapabilities: [...defaultPolicy.emergency.capabilities] as string[],
  emergencyHours: "8",
  ratifyHours: "24",
  requestDays: "14", keepCityYears: "10", keepPartnerYears: "5",
  reason: "The council decided it on 3 November.",
};
const sent = async (more: object = {}) => ({ number: await numberNow(), ...form, ...more });
const publishes = async (more: object = {}) => must(publishAccessPolicy, publisher.actor, await sent(more));

describe("a new version of the rules of access", () => {
  it("is what the form said, in force at once; the versions before stay", async () => {
    expect(await db.accessPolicy.count()).toBe(0);
    const { outcome, told } = await toldSince(() => publishes());
    const first = await db.accessPolicy.findUniqueOrThrow({ where: { id: outcome.subjectId } });
    expect(first).toMatchObject({ number: 1, content: defaultPolicy, reason: form.reason, publishedById: publisher.id });
    expect(await entriesOf(outcome.entryId)).toEqual([{ name: "policy.published", subjectType: "AccessPolicy", subjectId: first.id, fromStatus: null, toStatus: "effective", actorId: publisher.id, actorKind: "person", grantId: publisher.grantId }]);
    expect((await entryOf(outcome.entryId)).open).toEqual({ number: 1, content: defaultPolicy, reason: form.reason });
    expect(told).toEqual([]);

    const { subjectId } = await publishes({ secondPerson: "people.grant", recentMinutes: "permits.revoke: 5\n\n people.grant :  60 ", training: "permits.suspend: Emergency stops", courses: "Emergency stops\nSmall cells", apart: [], coolingDays: "0", emergencyCapabilities: undefined, requestDays: "7" });
    const second = await db.accessPolicy.findUniqueOrThrow({ where: { id: subjectId } });
    expect(second).toMatchObject({ number: 2 });
    expect(policyOf(second.content)).toEqual({ secondPerson: ["people.grant"], recentMinutes: { "permits.revoke": 5, "people.grant": 60 }, training: { "permits.suspend": "Emergency stops" }, courses: ["Emergency stops", "Small cells"], apart: [], coolingDays: 0, emergency: { capabilities: [], hours: 8, ratifyHours: 24 }, requestDays: 7, keep: { cityYears: 10, partnerYears: 5 } });
    expect(await db.accessPolicy.findUniqueOrThrow({ where: { id: first.id } })).toEqual(first);
    // And a day before it is still answered for by the rules of that day.
    const policyAt = async (at: Date | null) => (await heldBy(db, admin.id, { secondFactor: true, at })).held.policy;
    expect(await policyAt(null)).toEqual(policyOf(second.content));
    expect(await policyAt(first.effectiveAt)).toEqual(defaultPolicy);
  });
});

const input = await sent();
const misread = (what: string, more: object) => [what, publisher, { ...input, ...more }, "bad_input"] as const;

// Before the tables each reads which version is in force: what was published above is not theirs to know.
beforeEach(async () => {
  input.number = await numberNow();
});

refuses(publishAccessPolicy, [
  ...(await staffWhoMayNot(city, "policies.publish", input)),
  ["who gives permissions", admin, input, "hidden"],
  ["who only reads the ledger", await city.officerWith("ledger.read"), input, "hidden"],
  ["a member of a partner", city.partner.member, input, "hidden"],
  ["another number than the one in force", publisher, { ...input, number: "17" }, "changed_since_read"],
  misread("no number", { number: "" }),
  misread("a capability for two that does not exist", { secondPerson: ["everything"] }),
  misread("the name of an object's own property for two", { secondPerson: ["constructor"] }),
  misread("a partner's capability for two", { secondPerson: ["members.invite"] }),
  misread("minutes for a capability that does not exist", { recentMinutes: "every.thing: 15" }),
  misread("minutes for a partner's capability", { recentMinutes: "members.invite: 15" }),
  misread("minutes that are no number", { recentMinutes: "permits.revoke: soon" }),
  misread("no minutes", { recentMinutes: "permits.revoke: 0" }),
  misread("more minutes than a day has", { recentMinutes: "permits.revoke: 1441" }),
  misread("a line that says nothing", { recentMinutes: "permits.revoke" }),
  misread("a training for a capability that does not exist", { training: "every.thing: Deciding permits" }),
  misread("a training that nobody teaches", { training: "permits.suspend: Juggling" }),
  misread("no training for what is left to need it", { training: "permits.suspend: Emergency stops", courses: "Deciding permits" }),
  misread("too many trainings", { courses: Array.from({ length: 41 }, (_, index) => `Course ${index}`).join("\n") }),
  misread("a pair that does not exist", { apart: ["eat_sleep"] }),
  misread("days below zero", { coolingDays: "-1" }),
  misread("no days at all", { coolingDays: "" }),
  misread("days in half", { coolingDays: "1.5" }),
  misread("something for an emergency that does not exist", { emergencyCapabilities: ["everything"] }),
  misread("an emergency without an end", { emergencyHours: "169" }),
  misread("an emergency of no hours", { emergencyHours: "0" }),
  misread("no time to ratify", { ratifyHours: "0" }),
  misread("no time to answer what is asked for", { requestDays: "0" }),
  misread("rules of one's own", { content: {} }),
  ...withoutReason(publisher, input),
]);
refusesGarbage(publishAccessPolicy, publisher, input);

it.each([
  ["secondPerson", { secondPerson: ["everything"] }],
  ["recentMinutes", { recentMinutes: "every.thing: 15" }],
  ["recentMinutes", { recentMinutes: "permits.revoke: soon" }],
  ["training", { training: "every.thing: Deciding permits" }],
  ["training", { training: "permits.suspend: Juggling" }],
  ["apart", { apart: ["eat_sleep"] }],
  ["emergencyCapabilities", { emergencyCapabilities: ["everything"] }],
  ["coolingDays", { coolingDays: "never" }],
  ["requestDays", { requestDays: "" }],
])("the sentence stands at the field: %s", async (field, more) => {
  const result = await publishAccessPolicy(publisher.actor, { ...input, ...more });
  expect(result).toMatchObject({ refusal: "bad_input", issues: [{ field, words: expect.stringMatching(/^\S.{10,}\.$/) }] });
});

describe("at the same moment", () => {
  oneWins(publishAccessPolicy, async () => ({ who: [publisher, otherPublisher], input: [await sent({ coolingDays: "30" }), await sent({ coolingDays: "60" })] }), ["changed_since_read", "taken_meanwhile"]);
  sentTwice(publishAccessPolicy, async () => ({ who: publisher, input: await sent(), other: await sent({ coolingDays: "30" }) }));
});

describe("its effect", () => {
  it("what now needs a second person cannot be given by one, from the next request on", async () => {
    const gives = async () => giveGrant(admin.actor, { personId: (await city.colleague()).id, capability: "applications.review", reason: good });
    await publishes();
    expect(await gives()).toMatchObject({ ok: true });
    await publishes({ secondPerson: [...form.secondPerson, "applications.review"] });
    expect(await gives()).toMatchObject({ refusal: "second_person_needed" });
    await publishes({ secondPerson: [] });
    expect(await gives()).toMatchObject({ ok: true });
    expect(await giveGrant(admin.actor, { personId: (await city.colleague()).id, capability: "permits.revoke", reason: good })).toMatchObject({ ok: true });
  });
});
