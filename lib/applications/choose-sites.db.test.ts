import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity } from "@/lib/core/test-city";
import { savesASection } from "@/lib/core/test-drafts";
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
