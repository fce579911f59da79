import { expect, test } from "@playwright/test";
import { fitsThePhone, isAccessible, saysProblem, windowOf } from "./walk";

test("who refused it does not decide on the appeal; another officer does, on a phone without JavaScript", async ({ browser }) => {
  const title = "Footfall counters in the Saltmarket";
  const priya = await windowOf(browser, "Priya Raman");
  await priya.goto("/staff/appeals");
  await isAccessible(priya);
  await priya.getByRole("link", { name: title }).click();
  await expect(priya.getByRole("button", { name: "Record this decision" })).toHaveAttribute("aria-disabled", "true");
  await expect(priya.getByText("You decided this first, so another person must look at it again.")).toBeVisible();
  await isAccessible(priya);
  const address = new URL(priya.url()).pathname;

  const ines = await windowOf(browser, "Ines Okafor", { javaScriptEnabled: false });
  await ines.setViewportSize({ width: 390, height: 844 });
  await ines.goto(address);
  await fitsThePhone(ines);
  await ines.getByRole("button", { name: "Record this decision" }).click();
  await saysProblem(ines, "Choose whether you uphold it.");
  await ines.getByLabel("Yes, I uphold the appeal").check();
  await ines.getByLabel("Why?").fill("The new place answers the reason for the refusal. Send it again with it.");
  await ines.getByRole("button", { name: "Record this decision" }).click();
  await expect(ines.getByText("It was decided, or taken back.")).toBeVisible();

  await priya.reload();
  await expect(priya.getByText("Upheld", { exact: true })).toBeVisible();
  await isAccessible(priya);
});
