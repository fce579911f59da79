import { afterEach, describe, expect, it } from "vitest";
import { isOwnAddress } from "@/lib/core/mode";

const before = { ...process.env };
afterEach(() => void Object.assign(process.env, before));

describe("a form comes from a page of this portal", () => {
  const rows: [string, "demo" | "production", string | null, string | null, boolean][] = [
    ["its own address", "production", "https://permits.city.example", "permits.city.example", true],
    ["another site", "production", "https://evil.example", "permits.city.example", false],
    ["a host header that agrees with the other site", "production", "https://evil.example", "evil.example", false],
    ["no origin at all", "production", null, "permits.city.example", false],
    ["the origin of a page that hides it", "production", "null", "permits.city.example", false],
    ["another name of the demo's machine", "demo", "http://192.0.2.7:3000", "192.0.2.7:3000", true],
    ["another site, to the demo", "demo", "https://evil.example", "localhost:3000", false],
    ["no origin, to the demo", "demo", null, "localhost:3000", false],
  ];
  it.each(rows)("%s (%s)", (_, mode, origin, host, isOwn) => {
    process.env.LAMPPOST_MODE = mode;
    process.env.LAMPPOST_ORIGIN = "https://permits.city.example";
    expect(isOwnAddress(origin, host)).toBe(isOwn);
  });
});
