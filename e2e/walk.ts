import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Browser, type BrowserContext, type Locator, type Page } from "@playwright/test";

const atKeyboard = new WeakSet<Page>();
const withoutScripts = new WeakSet<Page>();

interface Hands {
  javaScriptEnabled?: boolean;
  /** works the page by `press`, `write`, `tick` and `choose` with a keyboard and nothing else */
  byKeyboard?: boolean;
  onPhone?: boolean;
}

/** A window of somebody's own: their cookies, their hands, with or without JavaScript. */
export async function windowOf(browser: Browser, name: string | null, { byKeyboard = false, onPhone = false, ...options }: Hands = {}): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ ...options, ...(onPhone ? { viewport: { width: 390, height: 844 } } : {}) });
  const page = await context.newPage();
  if (name) await signInAs(page, name);
  if (byKeyboard) atKeyboard.add(page);
  if (options.javaScriptEnabled === false) withoutScripts.add(page);
  return page;
}

/** Follows a link, presses a button, or unfolds a part, with the hands of its window. */
export const press = (target: Locator): Promise<void> => (atKeyboard.has(target.page()) ? new Keys(target.page()).press(target) : target.click());
export const write = (target: Locator, words: string): Promise<void> => (atKeyboard.has(target.page()) ? new Keys(target.page()).writeIn(target, words) : target.fill(words));
export const tick = (target: Locator): Promise<void> => (atKeyboard.has(target.page()) ? new Keys(target.page()).tick(target) : target.check());
export async function choose(target: Locator, words: string): Promise<void> {
  if (atKeyboard.has(target.page())) await new Keys(target.page()).chooseIn(target, words);
  else await target.selectOption({ label: words });
}

export async function signInAs(page: Page, name: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByRole("button", { name, exact: true }).click();
  await expect(page.getByText(name).first()).toBeVisible();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** Somebody signs them out in another window of the same browser: it ran its twelve hours, or they did it themselves. */
export async function signedOutElsewhere(page: Page): Promise<void> {
  const other = await page.context().newPage();
  await other.goto("/account");
  await signOut(other);
  await other.close();
}

export async function signOut(page: Page): Promise<void> {
  await page.locator("details.menu summary").click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
}

/**
 * What a machine that looks for barriers can tell of a page: its elements and how they are marked, not the words in them. Rows that are made alike count as one.
 * Two pages of one shape, in the same window and light, are one page to it.
 */
const shapeOf = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const marks = (node: Element): string =>
      [...node.attributes]
        .filter(({ name }) => /^(class|role|type|lang|dir|tabindex|scope|colspan|hidden|disabled|required|readonly|checked|open|autocomplete|alt|title|id|for|aria-.*)$/.test(name))
        .map(({ name, value }) => (/^(class|role|type|lang|dir|tabindex|scope|autocomplete)$/.test(name) || (name.startsWith("aria-") && /^[a-z]{1,12}$/.test(value)) ? `${name}=${value}` : `${name}${value ? "" : "="}`))
        .toSorted()
        .join(" ");
    const shape = (node: Element): string => {
      if (node instanceof SVGElement) return "svg";
      const inside = [...node.children].map(shape);
      const words = [...node.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.textContent?.trim()) ? "w" : "";
      return `<${node.localName} ${marks(node)}>${words}${inside.filter((each, index) => each !== inside[index - 1]).join("")}`;
    };
    const ids = [...document.querySelectorAll("[id]")].map(({ id }) => id);
    const pointed = [...document.querySelectorAll("[for], [aria-labelledby], [aria-describedby], [aria-controls], [headers]")].flatMap((node) => ["for", "aria-labelledby", "aria-describedby", "aria-controls", "headers"].flatMap((name) => node.getAttribute(name)?.split(/\s+/) ?? []));
    return `${ids.length - new Set(ids).size} ${pointed.filter((id) => !document.getElementById(id)).length} ${innerWidth} ${matchMedia("(prefers-color-scheme: dark)").matches} ${matchMedia("(forced-colors: active)").matches} ${document.documentElement.dataset.theme ?? ""} ${document.title ? "titled" : ""} ${document.documentElement.lang} ${shape(document.body)}`;
  });
const looked = new Set<string>();

/** Nothing on this page stands in anybody's way, as far as a machine can tell. */
export async function isAccessible(page: Page): Promise<void> {
  // A click waits until the next page has begun, not until it is all there.
  await page.waitForLoadState("load");
  const shape = await shapeOf(page);
  if (looked.has(shape)) return;
  looked.add(shape);
  // Within the page itself: it has no frames, and to finish in a window of its own takes three times as long.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" | ").slice(0, 400)}`), page.url()).toEqual([]);
}

/** A phone shows all of it, and nothing on it stands in anybody's way. What looks for barriers runs in the page, so without scripts nothing looks. */
export async function look(page: Page): Promise<void> {
  if ((page.viewportSize()?.width ?? 0) < 500) await fitsThePhone(page);
  if (!withoutScripts.has(page)) await isAccessible(page);
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
  for (const [part, number] of [["day", date.getUTCDate()], ["month", date.getUTCMonth() + 1], ["year", date.getUTCFullYear()]] as const) await write(page.locator(`[name="${name}.${part}"]`), String(number));
}

