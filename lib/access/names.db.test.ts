import { afterEach, describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { asPublic } from "@/lib/core/test-public";
import { testCity } from "@/lib/core/test-city";
import { asPerson } from "@/lib/core/wall";
import { namesOf } from "@/lib/access/names";
import { devicePage, publicEntries } from "@/lib/registry/queries";

const { officer, partner, application } = await testCity();
const { name } = await db.person.findUniqueOrThrow({ where: { id: officer.id } });
const code = (await application("approved")).permit?.devices[0]?.code ?? "";

describe("which officer decided", () => {
  afterEach(() => {
    process.env.LAMPPOST_OFFICERS_NAMED = "yes";
  });

  it.each<[string, string | undefined, boolean]>([["where the city chose it", "yes", true], ["where it did not", "no", false], ["where nothing was chosen", undefined, false]])("is public %s", async (_, chosen, isNamed) => {
    if (chosen === undefined) delete process.env.LAMPPOST_OFFICERS_NAMED;
    else process.env.LAMPPOST_OFFICERS_NAMED = chosen;
    const told = JSON.stringify([await asPublic(() => namesOf([officer.id])).then((names) => [...names]), await asPublic(() => devicePage(code)), await asPublic(() => publicEntries({ take: 5 }))]);
    expect(told.includes(name)).toBe(isNamed);
    // Whoever has to do with it knows it in any case.
    for (const { id } of [partner.member, officer]) expect((await asPerson(id, () => namesOf([officer.id]))).get(officer.id)?.name).toBe(name);
  });
});
