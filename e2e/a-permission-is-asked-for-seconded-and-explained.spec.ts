import { expect, test } from "@playwright/test";
import pg from "pg";
import { isAccessible, saysProblem, windowOf } from "./walk";

for (const javaScriptEnabled of [true, false]) {
  // What reads the page for what stands in anybody's way is itself a script.
  const check = javaScriptEnabled ? isAccessible : async () => undefined;
  test(`what reaches far is asked for and needs two people, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async ({ browser }) => {
    const hannah = await windowOf(browser, "Hannah Weiss", { javaScriptEnabled });
    await hannah.goto("/staff/access");
    await hannah.getByRole("link", { name: "Ask for a permission" }).first().click();
    await expect(hannah.getByRole("heading", { level: 1, name: "Ask for a permission" })).toBeVisible();
    await check(hannah);
    await hannah.getByLabel("I need to").selectOption({ label: "close the accounts of people who leave" });
    await hannah.getByRole("button", { name: "Ask for it" }).click();
    await saysProblem(hannah, "Enter the reason");
    await hannah.getByLabel("For how many hours").fill("2");
    await hannah.getByLabel("Why do you need it?").fill(`Hanne is away, and a colleague left today (${javaScriptEnabled}).`);
    await hannah.getByRole("button", { name: "Ask for it" }).click();
    await expect(hannah.getByText("You have asked.")).toBeVisible();
    const asked = new URL(hannah.url()).pathname;

    // The first yes proposes it, and whoever said it cannot be the second.
    const amara = await windowOf(browser, "Amara Osei", { javaScriptEnabled });
    await amara.goto(asked);
    await check(amara);
    await amara.getByLabel("Agree, and ask a second person").check();
    await amara.getByLabel("Reason").fill("Somebody must close that account today.");
    await amara.getByRole("button", { name: "Record this answer" }).click();
    await expect(amara.getByRole("heading", { level: 1, name: "A permission is proposed" })).toBeVisible();
    await expect(amara.getByText("You proposed it yourself, so another person must agree.")).toBeVisible();

    const sunniva = await windowOf(browser, "Sunniva Aalto", { javaScriptEnabled });
    await sunniva.goto(asked);
    await sunniva.getByLabel("Agree: it is given").check();
    await sunniva.getByLabel("Reason").fill("Read, and agreed for two hours.");
    await sunniva.getByRole("button", { name: "Record this answer" }).click();
    await expect(sunniva.getByText("Sunniva Aalto", { exact: false }).first()).toBeVisible();
    await expect(sunniva.getByRole("button", { name: "Record this answer" })).toHaveCount(0);

    // It works at once, and her page names who gave it and who agreed.
    await hannah.goto("/account");
    await expect(hannah.getByText(/close the accounts of people who leave/).first()).toBeVisible();
    await amara.goto("/staff/people?find=Hannah");
    await amara.getByRole("link", { name: "Hannah Weiss" }).click();
    await expect(amara.getByRole("heading", { level: 1, name: "Hannah Weiss" })).toBeVisible();
    await check(amara);
    await expect(amara.getByText(/Amara Osei/).first()).toBeVisible();
    await amara.getByRole("link", { name: /End this ?: close the accounts/ }).first().click();
    await amara.getByLabel("Reason").fill("The account is closed; it is needed no more.");
    await amara.getByRole("button", { name: "End it now" }).click();
    await expect(amara.getByRole("heading", { level: 1, name: "Hannah Weiss" })).toBeVisible();
  });
}

test("a far-reaching deed asks for a fresh proof, and keeps what was typed", async ({ browser }) => {
  const sunniva = await windowOf(browser, "Sunniva Aalto", { javaScriptEnabled: false });
  const client = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL });
  await client.connect();
  await sunniva.goto("/staff/people?find=Theo");
  await sunniva.getByRole("link", { name: "Theo Park" }).click();
  await sunniva.getByRole("link", { name: "Give a permission" }).click();
  await sunniva.getByLabel("They may").selectOption({ label: "record who has passed which training" });
  await sunniva.getByLabel("Reason").fill("Theo keeps the record of trainings from today.");
  // An hour has gone by since she signed in.
  await client.query(`UPDATE "Session" SET "confirmedAt" = now() - interval '1 hour' WHERE "personId" = (SELECT id FROM "Person" WHERE name = 'Sunniva Aalto')`);
  await sunniva.getByRole("button", { name: "Give it" }).click();
  await saysProblem(sunniva, "Confirm first that it is you");
  await expect(sunniva.getByLabel("Reason")).toHaveValue("Theo keeps the record of trainings from today.");
  // A wrong code gives nothing.
  await sunniva.getByLabel(/Code from your/).fill("000000");
  await sunniva.getByRole("button", { name: "Give it" }).click();
  await saysProblem(sunniva, "That code does not fit");
  expect((await client.query(`SELECT 1 FROM "Grant" WHERE capability = 'training.record' AND "personId" = (SELECT id FROM "Person" WHERE name = 'Theo Park')`)).rows).toEqual([]);
  await sunniva.getByRole("button", { name: "Confirm as Sunniva Aalto" }).click();
  await expect(sunniva.getByRole("heading", { level: 1, name: "Theo Park" })).toBeVisible();
  await expect(sunniva.getByText("They may record who has passed which training.")).toBeVisible();
  await client.end();
});

test("what was taken in an emergency is ratified by another person", async ({ browser }) => {
  const yusuf = await windowOf(browser, "Yusuf Adeyemi");
  await yusuf.goto("/staff/access/emergencies");
  await yusuf.locator("main a[href^='/staff/access/emergencies/']:not([href$='/take'])").first().click();
  await expect(yusuf.getByText("You took it yourself, so another person must say whether it was right.", { exact: false })).toBeVisible();
  const emergency = new URL(yusuf.url()).pathname;

  const sunniva = await windowOf(browser, "Sunniva Aalto");
  await sunniva.goto(emergency);
  await isAccessible(sunniva);
  await sunniva.getByLabel("It was right: it holds to its end").check();
  await sunniva.getByLabel("Reason").fill("The screen was dark within ten minutes; nobody else was on duty.");
  await sunniva.getByRole("button", { name: "Record this" }).click();
  await expect(sunniva.getByText("The screen was dark within ten minutes", { exact: false }).first()).toBeVisible();
  await expect(sunniva.getByRole("button", { name: "Record this" })).toHaveCount(0);
});

test("why, why not, and what could be done on a day", async ({ browser }) => {
  const amara = await windowOf(browser, "Amara Osei");
  // A case of a partner to which Ines has a tie: the tool names the tie to who may look at people.
  const priya = await windowOf(browser, "Priya Raman");
  await priya.goto("/staff/permits?find=Harbour+Traders");
  const reference = (await priya.locator("table a").first().getAttribute("href"))?.split("/").at(-1) ?? "";
  await amara.goto("/staff/access/explain");
  await amara.getByLabel("Person", { exact: true }).selectOption({ label: "Ines Okafor, Permit officer, Harbour Quarter, to tier 3" });
  await amara.getByLabel("Act").selectOption({ label: "Permit: see the permit" });
  await amara.locator("[name=about]").fill(reference);
  await amara.getByRole("button", { name: "Ask", exact: true }).click();
  await expect(amara.getByRole("heading", { name: /May Ines Okafor/ })).toBeVisible();
  await expect(amara.getByText(/^No, not/).first()).toBeVisible();
  await expect(amara.getByText(/tie|interest/i).first()).toBeVisible();
  await isAccessible(amara);

  // Before the portal was, nobody could do anything.
  await amara.goto("/staff/people?find=Ines");
  await amara.getByRole("link", { name: "Ines Okafor" }).click();
  await expect(amara.getByText(/approve or refuse applications/).first()).toBeVisible();
  await amara.goto(`${new URL(amara.url()).pathname}?on.day=1&on.month=1&on.year=2020`);
  await expect(amara.getByText("Held nothing then")).toBeVisible();
  await isAccessible(amara);
});

test("the pages of permissions are accessible and fit a phone, by whom they are for", async ({ browser }) => {
  const people: [string, string[]][] = [
    ["Amara Osei", ["/staff/access", "/staff/access/requests", "/staff/access/matrix", "/staff/access/capabilities", "/staff/access/capabilities/permits.decide", "/staff/access/who-could", "/staff/access/policy", "/staff/access/denied", "/staff/access/emergencies", "/staff/access/reviews"]],
    ["Hanne Solberg-Ito", ["/staff/access/policy/publish", "/staff/access/reviews", "/account"]],
    ["Yusuf Adeyemi", ["/staff/access/emergencies/take"]],
    ["Theo Park", ["/staff/access", "/staff/access/ask", "/account", "/account/tie"]],
  ];
  for (const [name, paths] of people) {
    const page = await windowOf(browser, name);
    await page.setViewportSize({ width: 360, height: 800 });
    for (const path of paths) {
      expect((await page.goto(path))?.status(), path).toBe(200);
      await isAccessible(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), path).toBeLessThanOrEqual(0);
    }
    await page.context().close();
  }
});
