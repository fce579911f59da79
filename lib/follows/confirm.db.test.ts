import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, nobodys, testCity, visitor } from "@/lib/core/test-city";
import { entriesOf, oneWins, refuses, refusesGarbage, sentTwice, toldSince } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { write } from "@/lib/notices/words";
import { suspendPermit } from "@/lib/permits/suspend";
import { confirmFollow } from "@/lib/follows/confirm";
import { endFollow } from "@/lib/follows/end";
import { followBehind } from "@/lib/follows/queries";
import { startFollow } from "@/lib/follows/start";
import { tellFollowers } from "@/lib/follows/telling";
import { tokenOf } from "@/lib/follows/token";

const city = await testCity();
let count = 0;
/** Each with an address of its own: one that is written to too often is written to no more. */
const asked = async (what: object = { zoneId: city.west.id }) => tokenOf((await must(startFollow, visitor, { email: `resident${++count}@mail.test`, ...what })).subjectId);
const make = async (what?: object) => ({ token: await asked(what) });
/** Whose mail is looked at: others follow the same city. */
const reader = "reader@mail.test";
const aDayLater = () => asSuperuser(`UPDATE "Follow" SET "toldAt" = "toldAt" - interval '25 hours'`);
const news = async () => (await toldSince(() => tellFollowers(new Date()))).told.filter(([template, email]) => template === "follow-news" && email === reader);

describe("whoever has the address says that they want it", async () => {
  it("and is told of what is decided from then on: in one mail, at most once a day, of nothing else", async () => {
    const here = await city.application("approved");
    const { permitId: elsewhere } = await city.application("approved", { of: city.otherPartner });
    const input = await make({ partnerId: city.partner.id, email: reader });
    expect(await news()).toEqual([]);
    const { entryId } = await must(confirmFollow, visitor, input);
    expect((await entriesOf(entryId))[0]).toMatchObject({ name: "follow.confirmed", fromStatus: "asked", toStatus: "following", actorKind: "visitor" });
    expect(await news()).toEqual([]);
    const stop = (permitId: string) => must(suspendPermit, city.officer.actor, { permitId, version: 1, until: inDays(3), reason: good, without: "danger" });
    await stop(elsewhere);
    expect(await news()).toEqual([]);
    await stop(here.permitId);
    expect(await news()).toEqual([["follow-news", reader]]);
    const letter = await db.notice.findFirstOrThrow({ where: { template: "follow-news", email: reader }, orderBy: { id: "desc" } });
    expect(write(letter.template, letter.data, null)).toMatchObject({ subject: `Decided: ${city.partner.name}`, text: expect.stringContaining(`Suspended: ${here.permit?.title}`) });
    const again = await city.application("approved");
    expect(await news()).toEqual([]);
    await aDayLater();
    expect(await news()).toHaveLength(1);
    const second = await db.notice.findFirstOrThrow({ where: { template: "follow-news", email: reader }, orderBy: { id: "desc" } });
    expect(JSON.stringify(second.data)).toContain(again.permit?.title);
    expect(JSON.stringify(second.data)).not.toContain("permit.suspended");
    await must(endFollow, visitor, input);
    await stop(again.permitId);
    await aDayLater();
    expect(await news()).toEqual([]);
  });

  it("two workers tell them once", async () => {
    await aDayLater();
    await news();
    const { permitId } = await city.application("approved");
    const token = await asked();
    await must(confirmFollow, visitor, { token });
    await must(suspendPermit, city.officer.actor, { permitId, version: 1, until: inDays(3), reason: good, without: "danger" });
    const before = await db.notice.count({ where: { template: "follow-news" } });
    await Promise.all([tellFollowers(new Date()), tellFollowers(new Date()), tellFollowers(new Date())]);
    expect((await db.notice.count({ where: { template: "follow-news" } })) - before).toBe(await db.follow.count({ where: { status: "following" } }));
  });

  oneWins(confirmFollow, async () => ({ who: [visitor, visitor], input: await make() }), ["changed_since_read", "followed_already"]);
  sentTwice(confirmFollow, async () => ({ who: visitor, input: await make(), other: await make() }));
  const [done, over] = [await make(), await make()];
  await must(confirmFollow, visitor, done);
  await must(endFollow, visitor, over);
  const { token } = await make();
  refuses(confirmFollow, [
    ["twice", visitor, done, "followed_already"],
    ["after it ended", visitor, over, "follow_over"],
    ["with a seal made up", visitor, { token: `${token.slice(0, 36)}.${"0".repeat(40)}` }, "not_found"],
    ["with the seal of another", visitor, { token: `${token.slice(0, 36)}.${done.token.slice(37)}` }, "not_found"],
    ["of one that is not there", visitor, { token: tokenOf(nobodys) }, "not_found"],
    ["with nothing", visitor, {}, "bad_input"],
  ]);
  refusesGarbage(confirmFollow, visitor, await make());

  it("what they follow is shown to whoever has the link, and to nobody else", async () => {
    expect(await followBehind(done.token)).toEqual({ status: "following", name: "West" });
    expect(await followBehind(`${done.token.slice(0, 36)}.${"0".repeat(40)}`)).toBeNull();
    expect(await followBehind("x")).toBeNull();
  });
});
