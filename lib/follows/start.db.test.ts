import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, nobodys, testCity, visitor } from "@/lib/core/test-city";
import { entryOf, refuses, refusesGarbage, sentTwice, toldSince } from "@/lib/core/test-refusals";
import { reportConcern } from "@/lib/concerns/report";
import { askForData } from "@/lib/rights/ask";
import { startFollow } from "@/lib/follows/start";

const city = await testCity();
const { permit } = await city.application("approved");
const deviceId = permit?.devices[0]?.id ?? "";
const email = "resident@mail.test";

describe("somebody wants to be told", async () => {
  it.each([
    ["a street", { street: "quay street" }, "quay street"],
    ["a part of the city", { zoneId: city.west.id }, "West"],
    ["a partner", { partnerId: city.partner.id }, city.partner.name],
    ["a device", { deviceId }, "Bicycle counter"],
  ])("of %s: one mail asks whether they do, and nothing more is sent", async (_, what, name) => {
    const { told, outcome } = await toldSince(() => must(startFollow, visitor, { ...what, email, language: "es" }));
    expect(told).toEqual([["follow-asked", email]]);
    const follow = await db.follow.findUniqueOrThrow({ where: { id: outcome.subjectId } });
    expect(follow).toMatchObject({ email, status: "asked", confirmedAt: null });
    const { data } = await db.notice.findFirstOrThrow({ where: { email, template: "follow-asked" }, orderBy: { id: "desc" } });
    expect(data).toMatchObject({ name, link: expect.stringMatching(new RegExp(`/es/follow/${follow.id}\\.[0-9a-f]{40}$`)) });
    const entry = await entryOf(outcome.entryId);
    expect(entry).toMatchObject({ name: "follow.asked", subjectType: "Follow", toStatus: "asked", open: {}, sealed: {} });
  });

  it("and an address that was written to ten times within a day is written to no more, by whatever form", async () => {
    const filled = "filled@mail.test";
    for (let n = 0; n < 9; n++) await must(startFollow, visitor, { zoneId: city.west.id, email: filled });
    const report = () => toldSince(() => must(reportConcern, visitor, { kind: "wrong", device: permit?.devices[0]?.code, words: "It hums all night long.", email: filled }));
    expect((await report()).told).toEqual([["concern-received", filled]]);
    expect(await startFollow(visitor, { zoneId: city.west.id, email: filled })).toMatchObject({ refusal: "written_to_enough" });
    expect((await report()).told).toEqual([]);
    const asked = await toldSince(() => must(askForData, visitor, { kind: "access", device: permit?.devices[0]?.code, words: "I walked past in a red coat.", email: filled }));
    expect(asked.told.filter(([, to]) => to === filled)).toEqual([]);
    expect(asked.told.length).toBeGreaterThan(0);
  });

  const input = { street: "Quay Street", email };
  sentTwice(startFollow, async () => ({ who: visitor, input, other: { ...input, email: "other@mail.test" } }));
  refuses(startFollow, [
    ["of nothing", visitor, { email }, "bad_input"],
    ["of two things", visitor, { ...input, deviceId }, "bad_input"],
    ["of a street that is not there, such as words for somebody else's mail", visitor, { ...input, street: "Buy cheap pills" }, "street_unknown"],
    ["of every street", visitor, { ...input, street: "%%%%" }, "street_unknown"],
    ["of two letters", visitor, { ...input, street: "Qu" }, "bad_input"],
    ["of a device that is not there", visitor, { deviceId: nobodys, email }, "not_found"],
    ["of an organisation that nobody verified, by whatever name it gave itself", visitor, { partnerId: (await city.organisation({ verified: false })).id, email }, "not_found"],
    ["without an address", visitor, { street: "Quay Street", email: "" }, "bad_input"],
    ["by what fills in every field it finds", visitor, { ...input, website: "https://cheap.example" }, "written_by_no_hand"],
  ]);
  refusesGarbage(startFollow, visitor, { ...input, language: "en", website: "" });
});
