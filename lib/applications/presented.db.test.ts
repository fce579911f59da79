import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { NextRequest } from "next/server";
import { describe, expect, it, vi } from "vitest";
import { PermitBody } from "@/app/permit-body";
import { SubmissionFacts } from "@/app/submission-facts";
import { abilityOf } from "@/lib/access/ability";
import { fieldGroupNames, fieldGroups, type FieldGroup } from "@/lib/access/field-groups";
import { heldBy } from "@/lib/access/held";
import { addDays } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { good, inDays, must, testCity, type Scope, type Someone } from "@/lib/core/test-city";
import { write } from "@/lib/notices/words";
import type { Who } from "@/lib/session/current";
import { differences } from "@/lib/applications/differences";
import { presented } from "@/lib/applications/presented";
import { casesInQueue, caseFile, ownApplication, ownApplications, ownTimeline, views } from "@/lib/applications/queries";
import { contentSchema, sectionNames } from "@/lib/applications/schema";
import { submitApplication } from "@/lib/applications/submit";
import { approveApplication } from "@/lib/permits/approve";
import { ownPermit, ownPermits, permitFile, permitsSeenBy } from "@/lib/permits/queries";
import { resumePermit } from "@/lib/permits/resume";
import { revokePermit } from "@/lib/permits/revoke";
import { suspendPermit } from "@/lib/permits/suspend";

// The handlers themselves are asked; only who is signed in is said here.
const signedIn = vi.hoisted(() => ({ who: null as Who | null }));
vi.mock("@/lib/session/current", () => ({ currentPerson: async () => signedIn.who }));
const { GET: answersJson } = await import("@/app/api/cases/[reference]/route");
const { GET: exportsFile } = await import("@/app/staff/permits.csv/route");

const city = await testCity();
/** Words that stand in one group of fields and nowhere else. */
const canaries: Record<FieldGroup, string[]> = {
  security: ["SECURITY-CANARY"],
  identifiers: ["SERIAL-CANARY", "network-canary.example"],
  contacts: ["Contact-Canary", "contact-canary@partner.test", "555 0170"],
  terms: ["TERMS-CANARY"],
};
const answersOf = async (id: string) => (await db.application.findUniqueOrThrow({ where: { id } })).draft as ReturnType<typeof city.answers>;

// A permit; a case that was sent a second time with every guarded answer changed; and a draft.
const permit = await city.application("approved");
const waiting = await city.application("changes_requested");
const before = await answersOf(waiting.id);
await db.application.update({
  where: { id: waiting.id },
  data: {
    draft: {
      ...before,
      devices: { devices: before.devices.devices.map((device) => ({ ...device, serial: "SERIAL-CANARY 2" })) },
      networks: { ...before.networks, talksTo: ["second.network-canary.example"] },
      security: { ...before.security, updates: "By hand now, SECURITY-CANARY" },
      contact: { ...before.contact, name: "Cleo Contact-Canary" },
      terms: { ...before.terms, paid: "A pound, TERMS-CANARY" },
    },
  },
});
await must(submitApplication, city.partner.member.actor, { applicationId: waiting.id, version: waiting.version, isTrue: "yes" });
const draft = await city.application("complete");

/** A person as a page knows them: with what they hold at this moment. */
async function whoIs({ id, email }: Someone): Promise<Who> {
  const { held } = await heldBy(db, id, { secondFactor: true });
  return { sessionId: "", person: { id, name: "", email, line: "" }, secondFactor: true, held, ability: abilityOf(held), actor: { kind: "person", personId: id, secondFactor: true, confirmedAt: null } };
}

/** An officer who examines every case, with one grant more. */
async function reader(group: FieldGroup, grant: Scope & { validUntil?: Date } | null): Promise<Who> {
  const person = await city.officerWith("applications.review");
  if (grant) await city.holds(person, { capability: fieldGroups[group].capability, ...grant });
  return whoIs(person);
}
const viewers = {
  "who holds it here": (group: FieldGroup) => reader(group, { zoneId: city.west.id }),
  "who holds it elsewhere": (group: FieldGroup) => reader(group, { zoneId: city.east.id }),
  "who does not hold it": (group: FieldGroup) => reader(group, null),
  "who held it until yesterday": (group: FieldGroup) => reader(group, { validUntil: addDays(new Date(), -1) }),
  "a member of the partner": () => whoIs(city.partner.member),
} as const;
type Viewer = keyof typeof viewers;

