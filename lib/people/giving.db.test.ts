import { describe, expect, it } from "vitest";
import { good, must, testCity } from "@/lib/core/test-city";
import { grantOf } from "@/lib/core/test-refusals";
import { asSuperuser } from "@/lib/core/test-superuser";
import { endGrant } from "@/lib/people/end-grant";
import { giveGrant } from "@/lib/people/give-grant";

const city = await testCity();
const { admin, secondAdmin } = city;
const another = async () => ({ personId: (await city.colleague()).id, capability: "people.grant", reason: good });

// In this order: each begins where the one before it ended.
describe("when the second of two who give leaves", () => {
  it("who is left gives alone, so that there are two again", async () => {
    await asSuperuser(`UPDATE "Person" SET status = 'deactivated' WHERE id = $1`, [secondAdmin.id]);
    const sent = await another();
    await must(giveGrant, admin.actor, sent);
    expect(await giveGrant(admin.actor, await another())).toMatchObject({ refusal: "second_person_needed" });
    await must(endGrant, admin.actor, { grantId: await grantOf({ id: sent.personId }, "people.grant"), version: 1, reason: good });
  });

  it("but not where they themselves ended the other's permission", async () => {
    expect(await giveGrant(admin.actor, await another())).toMatchObject({ refusal: "second_person_needed" });
  });
});
