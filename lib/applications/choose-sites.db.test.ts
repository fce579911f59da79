import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { inDays, must, nobodys, testCity } from "@/lib/core/test-city";
import { savesASection } from "@/lib/core/test-drafts";
import { addDevices } from "@/lib/applications/add-devices";
import { describeModel } from "@/lib/applications/describe-model";
import { beginFollowUp } from "@/lib/permits/begin-follow-up";
import { savePurpose } from "@/lib/applications/save-purpose";
import { chooseSites } from "@/lib/applications/choose-sites";

const city = await testCity();
const { member } = city.partner;
const [a, b, c] = [await city.asset(), await city.asset(), await city.asset()];

// Each application the test makes has one place already: it was on no page that is sent, so it stays.
await savesASection(chooseSites, {
  city, section: "sites", answers: { assetIds: [a, b], shown: [] }, stored: { assetIds: [expect.any(String), a, b] }, other: { assetIds: [c] },
  refused: (input) => [
    ["an asset that does not exist", member, { ...input, assetIds: [a, nobodys] }, "asset_unknown"],
    ["another record's id for an asset", member, { ...input, assetIds: [city.west.id] }, "asset_unknown"],
    ["more places than an application holds", member, { ...input, assetIds: Array.from({ length: 501 }, () => a) }, "bad_input"],
  ],
});

describe("a kind of place that is not for this", () => {
  it("is refused, by name and with why, and nothing else of the page is taken; what was there before stays until it is unticked", async () => {
    const [signal, pole] = [await city.asset({ assetClass: "traffic_pole" }), await city.asset()];
    const draft = await city.application("draft");
    const purpose = { title: "Screens", why: "So that people know when the next ferry leaves.", until: inDays(200) };
    await must(savePurpose, member.actor, { ...purpose, applicationId: draft.id, version: 1, purpose: "lighting" });
    await must(chooseSites, member.actor, { applicationId: draft.id, version: 2, assetIds: [signal], shown: [] });
    await must(savePurpose, member.actor, { ...purpose, applicationId: draft.id, version: 3, purpose: "information" });
    const other = await city.asset({ assetClass: "traffic_pole" });
    expect(await chooseSites(member.actor, { applicationId: draft.id, version: 4, assetIds: [pole, other], shown: [] })).toMatchObject({ ok: false, refusal: "asset_closed_to", field: "assetIds", about: { why: "Screens beside a signal distract drivers" } });
    expect(await db.slotHold.count({ where: { assetId: { in: [pole, other] }, status: "held" } })).toBe(0);
    await must(chooseSites, member.actor, { applicationId: draft.id, version: 4, assetIds: [pole], shown: [] });
    await must(chooseSites, member.actor, { applicationId: draft.id, version: 5, assetIds: [], shown: [signal] });
    expect(((await db.application.findUniqueOrThrow({ where: { id: draft.id } })).draft as { sites: { assetIds: string[] } }).sites.assetIds).toEqual([pole]);
  });
});

describe("the first that are free", () => {
  it("are taken besides what is ticked, as many as devices lack a place; not a full one, nor one that is not for this", async () => {
    const signal = await city.asset({ assetClass: "traffic_pole" });
    const [full, one, two, three] = [await city.asset({ slots: 1 }), await city.asset(), await city.asset(), await city.asset()];
    const other = await city.application("draft");
    await must(chooseSites, member.actor, { applicationId: other.id, version: 1, assetIds: [full], shown: [] });
    const draft = await city.application("draft");
    const sitesOf = async () => ((await db.application.findUniqueOrThrow({ where: { id: draft.id } })).draft as { sites: { assetIds: string[] } }).sites.assetIds;
    const shown = [signal, full, one, two, three];
    const fill = (version: number, assetIds: string[] = [], more: object = {}) => chooseSites(member.actor, { applicationId: draft.id, version, assetIds, shown, fill: "yes", ...more });
    await must(savePurpose, member.actor, { applicationId: draft.id, version: 1, title: "Screens", purpose: "information", why: "So that people know when the next ferry leaves.", until: inDays(200) });
    // Without a device there is nothing to find a place for.
    expect(await fill(2)).toMatchObject({ ok: false, refusal: "all_placed" });
    await must(addDevices, member.actor, { applicationId: draft.id, version: 2, name: "Screen", make: "Ebb", model: "Panel", serial: "", howMany: "2" });
    await must(chooseSites, member.actor, { applicationId: draft.id, version: 3, assetIds: [two], shown, fill: "yes" });
    expect(await sitesOf()).toEqual([two, one]);
    expect(await fill(4, [two, one])).toMatchObject({ ok: false, refusal: "all_placed" });
    await must(chooseSites, member.actor, { applicationId: draft.id, version: 4, assetIds: [two], shown: [one, two] });
    expect(await fill(5, [two], { shown: [signal, full, two] })).toMatchObject({ ok: false, refusal: "none_free_here", field: "assetIds" });
    expect(await sitesOf()).toEqual([two]);
  });
});