const textOf = async (pieces: unknown[]): Promise<string> => JSON.stringify(await Promise.all(pieces));
const asked = async (who: Who | null, reference: string) => {
  signedIn.who = who;
  return answersJson(new Request("http://localhost:3000/"), { params: Promise.resolve({ reference }) });
};
const exported = async (who: Who | null, query = "") => {
  signedIn.who = who;
  return exportsFile(new NextRequest(`http://localhost:3000/staff/permits.csv${query}`));
};

/** Everything that leaves by one way for one person, as one text. */
const exits: Record<string, (who: Who, group: FieldGroup) => Promise<string>> = {
  async page(who) {
    const [file, whole, own, ownOne] = await Promise.all([caseFile(who, waiting.reference), permitFile(who, permit.reference), ownApplication(who, waiting.reference), ownPermit(who, permit.reference)]);
    const html = [
      file && renderToStaticMarkup(createElement(SubmissionFacts, { content: file.content, leftOut: { groups: file.notShown, here: "/staff" } })),
      file?.previous && JSON.stringify(differences(file.previous.content, file.content)),
      whole && renderToStaticMarkup(createElement(PermitBody, { permit: whole, files: [], you: who.person.id })),
      own?.submission && renderToStaticMarkup(createElement(SubmissionFacts, { content: own.submission.content })),
      ownOne && renderToStaticMarkup(createElement(PermitBody, { permit: ownOne, files: [], you: who.person.id })),
    ].join("\n");
    return textOf([html, file, whole, own, ownOne, ownApplication(who, draft.reference), ownApplications(who), ownPermits(who), permitsSeenBy(who, {}), ...views.map((view) => casesInQueue(who, { view })), own ? ownTimeline(who, own) : null]);
  },
  api: async (who) => textOf([waiting, permit, draft].map(async ({ reference }) => (await asked(who, reference)).text())),
  export: async (who) => (await exported(who)).text(),
  /** A case that is found by a word that is hidden tells the word: so what counts is whether it is found. */
  async search(who, group) {
    const found = await Promise.all(
      canaries[group].map(async (find) => [
        (await casesInQueue(who, { view: "open", find })).cases.some(({ reference }) => reference === waiting.reference),
        (await permitsSeenBy(who, { find })).permits.some(({ reference }) => reference === permit.reference),
        (await (await exported(who, `?find=${encodeURIComponent(find)}`)).text()).includes(permit.reference),
      ]),
    );
    // Either every word finds every record, or none finds any.
    expect(new Set(found.flat()).size).toBe(1);
    return found.flat()[0] ? canaries[group].join(" ") : "";
  },
  async notice() {
    const notices = await db.notice.findMany();
    return JSON.stringify(notices.map(({ template, data, subject, text }) => [data, subject, text, write(template, data)]));
  },
};

/** By which ways out a group reaches whom: a search finds no long answers, a notice carries nothing guarded, and lists and files are the city's. */
const reaches = (group: FieldGroup, exit: string, viewer: Viewer): boolean => {
  if (exit === "notice") return false;
  if (exit === "search" && (group === "security" || group === "terms")) return false;
  if (viewer === "a member of the partner") return exit === "page" || exit === "api";
  return viewer === "who holds it here";
};

const persons = new Map<string, Promise<Who>>();
describe.each(fieldGroupNames)("the group “%s”", (group) => {
  const rows = Object.keys(exits).flatMap((exit) => (Object.keys(viewers) as Viewer[]).map((viewer) => [exit, viewer, reaches(group, exit, viewer)] as const));
  it.each(rows)("by %s, for %s: %s", async (exit, viewer, expected) => {
    const key = `${group} ${viewer}`;
    persons.set(key, persons.get(key) ?? viewers[viewer](group));
    const who = await (persons.get(key) as Promise<Who>);
    const told = (await exits[exit]?.(who, group))?.toLowerCase() ?? "";
    const there = canaries[group].map((canary) => told.includes(canary.toLowerCase()));
    expect(there).toEqual(canaries[group].map(() => expected));
    // Nothing of the other groups comes with it; a member sees them all.
    if (viewer !== "a member of the partner") for (const other of fieldGroupNames.filter((each) => each !== group)) for (const canary of canaries[other]) expect([canary, told.includes(canary.toLowerCase())]).toEqual([canary, false]);
  });
});

