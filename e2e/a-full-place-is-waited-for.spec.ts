import { expect, test, type Page } from "@playwright/test";
import { fitsThePhone, look, press, tick, windowOf, write } from "./walk";

/** Begins an application and goes to where its devices go. */
async function begins(page: Page, title: string): Promise<string> {
  await page.goto("/partner/applications/new");
  await write(page.getByLabel("Name of the deployment"), title);
  await press(page.getByRole("button", { name: "Begin" }));
  await expect(page.getByRole("heading", { level: 1 })).toContainText(title);
  return page.url();
}
async function finds(page: Page, application: string, plate: string): Promise<void> {
  await page.goto(`${application}/sites?find=${encodeURIComponent(plate)}`);
}

test("places are held while one writes, by keyboard alone; who comes later waits, without JavaScript, and has it when it is free", async ({ browser }) => {
  const callum = await windowOf(browser, "Callum Reyes", { byKeyboard: true, onPhone: true });
  // A pole with two places and nothing on it.
  const first = await begins(callum, "Beacons, first look");
  await callum.goto(`${first}/sites?find=Weighhouse`);
  const free = callum.locator(".choice", { hasText: "2 of 2 places free" }).last();
  const plate = (await free.locator("label").innerText()).split(",")[0] ?? "";
  const applications: string[] = [];
  for (const title of ["Beacons, first try", "Beacons, second try"]) {
    const application = await begins(callum, title);
    applications.push(application);
    await finds(callum, application, plate);
    await tick(callum.locator(".choice", { hasText: plate }).locator("input"));
    await press(callum.getByRole("button", { name: "Save these places" }));
    await expect(callum.getByText(/held for you until/)).toBeVisible();
    await look(callum);
  }

  const mei = await windowOf(browser, "Mei Tanaka", { javaScriptEnabled: false });
  await mei.setViewportSize({ width: 390, height: 844 });
  const theirs = await begins(mei, "Beacons of somebody else");
  await finds(mei, theirs, plate);
  await expect(mei.locator(".choice", { hasText: plate })).toHaveCount(0);
  await press(mei.getByRole("button", { name: new RegExp(`Wait for it ?: ${plate}`) }));
  await finds(mei, theirs, plate);
  await expect(mei.getByText("You are next")).toBeVisible();
  await fitsThePhone(mei);

  await callum.goto(`${applications[0]}/withdraw`);
  await write(callum.getByLabel("Reason"), "One of the two is enough for us.");
  await press(callum.getByRole("button", { name: "Withdraw it" }));
  // The worker holds it for whoever waits.
  await expect(async () => {
    await mei.goto(`${theirs}/sites`);
    await expect(mei.getByText(/held for you until/)).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await expect(mei.locator(".pairs")).toContainText(plate);
});
