import { expect, test } from "@playwright/test";
import { choose, fillDate, fitsThePhone, inDays, look, press, saysProblem, tick, windowOf, write } from "./walk";

test("by keyboard alone on a phone: an officer ticks permits, sees what it would do, suspends them with one reason, and reads each result", async ({ browser }) => {
  const tomas = await windowOf(browser, "Tomas Lindqvist", { byKeyboard: true, onPhone: true });
  const titles = ["Dimming controllers, Weirfields", "Traffic counters at signal cabinets"];
  await tomas.goto("/staff/permits");
  for (const title of titles) await tick(tomas.getByRole("checkbox", { name: new RegExp(`^Select ${title}`) }));
  await look(tomas);
  await choose(tomas.getByLabel("What do you want to do?"), "Suspend these permits");
  await press(tomas.getByRole("button", { name: "Those that are ticked" }));
  await expect(tomas.getByRole("heading", { name: "Suspend these permits" })).toBeVisible();
  await expect(tomas.getByText("permits selected, of 2 partners")).toBeVisible();
  await look(tomas);

  // What is wrong is said at the field, and what was typed stays.
  await write(tomas.getByLabel("Reason"), "short");
  await press(tomas.getByRole("button", { name: "Suspend these permits: 2 permits" }));
  await saysProblem(tomas, "Enter the reason, in at least 10 characters.");
  await fillDate(tomas, "until", inDays(20));
  await write(tomas.getByLabel("Reason"), "Both hang where the street is dug up from Monday on.");
  await choose(tomas.getByLabel("If the partner is not heard first: the cause"), "The partner agreed, or asked for it");
  await press(tomas.getByRole("button", { name: "Suspend these permits: 2 permits" }));
  await expect(tomas.getByText("2 permits done.")).toBeVisible({ timeout: 30_000 });
  await look(tomas);
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
  await press(ines.getByRole("button", { name: "Those that are ticked" }));
  await saysProblem(ines, "Tick at least one of the list.");
  await ines.goto(`/staff?view=nobody&find=${encodeURIComponent(title)}`);
  await tick(ines.getByRole("checkbox", { name: new RegExp(`^Select ${title}`) }));
  await choose(ines.getByLabel("What do you want to do?"), "Take these cases");
  await press(ines.getByRole("button", { name: "Those that are ticked" }));
  await press(ines.getByRole("button", { name: /^Take these cases: 1 case/ }));
  await expect(async () => {
    await ines.reload();
    await expect(ines.getByText("1 case done.")).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000 });
  await fitsThePhone(ines);

  await ines.goto("/staff?view=mine&tier=3");
  await press(ines.getByText("Keep this view"));
  await write(ines.getByLabel("Name of this view"), "Mine, and grave");
  await press(ines.getByRole("button", { name: "Keep it" }));
  await expect(ines.getByRole("navigation", { name: "Views you keep" }).getByRole("link", { name: "Mine, and grave" })).toHaveAttribute("aria-current", "page");
  await press(ines.getByRole("button", { name: /^Drop this view ?: Mine, and grave/ }));
  await expect(ines.getByRole("link", { name: "Mine, and grave" })).toHaveCount(0);
});
