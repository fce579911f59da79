import { expect, test } from "@playwright/test";
import pg from "pg";
import { isAccessible, saysProblem, windowOf } from "./walk";

for (const javaScriptEnabled of [true, false]) {
  const check = javaScriptEnabled ? isAccessible : async () => undefined;
  const how = javaScriptEnabled ? "with" : "without";
  test(`a colleague leaves, is held, and is forgotten, ${how} JavaScript`, async ({ browser }) => {
    const [name, email] = [`Wilhelmina Zaal-${how}`, `wilhelmina-${how}@aldermouth.example`];
    const amara = await windowOf(browser, "Amara Osei", { javaScriptEnabled });
    await amara.goto("/staff/people/invite");
    await amara.getByLabel(/name/i).first().fill(name);
    await amara.getByLabel(/e-mail/i).first().fill(email);
    await amara.getByRole("button", { name: /Invite/ }).click();
    await expect(amara.getByRole("heading", { level: 1, name })).toBeVisible();
    const person = new URL(amara.url()).pathname;

    const hanne = await windowOf(browser, "Hanne Solberg-Ito", { javaScriptEnabled });
    await hanne.goto(`${person}/forget`);
    await hanne.getByLabel("Reason").fill("She asked for it in writing.");
    await hanne.getByLabel("I know that nobody can undo this").check();
    await hanne.getByRole("button", { name: `Forget ${name} for good` }).click();
    // A far-reaching deed asks for a fresh proof first, or says what stands in the way.
    await proveIfAsked(hanne, `Forget ${name} for good`);
    await saysProblem(hanne, "Their account is open. Close it first");
    await hanne.goto(`${person}/close`);
    await hanne.getByLabel("Reason").fill("Left at the end of the month.");
    await hanne.getByRole("button", { name: `Close the account of ${name}` }).click();
    await proveIfAsked(hanne, `Close the account of ${name}`);
    await hanne.goto(`${person}/hold`);
    await check(hanne);
    await hanne.getByLabel("Reason").fill("The inquiry needs who worked the queue.");
    await hanne.getByRole("button", { name: "Place it" }).click();
    await proveIfAsked(hanne, "Place it");
    await expect(hanne.getByText("A legal hold stands.")).toBeVisible();

    await hanne.goto(`${person}/forget`);
    await check(hanne);
    await hanne.getByLabel("Reason").fill("She asked for it in writing.");
    await hanne.getByRole("button", { name: `Forget ${name} for good` }).click();
    await saysProblem(hanne, "Tick that you know it cannot be undone.");
    await hanne.getByLabel("I know that nobody can undo this").check();
    await hanne.getByRole("button", { name: `Forget ${name} for good` }).click();
    await proveIfAsked(hanne, `Forget ${name} for good`);
    await saysProblem(hanne, "A legal hold keeps this person: The inquiry needs who worked the queue.");

    await hanne.goto(person);
    await hanne.getByRole("link", { name: "It is over" }).click();
    await hanne.getByLabel("Reason").fill("The inquiry has ended.");
    await hanne.getByRole("button", { name: "It is over" }).click();
    await proveIfAsked(hanne, "It is over");
    await hanne.goto(`${person}/forget`);
    await hanne.getByLabel("Reason").fill("She asked for it in writing.");
    await hanne.getByLabel("I know that nobody can undo this").check();
    await hanne.getByRole("button", { name: `Forget ${name} for good` }).click();
    await proveIfAsked(hanne, `Forget ${name} for good`);
    await expect(hanne.getByRole("heading", { level: 1, name: "A forgotten person" })).toBeVisible();
    await expect(hanne.getByText("Forgotten.", { exact: true })).toBeVisible();
    await check(hanne);
    for (const path of [person, `/staff/people?find=${encodeURIComponent(name)}`, "/staff/ledger"]) {
      await amara.goto(path);
      await expect(amara.locator("main")).not.toContainText(name);
    }
    // In no table either; a text of hers in somebody else's words would be another matter.
    const client = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL });
    await client.connect();
    const { rows } = await client.query<{ table_name: string }>("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'");
    for (const { table_name } of rows) {
      const found = await client.query(`SELECT 1 FROM "${table_name}" r WHERE r::text LIKE '%' || $1 || '%' OR r::text LIKE '%' || $2 || '%' LIMIT 1`, [name, email]);
      expect(found.rowCount, table_name).toBe(0);
    }
    await client.end();
  });
}

/** In the demonstration city one proves that it is oneself by a button. */
async function proveIfAsked(page: import("@playwright/test").Page, button: string): Promise<void> {
  const prove = page.getByRole("button", { name: /Confirm as/ });
  if ((await prove.count()) > 0) await prove.first().click();
  else await expect(page.getByRole("button", { name: button })).toHaveCount(0).catch(() => undefined);
}
