import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lifecyclesPage, page } from "./lifecycles";

test("docs/lifecycles.md shows the lifecycles as they are; if not, run node --import tsx scripts/lifecycles.ts", async () => {
  expect(readFileSync(page, "utf8")).toBe(await lifecyclesPage());
});