describe("what is left out", () => {
  it("is said on the page, with the way to ask", async () => {
    const who = await reader("terms", { zoneId: city.west.id });
    const file = await caseFile(who, waiting.reference);
    expect(file?.notShown.map(({ group }) => group)).toEqual(["security", "identifiers", "contacts"]);
    const html = renderToStaticMarkup(createElement(SubmissionFacts, { content: file?.content as never, leftOut: { groups: file?.notShown ?? [], here: "/staff/cases/here" } }));
    const { name: giver } = await db.person.findUniqueOrThrow({ where: { id: city.admin.id } });
    for (const { group, why } of file?.notShown ?? []) {
      expect(why).toMatch(/^You hold no grant to read /);
      expect(why).toContain(giver);
      // Nobody of the partner is named: who answers for it is one of the groups.
      expect(why).not.toContain("Olaf First");
      expect(html).toContain(`/staff/access/ask?capability=${fieldGroups[group].capability}&amp;`);
    }
    expect(html).toContain("page=%2Fstaff%2Fcases%2Fhere");
    expect(html).not.toContain("capability=terms.read");
  });

  it("cannot be asked for where a tie to the partner stands above every grant", async () => {
    const person = await city.officerWith("contacts.read");
    await city.tie(person, city.partner.id);
    const who = await whoIs(person);
    expect(await caseFile(who, waiting.reference)).toBeNull();
    expect((await casesInQueue(who, { view: "open", find: "contact-canary" })).cases).toEqual([]);
  });

  it("is named in an answer of the API and in a file, and looks like no empty answer", async () => {
    const who = await reader("terms", { zoneId: city.west.id });
    const answer = (await (await asked(who, waiting.reference)).json()) as { notShown: { group: string }[]; submission: { content: object } };
    expect(answer.notShown.map(({ group }) => group)).toEqual(["security", "identifiers", "contacts"]);
    expect(Object.keys(answer.submission.content).sort()).toEqual(["data", "devices", "networks", "purpose", "signed", "sites", "terms"]);
    expect(await (await exported(who)).text()).toContain('"not shown to you"');
  });

  it("is left out of what changed as well, so that not even a change of it is told", async () => {
    const file = await caseFile(await reader("terms", { zoneId: city.west.id }), waiting.reference);
    expect(differences(file?.previous?.content as never, file?.content as never).map(({ label }) => label)).toEqual(["Paid to the city a year"]);
  });

  it("is whatever is not named: of all sections, and of none", async () => {
    const { content } = await db.submission.findFirstOrThrow();
    const whole = contentSchema.parse(content);
    expect(presented(whole, new Set(fieldGroupNames))).toEqual({ content: whole, leftOut: [] });
    expect(Object.keys(presented(whole, new Set(fieldGroupNames)).content).sort()).toEqual([...sectionNames, "signed"].sort());
    expect(presented({ ...whole, later: { hidden: true } } as never, new Set(fieldGroupNames)).content).not.toHaveProperty("later");
    expect(Object.keys(presented(whole, new Set()).content).sort()).toEqual(["data", "devices", "networks", "purpose", "signed", "sites"]);
  });
});

