import { expect, test } from "@playwright/test";
import { isAccessible, look, press, windowOf, write } from "./walk";

test("an officer withholds where something is, by keyboard on a phone: residents are told that, why, and how many, and it is published again", async ({ browser }) => {
  const priya = await windowOf(browser, "Priya Raman", { byKeyboard: true, onPhone: true });
  await priya.goto("/staff/permits?find=Fill-level");
  await press(priya.getByRole("link", { name: "Fill-level sensors for bins" }));
  const permit = priya.url();
  const sign = (await priya.locator("#devices a[href^='/devices/']").first().getAttribute("href")) ?? "";
  await press(priya.getByRole("link", { name: "Do not publish where its devices are" }));
  await look(priya);
  await write(priya.getByLabel("Why?"), "Somebody follows the routes of those who empty the bins.");
  await press(priya.getByRole("button", { name: "Do not publish it" }));
  await expect(priya.getByText("Everything but where its devices are")).toBeVisible();

  // A resident without scripts, who stands before one of them and reads its sign.
  const resident = await windowOf(browser, null, { javaScriptEnabled: false, onPhone: true });
  await resident.goto(sign);
  await look(resident);
  await expect(resident.getByText("Exactly where it is, is not public.")).toBeVisible();
  await expect(resident.getByText("Somebody follows the routes of those who empty the bins.").first()).toBeVisible();
  await expect(resident.locator("main svg[role=group], main .map")).toHaveCount(0);
  await resident.goto("/devices?find=fill-level");
  await expect(resident.getByRole("heading", { level: 2 }).first()).toContainText(/^0 devices/);
  await expect(resident.getByText("exactly where is not public")).toBeVisible();
  await resident.goto(`/es${sign}`);
  await expect(resident.getByText("No es público dónde está exactamente.")).toBeVisible();

  await priya.goto(permit);
  await press(priya.getByRole("link", { name: "Publish where its devices are" }));
  await write(priya.getByLabel("Why?"), "The routes are other ones now.");
  await press(priya.getByRole("button", { name: "Publish it" }));
  await expect(priya.getByText("Everything but where its devices are")).toBeHidden();
  await isAccessible(priya);
  await resident.goto(sign);
  await expect(resident.getByText("See other devices nearby")).toBeVisible();
});
