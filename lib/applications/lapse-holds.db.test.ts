import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, must, nobodys, operator, testCity } from "@/lib/core/test-city";
import { asSuperuser } from "@/lib/core/test-superuser";
import { placesOf } from "@/lib/core/test-places";
import { entriesOf, membersTold, refuses, refusesGarbage, toldSince } from "@/lib/core/test-refusals";
import { chooseSites } from "@/lib/applications/choose-sites";
import { lapseHolds } from "@/lib/applications/lapse-holds";
import { passPlacesOn } from "@/lib/applications/lapsing";
import { heldDays, mostHeldInZone } from "@/lib/applications/occupancy";
import { submitApplication } from "@/lib/applications/submit";
import { withdrawApplication } from "@/lib/applications/withdraw";

const city = await testCity();
const { partner, otherPartner } = city;
const { member } = partner;
const { pole, draft, versionOf, choose, holds, holders, timeIsOver } = placesOf(city);

/*
 * Places are held while an application is written: for a time, up to a share, and for whoever came first. Whatever happens, a place is never two's.
 */

describe("a place that is chosen", () => {
  it("is held for so many days; saving again does not make it longer, letting it go frees it", async () => {
    const [id, a, b] = [await draft(), await pole(), await pole()];
    const before = Date.now();
    await must(chooseSites, member.actor, { applicationId: id, version: 1, assetIds: [a, b], shown: [a, b] });
    const [first, second] = await holds(id);
    for (const hold of [first, second]) {
      expect((hold?.until?.getTime() ?? 0) - before).toBeGreaterThan(heldDays * 86_400_000 - 5_000);
      expect((hold?.until?.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(heldDays * 86_400_000);
    }
    await must(chooseSites, member.actor, { applicationId: id, version: await versionOf(id), assetIds: [a], shown: [a, b] });
    await choose(id, [a]);
    expect((await holds(id)).map((hold) => [hold.id, hold.until])).toEqual([[first?.id, first?.until]]);
    await must(chooseSites, member.actor, { applicationId: id, version: await versionOf(id), assetIds: [], shown: [a, b] });
    expect([await holders(a), await holders(b)]).toEqual([[], []]);
  });

  it("let go and taken again is not held the longer for it", async () => {
    const [id, a] = [await draft(), await pole()];
    await choose(id, [a]);
    const [first] = await holds(id);
    await asSuperuser(`UPDATE "SlotHold" SET until = until - interval '10 days' WHERE id = $1`, [first?.id]);
    await must(chooseSites, member.actor, { applicationId: id, version: await versionOf(id), assetIds: [], shown: [a] });
    await choose(id, [a]);
    const [again] = await holds(id);
    expect(again?.until).toEqual(new Date((first?.until?.getTime() ?? 0) - 10 * 86_400_000));
  });

  it("is held without end once it is sent, and free again when it is withdrawn", async () => {
    const a = await pole();
    const { id, version } = await city.application("complete", { assetIds: [a] });
    await choose(id, [a]);
    await must(submitApplication, member.actor, { applicationId: id, version: version + 1, isTrue: "yes" });
    expect((await holds(id)).map(({ until }) => until)).toEqual([null]);
    await must(withdrawApplication, member.actor, { applicationId: id, version: await versionOf(id), reason: good });
    expect(await holders(a)).toEqual([]);
  });

  it("is kept from another partner, who may choose it and does not hold it, and cannot send it", async () => {
    const a = await pole();
    await choose(await draft(), [a]);
    const { id, version } = await city.application("complete", { assetIds: [a], of: otherPartner });
    expect(await choose(id, [a], otherPartner.member)).toMatchObject({ ok: true });
    expect(await holds(id)).toEqual([]);
    expect(await submitApplication(otherPartner.member.actor, { applicationId: id, version: version + 1, isTrue: "yes" })).toMatchObject({ refusal: "asset_full" });
  });

  it("is free the moment its time is over, with no job running; what was held is told to its partner once", async () => {
    const a = await pole();
    const first = await draft();
    await choose(first, [a]);
    await timeIsOver(first);
    const second = await draft(otherPartner);
    await choose(second, [a], otherPartner.member);
    expect(await holders(a)).toEqual([second]);
    const { told } = await toldSince(async () => Promise.all([passPlacesOn(new Date()), passPlacesOn(new Date())]));
    expect(told).toEqual(await membersTold(partner.id, "places-lapsed"));
    const entry = await db.ledgerEntry.findFirstOrThrow({ where: { subjectId: first, name: "places.lapsed" } });
    expect(await entriesOf(entry.id)).toEqual([{ name: "places.lapsed", subjectType: "Application", subjectId: first, fromStatus: "draft", toStatus: "draft", actorId: null, actorKind: "operator", grantId: null }]);
    expect((await toldSince(() => passPlacesOn(new Date()))).told).toEqual([]);
  });

  it("beyond the partner's share of a zone it is chosen and not held, over all its applications; another zone has a share of its own", async () => {
    const many = await pole(mostHeldInZone, city.east.id);
    const others = await Promise.all(Array.from({ length: mostHeldInZone - 1 }, () => pole(1, city.east.id)));
    await choose(await draft(), others);
    const id = await draft();
    const here = await Promise.all([pole(1, city.east.id), pole(1, city.east.id)]);
    const there = await pole(1, city.west.id);
    await choose(id, [many, ...here, there]);
    expect((await holds(id)).map(({ assetId }) => assetId).toSorted()).toEqual([many, there].toSorted());
    // The share is the partner's: another has its own.
    const theirs = await draft(otherPartner);
    await choose(theirs, [here[0]], otherPartner.member);
    expect(await holds(theirs)).toHaveLength(1);
  });
});

const waiting = await draft();
refuses(lapseHolds, [
  ["a member", member, { applicationId: waiting }, "not_found"],
  ["the console, where nothing lapsed", operator, { applicationId: waiting }, "nothing_lapsed"],
  ["the console, of nothing", operator, { applicationId: nobodys }, "not_found"],
]);
refusesGarbage(lapseHolds, member, { applicationId: waiting });

describe("at the same moment", () => {
  it("twenty applications of two partners want the last place: one has it, by whatever way; nobody has half of what they sent", async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      const [wanted, besides] = [await pole(), await pole(20)];
      const drafts = await Promise.all(Array.from({ length: 10 }, async (_, n) => (n % 2 ? { who: member, id: await draft() } : { who: otherPartner.member, id: await draft(otherPartner) })));
      const results = await Promise.all(drafts.map(({ who, id }) => chooseSites(who.actor, { applicationId: id, version: 1, assetIds: [besides, wanted], shown: [besides, wanted] })));
      for (const result of results) if (!result.ok) expect(result.refusal).toBe("taken_meanwhile");
      expect(await holders(wanted)).toHaveLength(1);
      // Whoever was refused holds nothing, and nothing of what they sent is stored.
      for (const [index, { id }] of drafts.entries()) if (!results[index]?.ok) expect(await holds(id)).toEqual([]);
    }
  });

  it("one sends it as its time runs out, and another takes it: it is one's", async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const a = await pole();
      const { id, version } = await city.application("complete", { assetIds: [a] });
      await choose(id, [a]);
      await timeIsOver(id);
      const other = await draft(otherPartner);
      const [mine, theirs] = await Promise.all([submitApplication(member.actor, { applicationId: id, version: version + 1, isTrue: "yes" }), choose(other, [a], otherPartner.member)]);
      expect(await holders(a)).toHaveLength(1);
      expect([mine.ok, theirs.ok]).not.toEqual([false, false]);
    }
  });
});
