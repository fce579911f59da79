import { expect, test } from "@playwright/test";
import { fitsThePhone, isAccessible, saysProblem, windowOf } from "./walk";

test("a member names a colleague and themselves; the colleague accepts, on a phone without JavaScript", async ({ browser }) => {
  const ruben = await windowOf(browser, "Ruben Castellane");
  await ruben.goto("/partner");
  await ruben.getByRole("link", { name: "Pollen traps, Mossgate" }).click();
  const here = new URL(ruben.url()).pathname;
  await ruben.getByRole("link", { name: "Who does what" }).click();
  await isAccessible(ruben);
  await ruben.getByRole("button", { name: "Name them" }).click();
  await saysProblem(ruben, "Choose a colleague.");
  const names = async (whom: string, seat: string) => {
    await ruben.getByLabel("For what?").selectOption({ label: "Putting flaws right" });
    await ruben.getByLabel(seat, { exact: true }).check();
    await ruben.getByLabel("Whom?").selectOption({ label: whom });
    await ruben.getByRole("button", { name: "Name them" }).click();
  };
  await names("Odile Marchetti-Byrne", "First");
  await expect(ruben.getByText("Has not answered yet")).toBeVisible();
  await names("Ruben Castellane (you)", "Stands in");
  await expect(ruben.getByText("Accepted", { exact: true })).toBeVisible();
  // One cannot stand in for oneself.
  await names("Odile Marchetti-Byrne", "Stands in");
  await saysProblem(ruben, "Whoever stands in is somebody else than the first.");
  await isAccessible(ruben);

  const odile = await windowOf(browser, "Odile Marchetti-Byrne", { javaScriptEnabled: false });
  await odile.setViewportSize({ width: 390, height: 844 });
  await odile.goto(`${here}/duties`);
  await fitsThePhone(odile);
  await odile.getByRole("button", { name: /^I accept this/ }).click();
  await expect(odile.getByText("Accepted", { exact: true })).toHaveCount(2);
  await odile.goto(here);
  await expect(odile.getByText("2 of 8 accepted.", { exact: false })).toBeVisible();
});
