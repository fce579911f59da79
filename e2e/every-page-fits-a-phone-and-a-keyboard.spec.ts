import { expect, test, type Page } from "@playwright/test";
import { fitsThePhone, isAccessible, windowOf } from "./walk";

/*
 * From where each of them begins, every page that a link leads to, one of each kind: it is no wider than a phone, nothing on it stands in anybody's way as
 * far as a machine can tell, and whatever can be worked on it is reached by the Tab key. A page that is new is walked to by itself.
 */

const beginnings: [who: string | null, from: string[]][] = [
  [null, ["/", "/decisions", "/ledger", "/terms", "/siting", "/risk", "/register"]],
  ["Ruben Castellane", ["/partner", "/account"]],
  ["Callum Reyes", ["/partner/data-requests"]],
  ["Priya Raman", ["/staff", "/staff/desk", "/staff/stops/new"]],
  ["Tomas Lindqvist", ["/staff/permits"]],
  ["Hannah Weiss", ["/staff/partners"]],
  ["Hanne Solberg-Ito", ["/staff/access"]],
  ["Oskar Nilsen", ["/staff/ledger"]],
  ["Lena Fischer", ["/staff/assets"]],
  ["Wren Halloran", ["/staff/concerns", "/staff/concerns?view=answered"]],
];

/** One address of many of its kind: what names a record is left out, and what is asked for. */
const kindOf = (path: string): string =>
  path
    .split("/")
    .map((part) => (/^(LP-|[0-9a-f]{8}-|\d+$)/.test(part) || (/^[A-Z0-9-]{6,12}$/.test(part) && /\d|[A-Z]{3}/.test(part)) ? "*" : part))
    .join("/")
    .replace(/^\/(devices|d|assets)\/[^/]+/, "/$1/*");
/** Files, feeds, and what somebody else answers are no pages. */
const isPage = (path: string): boolean => !/^\/(api|files|_next)\//.test(path) && !/\.[a-z]{2,7}$/.test(path) && !/\/(certificate|calendar|receipt|checkpoint|tile|proof)(\/|$)/.test(path) && !path.startsWith("/demo");

async function linksOn(page: Page): Promise<string[]> {
  const paths = await page.locator("a[href]:not([download])").evaluateAll((links) => links.map((link) => new URL(link.getAttribute("href") ?? "", location.href)).filter(({ origin }) => origin === location.origin).map(({ pathname }) => pathname));
  return [...new Set(paths)].filter(isPage);
}

/** The controls that the Tab key does not come to; of those that exclude each other one is enough. */
async function outOfReach(page: Page): Promise<string[]> {
  const count = await page.evaluate(() => {
    const seen = new Set<string>();
    let index = 0;
    for (const node of document.querySelectorAll<HTMLElement>("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")) {
      if (!node.checkVisibility({ checkVisibilityCSS: true, contentVisibilityAuto: true }) || node.tabIndex < 0 || (node as HTMLInputElement).disabled) continue;
      if (node instanceof HTMLInputElement && node.type === "radio") {
        const group = `${node.form?.id ?? ""} ${[...document.forms].indexOf(node.form as HTMLFormElement)} ${node.name}`;
        if (seen.has(group)) continue;
        seen.add(group);
      }
      node.dataset.walk = String(index++);
    }
    (document.activeElement as HTMLElement | null)?.blur();
    return index;
  });
  // A page that is one long list is walked at its beginning.
  const most = Math.min(count, 160);
  // What gets the focus notes itself: asking after each press would take longer than pressing.
  await page.evaluate(() => {
    document.addEventListener("focusin", ({ target }) => {
      const own = target as HTMLInputElement;
      const node = own.type === "radio" ? [...document.querySelectorAll<HTMLInputElement>("input[type=radio][data-walk]")].find((one) => one.name === own.name && one.form === own.form) : own;
      if (node) node.dataset.reached = "yes";
    });
  });
  // Sent one behind the other: the page takes them in their order, and nobody waits for the way there and back of each.
  await Promise.all(Array.from({ length: most + 12 }, () => page.keyboard.press("Tab")));
  if (count > most) return [];
  return page.locator("[data-walk]:not([data-reached])").evaluateAll((nodes) => nodes.map((node) => node.outerHTML.slice(0, 160)));
}

test("every page fits a phone, stands in nobody’s way, and is worked by the keyboard", async ({ browser }) => {
  test.setTimeout(900_000);
  const walked = new Set<string>();
  const wrong: string[] = [];
  for (const [who, from] of beginnings) {
    const page = await windowOf(browser, who);
    await page.setViewportSize({ width: 390, height: 844 });
    page.on("pageerror", (fault) => wrong.push(`${page.url()}: ${fault.message}`));
    const waiting = [...from];
    const own = new Set<string>();
    while (waiting.length > 0) {
      const path = waiting.shift() ?? "";
      const kind = kindOf(path);
      if (own.has(kind) || (walked.has(kind) && !from.includes(path))) continue;
      own.add(kind);
      const answer = await page.goto(path);
      if (answer?.status() !== 200) wrong.push(`${who ?? "anybody"}: ${path} answers ${answer?.status()}`);
      waiting.push(...(await linksOn(page)).filter((each) => !own.has(kindOf(each))));
      const here = kindOf(new URL(page.url()).pathname);
      // What a machine reads is no page.
      if (walked.has(here) || !answer?.headers()["content-type"]?.startsWith("text/html")) continue;
      walked.add(here);
      // All that is wrong is told at once, with where it is.
      for (const look of [fitsThePhone, isAccessible]) await look(page).catch((problem: Error) => wrong.push(`${here}: ${problem.message.replace(/\s+/g, " ").slice(0, 600)}`));
      // What was typed before somebody was signed out goes back into its own form, so no two of a page may be taken for each other.
      const forms = await page.locator('input[name="keptForm"]').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
      for (const form of forms.filter((each, index) => forms.indexOf(each) !== index)) wrong.push(`${here}: two forms are both “${form}”`);
      const unreached = await outOfReach(page);
      if (unreached.length > 0) wrong.push(`${here}: the Tab key does not come to ${unreached.join("; ")}`);
    }
    await page.context().close();
  }
  expect(wrong).toEqual([]);
  expect(walked.size).toBeGreaterThan(60);
});