export const inDays = (days: number): Date => new Date(Date.now() + days * 86_400_000);

/** What the page is told to wait for: while the focus is there, the Tab key leaves it there. */
type Waiting = typeof globalThis & { isThere?: (() => boolean) | undefined; isWaiting?: boolean };
const waitFor = (node: Element, isAmong: boolean): boolean => {
  const page = globalThis as Waiting;
  page.isThere = () => {
    const at = document.activeElement;
    if (!isAmong) return at === node;
    return at instanceof HTMLInputElement && node instanceof HTMLInputElement && at.type === "radio" && at.name === node.name && at.form === node.form;
  };
  if (!page.isWaiting)
    window.addEventListener("keydown", (event) => {
      if (event.key === "Tab" && page.isThere?.()) event.preventDefault();
    }, true);
  page.isWaiting = true;
  return page.isThere();
};
const waitNoMore = (): void => {
  (globalThis as Waiting).isThere = undefined;
};

/**
 * Somebody who has a keyboard and nothing else: every control is reached by the Tab key from where one is, within the page, and worked by the keys
 * that belong to it. What cannot be reached so fails.
 */
export class Keys {
  constructor(readonly page: Page) {}

  /**
   * Presses the Tab key until the focus is on something, or among the choices that it is one of. Several presses are sent one behind the other: the page itself lets those
   * pass by that come after the focus has arrived, so that nobody waits for the way there and back of each. Without scripts a page can not do that, and each is waited for.
   */
  private async tabTo(target: Locator, what: string, isAmong = false): Promise<void> {
    await this.page.waitForLoadState("load");
    await target.first().waitFor({ state: "attached" });
    const atOnce = withoutScripts.has(this.page) ? 1 : 10;
    for (let presses = 0; presses < 500; presses += atOnce) {
      if (await target.first().evaluate(waitFor, isAmong)) return this.page.evaluate(waitNoMore);
      await Promise.all(Array.from({ length: atOnce }, () => this.page.keyboard.press("Tab")));
    }
    throw new Error(`${what} cannot be reached by the Tab key on ${this.page.url()}`);
  }

  /** Goes where a link leads, or presses a button. */
  async press(target: Locator): Promise<void> {
    await this.tabTo(target, String(target));
    // A link, or a form that only asks and is no act of a script, leads to another page: by key nothing waits for it of itself.
    const leads = await target.first().evaluate((node) => (node instanceof HTMLAnchorElement ? !node.hasAttribute("download") : node instanceof HTMLButtonElement && node.type === "submit" && node.form?.method === "get" && !node.form.action.startsWith("javascript:")));
    await Promise.all([...(leads ? [this.page.waitForEvent("framenavigated")] : []), this.page.keyboard.press("Enter")]);
    await this.page.waitForLoadState("load");
  }
  follow = (name: string | RegExp) => this.press(this.page.getByRole("link", { name }));
  send = (name: string | RegExp) => this.press(this.page.getByRole("button", { name }));
  /** Unfolds a part of a form. */
  unfold = (words: string | RegExp) => this.press(this.page.locator("summary", { hasText: words }));

  async write(label: string | RegExp, words: string, where: Page | Locator = this.page): Promise<void> {
    await this.writeIn(where.getByLabel(label, typeof label === "string" ? { exact: true } : {}), words);
  }
  async writeIn(field: Locator, words: string): Promise<void> {
    await this.tabTo(field, String(field));
    await this.page.keyboard.press("Control+A");
    // The first letters by their keys; what follows as it comes from a keyboard that finishes words.
    await this.page.keyboard.type(words.slice(0, 4));
    if (words.length > 4) await this.page.keyboard.insertText(words.slice(4));
  }
  async writeDate(name: string, date: Date): Promise<void> {
    for (const [part, number] of [["day", date.getUTCDate()], ["month", date.getUTCMonth() + 1], ["year", date.getUTCFullYear()]] as const) await this.writeIn(this.page.locator(`[name="${name}.${part}"]`), String(number));
  }
  /** Ticks a box; or of several that exclude each other chooses one, with the arrows once one is among them. */
  async tick(box: Locator): Promise<void> {
    const input = box.first();
    if ((await input.getAttribute("type")) !== "radio") {
      await this.tabTo(input, String(box));
      if (!(await input.isChecked())) await this.page.keyboard.press("Space");
      return;
    }
    await this.tabTo(input, String(box), true);
    if (await input.evaluate((node) => node === document.activeElement)) await this.page.keyboard.press("Space");
    for (let presses = 0; presses < 30 && !(await input.isChecked()); presses += 1) await this.page.keyboard.press("ArrowDown");
    expect(await input.isChecked(), String(box)).toBe(true);
  }
  /** Chooses from a list by the beginning of its words. */
  async choose(label: string | RegExp, words: string): Promise<void> {
    await this.chooseIn(this.page.getByLabel(label), words);
  }
  async chooseIn(list: Locator, words: string): Promise<void> {
    await this.tabTo(list, String(list));
    await this.page.keyboard.type(words);
    await expect(list.locator("option:checked")).toHaveText(words);
  }
}
