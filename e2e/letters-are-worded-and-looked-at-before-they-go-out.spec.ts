import { expect, test } from "@playwright/test";
import { fitsThePhone, isAccessible, saysProblem, windowOf } from "./walk";

test("a letter is worded anew by keyboard, looked at, used, and brought back; without JavaScript too", async ({ browser }) => {
  const hannah = await windowOf(browser, "Hannah Weiss");
  await hannah.goto("/staff/partners");
  await hannah.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Letters" }).click();
  await expect(hannah.getByRole("row", { name: /An organisation could not be verified/ })).toContainText("Standard");
  await isAccessible(hannah);
  await hannah.getByRole("link", { name: "An organisation could not be verified" }).focus();
  await hannah.keyboard.press("Enter");
  await expect(hannah.getByText("The city could not verify Tern & Tide Sensing.")).toBeVisible();
  await isAccessible(hannah);

  // What it has to say may not be left out; what was typed stays.
  const letter = hannah.getByLabel("Letter", { exact: true });
  await letter.focus();
  await hannah.keyboard.press("Control+A");
  await hannah.keyboard.type("Dear colleagues of {partner},\n\nwe are sorry. Call {telephone}.");
  await hannah.keyboard.press("Tab");
  await hannah.keyboard.press("Enter");
  await saysProblem(hannah, "Nothing is called {telephone} in this letter. Use what stands in the list.");
  await saysProblem(hannah, "This letter has to say {reason}. Put it in.");
  await expect(letter).toHaveValue(/we are sorry/);
  await letter.fill("Dear colleagues of {partner},\n\nwe could not find you yet: {reason}");
  await hannah.getByRole("button", { name: "Save, and see how it reads" }).click();
  const would = hannah.locator("#written");
  await expect(would).toContainText("we could not find you yet: The number is not in the company register.");
  await isAccessible(hannah);
  await hannah.setViewportSize({ width: 390, height: 844 });
  await fitsThePhone(hannah);

  // Used, and brought back, from a second window that runs no scripts.
  const plain = await windowOf(browser, "Hannah Weiss", { javaScriptEnabled: false });
  await plain.goto("/staff/letters/partner-refused");
  await plain.getByRole("button", { name: "Use these words" }).click();
  await expect(plain.getByText("The next letter of this kind goes out in these words.")).toBeVisible();
  await expect(plain.locator("#written")).toHaveCount(0);
  // What stood open elsewhere decides nothing twice.
  await hannah.getByRole("button", { name: "Use these words" }).click();
  await saysProblem(hannah, "These words are in use already, or were once.");
  await plain.locator("summary", { hasText: "Go back to the standard words" }).click();
  await plain.getByLabel("Why?").fill("The office asks for the wording of the council.");
  await plain.getByRole("button", { name: "Use the standard words" }).click();
  await expect(plain.getByText("Back in the standard words.")).toBeVisible();
  await expect(plain.getByText("You can answer the permit desk by telephone or mail.").first()).toBeVisible();
  await plain.goto("/staff/letters");
  await expect(plain.getByRole("row", { name: /An organisation could not be verified/ })).toContainText("Standard");

  // Who holds no such permission does not find it.
  const ines = await windowOf(browser, "Ines Okafor");
  expect((await ines.goto("/staff/letters"))?.status()).toBe(404);
  expect((await ines.goto("/staff/letters/partner-refused"))?.status()).toBe(404);
});
