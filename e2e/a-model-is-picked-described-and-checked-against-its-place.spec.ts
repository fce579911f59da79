import { expect, test } from "@playwright/test";
import { fitsThePhone, inDays, fillDate, isAccessible, saysProblem, windowOf } from "./walk";

test("a partner picks a model from the catalogue, describes another, and is told what a pole does not carry", async ({ browser }) => {
  const ruben = await windowOf(browser, "Ruben Castellane");
  await ruben.setViewportSize({ width: 390, height: 844 });
  await ruben.goto("/partner/applications/new");
  await ruben.getByLabel("Name of the deployment").fill("Rain gauges, by model");
  await ruben.getByRole("button", { name: "Begin" }).click();
  await expect(ruben.getByRole("heading", { level: 1, name: "Rain gauges, by model" })).toBeVisible();
  const draft = ruben.url();

  // What the city approved before is there to be picked, found by a part of its name.
  await ruben.goto(`${draft}/devices`);
  await ruben.getByRole("link", { name: "Pick a model from the catalogue" }).click();
  await ruben.getByLabel("Make or model").fill("gust");
  await ruben.getByRole("button", { name: "Find" }).click();
  await ruben.getByLabel("Make or model").fill("4 outdoor");
  await ruben.getByRole("button", { name: "Find" }).click();
  await expect(ruben.getByRole("row", { name: /Tern Tern 4 Outdoor/ })).toContainText("1.8 kg");
  await isAccessible(ruben);
  await fitsThePhone(ruben);
  await ruben.getByRole("link", { name: "Use it Tern Tern 4 Outdoor" }).click();
  await expect(ruben.getByLabel("Make", { exact: true })).toHaveValue("Tern");
  await ruben.getByLabel("What is it?").fill("Rain gauge that listens");
  await ruben.getByLabel("Version of its software").fill("3.1.0");
  await ruben.getByRole("button", { name: "Add", exact: true }).click();
  await expect(ruben.getByRole("heading", { name: "1 device so far" })).toBeVisible();
  await expect(ruben.locator("#models")).toContainText("1.8 kg, 28 × 18 × 12 cm");

  // Another is described by hand; a wrong answer keeps what was typed.
  await ruben.getByLabel("What is it?").fill("Rain gauge");
  await ruben.getByLabel("Make", { exact: true }).fill("Nimbus");
  await ruben.getByLabel("Model", { exact: true }).fill("Bucket 40");
  await ruben.getByRole("button", { name: "Add", exact: true }).click();
  await expect(ruben.locator("#models")).toContainText("Not described yet");
  await ruben.getByRole("link", { name: "Describe it Nimbus Bucket 40" }).click();
  await isAccessible(ruben);
  await fitsThePhone(ruben);
  await ruben.getByLabel("Weight, in kilograms").fill("16,5");
  await ruben.getByLabel("Size, in centimetres").fill("40 by 30");
  await ruben.getByLabel("Its own solar panel").check();
  await ruben.getByLabel("LoRaWAN").check();
  await fillDate(ruben, "supportUntil", inDays(2000));
  await ruben.getByRole("button", { name: "Save and go on" }).click();
  await saysProblem(ruben, "Enter its three sides in centimetres, like 30 × 20 × 12.");
  await expect(ruben.getByLabel("Weight, in kilograms")).toHaveValue("16,5");
  await expect(ruben.getByLabel("LoRaWAN")).toBeChecked();
  await ruben.getByLabel("Size, in centimetres").fill("40 x 30 x 30");
  await ruben.getByRole("button", { name: "Save and go on" }).click();
  await expect(ruben.locator("#models")).toContainText("16.5 kg, 40 × 30 × 30 cm");
  await fitsThePhone(ruben);

  // Where it is to go, a street-light pole does not carry it: that is told there, with the table it comes from.
  await ruben.goto(`${draft}/sites?on=light_pole`);
  const boxes = ruben.locator('input[name="assetIds"]');
  await boxes.nth(0).check();
  await boxes.nth(1).check();
  await ruben.getByRole("button", { name: "Save these places" }).click();
  await expect(ruben.getByText("It may not go there.")).toBeVisible();
  await expect(ruben.getByText("It weighs 16.5 kg, and a street-light pole carries 15 kg.")).toBeVisible();
  await isAccessible(ruben);
  await fitsThePhone(ruben);
  await ruben.getByRole("link", { name: "what may hang where" }).click();
  await expect(ruben.getByRole("row", { name: /Traffic-signal pole/ })).toContainText("Screens beside a signal distract drivers");
  await isAccessible(ruben);
  await fitsThePhone(ruben);
});

test("without JavaScript a model is described, and a kind of place that is not for a screen is closed with why", async ({ browser }) => {
  const ruben = await windowOf(browser, "Ruben Castellane", { javaScriptEnabled: false });
  await ruben.goto("/partner/applications/new");
  await ruben.getByLabel("Name of the deployment").fill("Tide screens, by model");
  await ruben.getByRole("button", { name: "Begin" }).click();
  await expect(ruben.getByRole("heading", { level: 1, name: "Tide screens, by model" })).toBeVisible();
  const draft = ruben.url();
  await ruben.goto(`${draft}/purpose`);
  await ruben.getByLabel("Information for the public").check();
  await ruben.getByLabel(/^Why/).fill("So that whoever waits for the ferry reads when the tide turns.");
  await fillDate(ruben, "until", inDays(400));
  await ruben.getByRole("button", { name: "Save and go on" }).click();
  await ruben.goto(`${draft}/devices`);
  await ruben.getByLabel("What is it?").fill("Tide screen");
  await ruben.getByLabel("Make", { exact: true }).fill("Ebb");
  await ruben.getByLabel("Model", { exact: true }).fill("Panel");
  await ruben.getByRole("button", { name: "Add", exact: true }).click();
  await ruben.getByRole("link", { name: "Describe it Ebb Panel" }).click();
  await ruben.getByLabel("Weight, in kilograms").fill("3");
  await ruben.getByLabel("Size, in centimetres").fill("40 × 30 × 5");
  await ruben.getByLabel("Mains").check();
  await ruben.getByRole("button", { name: "Save and go on" }).click();
  await expect(ruben.locator("#models")).toContainText("3 kg, 40 × 30 × 5 cm; runs on mains; no radio; no sockets; end of support not said");
  await ruben.goto(`${draft}/sites?on=traffic_pole`);
  await expect(ruben.getByText(/Not for “Information for the public”/)).toContainText("Screens beside a signal distract drivers.");
  expect(await ruben.locator('input[name="assetIds"]').count()).toBe(0);
});
