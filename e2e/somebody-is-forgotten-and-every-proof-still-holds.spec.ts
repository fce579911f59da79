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
    await amara.getByLabel("Name", { exact: true }).fill(name);
    await amara.getByLabel("Work e-mail address").fill(email);
    await amara.getByRole("button", { name: "Send the invitation" }).click();
    await expect(amara.getByRole("heading", { level: 1, name })).toBeVisible();
    const person = new URL(amara.url()).pathname;

    const hanne = await windowOf(browser, "Hanne Solberg-Ito", { javaScriptEnabled });
    await hanne.goto(`${person}/forget`);
    await hanne.getByLabel("Why, without naming them").fill("Asked for in writing.");
    await hanne.getByLabel("I know that nobody can undo this").check();
    await hanne.getByRole("button", { name: `Forget ${name} for good` }).click();
    await saysProblem(hanne, "Their account is open. Close it first");
    await hanne.goto(`${person}/close`);
    await hanne.getByLabel("Reason").fill("Left at the end of the month.");
    await hanne.getByRole("button", { name: `Close the account of ${name}` }).click();
    await expect(hanne.getByRole("heading", { level: 1, name })).toBeVisible();
    await hanne.goto(`${person}/hold`);
    await check(hanne);
    await hanne.getByLabel("Reason").fill("The inquiry needs who worked the queue.");
    await hanne.getByRole("button", { name: "Place it" }).click();
    await expect(hanne.getByText("A legal hold stands.")).toBeVisible();

    await hanne.goto(`${person}/forget`);
    await check(hanne);
    await hanne.getByLabel("Why, without naming them").fill("Asked for in writing.");
    await hanne.getByRole("button", { name: `Forget ${name} for good` }).click();
    await saysProblem(hanne, "Tick that you know it cannot be undone.");
    await hanne.getByLabel("I know that nobody can undo this").check();
    await hanne.getByRole("button", { name: `Forget ${name} for good` }).click();
    await saysProblem(hanne, "A legal hold keeps this person: The inquiry needs who worked the queue.");

    await hanne.goto(person);
    await hanne.getByRole("link", { name: "It is over" }).click();
    await hanne.getByLabel("Reason").fill("The inquiry has ended.");
    await hanne.getByRole("button", { name: "It is over" }).click();
    await hanne.goto(`${person}/forget`);
    await hanne.getByLabel("Why, without naming them").fill("Asked for in writing.");
    await hanne.getByLabel("I know that nobody can undo this").check();
    await hanne.getByRole("button", { name: `Forget ${name} for good` }).click();
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
