import { existsSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { mapLibrary } from "@/lib/map/library";

it("the map’s library is the one that is installed, with all its files", () => {
  const { version } = JSON.parse(readFileSync("node_modules/maplibre-gl/package.json", "utf8")) as { version: string };
  expect(mapLibrary.version).toBe(version);
  expect(mapLibrary.files.filter((file) => !existsSync(`node_modules/maplibre-gl/dist/${file}`))).toEqual([]);
});
