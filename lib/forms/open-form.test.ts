import { describe, expect, it } from "vitest";
import { isFromOpenPage, openFormKey } from "@/lib/forms/open-form";

const opened = new Date("2026-11-29T12:00:00Z");
const after = (hours: number) => new Date(opened.getTime() + hours * 3_600_000);
function sent(changes: Record<string, string> = {}): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries({ words: "Something", ...openFormKey(opened), ...changes })) data.set(name, value);
  return data;
}

describe("a form that anybody may send", () => {
  it("is taken from a page of the portal, and its decision gets none of what shows that", () => {
    const data = sent();
    expect(isFromOpenPage(data, after(1))).toBe(true);
    expect([...data.keys()].toSorted()).toEqual(["key", "words"]);
  });

  it.each<[what: string, data: FormData, now: Date]>([
    ["after a day", sent(), after(24.1)],
    ["before it was opened", sent(), after(-1)],
    ["with another key", sent({ key: "00000000-0000-4000-8000-000000000000" }), after(1)],
    ["with another time", sent({ opened: String(after(23).getTime()) }), after(24)],
    ["with a seal made up", sent({ seal: "0".repeat(64) }), after(1)],
    ["with no seal", sent({ seal: "" }), after(1)],
    ["with a time that is none", sent({ opened: "soon" }), after(1)],
    ["with nothing at all", new FormData(), after(1)],
  ])("is not taken %s", (_, data, now) => {
    expect(isFromOpenPage(data, now)).toBe(false);
  });
});
