import { beforeEach, describe, expect, it, vi } from "vitest";
import { randomBytes } from "node:crypto";
import { authorOf, dropKept, keepTyped, keptTyped } from "@/lib/forms/kept";

/** A browser's jar, as the framework hands it to whoever asks. */
const { jar } = vi.hoisted(() => {
  const held = new Map<string, string>();
  return {
    jar: {
      held,
      get: (name: string) => (held.has(name) ? { value: held.get(name) ?? "" } : undefined),
      has: (name: string) => held.has(name),
      set: (name: string, value: string) => void held.set(name, value),
      delete: (name: string) => void held.delete(name),
    },
  };
});
vi.mock("next/headers", () => ({ cookies: async () => jar }));

const page = "/partner/applications/LPA-2/purpose";
const values = { purpose: "To count the air. العربية 🏙️", aims: ["one", "two"] };
const keep = (given: Partial<Parameters<typeof keepTyped>[0]> = {}) => keepTyped({ path: page, form: "Purpose", by: authorOf("priya"), values, ...given });

beforeEach(() => {
  jar.held.clear();
  vi.useRealTimers();
});

describe("what was typed before a sign-in", () => {
  it("comes back to the same person on the same page, however the page was asked for", async () => {
    expect(await keep()).toBe(true);
    expect(await keptTyped("priya", page)).toEqual({ form: "Purpose", values });
    expect(await keptTyped("priya", `${page}?saved=yes`)).toEqual({ form: "Purpose", values });
  });

  it("says nothing to whoever holds the browser: neither the words nor whose they are", async () => {
    await keep();
    const held = [...jar.held.values()].join("");
    for (const secret of ["priya", "Purpose", "count the air"]) expect(Buffer.from(held, "base64url").toString("utf8") + held).not.toContain(secret);
  });

  it.each([
    ["for somebody else who signs in on this machine", async () => keptTyped("tom", page)],
    ["on another page", async () => keptTyped("priya", "/partner/applications/LPA-2/data")],
    [
      "after an hour",
      async () => {
        vi.useFakeTimers({ now: Date.now() + 3_600_001 });
        return keptTyped("priya", page);
      },
    ],
    [
      "altered on its way",
      async () => {
        const all = jar.held.get("kept-0") ?? "";
        jar.held.set("kept-0", all.slice(0, 40) + (all[40] === "A" ? "B" : "A") + all.slice(41));
        return keptTyped("priya", page);
      },
    ],
    [
      "with a piece of it gone",
      async () => {
        await keep({ values: { words: randomBytes(2_000).toString("hex") } });
        expect(jar.has("kept-1")).toBe(true);
        jar.held.delete("kept-1");
        return keptTyped("priya", page);
      },
    ],
    [
      "made up by somebody",
      async () => {
        jar.held.set("kept-0", Buffer.from(JSON.stringify({ path: page, form: "Purpose", by: authorOf("priya"), values, until: Date.now() + 1e6 })).toString("base64url"));
        return keptTyped("priya", page);
      },
    ],
    [
      "once a form was sent",
      async () => {
        await dropKept("priya");
        return keptTyped("priya", page);
      },
    ],
  ])("does not come back %s", async (_, look) => {
    await keep();
    expect(await look()).toBeNull();
  });

  it("stays where somebody else sends a form on this machine", async () => {
    await keep();
    await dropKept("tom");
    expect(await keptTyped("priya", page)).toEqual({ form: "Purpose", values });
  });

  it("is kept whole at the length of a long answer, in cookies that every proxy lets through", async () => {
    const long = { purpose: Array.from({ length: 700 }, (_, index) => `word ${index * 7919}`).join(" ") };
    expect(long.purpose.length).toBeGreaterThan(7_000);
    expect(await keep({ values: long })).toBe(true);
    expect((await keptTyped("priya", page))?.values).toEqual(long);
    for (const piece of jar.held.values()) expect(piece.length).toBeLessThanOrEqual(3_000);
    expect([...jar.held.values()].join("").length).toBeLessThan(8_000);
  });

  it("is not begun where it is too much, and what was kept before stays", async () => {
    await keep();
    expect(await keep({ values: { words: randomBytes(9_000).toString("hex") } })).toBe(false);
    expect(await keptTyped("priya", page)).toEqual({ form: "Purpose", values });
  });

  it("takes the place of what was kept before, also where that was longer", async () => {
    await keep({ values: { words: randomBytes(2_000).toString("hex") } });
    await keep();
    expect(await keptTyped("priya", page)).toEqual({ form: "Purpose", values });
    expect(jar.has("kept-1")).toBe(false);
  });
});
