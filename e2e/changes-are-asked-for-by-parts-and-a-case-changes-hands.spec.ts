import { expect, test } from "@playwright/test";
import { choose, fillDate, inDays, look, press, saysProblem, tick, windowOf, write } from "./walk";

for (const { javaScriptEnabled, title } of [
  { javaScriptEnabled: true, title: "Noise meters, Weighhouse Lane" },
  { javaScriptEnabled: false, title: "Quiet-street study, Harbour Quarter" },
]) {
  const how = { javaScriptEnabled, byKeyboard: javaScriptEnabled, onPhone: true };

  test(`an officer raises the tier of ${title}, gives it to a colleague, who asks for a change of one part by a day, on a phone, ${javaScriptEnabled ? "by keyboard alone" : "without JavaScript"}`, async ({ browser }) => {
    const priya = await windowOf(browser, "Priya Raman", how);
    await priya.goto(`/staff?find=${encodeURIComponent(title)}`);
    await look(priya);
    await press(priya.getByRole("link", { name: title }));
    await expect(priya.getByRole("heading", { level: 1, name: title })).toBeVisible();
    const address = new URL(priya.url()).pathname;
    await look(priya);

    await press(priya.getByRole("link", { name: "Why, or set another" }));
    await look(priya);
    const higher = priya.locator("section", { has: priya.getByRole("heading", { name: "A higher tier" }) });
    await tick(higher.getByLabel("Tier 4"));
    await write(higher.getByLabel("Why that tier?"), "short");
    await press(higher.getByRole("button", { name: "Raise it" }));
    await saysProblem(priya, "Enter the reason, in at least 10 characters.");
    await look(priya);
    await expect(higher.getByLabel("Tier 4")).toBeChecked();
    await write(higher.getByLabel("Why that tier?"), "Children play where it is to hang.");
    await press(higher.getByRole("button", { name: "Raise it" }));
    await expect(priya.getByText("An officer raised it.")).toBeVisible();
    // Who sets the tier does not decide, and the page says so.
    await expect(priya.getByText("You set the risk tier of this case, so another person must decide it.").first()).toBeVisible();

    await press(priya.getByRole("link", { name: "Give it to a colleague" }));
    await look(priya);
    await choose(priya.getByLabel("Colleague"), "Ines Okafor");
    await write(priya.getByLabel("What should they know?"), "You know this street; I set the tier.");
    await press(priya.getByRole("button", { name: "Give it to them" }));
    await expect(priya.getByText("Ines Okafor has taken this case.")).toBeVisible();

    const ines = await windowOf(browser, "Ines Okafor", how);
    await ines.goto("/staff?view=mine");
    await look(ines);
    await press(ines.getByRole("link", { name: title }));
    await tick(ines.getByLabel("Ask for changes", { exact: true }));
    await press(ines.getByText("If you ask for changes: which parts, and by when"));
    await tick(ines.getByRole("group", { name: "Parts" }).getByLabel("Data"));
    await fillDate(ines, "by", inDays(12));
    await write(ines.getByLabel("Reason"), "Say for how many weeks it is kept, and why so long.");
    await press(ines.getByRole("button", { name: "Record this decision" }));
    await expect(ines.getByText(/^Paused, /).first()).toBeVisible();
    await look(ines);

    // The partner finds that one part open, and no other.
    const partner = (await ines.locator("p.note.soft").first().innerText()).includes("Tern & Tide") ? "Ruben Castellane" : null;
    if (partner) {
      const ruben = await windowOf(browser, partner, how);
      const here = address.replace("/staff/cases/", "/partner/applications/");
      await ruben.goto(here);
      await look(ruben);
      await expect(ruben.getByText("Say for how many weeks it is kept, and why so long.")).toBeVisible();
      // Files may go with any answer, and the terms are there to read; of the parts, only the one asked for is open.
      await expect(ruben.locator(".tasks").getByRole("link")).toHaveText([/What data/, /Evidence files/, /The city’s terms/, /Check and send/]);
      await expect(ruben.getByText("To be changed")).toBeVisible();
      await ruben.goto(`${here}/terms`);
      await expect(ruben).toHaveURL(here);
      await ruben.goto(`${here}/data`);
      await write(ruben.getByLabel("How long is it kept?"), "Four weeks, as the study needs");
      await press(ruben.getByRole("button", { name: "Save and go on" }));
      await press(ruben.getByRole("link", { name: "Check and send" }));
      await tick(ruben.getByLabel("What I send is true, as far as I know"));
      await press(ruben.getByRole("button", { name: "Send to the city" }));
      await expect(ruben.getByRole("heading", { name: "Application sent" })).toBeVisible();
      await ines.goto(address);
      await expect(ines.locator(".diff ins")).toHaveText("Four weeks, as the study needs");
    }
  });
}

test("how risk is weighed is there for anybody to read", async ({ page }) => {
  await page.goto("/risk");
  await expect(page.getByRole("cell", { name: "Tier 3" }).first()).toBeVisible();
  await look(page);
});

test("a queue is worked by keyboard once that is turned on, and never before", async ({ browser }) => {
  const priya = await windowOf(browser, "Priya Raman");
  await priya.goto("/staff");
  const links = priya.locator("table.queue th[scope=row] a");
  await priya.locator("body").press("j");
  await expect(links.first()).not.toBeFocused();
  await press(priya.getByRole("button", { name: "Turn on" }));
  await press(priya.getByRole("heading", { level: 1 }));
  await priya.keyboard.press("j");
  await expect(links.first()).toBeFocused();
  await priya.keyboard.press("j");
  await expect(links.nth(1)).toBeFocused();
  await priya.keyboard.press("k");
  await expect(links.first()).toBeFocused();
  await priya.keyboard.press("?");
  await expect(priya.getByText("The case before")).toBeVisible();
  await look(priya);
  await priya.keyboard.press("/");
  await expect(priya.getByLabel("Find a case")).toBeFocused();
  // Typing there is typing.
  await priya.keyboard.type("jk?");
  await expect(priya.getByLabel("Find a case")).toHaveValue("jk?");
});

test("the desk is told in figures, with the table behind each picture", async ({ browser }) => {
  const priya = await windowOf(browser, "Priya Raman", { javaScriptEnabled: false });
  await priya.goto("/staff");
  await press(priya.getByRole("link", { name: "the desk in figures" }));
  await expect(priya.getByRole("table", { name: /^Open cases by working days/ })).toBeVisible();
  const withScripts = await windowOf(browser, "Priya Raman");
  await withScripts.goto("/staff/desk");
  await look(withScripts);
  await withScripts.setViewportSize({ width: 320, height: 800 });
  expect(await withScripts.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});
