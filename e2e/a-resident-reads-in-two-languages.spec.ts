import { expect, test, type Page } from "@playwright/test";
import { codes, languages } from "../app/languages/all";
import { look, windowOf } from "./walk";

/** The pages of the register, in a language: of a device that can identify people, and of what it hangs on. */
async function pagesIn(page: Page, prefix: string): Promise<string[]> {
  await page.goto(`${prefix}/devices?identifies=yes`);
  const device = new URL((await page.locator(".hits a").first().getAttribute("href")) ?? "", page.url()).pathname;
  await page.goto(`${prefix}/decisions`);
  const entry = new URL((await page.locator('a[href*="/ledger/entries/"]').first().getAttribute("href")) ?? "", page.url()).pathname;
  return [prefix || "/", entry, `${prefix}/display`, `${prefix}/devices`, `${prefix}/devices?find=zzzz`, device, `${device}/sign`, `${prefix}/assets/HQ%200412`, `${prefix}/assets/HQ%200412/sign?size=label`, `${prefix}/decisions`, `${prefix}/data`, `${prefix}/numbers`, `${prefix}/comments`, `${prefix}/concerns`, `${prefix}/concerns?none=C-1`, `${prefix}/concerns/new`, `${prefix}/data-rights`, `${prefix}/data-rights/ask`, `${prefix}/follow/new`, `${prefix}/follow/new?street=Tollgate%20Street`, `${prefix}/concerns/new?asset=HQ%200412&kind=unlisted`];
}

for (const code of codes) {
  const prefix = code === "en" ? "" : `/${code}`;

  for (const colorScheme of ["light", "dark"] as const)
    test(`in ${code}, ${colorScheme}, at four times its size: each page is whole and stands in nobody’s way`, async ({ browser }) => {
      const page = await windowOf(browser, null, { onPhone: true });
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      // 1,280 pixels at 400 %.
      await page.setViewportSize({ width: 320, height: 800 });
      for (const path of await pagesIn(page, prefix)) {
        await page.goto(path);
        expect(await page.getAttribute("html", "lang")).toBe(code);
        // A sign has its true size in millimetres, and is looked at by moving over it.
        if (!path.includes("/sign")) await look(page);
      }
    });

  test(`in ${code}, right to left and in forced colours nothing falls out of its place`, async ({ browser }) => {
    const page = await windowOf(browser, null);
    const paths = await pagesIn(page, prefix);
    for (const width of [320, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      for (const path of paths.filter((each) => !each.includes("/sign"))) {
        await page.goto(path);
        await page.evaluate(() => (document.documentElement.dir = "rtl"));
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), `${path}, ${width} wide`).toBeLessThanOrEqual(0);
        const outside = await page.locator("h1, h2, .site a, .lead").evaluateAll((nodes) => nodes.filter((node) => !node.closest(".sr-only, .skip") && node.getBoundingClientRect().width > 0 && (node.getBoundingClientRect().left < -1 || node.getBoundingClientRect().right > innerWidth + 1)).map((node) => node.textContent));
        expect(outside, `${path}, ${width} wide`).toEqual([]);
      }
    }
    await page.emulateMedia({ forcedColors: "active" });
    for (const path of paths) {
      await page.goto(path);
      await look(page);
    }
  });

  test(`in ${code}, a device’s page weighs what a plain page weighs, sets no cookie and runs nothing`, async ({ browser }) => {
    const page = await windowOf(browser, null);
    const device = (await pagesIn(page, prefix)).find((each) => each.includes("/devices/")) ?? "";
    const fresh = await windowOf(browser, null, { onPhone: true });
    const network = await fresh.context().newCDPSession(fresh);
    await network.send("Network.enable");
    const asked: string[] = [];
    let bytes = 0;
    network.on("Network.responseReceived", ({ response, type }) => asked.push(`${type} ${new URL(response.url).pathname}`));
    network.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
    await fresh.goto(device, { waitUntil: "networkidle" });
    // GOV.UK's own weight, headers included.
    expect(bytes, asked.join("\n")).toBeLessThanOrEqual(60 * 1024);
    expect(asked.filter((each) => each.startsWith("Script"))).toEqual([]);
    expect(await fresh.context().cookies()).toEqual([]);
  });

  test(`in ${code}, without scripts and by keyboard a device is found and its questions come in the order in which one asks`, async ({ browser }) => {
    const page = await windowOf(browser, null, { javaScriptEnabled: false });
    const { home, device, frame } = languages[code];
    await page.goto(prefix || "/");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: frame.skip })).toBeFocused();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await expect(page.getByLabel(home.find)).toBeFocused();
    await page.keyboard.type("camera");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`${prefix}/devices\\?find=camera`));
    await page.locator(".hits a").first().click();
    await expect(page).toHaveURL(new RegExp(`${prefix}/devices/`));
    const questions = [device.what, device.why, device.who, device.me, device.collected, device.kept, device.allowed, device.real];
    const heads = await page.locator("main .chain").getByRole("heading", { level: 2 }).allTextContents();
    expect(heads).toEqual(questions);
    // What a screen reader hears, in the order in which it hears it.
    const heard = await page.locator("main").ariaSnapshot();
    const places = questions.map((question) => heard.indexOf(question));
    expect(places.every((place, index) => place > (places[index - 1] ?? -1))).toBe(true);
  });
}

