import { expect, test } from "vitest";
import { runChild } from "./child-process";
import { ownProgram } from "./serve";

test("killed a dozen times, the ledger has every decision once and verifies", { timeout: 120_000 }, async () => {
  const { command, args } = ownProgram("scripts/ledger-soak.ts");
  const { code, lines } = await runChild({ name: "The soak", command, args: [...args, "--kills", "12"] });
  expect({ code, lines }).toMatchObject({ code: 0 });
  expect(lines.at(-1)).toMatch(/^The ledger holds/);
  // All three kinds died, and something was decided meanwhile.
  expect(lines.find((line) => /^12 kills .*\.$/.test(line))).toMatch(/keeper [1-9]\d*, app [1-9]\d*, database [1-9]\d*\); [1-9][\d,]* decisions/);
});
