import { expect, type Page, test } from "@playwright/test";
import { fitsThePhone, isAccessible, windowOf } from "./walk";

// What draws this map needs a graphics card, or the imitation of one: here only.
test.use({ launchOptions: { ...(process.env.E2E_CHROMIUM ? { executablePath: process.env.E2E_CHROMIUM } : {}), chromiumSandbox: process.getuid?.() !== 0, args: ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])] } });

const countIn = (text: string | null): number => Number(/[\d,.]+/.exec(text ?? "")?.[0].replace(/[,.]/g, "") ?? 0);

/** How many degrees the map is wide, as its list's address says; nothing before that is there. */
const widthOf = async (page: Page): Promise<number> => {
  const view = new URL((await page.locator("[data-moving-list]").getAttribute("href")) ?? "", page.url()).searchParams.get("view")?.split(",").map(Number);
  return view === undefined ? Number.NaN : (view[2] ?? 0) - (view[0] ?? 0);
};

/** One step closer by the keyboard, to its end: what the map says of itself, it says when it stands still. */
const moveCloser = async (page: Page): Promise<void> => {
  const before = await widthOf(page);
  await page.keyboard.press("+");
  await expect.poll(async () => Math.round((before / (await widthOf(page))) * 100), { timeout: 45_000 }).toBe(200);
};

for (const language of ["en", "es"] as const) {
  const words = { en: { open: "Move the map by hand", close: "Back to the still map", shown: /devices? in what the map shows/, list: "List what the map shows" }, es: { open: "Mover el mapa con la mano", close: "Volver al mapa fijo", shown: /en lo que muestra el mapa/, list: "Ver en la lista lo que muestra el mapa" } }[language];
  const register = language === "en" ? "/devices" : "/es/devices";

  test(`in ${language}, on a phone, by keyboard: the map comes when it is asked for, is moved, and the list shows the same`, async ({ browser }) => {
    const page = await windowOf(browser, null, { onPhone: true });
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.goto(`${register}?zone=`);
    await page.waitForLoadState("load");
    expect(asked.filter((each) => /maplibre|\/tiles\//.test(each))).toEqual([]);

    const open = page.getByRole("button", { name: words.open });
    await open.focus();
    await page.keyboard.press("Enter");
    const status = page.locator("[data-moving-status]");
    await expect(status).toHaveText(words.shown, { timeout: 45_000 });
    await expect(page.getByRole("button", { name: words.close })).toBeFocused();
    const all = countIn(await status.textContent());
    expect(all).toBeGreaterThan(50);
    await isAccessible(page);
    await fitsThePhone(page);

    // From the button on to the map itself, which moves by the keys.
    await page.keyboard.press("Tab");
    await expect(page.locator(".maplibregl-canvas")).toBeFocused();
    for (let closer = 0; closer < 2; closer += 1) await moveCloser(page);
    const near = countIn(await status.textContent());
    expect(near).toBeLessThan(all);
    expect(near).toBeGreaterThan(0);
    await page.getByRole("link", { name: words.list }).click();
    await expect(page).toHaveURL(/view=/);
    await expect(page.locator("#found")).toContainText(new RegExp(`\\b${near}\\b`));
    // Nothing came from anywhere else.
    const own = new URL(page.url()).origin;
    expect(asked.filter((each) => !each.startsWith(own) && !each.startsWith("data:") && !each.startsWith("blob:"))).toEqual([]);
    await page.context().close();
  });
}

test("what is on the map is read as links beside it, and on paper the still map is printed", async ({ browser }) => {
  const page = await windowOf(browser, null);
  // Close by, where each mark is one asset.
  await page.goto("/devices?find=HQ%20041");
  await page.locator(".hits a").first().click();
  await page.getByRole("link", { name: "See other devices nearby" }).click();
  await expect(page).toHaveURL(/view=/);
  await page.getByRole("button", { name: "Move the map by hand" }).click();
  await expect(page.locator("[data-moving-status]")).toHaveText(/in what the map shows/, { timeout: 45_000 });
  const marks = page.getByRole("list", { name: "What the map shows" });
  await page.locator(".maplibregl-canvas").focus();
  for (let closer = 0; closer < 3; closer += 1) await moveCloser(page);
  await expect(marks.getByRole("link").first()).toBeVisible();
  expect(await marks.getByRole("link").first().getAttribute("href")).toMatch(/^\/(devices|assets)\//);
  await page.emulateMedia({ media: "print" });
  await expect(page.locator("[data-moving-map]")).toBeHidden();
  await expect(page.locator("[data-still-map]")).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("button", { name: "Back to the still map" }).click();
  await expect(page.locator("[data-still-map]")).toBeVisible();
  await expect(page.getByRole("button", { name: "Move the map by hand" })).toBeFocused();
  await page.context().close();
});

test("where a browser cannot draw it, that is said, and the still map stays", async ({ browser }) => {
  const page = await windowOf(browser, null);
  await page.addInitScript(() => {
    HTMLCanvasElement.prototype.getContext = () => null;
    Reflect.deleteProperty(globalThis, "OffscreenCanvas");
  });
  await page.goto("/devices");
  await page.getByRole("button", { name: "Move the map by hand" }).click();
  await expect(page.getByText("Your browser cannot draw the moving map.")).toBeVisible({ timeout: 45_000 });
  await expect(page.locator("[data-still-map]")).toBeVisible();
  await page.context().close();
});
