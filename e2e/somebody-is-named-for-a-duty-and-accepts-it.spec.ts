import { expect, test } from "@playwright/test";
import { choose, fitsThePhone, look, press, saysProblem, tick, windowOf } from "./walk";

test("on a phone a member names a colleague and themselves by keyboard alone; the colleague accepts without JavaScript", async ({ browser }) => {
  const ruben = await windowOf(browser, "Ruben Castellane", { byKeyboard: true, onPhone: true });
  await ruben.goto("/partner");
  await press(ruben.getByRole("link", { name: "Pollen traps, Mossgate" }));
  const here = new URL(ruben.url()).pathname;
  await press(ruben.getByRole("link", { name: "Who does what" }));
  await look(ruben);
  await press(ruben.getByRole("button", { name: "Name them" }));
  await saysProblem(ruben, "Choose a colleague.");
  const names = async (whom: string, seat: string) => {
    await choose(ruben.getByLabel("For what?"), "Putting flaws right");
    await tick(ruben.getByLabel(seat, { exact: true }));
    await choose(ruben.getByLabel("Whom?"), whom);
    await press(ruben.getByRole("button", { name: "Name them" }));
  };
  await names("Odile Marchetti-Byrne", "First");
  await expect(ruben.getByText("Has not answered yet")).toBeVisible();
  await names("Ruben Castellane (you)", "Stands in");
  await expect(ruben.getByText("Accepted", { exact: true })).toBeVisible();
  // One cannot stand in for oneself.
  await names("Odile Marchetti-Byrne", "Stands in");
  await saysProblem(ruben, "Whoever stands in is somebody else than the first.");
  await look(ruben);

  const odile = await windowOf(browser, "Odile Marchetti-Byrne", { javaScriptEnabled: false });
  await odile.setViewportSize({ width: 390, height: 844 });
  await odile.goto(`${here}/duties`);
  await fitsThePhone(odile);
  await press(odile.getByRole("button", { name: /^I accept this/ }));
  await expect(odile.getByText("Accepted", { exact: true })).toHaveCount(2);
  await odile.goto(here);
  await expect(odile.getByText("2 of 8 accepted.", { exact: false })).toBeVisible();
});
