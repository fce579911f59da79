import { describe, expect, it } from "vitest";
import { dutyKinds } from "@/lib/applications/duties";
import { preflight } from "@/lib/applications/preflight";
import type { PresentedContent } from "@/lib/applications/presented";
import type { ModelRow } from "@/lib/applications/rules";
import { planPoints, type PlanPoint } from "@/lib/applications/schema";

const today = new Date("2026-11-28T00:00:00Z");
const device = (serial = "S1") => ({ name: "Counter", make: "Tern", model: "TC-2", serial });
const model = (rest: Partial<ModelRow> = {}): ModelRow => ({ make: "Tern", model: "TC-2", radio: ["lorawan"], power: "battery", kg: 1.2, size: "20 × 10 × 8", sockets: [], supportUntil: "2031-01-01", ...rest });
const described = (...models: ModelRow[]) => ({ devices: { ...good.devices, models } });
const evidence = (section: "security" | "data", number = 1) => ({ number, section, name: "report.pdf", kind: "pdf", bytes: 1, hash: "0" });
const plan = Object.fromEntries(planPoints.map((point) => [point, `Said of ${point}`])) as Record<PlanPoint, string>;
const good: Required<PresentedContent> = {
  purpose: { title: "Counting bicycles", purpose: "traffic_and_parking", why: "The city wants to know how many pass.", until: "2027-05-01" },
  devices: { devices: [device("S1"), device("S2")], models: [model()] },
  sites: { assetIds: [], assets: [] },
  networks: { networkIds: [], names: [], talksTo: ["data.example.org:8883"] },
  data: { collects: ["Number of bicycles"], identifies: "no", kept: "As long as anybody likes", shared: "Nobody", basis: "public_task", access: "Two operators", storedIn: "Here", transfer: "stays" },
  security: { updates: "Over the air, within a week", watches: "Our operations room", reacts: "Within an hour", passwords: "changed", ports: "closed", exceptions: "", ...plan },
  contact: { name: "Carl", email: "carl@example.org", telephone: "+44 555 0170" },
  terms: { paid: "Nothing", others: "Nobody", contract: "" },
  signed: { version: 1, hash: "0", on: "2026-01-02" },
  files: [evidence("security"), evidence("data", 2)],
  duties: dutyKinds.flatMap((duty) => (["primary", "deputy"] as const).map((seat) => ({ duty, seat, name: `${duty} ${seat}`, isAccepted: true }))),
};
const talks = (...talksTo: string[]) => ({ networks: { ...good.networks, talksTo } });
const data = (rest: Partial<PresentedContent["data"]>) => ({ data: { ...good.data, ...rest } });
const security = (rest: Partial<(typeof good)["security"]>) => ({ security: { ...good.security, ...rest } });

