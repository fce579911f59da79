import { loadEnvFile, readSettings } from "@/lib/core/settings";
import { workAsSystem } from "@/lib/core/wall";
import { linkMark } from "./city";

// Both are loaded only when needed: a real city never loads the invented one.
async function main(): Promise<void> {
  workAsSystem();
  loadEnvFile();
  const settings = readSettings(process.env);
  const { ledgerHasItsKeys } = await import("@/scripts/ledger-has-its-keys");
  await ledgerHasItsKeys();
  if (settings.mode === "demo") {
    const { fillDemoCity } = await import("@/prisma/seed");
    await fillDemoCity((line) => console.log(line));
  } else {
    const { firstAdministratorLink } = await import("@/scripts/first-administrator");
    const link = await firstAdministratorLink({ email: settings.firstAdministratorEmail, name: settings.firstAdministratorName });
    if (link !== null) console.log(`${linkMark}${link}`);
  }
}

await main().then(
  () => process.exit(0),
  (problem: unknown) => {
    console.error(problem instanceof Error ? (problem.stack ?? problem.message) : problem);
    process.exit(1);
  },
);
