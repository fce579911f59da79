import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, testCity, visitor } from "@/lib/core/test-city";
import { entriesOf, oneWins, refuses, refusesGarbage, sentTwice } from "@/lib/core/test-refusals";
import { confirmFollow } from "@/lib/follows/confirm";
import { endFollow } from "@/lib/follows/end";
import { startFollow } from "@/lib/follows/start";
import { tokenOf } from "@/lib/follows/token";

const city = await testCity();
let count = 0;
const make = async () => ({ token: tokenOf((await must(startFollow, visitor, { zoneId: city.west.id, email: `resident${++count}@mail.test` })).subjectId) });

describe("whoever follows wants to be told no more", async () => {
  it("and their address is forgotten at once", async () => {
    const input = await make();
    await must(confirmFollow, visitor, input);
    const { entryId, subjectId } = await must(endFollow, visitor, input);
    expect(await db.follow.findUniqueOrThrow({ where: { id: subjectId } })).toMatchObject({ status: "ended", email: null });
    expect(JSON.stringify(await db.notice.findMany({ where: { about: subjectId } }))).not.toMatch(/resident\d+@mail/);
    expect((await entriesOf(entryId))[0]).toMatchObject({ name: "follow.ended", fromStatus: "following", toStatus: "ended" });
  });

  oneWins(endFollow, async () => ({ who: [visitor, visitor], input: await make() }), ["changed_since_read", "follow_over"]);
  sentTwice(endFollow, async () => ({ who: visitor, input: await make(), other: await make() }));
  const over = await make();
  await must(endFollow, visitor, over);
  refuses(endFollow, [
    ["twice", visitor, over, "follow_over"],
    ["with a seal made up", visitor, { token: `${(await make()).token.slice(0, 36)}.${"0".repeat(40)}` }, "not_found"],
  ]);
  refusesGarbage(endFollow, visitor, await make());
});
