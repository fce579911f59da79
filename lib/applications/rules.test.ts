import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { addDays, addWorkingDays, isoDay, workingDaysBetween } from "@/lib/core/calendar";
import { regiveClock, runClock, stopClock, type CaseClock } from "@/lib/core/case-clock";
import { clockOf, common, devicesOf, firstIncomplete, isPartOpen, renewedParts, partsOpened, sectionStatus, sitesFit, type Draft, type TaskStatus } from "@/lib/applications/rules";
import { riskOf, riskTable } from "@/lib/applications/risk-table";
import { identifiesLevels, purposes, sectionNames, type SectionName } from "@/lib/applications/schema";

const [a, b] = ["01890000-0000-7000-8000-00000000000a", "01890000-0000-7000-8000-00000000000b"];
const device = { name: "Counter", make: "Tern", model: "TC-2", serial: "" };
const whole = {
  purpose: { title: "Counting bicycles", purpose: "traffic_and_parking", why: "The city wants to know how many pass.", until: "2027-05-01" },
  devices: { devices: [device, device] },
  sites: { assetIds: [a, b] },
  networks: { networkIds: [], talksTo: ["data.example.org:8883"] },
  data: { collects: ["Number of bicycles"], identifies: "no", kept: "One year", shared: "Nobody" },
  security: { updates: "Over the air, within a week", watches: "Our operations room", reacts: "Within an hour", passwords: "none", ports: "closed", exceptions: "" },
  contact: { name: "Carl", email: "carl@example.org", telephone: "+44 555 0170" },
  terms: { paid: "Nothing", others: "Nobody", contract: "" },
} satisfies Draft;

describe("where a section stands", () => {
  it.each<[string, SectionName, Draft, TaskStatus]>([
    ["nothing written", "purpose", {}, "not_started"],
    ["an empty section", "purpose", { purpose: {} }, "not_started"],
    ["begun", "purpose", { purpose: { title: "Counting bicycles" } }, "in_progress"],
    ["whole", "purpose", whole, "completed"],
    ["a day that does not exist", "purpose", { purpose: { ...whole.purpose, until: "2027-02-30" } }, "in_progress"],
    ["devices", "devices", whole, "completed"],
    ["no device left", "devices", { devices: { devices: [] } }, "in_progress"],
    ["as many places as devices", "sites", whole, "completed"],
    ["no place", "sites", { ...whole, sites: { assetIds: [] } }, "not_started"],
    ["places before devices", "sites", { sites: { assetIds: [a] } }, "in_progress"],
    ["too few places", "sites", { ...whole, sites: { assetIds: [a] } }, "problem"],
    ["too many places", "sites", { ...whole, devices: { devices: [device] } }, "problem"],
    ["lists kept as lists", "networks", whole, "completed"],
    ["nothing it talks to", "networks", { networks: { networkIds: [], talksTo: [] } }, "in_progress"],
    ["what it collects", "data", whole, "completed"],
    ["not who else gets it", "data", { data: { ...whole.data, shared: "" } }, "in_progress"],
    ["how it is kept safe", "security", whole, "completed"],
    ["not what became of the passwords", "security", { security: { ...whole.security, passwords: "" } }, "in_progress"],
    ["who answers", "contact", whole, "completed"],
    ["who pays", "terms", whole, "completed"],
    ["not what the city gets", "terms", { terms: { ...whole.terms, paid: "" } }, "in_progress"],
    ["no telephone number", "contact", { contact: { ...whole.contact, telephone: "" } }, "in_progress"],
  ])("%s: %s", (_, name, draft, status) => {
    expect(sectionStatus(draft, name)).toBe(status);
  });

  it("nothing keeps a whole draft; the first that is missing keeps any other", () => {
    expect(firstIncomplete(whole)).toBeNull();
    for (const name of sectionNames) expect(firstIncomplete({ ...whole, [name]: {} })).toBe(name === "devices" ? "devices" : name);
    expect(firstIncomplete({})).toBe(sectionNames[0]);
  });

  it("counts devices and places", () => {
    expect(devicesOf({})).toEqual([]);
    expect(devicesOf(whole)).toHaveLength(2);
    expect([sitesFit(whole), sitesFit({}), sitesFit({ ...whole, devices: { devices: [device] } })]).toEqual([true, false, false]);
  });
});

