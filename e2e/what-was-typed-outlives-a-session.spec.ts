import { expect, test } from "@playwright/test";
import { fitsThePhone, isAccessible, signedOutElsewhere, signOut, windowOf } from "./walk";

for (const javaScriptEnabled of [true, false])
  test(`whoever is signed out while they write finds it all again ${javaScriptEnabled ? "in the browser" : "without JavaScript, on a phone"}`, async ({ browser }) => {
    const ruben = await windowOf(browser, "Ruben Castellane", { javaScriptEnabled });
    if (!javaScriptEnabled) await ruben.setViewportSize({ width: 390, height: 844 });
    const looked = async () => (javaScriptEnabled ? isAccessible(ruben) : fitsThePhone(ruben));
    const name = javaScriptEnabled ? "Gauges that were begun twice" : "Gauges by the old lock";
    const why = `So that the quay knows when it floods. ${"Each hour counts, day & night. ".repeat(30)}<b>“naïve”</b> العربية 🏙️`;
    await ruben.goto("/partner/applications/new");
    await ruben.getByLabel("Name of the deployment").fill(name);
    await ruben.getByRole("button", { name: "Begin" }).click();
    await expect(ruben.getByRole("heading", { level: 1, name })).toBeVisible();
    const purpose = `${ruben.url().split("?")[0]}/purpose`;
    await ruben.goto(purpose);
    await ruben.getByLabel("Information for the public").check();
    await ruben.getByLabel(/^Why/).fill(why);
    await ruben.locator('[name="until.day"]').fill("31");

    await signedOutElsewhere(ruben);
    await ruben.getByRole("button", { name: "Save and go on" }).click();
    await expect(ruben.getByText("You were signed out meanwhile.")).toBeVisible();
    await looked();

    // Somebody else who sits down at this machine meanwhile does not read it.
    await ruben.getByRole("button", { name: "Priya Raman", exact: true }).click();
    await expect(ruben).not.toHaveURL(/sign-in/);
    await ruben.goto(purpose);
    await expect(ruben.getByText("So that the quay knows when it floods.")).toHaveCount(0);
    await ruben.goto("/account");
    await signOut(ruben);

    await ruben.goto(`/sign-in?to=${encodeURIComponent(new URL(purpose).pathname)}&kept=yes`);
    await ruben.getByRole("button", { name: "Ruben Castellane", exact: true }).click();
    await expect(ruben).toHaveURL(purpose);
    await expect(ruben.locator(".problem")).toContainText("You were signed out while you wrote, so nothing was sent.");
    await expect(ruben.getByLabel(/^Why/)).toHaveValue(why);
    await expect(ruben.getByLabel("Information for the public")).toBeChecked();
    await expect(ruben.locator('[name="until.day"]')).toHaveValue("31");
    await looked();

    // It is his own form again: what is wrong is told, what is right is saved, and then nothing waits any more.
    await ruben.getByRole("button", { name: "Save and go on" }).click();
    await expect(ruben.locator(".problem")).not.toContainText("You were signed out");
    await expect(ruben.getByLabel(/^Why/)).toHaveValue(why);
    await ruben.locator('[name="until.day"]').fill("1");
    await ruben.locator('[name="until.month"]').fill("6");
    await ruben.locator('[name="until.year"]').fill(String(new Date().getUTCFullYear() + 2));
    await ruben.getByRole("button", { name: "Save and go on" }).click();
    await expect(ruben).not.toHaveURL(/purpose/);
    await ruben.goto(purpose);
    await expect(ruben.getByText("You were signed out while you wrote")).toHaveCount(0);
    await expect(ruben.getByLabel(/^Why/)).toHaveValue(why);
  });

test("with scripts, what is too long to travel along stays on the page until one has signed in elsewhere", async ({ browser }) => {
  const ruben = await windowOf(browser, "Ruben Castellane");
  await ruben.goto("/partner/applications/new");
  await ruben.getByLabel("Name of the deployment").fill("Gauges with a long story");
  await ruben.getByRole("button", { name: "Begin" }).click();
  await expect(ruben.getByRole("heading", { level: 1, name: "Gauges with a long story" })).toBeVisible();
  await ruben.goto(`${ruben.url().split("?")[0]}/purpose`);
  // Nothing in it repeats, so nothing of it is saved by packing it.
  const long = Array.from({ length: 6_000 }, (_, index) => String.fromCodePoint(0x4e00 + ((index * 7919) % 20_000))).join("");
  await ruben.getByLabel(/^Why/).fill(long);
  await signedOutElsewhere(ruben);
  await ruben.getByRole("button", { name: "Save and go on" }).click();
  await expect(ruben.locator(".problem")).toContainText("Sign in first, in another window");
  await expect(ruben.getByLabel(/^Why/)).toHaveValue(long);
});
