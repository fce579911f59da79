import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "@playwright/test";
import { runChild } from "./child-process";

const usualPlaces = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/** On Ubuntu the package is a stub that needs snap; only a browser that tells its version counts. */
async function works(path: string): Promise<boolean> {
  if (!existsSync(path)) return false;
  return (await runChild({ name: "The browser", command: path, args: ["--version"] })).code === 0;
}

async function installed(): Promise<string | null> {
  const bundled = chromium.executablePath();
  if (bundled && existsSync(bundled)) return bundled;
  for (const path of usualPlaces) if (await works(path)) return path;
  return null;
}

/**
 * The Chromium to test with: E2E_CHROMIUM, Playwright's own, one of this machine, or one installed now.
 * @returns the absolute path of the program
 * @throws {Error} with a sentence when there is none
 */
export async function findBrowser(log: (line: string) => void): Promise<string> {
  const chosen = process.env.E2E_CHROMIUM;
  if (chosen) {
    if (existsSync(chosen)) return chosen;
    throw new Error(`E2E_CHROMIUM names ${chosen}, where there is no browser. Set it to the path of Chromium, or remove it.`);
  }
  const found = await installed();
  if (found) return found;

  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    log("Installing Chromium with apt-get.");
    const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await runChild({ name: "apt-get", command: "apt-get", args: ["update"], env });
    await runChild({ name: "apt-get", command: "apt-get", args: ["install", "-y", "chromium"], env });
    const fromApt = await installed();
    if (fromApt) return fromApt;
  }
  log("Installing Chromium with Playwright.");
  const { lines } = await runChild({
    name: "playwright install",
    command: process.execPath,
    args: ["node_modules/@playwright/test/cli.js", "install", "chromium"],
  });
  const fromPlaywright = await installed();
  if (fromPlaywright) return fromPlaywright;
  throw new Error(`There is no Chromium on this machine and none could be installed: ${lines.slice(-2).join(" ")} Install one and set E2E_CHROMIUM to its path.`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  console.log(await findBrowser(console.error));
}
