import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { expect, test } from "@playwright/test";
import { windowOf } from "./walk";

let server: ChildProcess;
let other: string;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

// A second process of the same portal: the same build, secret and database.
test.beforeAll(async ({ baseURL }) => {
  const port = await freePort();
  other = `http://localhost:${port}`;
  server = spawn(process.execPath, ["node_modules/next/dist/bin/next", "start", "-p", String(port)], {
    stdio: "ignore",
    env: { ...process.env, NODE_ENV: "production", LAMPPOST_MODE: "demo", LAMPPOST_ORIGIN: baseURL ?? "", NEXTAUTH_URL: baseURL ?? "", LAMPPOST_SECRET: process.env.E2E_SECRET ?? "", NEXTAUTH_SECRET: process.env.E2E_SECRET ?? "", DATABASE_URL: process.env.E2E_APP_DATABASE_URL ?? "", LOG_LEVEL: "silent" },
  });
  await expect(async () => expect((await fetch(`${other}/api/health`)).status).toBe(200)).toPass({ timeout: 30_000 });
});
test.afterAll(() => void server.kill("SIGTERM"));

test("an ended grant and a closed account stop the very next request, on every process and in a tab that is already open", async ({ browser }) => {
  test.skip(!process.env.E2E_SECRET, "the portal's secret is not known here, so a second process could not read its sessions");
  const marguerite = await windowOf(browser, "Marguerite Dell");
  const elsewhere = await marguerite.context().newPage();
  await elsewhere.goto(`${other}/staff`);
  await expect(elsewhere.getByRole("heading", { level: 1 })).toBeVisible();
  // A tab with a form that could be sent.
  const tab = await marguerite.context().newPage();
  await tab.goto("/staff?view=unassigned");
  await tab.locator("table a[href^='/staff/cases/']").first().click();
  await expect(tab.getByRole("button", { name: "Take this case" })).toBeVisible();

  const amara = await windowOf(browser, "Amara Osei");
  await amara.goto("/staff/people?find=Marguerite");
  await amara.getByRole("link", { name: "Marguerite Dell" }).click();
  await amara.getByRole("link", { name: /End this ?: read applications/ }).click();
  await amara.getByLabel("Reason").fill("Marguerite moves to another office today.");
  await amara.getByRole("button", { name: "End it now" }).click();
  await expect(amara.getByRole("heading", { level: 1, name: "Marguerite Dell" })).toBeVisible();

  // The next click in the tab, and the next page of either process.
  await tab.getByRole("button", { name: "Take this case" }).click();
  await expect(tab.getByText(/cannot find this|do not allow this/)).toBeVisible();
  const caseAddress = new URL(tab.url()).pathname;
  expect((await marguerite.goto(caseAddress))?.status()).toBe(404);
  expect((await elsewhere.goto(`${other}${caseAddress}`))?.status()).toBe(404);

  // She leaves: her account is closed, and she is signed out everywhere.
  const hanne = await windowOf(browser, "Hanne Solberg-Ito");
  await hanne.goto("/staff/people?find=Marguerite");
  await hanne.getByRole("link", { name: "Marguerite Dell" }).click();
  await hanne.getByRole("link", { name: "Close the account" }).click();
  await hanne.getByLabel("Reason").fill("She has left the city's service.");
  await hanne.getByRole("button", { name: /Close/ }).click();
  await expect(hanne.getByRole("heading", { level: 1, name: "Marguerite Dell" })).toBeVisible();
  await marguerite.goto("/account");
  await expect(marguerite).toHaveURL(/\/sign-in/);
  await elsewhere.goto(`${other}/account`);
  await expect(elsewhere).toHaveURL(/\/sign-in/);
});