describe("the risk tier", () => {
  const anyRisk = fc.record({ identifies: fc.constantFrom(...identifiesLevels), devices: fc.integer({ min: 1, max: 500 }), purpose: fc.constantFrom(...purposes) });

  it.each([
    [1, { identifies: "no", devices: 1, purpose: "lighting" }],
    [1, { identifies: "no", devices: 50, purpose: "lighting" }],
    [2, { identifies: "no", devices: 51, purpose: "lighting" }],
    [2, { identifies: "anonymous", devices: 1, purpose: "traffic_and_parking" }],
    [3, { identifies: "yes", devices: 1, purpose: "traffic_and_parking" }],
    [4, { identifies: "yes", devices: 51, purpose: "traffic_and_parking" }],
    [2, { identifies: "no", devices: 1, purpose: "phone_and_internet" }],
    [3, { identifies: "no", devices: 51, purpose: "phone_and_internet" }],
    [4, { identifies: "anonymous", devices: 51, purpose: "phone_and_internet" }],
    [3, { identifies: "yes", devices: 1, purpose: "phone_and_internet" }],
    [2, { identifies: "no", devices: 1, purpose: "safety" }],
    [2, { identifies: "anonymous", devices: 1, purpose: "safety" }],
  ] as const)("is %i for %o", (tier, of) => {
    expect(riskOf(of).tier).toBe(tier);
  });

  it("is 1 to 4, is followed step by step, and never falls as more people can be identified or devices are added", () => {
    fc.assert(fc.property(anyRisk, (of) => {
      const { tier, inputs } = riskOf(of);
      expect([1, 2, 3, 4]).toContain(tier);
      expect(inputs.length).toBeGreaterThan(0);
      expect(riskOf({ ...of, identifies: "yes" }).tier).toBeGreaterThanOrEqual(tier);
      expect(riskOf({ ...of, devices: 500 }).tier).toBeGreaterThanOrEqual(tier);
    }), { seed: 1, numRuns: 500 });
  });
});

describe("what several assets have in common", () => {
  it.each<[readonly (string | null)[], string | null]>([
    [["w", "w"], "w"],
    [["w", "e"], null],
    [["w", null], null],
    [[null, null], null],
    [["w"], "w"],
    [[], null],
  ])("%j: %s", (values, expected) => expect(common(values)).toBe(expected));
});

