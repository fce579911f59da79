import { writeFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { isAccessible, windowOf } from "./walk";

const genuine = "This receipt is genuine.";
const notTrusted = "This receipt cannot be trusted.";

/** From a decision that anybody may read to the page of its entry, once that is sealed. */
async function openProof(page: Page): Promise<{ check: Locator; keep: Locator }> {
  await page.goto("/decisions");
  await page.getByRole("link", { name: "Proof" }).first().click();
  await expect(page).toHaveURL(/\/ledger\/entries\/[0-9a-f-]{36}$/);
  const check = page.getByRole("link", { name: "Check its receipt in your browser" });
  await expect(async () => {
    if ((await check.count()) === 0) await page.reload();
    await expect(check).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 30_000 });
  return { check, keep: page.getByRole("link", { name: "keep the receipt as a file" }) };
}

/** The receipt of a public decision, as the file that is kept. */
async function receiptKept(page: Page): Promise<string> {
  const { keep } = await openProof(page);
  const answer = await page.request.get((await keep.getAttribute("href")) ?? "");
  expect(answer.headers()["content-disposition"]).toMatch(/^attachment; filename="receipt-/);
  return answer.text();
}

const addressOf = (receipt: string): string => `/ledger/verify#${Buffer.from(receipt).toString("base64url")}`;
/** The same receipt with one character of its decision altered. */
const altered = (receipt: string): string => receipt.replace(/^(extra .{80})(.)/m, (_, before: string, letter: string) => before + (letter === "A" ? "B" : "A"));

/** The result stands there and has the focus, so that it is read out. */
async function says(page: Page, words: string): Promise<void> {
  const heading = page.getByRole("heading", { level: 2, name: words });
  await expect(heading).toBeVisible();
  await expect(heading).toBeFocused();
  await expect(page.getByRole(words === genuine ? "status" : "alert").filter({ has: heading })).toBeVisible();
}

const isOnPhone = async (page: Page, what: string): Promise<void> =>
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), what).toBeLessThanOrEqual(0);

/** What a page asks of anybody from now on; its own pictures are in it. */
function askedBy(page: Page): string[] {
  const asked: string[] = [];
  page.on("request", (request) => {
    if (!/^(data|blob):/.test(request.url())) asked.push(request.url());
  });
  return asked;
}