it("the first that are free carry what comes there; what was just unticked is not taken again; the place of the permit that is replaced is free to its own", async () => {
  const [cabinet, light, other] = [await city.asset({ assetClass: "cabinet" }), await city.asset(), await city.asset()];
  const draft = await city.application("draft");
  const sitesOf = async (id: string) => ((await db.application.findUniqueOrThrow({ where: { id } })).draft as { sites: { assetIds: string[] } }).sites.assetIds;
  await must(addDevices, member.actor, { applicationId: draft.id, version: 1, name: "Box", make: "Big", model: "Box", serial: "", howMany: "1" });
  await must(describeModel, member.actor, { applicationId: draft.id, version: 2, make: "Big", model: "Box", radio: [], power: "mains", watts: "", kg: "12", size: "40 × 30 × 20", sockets: [], supportUntil: "" });
  await must(chooseSites, member.actor, { applicationId: draft.id, version: 3, assetIds: [], shown: [cabinet, light], fill: "yes" });
  expect(await sitesOf(draft.id)).toEqual([light]);
  await must(chooseSites, member.actor, { applicationId: draft.id, version: 4, assetIds: [], shown: [light, other], fill: "yes" });
  expect(await sitesOf(draft.id)).toEqual([other]);

  const one = await city.asset({ slots: 1 });
  const approved = await city.application("approved", { assetIds: [one] });
  const { reference } = await must(beginFollowUp, member.actor, { permitId: approved.permitId, kind: "amendment" });
  const { id } = await db.application.findUniqueOrThrow({ where: { reference: reference ?? "" } });
  await must(chooseSites, member.actor, { applicationId: id, version: 1, assetIds: [], shown: [one] });
  await must(chooseSites, member.actor, { applicationId: id, version: 2, assetIds: [], shown: [one], fill: "yes" });
  expect(await sitesOf(id)).toEqual([one]);
  expect(await chooseSites(member.actor, { applicationId: draft.id, version: 5, assetIds: [], shown: Array.from({ length: 1001 }, () => one) })).toMatchObject({ ok: false, refusal: "bad_input" });
});

describe("places on several pages", () => {
  const choose = async (chosen: string[], sent: { assetIds: string[]; shown: string[] }) => {
    const draft = await city.application("draft");
    await must(chooseSites, member.actor, { applicationId: draft.id, version: 1, assetIds: chosen, shown: [] });
    await must(chooseSites, member.actor, { applicationId: draft.id, version: 2, ...sent });
    return ((await db.application.findUniqueOrThrow({ where: { id: draft.id } })).draft as { sites: { assetIds: string[] } }).sites.assetIds;
  };

  it("what was on another page stays", async () => expect(await choose([a], { assetIds: [b], shown: [b, c] })).toEqual([a, b]));
  it("what was shown and not ticked is let go", async () => expect(await choose([a, b], { assetIds: [b], shown: [a, b] })).toEqual([b]));
  it("nothing is chosen twice", async () => expect(await choose([a], { assetIds: [a, a, b], shown: [a, b] })).toEqual([a, b]));
  it("all may be let go", async () => expect(await choose([a, b], { assetIds: [], shown: [a, b] })).toEqual([]));
});