describe("the city's clock", () => {
  const at = (n: number) => addDays(new Date("2026-01-05T00:00:00.000Z"), n);

  it("moves the day by exactly the working days for which it stood, however often", () => {
    fc.assert(
      fc.property(fc.constantFrom(10, 15, 20, 25), fc.array(fc.tuple(fc.nat(9), fc.nat(30)), { maxLength: 6 }), fc.uniqueArray(fc.nat(400), { maxLength: 40 }), (days, stops, closed) => {
        vi.stubEnv("LAMPPOST_HOLIDAYS", closed.map((n) => isoDay(at(n))).join(","));
        let today = 0;
        let clock: CaseClock & { dueOn: Date | null } = runClock({ clockDays: 0, clockUsed: 0, clockFrom: null }, days, at(0));
        let counted = 0;
        for (const [runs, stands] of stops) {
          counted += workingDaysBetween(at(today), at(today + runs));
          today += runs;
          clock = { clockDays: days, ...stopClock(clock, at(today)) };
          expect([clock.clockUsed, clock.clockFrom, clock.dueOn]).toEqual([counted, null, null]);
          today += stands;
          clock = runClock(clock, days, at(today));
        }
        // What is left of the days given lies between today and the day.
        expect(workingDaysBetween(at(today), clock.dueOn as Date)).toBe(days - counted === 0 ? 0 : days - counted);
      }),
      { seed: 7 },
    );
    vi.unstubAllEnvs();
  });

  it("stopped twice counts once; a new tier gives its days, less what was used", () => {
    const running = runClock({ clockDays: 0, clockUsed: 0, clockFrom: null }, 15, at(0));
    const stopped = { ...running, ...stopClock(running, at(4)) };
    expect(stopClock(stopped, at(20))).toEqual(stopClock(stopped, at(4)));
    expect(regiveClock(stopped, 25)).toEqual({ clockDays: 25 });
    const again = runClock(stopped, 25, at(7));
    expect(workingDaysBetween(at(7), again.dueOn)).toBe(21);
    expect(regiveClock(again, 10)).toEqual({ clockDays: 10, dueOn: addWorkingDays(at(7), 6) });
  });

  it.each([
    [{ status: "changes_requested", dueOn: null, clockDays: 15, clockUsed: 9 }, { state: "paused", words: "Paused, 6 days left", note: "until the partner answers" }],
    [{ status: "changes_requested", dueOn: null, clockDays: 15, clockUsed: 16 }, { state: "paused", words: "Paused, 1 day late", note: "until the partner answers" }],
    [{ status: "in_review", dueOn: at(20), clockDays: 15, clockUsed: 4, clockFrom: at(9) }, { state: "paused", words: "Paused, 11 days left", note: "until the partner answers, or 14 January 2026" }],
    [{ status: "in_review", dueOn: at(0), clockDays: 15, clockUsed: 0 }, { state: "soon", words: "Due today", note: "due 5 January 2026" }],
    [{ status: "in_review", dueOn: new Date("2026-01-01T00:00:00.000Z"), clockDays: 15, clockUsed: 0 }, { state: "late", words: "2 days late", note: "due 1 January 2026" }],
    [{ status: "in_review", dueOn: at(-3), clockDays: 15, clockUsed: 0 }, { state: "late", words: "1 day late", note: "due 2 January 2026" }],
    [{ status: "submitted", dueOn: at(9), clockDays: 15, clockUsed: 0 }, { state: "running", words: "7 days left", note: "due 14 January 2026" }],
  ])("is said: %j", (application, said) => {
    expect(clockOf({ clockFrom: null, ...application }, at(0))).toEqual(said);
  });
});

it("a case that was due on Friday is overdue on Saturday, although no working day has passed", () => {
  expect(clockOf({ status: "in_review", dueOn: new Date("2026-01-09T00:00:00.000Z"), clockDays: 15, clockUsed: 0, clockFrom: new Date("2026-01-05T00:00:00.000Z") }, new Date("2026-01-10T00:00:00.000Z"))).toEqual({ state: "late", words: "Overdue", note: "due 9 January 2026" });
});

describe("what opens for a change", () => {
  it.each<[SectionName[], SectionName[]]>([
    [[], []],
    [["data"], ["data"]],
    [["terms", "purpose"], ["purpose", "terms"]],
    [["devices"], ["devices", "sites"]],
    [["sites"], ["devices", "sites"]],
  ])("%j: %j", (asked, opened) => {
    expect(partsOpened(asked)).toEqual(opened);
  });

  it("what was asked for of a change, what a renewal looks at, and everything where nothing was named", () => {
    expect(isPartOpen({ askedParts: [] }, "terms")).toBe(true);
    expect(isPartOpen({ askedParts: ["data"] }, "terms")).toBe(false);
    expect(isPartOpen({ askedParts: ["data"] }, "data")).toBe(true);
    expect(sectionNames.filter((section) => !isPartOpen({ askedParts: [...renewedParts] }, section))).toEqual(["devices", "sites"]);
  });
});

it("the published table says what is computed", () => {
  for (const identifies of ["no", "anonymous", "yes"] as const) for (const devices of [1, 50, 51]) for (const purpose of ["research", "phone_and_internet", "safety"] as const) {
    const { tier, inputs } = riskOf({ identifies, devices, purpose });
    const lines = riskTable.filter((line) => line.applies({ identifies, devices, purpose }));
    expect(inputs).toHaveLength(lines.length);
    expect(tier).toBe(Math.min(4, { no: 1, anonymous: 2, yes: 3 }[identifies] + lines.filter(({ weighs }) => weighs === "One tier more").length));
  }
});
