import { expect, test } from "@playwright/test";
import { unzipSync } from "fflate";
import { isAccessible, saysProblem, windowOf } from "./walk";

for (const javaScriptEnabled of [true, false]) {
  const check = javaScriptEnabled ? isAccessible : async () => undefined;
  const how = javaScriptEnabled ? "with" : "without";

  test(`an auditor finds a decision, opens what is sealed for a purpose, and raises a finding that is answered and closed, ${how} JavaScript`, async ({ browser }) => {
    const oskar = await windowOf(browser, "Oskar Nilsen", { javaScriptEnabled });
    await oskar.goto("/staff/ledger");
    await check(oskar);
    // Another in each walk: what was opened stays open to him for an hour. Both by somebody whose account no journey closes.
    const action = javaScriptEnabled ? "Changes requested" : "Application refused";
    await oskar.getByLabel("Action").selectOption({ label: action });
    await oskar.getByRole("button", { name: "Find" }).click();
    await oskar.getByRole("link", { name: action }).first().click();
    await expect(oskar.getByRole("heading", { level: 1, name: action })).toBeVisible();
    await check(oskar);
    await expect(oskar.getByText("Sealed", { exact: true }).first()).toBeVisible();
    await oskar.getByLabel("What do you need it for?").fill("short");
    await oskar.getByRole("button", { name: "Open it" }).click();
    await saysProblem(oskar, /what you need it for/);
    const purpose = `The partner's lawyer asked why changes were wanted (${how}).`;
    await oskar.getByLabel("What do you need it for?").fill(purpose);
    await oskar.getByRole("button", { name: "Open it" }).click();
    await expect(oskar.getByText(/it fits the seal/).first()).toBeVisible();
    await expect(oskar.getByRole("button", { name: "Open it" })).toHaveCount(0);
    await check(oskar);
    // That it was opened is an entry.
    const opened = new URL(oskar.url()).pathname;
    await oskar.goto("/staff/ledger?name=ledger.opened");
    await oskar.getByRole("link", { name: "Sealed entry opened" }).first().click();
    await expect(oskar.getByText("Oskar Nilsen").first()).toBeVisible();

    await oskar.goto(opened);
    await oskar.getByLabel("A remark").check();
    await oskar.getByLabel("What did you find?").fill(`Two of the three points are one (${how}).`);
    await oskar.getByRole("button", { name: "Raise it" }).click();
    await expect(oskar.getByRole("heading", { level: 1, name: /^Finding \d+$/ })).toBeVisible();
    await check(oskar);
    const finding = new URL(oskar.url()).pathname;
    const concerned = (await oskar.locator("dt", { hasText: "Concerns" }).locator("xpath=following-sibling::dd[1]").innerText()).trim();

    const officer = await windowOf(browser, concerned, { javaScriptEnabled });
    await officer.goto(finding);
    await officer.getByLabel("How did it come about?").fill("The form asks for one line each; the next one will be one.");
    await officer.getByRole("button", { name: "Answer", exact: true }).click();
    await expect(officer.getByRole("heading", { name: "The answer" })).toBeVisible();
    await oskar.goto(finding);
    await oskar.getByLabel("What came of it?").fill("Nothing more is needed; the desk knows.");
    await oskar.getByRole("button", { name: "Close it" }).click();
    await expect(oskar.getByRole("heading", { name: "What came of it" })).toBeVisible();
    await expect(oskar.getByRole("button", { name: "Close it" })).toHaveCount(0);
  });

  test(`a sample is announced, drawn, and taken along as evidence, ${how} JavaScript`, async ({ browser }) => {
    const oskar = await windowOf(browser, "Oskar Nilsen", { javaScriptEnabled });
    await oskar.goto("/staff/ledger/samples");
    await check(oskar);
    await oskar.getByLabel("How many").fill("9999");
    await oskar.getByLabel("What for?").fill(`The yearly look (${how}).`);
    await oskar.getByRole("button", { name: "Announce and draw" }).click();
    await saysProblem(oskar, "Enter how many, from 1 to 500.");
    await oskar.getByLabel("How many").fill("4");
    await oskar.getByLabel("Of").selectOption({ label: "Application sent" });
    await oskar.getByRole("button", { name: "Announce and draw" }).click();
    await expect(oskar.getByRole("heading", { level: 1, name: "A sample of 4" })).toBeVisible();
    await expect(async () => {
      await oskar.reload();
      await expect(oskar.getByRole("heading", { name: "What was drawn" })).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 20_000 });
    await check(oskar);
    const drawn = await oskar.getByRole("link", { name: "Application sent" }).count();
    expect(drawn).toBe(4);
    const href = await oskar.getByRole("link", { name: "Take it as evidence, with proofs" }).getAttribute("href");
    const answer = await oskar.request.get(href ?? "");
    expect(answer.headers()["content-type"]).toBe("application/zip");
    const files = unzipSync(new Uint8Array(await answer.body()));
    expect(Object.keys(files).filter((name) => name.startsWith("receipts/"))).toHaveLength(4);
    expect(Object.keys(files)).toEqual(expect.arrayContaining(["README.txt", "keys.txt", "verify.html", "hashes.json", "sample.json"]));
  });
}

test("a record as it stood on a day is put together from its entries", async ({ browser }) => {
  const oskar = await windowOf(browser, "Oskar Nilsen");
  await oskar.goto("/staff/ledger?name=permit.revoked");
  const reference = (await oskar.locator("tbody tr").first().innerText()).match(/LP-[0-9A-Z]{4}-[0-9A-Z]{4}/)?.[0] ?? "";
  await oskar.goto("/staff/ledger/record");
  await oskar.getByLabel("Reference, or the id of a record").fill(reference);
  await oskar.getByRole("button", { name: "Show" }).click();
  await expect(oskar.getByRole("heading", { name: "Permit: revoked" })).toBeVisible();
  await isAccessible(oskar);
  await oskar.goto(`/staff/ledger/record?record=${reference}&on=2020-01-01`);
  await expect(oskar.getByText("Nothing was written about it by 1 January 2020")).toBeVisible();
  await oskar.goto("/staff/ledger/record?record=LP-7K3M-2Q9X");
  await expect(oskar.getByText("There is no such record")).toBeVisible();
});

test("who may not read the ledger finds none of it, and no file of it", async ({ browser }) => {
  for (const name of ["Theo Park", "Odile Marchetti-Byrne"]) {
    const page = await windowOf(browser, name);
    for (const path of ["/staff/ledger", "/staff/ledger/samples", "/staff/ledger/record", "/staff/ledger/entries.csv", "/staff/ledger/bundle.zip"]) expect((await page.request.get(path)).status(), `${name}: ${path}`).toBe(404);
  }
  const nobody = await windowOf(browser, null);
  for (const path of ["/staff/ledger/entries.csv", "/staff/ledger/bundle.zip"]) expect((await nobody.request.get(path)).status()).toBe(401);
});
