import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Browser, type BrowserContext, type Page } from "@playwright/test";

/** A window of somebody's own: their cookies, with or without JavaScript. */
export async function windowOf(browser: Browser, name: string | null, options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const context: BrowserContext = await browser.newContext(options);
  const page = await context.newPage();
  if (name) await signInAs(page, name);
  return page;
}

export async function signInAs(page: Page, name: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name, exact: true }).click();
  await expect(page.getByText(name).first()).toBeVisible();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** Nothing on this page stands in anybody's way, as far as a machine can tell. */
export async function isAccessible(page: Page): Promise<void> {
  // A click waits until the next page has begun, not until it is all there.
  await page.waitForLoadState("load");
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ").slice(0, 400)}`), page.url()).toEqual([]);
}

/** The form was not accepted: the summary has the focus, says the same words as the field, and the title begins with "Error: ". */
export async function saysProblem(page: Page, words: string | RegExp): Promise<void> {
  const summary = page.locator(".problem");
  await expect(summary).toContainText("There is a problem");
  await expect(summary).toContainText(words);
  await expect(page).toHaveTitle(/^Error: /);
}

/** Nothing on this page is wider than the phone. Without scripts a click ends before the next page is there. */
export async function fitsThePhone(page: Page, width = 390): Promise<void> {
  await page.waitForLoadState("load");
  expect(await page.evaluate(() => document.documentElement.scrollWidth), page.url()).toBeLessThanOrEqual(width);
}

export async function fillDate(page: Page, name: string, date: Date): Promise<void> {
  await page.locator(`[name="${name}.day"]`).fill(String(date.getUTCDate()));
  await page.locator(`[name="${name}.month"]`).fill(String(date.getUTCMonth() + 1));
  await page.locator(`[name="${name}.year"]`).fill(String(date.getUTCFullYear()));
}

export const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);
