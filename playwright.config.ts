import { defineConfig } from "@playwright/test";

const isRoot = process.getuid?.() === 0;

/** `npm test -- e2e` starts the city that the journeys walk through, and sets E2E_BASE_URL and E2E_CHROMIUM. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  outputDir: "test-results",
  workers: 2,
  retries: 0,
  // Generous: how long a journey takes depends on the machine and on what else it does.
  timeout: 480_000,
  expect: { timeout: 20_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: "list",
  use: {
    baseURL: process.env.E2E_BASE_URL ?? "http://localhost:3000",
    browserName: "chromium",
    // What is not there after so long is not coming; better said at once than when the journey's time is over.
    actionTimeout: 45_000,
    locale: "en-GB",
    timezoneId: "Europe/London",
    // A trace films every page, which takes more than to walk it: asked for when something is looked into.
    trace: process.env.E2E_TRACE ? "retain-on-failure" : "off",
    screenshot: "only-on-failure",
    launchOptions: {
      ...(process.env.E2E_CHROMIUM ? { executablePath: process.env.E2E_CHROMIUM } : {}),
      // Chromium cannot keep its sandbox as root.
      chromiumSandbox: !isRoot,
      args: [
        "--disable-background-networking",
        "--disable-component-update",
        // Nothing here is drawn by a graphics card, and to imitate one takes more of the machine than the pages do.
        "--disable-gpu",
        ...(isRoot ? ["--no-sandbox"] : []),
      ],
    },
  },
});