describe("what an officer would ask", () => {
  it.each<[string, Partial<PresentedContent>]>([
    ["of one with nothing to ask about", {}],
    ["of pictures, where it says that people can be identified and for how long", data({ collects: ["Pictures of the market"], identifies: "yes", kept: "24 hours" })],
    ["of what is not kept at all", data({ collects: ["Voices"], identifies: "anonymous", kept: "It is not kept" })],
    ["of a word that only looks like one for people", data({ collects: ["How smooth the road surface is", "What the invoice template says"] })],
    ["of an open port that is explained", security({ ports: "some_open", exceptions: "A service port in the locked cabinet" })],
    ["of an end that is far enough", { purpose: { ...good.purpose, until: "2026-12-29" } }],
    ["of a low tier without a security plan", { security: { updates: "Over the air", watches: "Our room", reacts: "An hour", passwords: "changed", ports: "closed", exceptions: "" } }],
    ["of a lowest tier whose models nobody described", { devices: { devices: good.devices.devices } }],
    ["of a maker that goes on as long as it hangs", described(model({ supportUntil: "2027-05-01" }))],
    ["of devices that came without passwords", security({ passwords: "none" })],
  ])("nothing %s", (_, rest) => {
    expect(preflight({ ...good, ...rest }, today)).toEqual({ questions: [], unseen: [] });
  });

  it.each<[string, Partial<PresentedContent>, string, RegExp]>([
    ["an end before a decision can be there", { purpose: { ...good.purpose, until: "2026-12-28" } }, "purpose", /within 30 days/],
    ["no device with a serial number", { devices: { devices: [device(""), device("")] } }, "devices", /^None of the devices has a serial number\./],
    ["one without", { devices: { devices: [device(""), device("S2")] } }, "devices", /^1 device of 2 has no serial number\./],
    ["several without", { devices: { devices: [device(""), device(""), device("S2")] } }, "devices", /^2 of 3 devices have no serial number\./],
    ["the same serial number twice", { devices: { devices: [device("S7"), device("S7"), device("S7"), device("S8")] } }, "devices", /^The serial number S7 is given more than once\.$/],
    ["a model that nobody described", { ...data({ identifies: "anonymous", kept: "1 day" }), devices: { devices: good.devices.devices } }, "devices", /^It is not said what Tern TC-2 is: weight/],
    ["a maker that stops before it comes down", described(model({ supportUntil: "2027-04-30" })), "devices", /^The maker stops putting right what is wrong with Tern TC-2 before/],
    ["a device that is too heavy for where it goes", { ...described(model({ kg: 16 })), sites: { assetIds: [], assets: [{ id: "1", code: "WF 1", place: "", assetClass: "light_pole", agency: "", zone: "" }] } }, "sites", /^Device 1 may not go on WF 1\. It weighs 16 kg, and a street-light pole carries 15 kg\.$/],
    ["an address without a port", talks("data.example.org"), "networks", /^data\.example\.org has no port/],
    ["addresses without a port", talks("a.example.org", "b.example.org", "c.example.org:443"), "networks", /^a\.example\.org and b\.example\.org have no port/],
    ["a name of inside", talks("gateway.local:8883"), "networks", /not a name that anybody else can look up/],
    ["a number in place of a name", talks("10.0.0.7:8883"), "networks", /^10\.0\.0\.7:8883 is not a name/],
    ["a name without a domain", talks("broker:8883"), "networks", /^broker:8883 is not a name/],
    ["an unprotected port", talks("data.example.org:1883"), "networks", /1883/],
    ["pictures that identify nobody", data({ collects: ["Pictures of the street", "How many pass"] }), "data", /^It collects pictures, and says/],
    ["number plates and voices that identify nobody", data({ collects: ["Voices near the pole", "number plates"] }), "data", /^It collects voices and number plates,/],
    ["data about people without a time", data({ identifies: "yes", kept: "As long as it is needed" }), "data", /names no time/],
    ["data about people that does not say how or where", data({ identifies: "yes", kept: "24 hours", basis: undefined, storedIn: undefined }), "data", /does not say on which lawful basis it is used and where it is stored\.$/],
    ["data that leaves the country, for nobody knows whom", data({ identifies: "yes", kept: "24 hours", transfer: "adequacy" }), "data", /nobody is named who processes it there/],
    ["no file that shows it is safe", { ...data({ identifies: "yes", kept: "24 hours" }), files: [evidence("data", 2)] }, "security", /^No file shows that it is as safe/],
    ["a duty that nobody has accepted", { ...data({ identifies: "yes", kept: "24 hours" }), duties: good.duties.map((each) => (each.duty === "patching" ? { ...each, isAccepted: false } : each)) }, "contact", /^Nobody has accepted this yet: putting flaws right\.$/],
    ["a duty with one person only", { ...data({ identifies: "yes", kept: "24 hours" }), duties: good.duties.filter(({ duty, seat }) => duty !== "on_site" || seat !== "deputy") }, "contact", /^Nobody stands in for: going to the place\.$/],
    ["a security plan that is not there", { ...data({ identifies: "yes", kept: "24 hours" }), security: { updates: "Over the air", watches: "Our room", reacts: "An hour", passwords: "changed", ports: "closed", exceptions: "" } }, "security", /^A deployment of its tier needs a security plan\. It does not say what could go wrong, .* and 2 more\.$/],
    ["a security plan without two points", { ...data({ identifies: "yes", kept: "24 hours" }), ...security({ cutOff: undefined, breach: undefined }) }, "security", /It does not say how a device is stopped and who is told of a break-in\.$/],
    ["passwords left, unexplained", security({ passwords: "some_left" }), "security", /it is not said why/],
    ["passwords left, explained", security({ passwords: "some_left", exceptions: "The maker forbids it" }), "security", /say how nobody can use them/],
    ["ports left open, unexplained", security({ ports: "some_open" }), "security", /it is not said which, and why/],
    ["a socket for storage", security({ ports: "some_open", exceptions: "The USB socket stays open" }), "security", /pulled out/],
  ])("of %s", (_, rest, section, words) => {
    const { questions, unseen } = preflight({ ...good, ...rest }, today);
    expect(questions).toEqual([{ section, clause: expect.stringMatching(/^4\.[1-7]$/), words: expect.stringMatching(words) }]);
    expect(unseen).toEqual([]);
  });

  it("names what could not be looked at, and asks nothing of it", () => {
    const { security: _, contact: _contact, terms: _terms, ...rest } = { ...good, ...security({ passwords: "some_left" }) };
    const hidden: PresentedContent = { ...rest, devices: { devices: [{ name: "Counter", make: "Tern", model: "TC-2" }] }, networks: { networkIds: [], names: [] } };
    expect(preflight(hidden, today)).toEqual({ questions: [], unseen: ["devices", "networks", "security", "contact"] });
  });

  it("asks in the order of the sections", () => {
    const all = preflight({ ...good, ...security({ passwords: "some_left", ports: "some_open" }), ...data({ collects: ["Faces"] }), ...talks("broker"), devices: { devices: [device("")] } }, today);
    expect(all.questions.map(({ section }) => section)).toEqual(["devices", "networks", "networks", "data", "security", "security"]);
  });
});
