import { expect, test, type Browser, type Page } from "@playwright/test";
import { fitsThePhone, inDays, isAccessible, Keys, saysProblem, windowOf } from "./walk";

/** Somebody with a phone and a keyboard. */
async function handOf(browser: Browser, name: string): Promise<{ page: Page; keys: Keys }> {
  const page = await windowOf(browser, name);
  await page.setViewportSize({ width: 390, height: 844 });
  return { page, keys: new Keys(page) };
}
async function look(page: Page): Promise<void> {
  await fitsThePhone(page);
  await isAccessible(page);
}

test("a deployment is applied for, changed, approved, stopped, let run, and given back, by keyboard alone and on a phone", async ({ browser }) => {
  const title = "Tide markers by keyboard";
  const mei = await handOf(browser, "Mei Tanaka");
  await mei.page.goto("/partner");
  await mei.keys.follow("Begin an application");
  await mei.keys.write("Name of the deployment", title);
  await mei.keys.send("Begin");
  await expect(mei.page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  const draft = mei.page.url();
  await look(mei.page);

  await mei.keys.follow("Purpose and benefit");
  await mei.keys.tick(mei.page.getByLabel("Water and waste"));
  await mei.keys.write("Why are they needed here?", "So that whoever lives by the quay knows how high the water stands.");
  await mei.keys.writeDate("until", inDays(400));
  await look(mei.page);
  await mei.keys.send("Save and go on");
  await expect(mei.page).toHaveURL(draft);

  await mei.keys.follow("Devices and models");
  await mei.keys.write("What is it?", "Tide marker");
  await mei.keys.write("Make", "Brisling");
  await mei.keys.write("Model", "Mark 1");
  await mei.keys.write("How many of these?", "2");
  await mei.keys.send("Add");
  await expect(mei.page.getByText("2 devices so far")).toBeVisible();
  await mei.keys.follow(/^Describe it/);
  await mei.keys.write("Weight, in kilograms", "2");
  await mei.keys.write("Size, in centimetres", "20 x 20 x 10");
  await mei.keys.tick(mei.page.getByLabel("A battery"));
  await mei.keys.tick(mei.page.getByLabel("LoRaWAN"));
  await look(mei.page);
  await mei.keys.send("Save and go on");
  await expect(mei.page.getByText("2 kg, 20 × 20 × 10 cm")).toBeVisible();

  await mei.keys.follow("Go on to where they go");
  await mei.keys.write("Street or plate", "Ferry Quay");
  await mei.keys.send(/^Find$/);
  await expect(mei.page).toHaveURL(/find=Ferry/);
  for (const nth of [0, 1]) await mei.keys.tick(mei.page.locator('input[name="assetIds"]').nth(nth));
  await look(mei.page);
  await mei.keys.send("Save these places");
  await expect(mei.page.getByText("Every device has its place.")).toBeVisible();
  await mei.keys.follow(/^Go on$/);

  await mei.keys.follow("What the devices may talk to");
  await mei.keys.write("What do they talk to?", "data.brisling.example:8883");
  await look(mei.page);
  await mei.keys.send("Save and go on");
  await expect(mei.page).toHaveURL(draft);
  await mei.keys.follow("What data, and about whom");
  await mei.keys.write("What do the devices collect?", "How high the water stands");
  await mei.keys.tick(mei.page.getByRole("group", { name: "Can it identify people?" }).getByLabel("No", { exact: true }));
  await mei.keys.write("How long is it kept?", "5 years");
  await mei.keys.write("Who else gets it?", "Everyone");
  await look(mei.page);
  await mei.keys.send("Save and go on");
  await expect(mei.page).toHaveURL(draft);
  await mei.keys.follow("How it is kept safe");
  await mei.keys.write("How do the devices get updates?", "Signed, over the air, within two weeks of a flaw");
  await mei.keys.write("Who watches for break-ins?", "Our own desk");
  await mei.keys.write("How fast do they react?", "Within a day");
  await mei.keys.tick(mei.page.getByLabel("They came without any"));
  await mei.keys.tick(mei.page.getByRole("group", { name: /every port/ }).getByLabel("Yes, all of them"));
  await look(mei.page);
  await mei.keys.send("Save and go on");
  await expect(mei.page).toHaveURL(draft);
  await mei.keys.follow("Who answers");
  await mei.keys.write("Name", "Mei Tanaka");
  await mei.keys.write("E-mail address", "mei@brisling.example");
  await mei.keys.write(/^Telephone/, "+44 555 0123");
  await look(mei.page);
  await mei.keys.send("Save and go on");
  await expect(mei.page).toHaveURL(draft);
  await mei.keys.follow("Who pays and who earns");
  await mei.keys.write("What do you pay the city a year?", "Nothing");
  await mei.keys.write("Who else pays for it or earns by it?", "Nobody");
  await look(mei.page);
  await mei.keys.send("Save and go on");
  await expect(mei.page).toHaveURL(draft);
  await mei.keys.follow("Check and send");
  await mei.keys.send("Send to the city");
  await saysProblem(mei.page, "Confirm that what you send is true.");
  await mei.keys.tick(mei.page.getByLabel("What I send is true, as far as I know"));
  await look(mei.page);
  await mei.keys.send("Send to the city");
  await expect(mei.page.getByRole("heading", { name: "Application sent" })).toBeVisible();
  const reference = new URL(draft).pathname.split("/").at(-1) ?? "";

  // The officer finds it, takes it, asks for a change; the partner sees who has it, answers, and sends it again.
  const priya = await handOf(browser, "Priya Raman");
  await priya.page.goto("/staff");
  await priya.keys.write("Find a case", reference);
  await priya.keys.send("Filter");
  await expect(priya.page).toHaveURL(/find=LP/);
  await look(priya.page);
  await priya.keys.follow(title);
  await expect(priya.page.getByRole("heading", { level: 1, name: title })).toBeVisible();
  const opened = priya.page.url();
  await look(priya.page);
  await priya.keys.send("Take this case");
  await expect(priya.page.getByRole("button", { name: "Take this case" })).toHaveCount(0);
  await mei.page.goto(draft);
  await expect(mei.page.getByRole("heading", { name: "Where it stands" })).toBeVisible();
  await expect(mei.page.locator("dd", { hasText: "Priya Raman" }).first()).toBeVisible();
  await look(mei.page);
  await priya.keys.tick(priya.page.getByLabel("Ask for changes", { exact: true }));
  await priya.keys.unfold("If you ask for changes");
  await priya.keys.tick(priya.page.getByRole("group", { name: "Parts" }).getByLabel("Data"));
  await priya.keys.write("Reason", "Say who of the city gets what is measured.");
  await look(priya.page);
  await priya.keys.send("Record this decision");
  await expect(priya.page.getByText(/^Paused, /).first()).toBeVisible();
  await mei.page.goto(draft);
  await look(mei.page);
  await mei.keys.follow("What data, and about whom");
  await mei.keys.write("Who else gets it?", "Everyone; the harbour office at once");
  await mei.keys.send("Save and go on");
  await mei.keys.follow("Check and send");
  await mei.keys.tick(mei.page.getByLabel("What I send is true, as far as I know"));
  await mei.keys.send("Send to the city");
  await expect(mei.page.getByRole("heading", { name: "Application sent" })).toBeVisible();

  // A part of it is approved, with a condition of the list.
  await priya.page.goto(opened);
  await expect(priya.page.locator(".diff ins")).toHaveText("Everyone; the harbour office at once");
  await priya.keys.tick(priya.page.getByLabel("Approve with conditions"));
  await priya.keys.unfold("Conditions that come back often");
  await priya.keys.tick(priya.page.locator('input[name="library"]'));
  await priya.keys.unfold("Approve a part only");
  await priya.keys.write(/^Leave out the devices/, "2");
  await priya.keys.unfold(/^If you refuse, all or a part/);
  await priya.keys.tick(priya.page.getByLabel("The place does not suit"));
  await priya.keys.choose(/the cause/, "The partner agreed, or asked for it");
  await priya.keys.write("Reason", "It tells those who live there what they need to know, and sees nobody.");
  await look(priya.page);
  await priya.keys.send("Record this decision");
  await expect(priya.page.getByRole("heading", { name: "This is decided" })).toBeVisible();
  await look(priya.page);

  // Stopped for a time, and let run again.
  const tomas = await handOf(browser, "Tomas Lindqvist");
  await tomas.page.goto(`/staff/permits/${reference}`);
  await look(tomas.page);
  await tomas.keys.follow("Suspend it");
  await tomas.keys.write("Why?", "A marker leans over the path; it is looked at on Monday.");
  await tomas.keys.writeDate("until", inDays(10));
  await tomas.keys.choose(/the cause/, "Somebody or something would come to harm meanwhile");
  await look(tomas.page);
  await tomas.keys.send(/^Suspend/);
  await expect(tomas.page.getByText("Suspended by Tomas Lindqvist").first()).toBeVisible();
  await look(tomas.page);
  await tomas.page.goto(`/staff/permits/${reference}`);
  await tomas.keys.follow(/^(Resume|Let)/);
  await tomas.keys.write("Why?", "It stands straight again; I was there.");
  await look(tomas.page);
  await tomas.keys.send(/^(Resume|Let)/);
  await expect(tomas.page.getByText(/It stands straight again/).first()).toBeVisible();

  // Given back, and reported as taken down.
  await mei.page.goto(`/partner/permits/${reference}`);
  await look(mei.page);
  await mei.keys.follow("Give this permit back");
  await mei.keys.write("Why?", "The quay is rebuilt, and the marker is in the way.");
  await mei.keys.tick(mei.page.getByLabel("We give it back for good"));
  await look(mei.page);
  await mei.keys.send("Give it back");
  await expect(mei.page.getByText("Given up").first()).toBeVisible();
  await mei.keys.unfold(/taken down$/);
  await mei.keys.tick(mei.page.locator('#removal input[type="checkbox"]'));
  await mei.keys.writeDate("removedOn", inDays(-1));
  await mei.keys.write("What shows that they are gone?", "I took it down myself; a picture follows.");
  await look(mei.page);
  await mei.keys.send("Report it to the city");
  await expect(mei.page.locator("#removal")).toContainText("Reported, waits for the city");
});
