import { expect, test } from "@playwright/test";
import { isAccessible, windowOf } from "./walk";

const pages = ["/", "/devices", "/decisions", "/sign-in", "/register", "/ledger", "/privacy", "/display", "/nowhere", "/api/health"];

for (const path of pages) {
  test(`${path} says what it may load, and from nowhere else`, async ({ request }) => {
    const first = await request.get(path);
    const second = await request.get(path);
    const policy = first.headers()["content-security-policy"] ?? "";
    const isForEveryone = ["/", "/devices", "/decisions", "/ledger", "/privacy"].includes(path);
    expect(policy).toContain(isForEveryone ? "default-src 'none'" : "default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe-inline");
    expect(policy).not.toContain("unsafe-eval");
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    // What is the same for everyone runs nothing but files that lie here, and a nonce that is used twice is none.
    if (isForEveryone) expect(policy).not.toContain("nonce");
    else expect(nonce).toBeTruthy();
    if (nonce) expect(second.headers()["content-security-policy"]).not.toContain(nonce);
    expect(first.headers()["strict-transport-security"]).toContain("max-age=");
    expect(first.headers()["x-content-type-options"]).toBe("nosniff");
    expect(first.headers()["referrer-policy"]).toBe("strict-origin-when-cross-origin");
    expect(first.headers()["permissions-policy"]).toContain("camera=()");
    expect(first.headers()["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(first.headers()["x-powered-by"]).toBeUndefined();
    expect(first.headers()["set-cookie"]).toBeUndefined();
  });
}

test("what is somebody's own is never kept by a cache", async ({ browser }) => {
  const ines = await windowOf(browser, "Ines Okafor");
  for (const path of ["/staff", "/account", "/staff/permits"]) {
    const answer = await ines.request.get(path);
    expect(answer.headers()["cache-control"], path).toMatch(/no-store/);
  }
});

test("nothing is loaded from elsewhere and no script is refused, on any public page", async ({ browser }) => {
  const page = await windowOf(browser, null);
  const wrong: string[] = [];
  page.on("request", (asked) => {
    if (new URL(asked.url()).origin !== new URL(page.url() === "about:blank" ? asked.url() : page.url()).origin && !asked.url().startsWith("data:")) wrong.push(asked.url());
  });
  page.on("console", (message) => {
    if (message.type() === "error" && !/404/.test(message.text())) wrong.push(message.text());
  });
  for (const path of pages.slice(0, 8)) await page.goto(path);
  expect(wrong).toEqual([]);
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const width of [320, 1440]) {
    test(`public pages are accessible and fit, ${colorScheme}, ${width} wide`, async ({ browser }) => {
      const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 } });
      const page = await context.newPage();
      await page.goto("/devices");
      const device = (await page.locator(".hits a").first().getAttribute("href")) ?? "";
      for (const path of [...pages.slice(0, 9), device, "/assets/HQ%200412", "/components", "/demo/mailbox"]) {
        await page.goto(path);
        await isAccessible(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), path).toBeLessThanOrEqual(0);
      }
      await context.close();
    });
  }
}

test("the front door and the register are walked by keyboard", async ({ page }) => {
  await page.goto("/");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to main content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("searchbox")).toBeFocused();
  await page.keyboard.type("HQ 0412");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/assets\/HQ%200412/);
});
