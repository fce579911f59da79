import { expect, test } from "@playwright/test";
import { languages } from "../app/languages/all";
import { look, signInAs, windowOf } from "./walk";

for (const code of ["en", "es"] as const)
  test(`in ${code}: pages that were read are there without a network, whole; others say so, and lead to those`, async ({ browser }) => {
    const prefix = code === "en" ? "" : `/${code}`;
    const { offline: said, frame } = languages[code];
    const page = await windowOf(browser, null, { onPhone: true });
    await page.goto(prefix || "/");
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await expect.poll(() => page.evaluate(async (address) => Boolean(await caches.match(address, { ignoreVary: true })), page.url())).toBe(true);
    await page.goto(`${prefix}/devices?find=camera`);
    await page.locator(".hits a").first().click();
    const name = (await page.locator("h1").textContent()) ?? "";
    const device = page.url();
    await page.context().setOffline(true);
    await page.reload();
    await expect(page.locator("h1")).toHaveText(name);
    // Its sheet and its letters are there as well.
    expect(await page.evaluate(() => getComputedStyle(document.querySelector("header.site") ?? document.body).backgroundColor)).not.toBe("rgba(0, 0, 0, 0)");
    await page.getByRole("link", { name: frame.decisions }).first().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(said.title);
    await look(page);
    await page.locator("main").getByRole("link", { name: new RegExp(name) }).first().click();
    await expect(page).toHaveURL(device);
    await expect(page.locator("h1")).toHaveText(name);
    await page.context().setOffline(false);
    await page.getByRole("link", { name: frame.decisions }).first().click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(languages[code].decisions.title);
  });

test("nothing of what is somebody’s own is kept: no page behind a sign-in, no reference, no form", async ({ browser }) => {
  const page = await windowOf(browser, null);
  await page.goto("/");
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.goto("/concerns/new");
  await page.getByLabel(languages.en.concern.kinds.wrong.label).check();
  await page.getByLabel(languages.en.concern.place).fill("Opposite the bakery");
  await page.getByLabel(languages.en.concern.words).fill("Something that is kept nowhere in this browser.");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.locator("main .done")).toContainText("C-");
  await signInAs(page, "Priya Raman");
  for (const path of ["/staff", "/account", "/devices", "/ledger"]) await page.goto(path);
  const kept = await page.evaluate(async () => {
    const all: { address: string; text: string }[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) all.push({ address: new URL(request.url).pathname, text: name.startsWith("pages") ? ((await (await cache.match(request, { ignoreVary: true }))?.text()) ?? "") : "" });
    }
    return all;
  });
  expect(kept.map(({ address }) => address)).toEqual(expect.arrayContaining(["/devices", "/ledger", "/offline"]));
  expect(kept.filter(({ address }) => /^\/(staff|account|sign-in|concerns\/|demo)/.test(address))).toEqual([]);
  for (const { text } of kept) expect(text).not.toMatch(/Priya Raman, Senior|kept nowhere in this browser/);
});
