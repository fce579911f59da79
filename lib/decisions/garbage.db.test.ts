import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { testCity, visitor } from "@/lib/core/test-city";
import { everythingStored } from "@/lib/core/test-refusals";
import type { Actor, Decision } from "@/lib/decisions/decision";
import { floors } from "@/lib/floors";

/** Every decision of the product, found by reading the rooms: a new one is tried without being named here. */
async function everyDecision(): Promise<Decision<unknown>[]> {
  const files = floors.filter((room) => existsSync(`lib/${room}`)).flatMap((room) => readdirSync(`lib/${room}`).filter((file) => /^[a-z-]+\.ts$/.test(file)).map((file) => `${room}/${file.replace(".ts", "")}`));
  const found = new Map<string, Decision<unknown>>();
  for (const file of files) {
    const loaded = (await import(/* @vite-ignore */ join(process.cwd(), "lib", `${file}.ts`))) as Record<string, unknown>;
    for (const exported of Object.values(loaded)) if (typeof exported === "function" && "inside" in exported && "input" in exported) found.set((exported as Decision<unknown>).name, exported as unknown as Decision<unknown>);
  }
  return [...found.values()];
}

const city = await testCity();
const decisions = await everyDecision();

/** Values that no form sends: JSON of any shape, ids of nobody, texts that break what reads them. */
const anyValue = fc.oneof(fc.anything({ maxDepth: 2 }), fc.constantFrom("", "\u0000", "\ud800", "1e309", "-0", "constructor", "__proto__", "01890000-0000-7000-8000-000000000000", "x".repeat(5_000)), fc.string());

describe("every decision", () => {
  it("is found", () => expect(decisions.length).toBeGreaterThan(40));

  it.each(decisions.map((decide) => [decide.name, decide] as const))("%s: refuses whatever is thrown at it, and leaves no trace", async (_, decide) => {
    const fields = Object.keys((decide.input as unknown as { shape?: object }).shape ?? { reason: 0 });
    const actors: Actor[] = [city.officer.actor, city.admin.actor, city.partner.member.actor, visitor];
    const thrown = fc.oneof(
      fc.anything({ maxDepth: 2 }),
      fc.dictionary(fc.constantFrom(...fields, "status", "__proto__", "origin"), anyValue),
      // Every field there, and each of them garbage.
      fc.record(Object.fromEntries(fields.map((field) => [field, anyValue]))),
    );
    const before = await everythingStored();
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...actors), thrown, async (actor, input) => {
        expect(await decide(actor, input)).toMatchObject({ ok: false, refusal: expect.any(String) });
      }),
      { numRuns: 60, seed: 20_261_122 },
    );
    expect(await everythingStored()).toEqual(before);
  });
});