test("a decision’s receipt is checked by a link, and one altered character is found out, without a request", async ({ browser }) => {
  const page = await windowOf(browser, null);
  const wrong: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") wrong.push(message.text());
  });
  page.on("pageerror", (problem) => wrong.push(problem.message));
  const { check } = await openProof(page);
  const reference = (await page.locator("main .ref").first().textContent())?.trim() ?? "";
  expect(reference).not.toBe("");
  await check.click();
  await expect(page).toHaveURL(/\/ledger\/verify#/);
  await page.waitForLoadState("load");
  const asked = askedBy(page);

  await says(page, genuine);
  await expect(page).toHaveTitle(/^This receipt is genuine – /);
  await expect(page.getByRole("region", { name: genuine })).toContainText(reference);
  await expect(page.getByText("What this shows, and what it does not")).toBeVisible();
  await page.getByText("The entry, letter for letter", { exact: true }).click();
  await expect(page.locator("#raw")).toContainText(`"reference":"${reference}"`);

  const field = page.getByLabel("Or paste the receipt");
  const receipt = await field.inputValue();
  expect(receipt).toMatch(/^c2sp\.org\/tlog-proof@v1\nextra /);
  await field.fill(altered(receipt));
  // What is shown never belongs to another text than the one that stands there.
  await expect(page.getByRole("heading", { name: genuine })).toHaveCount(0);
  expect(new URL(page.url()).hash).toBe("");
  await page.getByRole("button", { name: "Check it" }).click();
  await says(page, notTrusted);
  await expect(page.getByText("The decision does not fit what the ledger signed", { exact: false })).toBeVisible();
  await expect(page.getByText(reference)).toHaveCount(0);

  // As it was, it is genuine again; and under a key of somebody else it is not.
  await field.fill(receipt);
  await page.getByRole("button", { name: "Check it" }).click();
  await says(page, genuine);
  await page.getByText("Which key do you trust?").click();
  await page.getByLabel("Use your own key instead").fill("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  await page.getByRole("button", { name: "Check it" }).click();
  await says(page, notTrusted);
  await expect(page.getByText("with a key that is not trusted here", { exact: false })).toBeVisible();
  await page.getByLabel("Use your own key instead").fill("not a key");
  await page.getByRole("button", { name: "Check it" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "This is no key." })).toBeVisible();
  await expect(page.getByLabel("Use your own key instead")).toBeFocused();
  await page.getByLabel("Use your own key instead").fill("");

  // A file that was kept, and nothing at all.
  await page.getByLabel("Receipt file").setInputFiles({ name: "receipt.txt", mimeType: "text/plain", buffer: Buffer.from(receipt.replaceAll("\n", "\r\n")) });
  await says(page, genuine);
  await field.fill("");
  await page.getByRole("button", { name: "Check it" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Paste a receipt first, or choose its file." })).toBeVisible();
  await expect(field).toBeFocused();

  expect(asked).toEqual([]);
  expect(wrong).toEqual([]);
});

test("the page works as well from a disk, without a connection", async ({ browser }) => {
  const page = await windowOf(browser, null);
  const receipt = await receiptKept(page);
  await page.goto(addressOf(receipt));
  await says(page, genuine);

  // As its button keeps it, as the server sent it, and as a browser would keep it after a check.
  const files = [test.info().outputPath("by-its-button.html"), test.info().outputPath("as-sent.html"), test.info().outputPath("as-shown.html")] as const;
  const [kept] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save this page" }).click()]);
  expect(kept.suggestedFilename()).toBe("check-a-receipt.html");
  await kept.saveAs(files[0]);
  await writeFile(files[1], await (await page.request.get("/ledger/verify")).body());
  await writeFile(files[2], await page.content());

  for (const file of files) {
    const disk = await windowOf(browser, null);
    await disk.context().setOffline(true);
    const asked = askedBy(disk);
    await disk.goto(pathToFileURL(file).href);
    await expect(disk.getByRole("button", { name: "Check it" })).toBeVisible();
    // Nothing of an earlier check is left.
    await expect(disk.getByRole("heading", { name: genuine })).toHaveCount(0);
    await expect(disk.getByRole("link")).toHaveCount(0);
    await disk.getByLabel("Or paste the receipt").fill(receipt);
    await disk.getByRole("button", { name: "Check it" }).click();
    await says(disk, genuine);
    await disk.getByLabel("Or paste the receipt").fill(altered(receipt));
    await disk.getByRole("button", { name: "Check it" }).click();
    await says(disk, notTrusted);
    expect(asked, file).toEqual([pathToFileURL(file).href]);
    await disk.context().close();
  }
});

test("it is walked by keyboard", async ({ browser }) => {
  const page = await windowOf(browser, null);
  const receipt = await receiptKept(page);
  await page.goto("/ledger/verify");
  await expect(page.getByRole("button", { name: "Check it" })).toBeVisible();
  const tabTo = async (place: Locator): Promise<void> => {
    for (let presses = 0; presses < 8 && !(await place.evaluate((element) => element === document.activeElement)); presses++) await page.keyboard.press("Tab");
    await expect(place).toBeFocused();
  };
  await tabTo(page.getByLabel("Or paste the receipt"));
  await page.keyboard.insertText(receipt);
  await tabTo(page.getByRole("button", { name: "Check it" }));
  await page.keyboard.press("Enter");
  await says(page, genuine);
  // From the result on, what is next is under it.
  await tabTo(page.locator("summary").filter({ hasText: "The entry, letter for letter" }));
  await page.keyboard.press("Enter");
  await expect(page.locator("#raw")).toBeVisible();
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`it is accessible and fits a phone in each of its states, ${colorScheme}`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme, viewport: { width: 320, height: 800 } });
    const page = await context.newPage();
    const receipt = await receiptKept(page);
    const isFine = async (what: string): Promise<void> => {
      await isAccessible(page);
      await isOnPhone(page, what);
    };
    await page.goto("/ledger/verify");
    await expect(page.getByRole("button", { name: "Check it" })).toBeVisible();
    await isFine("empty");
    await page.getByRole("button", { name: "Check it" }).click();
    await isFine("nothing to check");
    await page.goto(addressOf(receipt));
    await says(page, genuine);
    await page.getByText("The entry, letter for letter", { exact: true }).click();
    await page.getByText("Which key do you trust?").click();
    await isFine("genuine, all open");
    await page.goto(addressOf(altered(receipt)));
    await says(page, notTrusted);
    await isFine("not trusted");
    await context.close();
  });
}

test("a link that was cut off is said to be one", async ({ browser }) => {
  const page = await windowOf(browser, null);
  const address = addressOf(await receiptKept(page));
  for (const broken of [address.slice(0, address.length / 2), "/ledger/verify#nothing-of-the-kind"]) {
    await page.goto(broken);
    await says(page, notTrusted);
    await page.goto("about:blank");
  }
});

test("without JavaScript it says what it needs, and how else to check", async ({ browser }) => {
  const page = await windowOf(browser, null, { javaScriptEnabled: false });
  await page.goto("/ledger/verify");
  await expect(page.getByRole("heading", { level: 1, name: "Check a receipt" })).toBeVisible();
  // Playwright looks for no text in there, so each is named.
  const words = page.locator("noscript p");
  await expect(words.first()).toBeVisible();
  await expect(words).toHaveText(["The check happens in your browser, and needs JavaScript, which is off.", /any program that reads C2SP tlog-proof/]);
  await expect(page.locator("noscript code").first()).toBeVisible();
  await expect(page.getByRole("button")).toHaveCount(0);
});

test("its policy allows its own script and nothing else", async ({ request }) => {
  const answer = await request.get("/ledger/verify");
  expect(answer.status()).toBe(200);
  const policies = answer.headersArray().filter(({ name }) => name.toLowerCase() === "content-security-policy");
  expect(policies).toHaveLength(1);
  expect(policies[0]?.value).toMatch(/^default-src 'none'; script-src 'sha256-[^' ]+'; style-src 'sha256-[^' ]+'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/);
  expect(answer.headers()).toMatchObject({ "content-type": "text/html; charset=utf-8", "cache-control": "no-cache", "x-content-type-options": "nosniff" });
  expect(answer.headers()["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
});