test("a page in Spanish says nothing in English but what somebody wrote in it", async ({ browser }) => {
  const page = await windowOf(browser, null);
  const sentences = new Set<string>();
  const gather = (words: unknown): void => {
    if (typeof words === "string" && words.includes(" ")) sentences.add(words);
    else if (words && typeof words === "object") for (const each of Object.values(words)) gather(each);
  };
  gather(languages.en);
  for (const path of await pagesIn(page, "/es")) {
    await page.goto(path);
    const texts = await page.evaluate(() => {
      const found: string[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) if (!node.parentElement?.closest('[lang="en"]')) found.push((node.textContent ?? "").trim());
      return found;
    });
    expect(texts.filter((text) => sentences.has(text)), path).toEqual([]);
    // Each link to a page that is there in Spanish leads to it in Spanish.
    const astray = await page.locator("main a, nav[aria-label=Principal] a").evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? "").filter((href) => /^\/(devices|assets|decisions)([/?#]|$)/.test(href) && !href.endsWith(".json")));
    expect(astray, path).toEqual([]);
  }
});

test("one changes the language and stays where one is", async ({ page }) => {
  await page.goto("/assets/HQ%200412");
  await page.getByRole("link", { name: "Español" }).click();
  await expect(page).toHaveURL("/es/assets/HQ%200412");
  await expect(page.getByRole("heading", { name: languages.es.asset.now })).toBeVisible();
  await page.getByRole("link", { name: "English" }).click();
  await expect(page).toHaveURL("/assets/HQ%200412");
  // What is there in one language only is not lost behind another.
  await page.goto("/es/partner");
  await expect(page).not.toHaveURL(/\/es\//);
});

test("a public page carries nothing of whoever is signed in, and leads them to their own pages", async ({ browser }) => {
  const priya = await windowOf(browser, "Priya Raman");
  for (const path of ["/", "/terms", "/risk", "/es/devices"]) {
    const page = await priya.request.get(path);
    expect(await page.text()).not.toMatch(/Sign out|My work|My account/);
    expect(page.headers()["cache-control"]).toContain("public");
  }
  await priya.goto("/");
  await priya.getByRole("link", { name: "Sign in", exact: true }).click();
  await expect(priya).toHaveURL(/\/account/);
  await expect(priya.getByText("Priya Raman").first()).toBeVisible();
});

test("what is near one is shown where a script may ask for the place, and the place goes nowhere but into the address", async ({ browser }) => {
  const still = await windowOf(browser, null, { javaScriptEnabled: false });
  await still.goto("/");
  await expect(still.getByRole("button", { name: languages.en.near.me })).toBeHidden();

  const page = await windowOf(browser, null);
  await page.goto("/devices");
  const plate = (await page.locator(".hits .plate").first().textContent()) ?? "";
  const told = (await (await page.request.get(`/api/ogc/collections/assets/items/${encodeURIComponent(plate)}`)).json()) as { geometry: { coordinates: [number, number] } };
  const [longitude, latitude] = told.geometry.coordinates;
  await page.context().grantPermissions(["geolocation"]);
  await page.context().setGeolocation({ longitude, latitude });
  for (const prefix of ["", "/es"]) {
    const words = languages[prefix ? "es" : "en"];
    await page.goto(prefix || "/");
    await page.getByRole("button", { name: words.near.me }).press("Enter");
    await expect(page).toHaveURL(new RegExp(`${prefix}/devices\\?view=[-0-9.,]+#map`));
    await expect(page.locator(".hits .plate", { hasText: plate }).first()).toBeVisible();
  }
  await page.context().clearPermissions();
  await page.goto("/");
  await page.getByRole("button", { name: languages.en.near.me }).click();
  await expect(page.getByText(languages.en.near.failed)).toBeVisible();
});

test("each example on the page for programs answers, and the whole register is read to its end", async ({ page, request }) => {
  await page.goto("/data");
  const links = await page.locator("main a[href^='/']").evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
  expect(links.length).toBeGreaterThan(10);
  for (const link of links) expect((await request.get(link)).status(), link).toBe(200);
  const known = await request.get("/api/ogc/collections/devices/items?limit=5");
  expect((await request.get("/api/ogc/collections/devices/items?limit=5", { headers: { "if-none-match": known.headers().etag ?? "" } })).status()).toBe(304);
  const seen = new Set<string>();
  for (let next: string | undefined = "/api/ogc/collections/devices/items?limit=100&inForce=true"; next; ) {
    const told = (await (await request.get(next)).json()) as { features: { id: string }[]; links: { rel: string; href: string }[] };
    for (const { id } of told.features) seen.add(id);
    next = told.links.find(({ rel }) => rel === "next")?.href;
  }
  const file = (await (await request.get("/devices.geojson")).json()) as { features: { id: string }[] };
  expect(new Set(file.features.map(({ id }) => id))).toEqual(seen);
  const odd = await request.get("/api/ogc/collections/devices/items?bbox=1,2");
  expect([odd.status(), ((await odd.json()) as { description: string }).description]).toEqual([400, expect.stringContaining("four numbers")]);
});
