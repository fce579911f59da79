import { expect, test } from "@playwright/test";
import { fillDate, fitsThePhone, inDays, isAccessible, saysProblem, windowOf } from "./walk";

test("an officer ticks permits, sees what it would do, suspends them with one reason, and reads each result", async ({ browser }) => {
  const tomas = await windowOf(browser, "Tomas Lindqvist");
  const titles = ["Dimming controllers, Weirfields", "Traffic counters at signal cabinets"];
  await tomas.goto("/staff/permits");
  for (const title of titles) await tomas.getByRole("checkbox", { name: new RegExp(`^Select ${title}`) }).check();
  await isAccessible(tomas);
  await tomas.getByLabel("What do you want to do?").selectOption({ label: "Suspend these permits" });
  await tomas.getByRole("button", { name: "Those that are ticked" }).click();
  await expect(tomas.getByRole("heading", { name: "Suspend these permits" })).toBeVisible();
  await expect(tomas.getByText("permits selected, of 2 partners")).toBeVisible();
  await isAccessible(tomas);

  // What is wrong is said at the field, and what was typed stays.
  await tomas.getByLabel("Reason").fill("short");
  await tomas.getByRole("button", { name: "Suspend these permits: 2 permits" }).click();
  await saysProblem(tomas, "Enter the reason, in at least 10 characters.");
  await fillDate(tomas, "until", inDays(20));
  await tomas.getByLabel("Reason").fill("Both hang where the street is dug up from Monday on.");
  await tomas.getByLabel("If the partner is not heard first: the cause").selectOption({ label: "The partner agreed, or asked for it" });
  await tomas.getByRole("button", { name: "Suspend these permits: 2 permits" }).click();
  await expect(tomas.getByText("2 permits done.")).toBeVisible({ timeout: 30_000 });
  await isAccessible(tomas);
  const results = await tomas.request.get(`${new URL(tomas.url()).pathname}/results.csv`);
  expect((await results.text()).split("\r\n").slice(1, 3).map((line) => line.split(",")[1])).toEqual(['"Done"', '"Done"']);

  // It is its owner's, and nobody else's.
  const address = new URL(tomas.url()).pathname;
  const priya = await windowOf(browser, "Priya Raman");
  expect((await priya.request.get(address)).status()).toBe(404);
  expect((await priya.request.get(`${address}/results.csv`)).status()).toBe(404);
});

test("an officer takes cases with a phone and without JavaScript, and keeps the view", async ({ browser }) => {
  const ines = await windowOf(browser, "Ines Okafor", { javaScriptEnabled: false });
  await ines.setViewportSize({ width: 390, height: 844 });
  const title = "Valve watch, Harbour Quarter";
  await ines.goto(`/staff?view=nobody&find=${encodeURIComponent(title)}`);
  await fitsThePhone(ines);
  await ines.getByRole("button", { name: "Those that are ticked" }).click();
  await saysProblem(ines, "Tick at least one of the list.");
  await ines.goto(`/staff?view=nobody&find=${encodeURIComponent(title)}`);
  await ines.getByRole("checkbox", { name: new RegExp(`^Select ${title}`) }).check();
  await ines.getByLabel("What do you want to do?").selectOption({ label: "Take these cases" });
  await ines.getByRole("button", { name: "Those that are ticked" }).click();
  await ines.getByRole("button", { name: /^Take these cases: 1 case/ }).click();
  await expect(async () => {
    await ines.reload();
    await expect(ines.getByText("1 case done.")).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await fitsThePhone(ines);

  await ines.goto("/staff?view=mine&tier=3");
  await ines.getByText("Keep this view").click();
  await ines.getByLabel("Name of this view").fill("Mine, and grave");
  await ines.getByRole("button", { name: "Keep it" }).click();
  await expect(ines.getByRole("navigation", { name: "Views you keep" }).getByRole("link", { name: "Mine, and grave" })).toHaveAttribute("aria-current", "page");
  await ines.getByRole("button", { name: /^Drop this view ?: Mine, and grave/ }).click();
  await expect(ines.getByRole("link", { name: "Mine, and grave" })).toHaveCount(0);
});
