import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, operator, testCity, visitor } from "@/lib/core/test-city";
import { refuses } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { confirmFollow } from "@/lib/follows/confirm";
import { lapseFollow } from "@/lib/follows/lapse";
import { startFollow } from "@/lib/follows/start";
import { forgetUnconfirmed } from "@/lib/follows/telling";
import { tokenOf } from "@/lib/follows/token";

const city = await testCity();
const asked = async () => (await must(startFollow, visitor, { zoneId: city.west.id, email: "resident@mail.test" })).subjectId;
const daysLater = (id: string, days: number) => asSuperuser(`UPDATE "Follow" SET "startedAt" = "startedAt" - $2 * interval '1 day' WHERE id = $1`, [id, days]);

describe("what nobody confirmed", () => {
  it("is forgotten after three days, with the address; what was confirmed stays", async () => {
    const [id, confirmed] = [await asked(), await asked()];
    await must(confirmFollow, visitor, { token: tokenOf(confirmed) });
    await daysLater(id, 2.9);
    await daysLater(confirmed, 10);
    expect(await forgetUnconfirmed(new Date())).toBe(0);
    await daysLater(id, 0.2);
    expect(await forgetUnconfirmed(new Date())).toBe(1);
    expect(await db.follow.findUniqueOrThrow({ where: { id } })).toMatchObject({ status: "ended", email: null, confirmedAt: null });
    expect(await db.follow.findUniqueOrThrow({ where: { id: confirmed } })).toMatchObject({ status: "following" });
  });
});

describe("nothing lapses", async () => {
  const late = { followId: "" };
  beforeAll(async () => {
    late.followId = await asked();
    await daysLater(late.followId, 4);
  });
  refuses(lapseFollow, [
    ["by a visitor", visitor, late, "not_found"],
    ["by an officer", city.officer, late, "not_found"],
    ["before its time", operator, { followId: await asked() }, "not_from_here"],
  ]);
});
