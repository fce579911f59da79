import { expect, test } from "@playwright/test";
import { fitsThePhone, look, press, saysProblem, tick, windowOf, write } from "./walk";

test("who refused it does not decide on the appeal; another officer does, on a phone without JavaScript", async ({ browser }) => {
  const title = "Footfall counters in the Saltmarket";
  const priya = await windowOf(browser, "Priya Raman");
  await priya.goto("/staff/appeals");
  await look(priya);
  await press(priya.getByRole("link", { name: title }));
  await expect(priya.getByRole("button", { name: "Record this decision" })).toHaveAttribute("aria-disabled", "true");
  await expect(priya.getByText("You decided this first, so another person must look at it again.")).toBeVisible();
  await look(priya);
  const address = new URL(priya.url()).pathname;

  const ines = await windowOf(browser, "Ines Okafor", { javaScriptEnabled: false });
  await ines.setViewportSize({ width: 390, height: 844 });
  await ines.goto(address);
  await fitsThePhone(ines);
  await press(ines.getByRole("button", { name: "Record this decision" }));
  await saysProblem(ines, "Choose whether you uphold it.");
  await tick(ines.getByLabel("Yes, I uphold the appeal"));
  await write(ines.getByLabel("Why?"), "The new place answers the reason for the refusal. Send it again with it.");
  await press(ines.getByRole("button", { name: "Record this decision" }));
  await expect(ines.getByText("It was decided, or taken back.")).toBeVisible();

  await priya.reload();
  await expect(priya.getByText("Upheld", { exact: true })).toBeVisible();
  await look(priya);
});
