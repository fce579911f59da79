import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Browser, type BrowserContext, type Locator, type Page } from "@playwright/test";

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

/**
 * Somebody who has a keyboard and nothing else: every control is reached by the Tab key from where one is, within the page, and worked by the keys
 * that belong to it. What cannot be reached so fails.
 */
export class Keys {
  constructor(readonly page: Page) {}

  private async tabTo(isThere: (node: Element) => boolean, target: Locator, what: string): Promise<void> {
    await this.page.waitForLoadState("load");
    await target.first().waitFor({ state: "attached" });
    for (let presses = 0; presses < 500; presses += 1) {
      if (await target.first().evaluate(isThere)) return;
      await this.page.keyboard.press("Tab");
    }
    throw new Error(`${what} cannot be reached by the Tab key on ${this.page.url()}`);
  }
  private readonly onIt = (node: Element): boolean => node === document.activeElement;

  /** Goes where a link leads, or presses a button. */
  async press(target: Locator): Promise<void> {
    await this.tabTo(this.onIt, target, String(target));
    await this.page.keyboard.press("Enter");
    await this.page.waitForLoadState("load");
  }
  follow = (name: string | RegExp) => this.press(this.page.getByRole("link", { name }));
  send = (name: string | RegExp) => this.press(this.page.getByRole("button", { name }));
  /** Unfolds a part of a form. */
  unfold = (words: string | RegExp) => this.press(this.page.locator("summary", { hasText: words }));

  async write(label: string | RegExp, words: string, where: Page | Locator = this.page): Promise<void> {
    const field = where.getByLabel(label, typeof label === "string" ? { exact: true } : {});
    await this.tabTo(this.onIt, field, String(label));
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.type(words);
  }
  async writeDate(name: string, date: Date): Promise<void> {
    for (const [part, number] of [["day", date.getUTCDate()], ["month", date.getUTCMonth() + 1], ["year", date.getUTCFullYear()]] as const) {
      await this.tabTo(this.onIt, this.page.locator(`[name="${name}.${part}"]`), `${name}, ${part}`);
      await this.page.keyboard.press("Control+A");
      await this.page.keyboard.type(String(number));
    }
  }
  /** Ticks a box; or of several that exclude each other chooses one, with the arrows once one is among them. */
  async tick(box: Locator): Promise<void> {
    const input = box.first();
    if ((await input.getAttribute("type")) !== "radio") {
      await this.tabTo(this.onIt, input, String(box));
      if (!(await input.isChecked())) await this.page.keyboard.press("Space");
      return;
    }
    await this.tabTo((node) => document.activeElement instanceof HTMLInputElement && document.activeElement.type === "radio" && document.activeElement.name === (node as HTMLInputElement).name && document.activeElement.form === (node as HTMLInputElement).form, input, String(box));
    if (await input.evaluate(this.onIt)) await this.page.keyboard.press("Space");
    for (let presses = 0; presses < 30 && !(await input.isChecked()); presses += 1) await this.page.keyboard.press("ArrowDown");
    expect(await input.isChecked(), String(box)).toBe(true);
  }
  /** Chooses from a list by the beginning of its words. */
  async choose(label: string | RegExp, words: string): Promise<void> {
    const list = this.page.getByLabel(label);
    await this.tabTo(this.onIt, list, String(label));
    await this.page.keyboard.type(words);
    await expect(list.locator("option:checked")).toHaveText(new RegExp(`^${words}`));
  }
}