describe("a search inside", () => {
  it.each([
    ["a sign that stands for anything", "SERIAL%CANARY"],
    ["a sign that stands for a letter", "SERIAL_CANARY"],
    ["two letters", "SE"],
    ["blanks", "   "],
    ["a character that cannot be stored", "\u0000\u0000\u0000\u0000"],
  ])("does not find by %s", async (_words, find) => {
    const who = await reader("identifiers", { zoneId: city.west.id });
    const inside = (await permitsSeenBy(who, { find })).permits.map(({ reference }) => reference);
    // What is blank asks for nothing, and so for all.
    expect(inside.includes(permit.reference)).toBe(find.replaceAll("\u0000", "").trim() === "");
  });

  it("asks for each record by itself: of two with the same serial number, the one that lies in the zone", async () => {
    const east = await city.application("approved", { assetIds: [await city.asset({ zoneId: city.east.id })] });
    const who = await reader("identifiers", { zoneId: city.east.id });
    const { permits } = await permitsSeenBy(who, { find: "serial-canary" });
    expect(permits.map(({ reference }) => reference)).toEqual([east.reference]);
    expect((await permitsSeenBy(who, {})).permits.map(({ reference }) => reference)).toContain(permit.reference);
  });
});

describe("the answer as JSON", () => {
  it("is for who is signed in and may see the case, and is kept by nobody", async () => {
    const [officer, member, stranger] = await Promise.all([whoIs(city.officer), whoIs(city.partner.member), whoIs(city.otherPartner.member)]);
    const rows: [who: Who | null, of: { reference: string }, status: number][] = [[null, waiting, 401], [officer, waiting, 200], [member, waiting, 200], [stranger, waiting, 404], [officer, draft, 404], [member, draft, 200]];
    for (const [who, { reference }, status] of rows) {
      const answer = await asked(who, reference);
      expect([answer.status, answer.headers.get("cache-control")]).toEqual([status, "private, no-store"]);
    }
  });

  it("is not found under what is no reference, and does not break", async () => {
    const officer = await whoIs(city.officer);
    for (const reference of ["", "x", "%", "%E0%A4%A", "LP-0000-0000", "../../etc", "\u0000", "LP-".repeat(5_000)]) expect((await asked(officer, reference)).status).toBe(404);
  });
});

describe("the file of permits", () => {
  it("is found by nobody who may examine no permit", async () => {
    const statuses = [];
    for (const who of [null, await whoIs(city.partner.member), await whoIs(await city.colleague())]) statuses.push((await exported(who)).status);
    expect(statuses).toEqual([404, 404, 404]);
  });

  it("holds no formula that a spreadsheet would run", async () => {
    const id = (await city.application("complete")).id;
    const typed = await answersOf(id);
    await db.application.update({ where: { id }, data: { draft: { ...typed, devices: { devices: typed.devices.devices.map((device) => ({ ...device, serial: '=HYPERLINK("http://evil.test")' })) }, terms: { ...typed.terms, contract: "@SUM(1)" } } } });
    await must(submitApplication, city.partner.member.actor, { applicationId: id, version: 2, isTrue: "yes" });
    await city.reviewedByOthers(id);
    await must(approveApplication, city.officer.actor, { applicationId: id, version: 3, reason: good, until: inDays(100), conditions: "" });
    const file = await (await exported(await whoIs(city.officer))).text();
    expect(file).toContain('"\'=HYPERLINK(""http://evil.test"")"');
    expect(file).toContain('"\'@SUM(1)"');
    expect(file).toContain('"\'+44 555 0170"');
    expect(file).not.toMatch(/,"[=+@]/);
  });
});

describe("a notice", () => {
  it("of any step of an application or a permit carries nothing guarded", async () => {
    await city.application("refused");
    const stopped = await city.application("approved");
    await must(suspendPermit, city.officer.actor, { permitId: stopped.permitId, version: 1, until: inDays(10), reason: good, without: "danger" });
    await must(resumePermit, city.officer.actor, { permitId: stopped.permitId, version: 2, reason: good });
    await must(revokePermit, city.officer.actor, { permitId: stopped.permitId, version: 3, reason: good, confirm: "yes", without: "danger" });
    const notices = await db.notice.findMany();
    expect([...new Set(notices.map(({ template }) => template))]).toEqual(expect.arrayContaining(["application-sent", "changes-requested", "application-approved", "application-refused", "permit-suspended", "permit-resumed", "permit-revoked"]));
    const told = JSON.stringify(notices.map(({ template, data, subject, text }) => [data, subject, text, write(template, data)])).toLowerCase();
    for (const canary of Object.values(canaries).flat()) expect([canary, told.includes(canary.toLowerCase())]).toEqual([canary, false]);
  });
});
