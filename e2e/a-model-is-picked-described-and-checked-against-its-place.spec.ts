import { expect, test } from "@playwright/test";
import { fillDate, inDays, look, press, saysProblem, tick, windowOf, write } from "./walk";

test("by keyboard alone on a phone a partner picks a model from the catalogue, describes another, and is told what a pole does not carry", async ({ browser }) => {
  const ruben = await windowOf(browser, "Ruben Castellane", { byKeyboard: true, onPhone: true });
  await ruben.goto("/partner/applications/new");
  await write(ruben.getByLabel("Name of the deployment"), "Rain gauges, by model");
  await press(ruben.getByRole("button", { name: "Begin" }));
  await expect(ruben.getByRole("heading", { level: 1, name: "Rain gauges, by model" })).toBeVisible();
  const draft = ruben.url();

  // What the city approved before is there to be picked, found by a part of its name.
  await ruben.goto(`${draft}/devices`);
  await press(ruben.getByRole("link", { name: "Pick a model from the catalogue" }));
  await write(ruben.getByLabel("Make or model"), "gust");
  await press(ruben.getByRole("button", { name: "Find" }));
  await write(ruben.getByLabel("Make or model"), "4 outdoor");
  await press(ruben.getByRole("button", { name: "Find" }));
  await expect(ruben.getByRole("row", { name: /Tern Tern 4 Outdoor/ })).toContainText("1.8 kg");
  await look(ruben);
  await press(ruben.getByRole("link", { name: "Use it Tern Tern 4 Outdoor" }));
  await expect(ruben.getByLabel("Make", { exact: true })).toHaveValue("Tern");
  await write(ruben.getByLabel("What is it?"), "Rain gauge that listens");
  await write(ruben.getByLabel("Version of its software"), "3.1.0");
  await press(ruben.getByRole("button", { name: "Add", exact: true }));
  await expect(ruben.getByRole("heading", { name: "1 device so far" })).toBeVisible();
  await expect(ruben.locator("#models")).toContainText("1.8 kg, 28 × 18 × 12 cm");

  // Another is described by hand; a wrong answer keeps what was typed.
  await write(ruben.getByLabel("What is it?"), "Rain gauge");
  await write(ruben.getByLabel("Make", { exact: true }), "Nimbus");
  await write(ruben.getByLabel("Model", { exact: true }), "Bucket 40");
  await press(ruben.getByRole("button", { name: "Add", exact: true }));
  await expect(ruben.locator("#models")).toContainText("Not described yet");
  await press(ruben.getByRole("link", { name: "Describe it Nimbus Bucket 40" }));
  await look(ruben);
  await write(ruben.getByLabel("Weight, in kilograms"), "16,5");
  await write(ruben.getByLabel("Size, in centimetres"), "40 by 30");
  await tick(ruben.getByLabel("Its own solar panel"));
  await tick(ruben.getByLabel("LoRaWAN"));
  await fillDate(ruben, "supportUntil", inDays(2000));
  await press(ruben.getByRole("button", { name: "Save and go on" }));
  await saysProblem(ruben, "Enter its three sides in centimetres, like 30 × 20 × 12.");
  await expect(ruben.getByLabel("Weight, in kilograms")).toHaveValue("16,5");
  await expect(ruben.getByLabel("LoRaWAN")).toBeChecked();
  await write(ruben.getByLabel("Size, in centimetres"), "40 x 30 x 30");
  await press(ruben.getByRole("button", { name: "Save and go on" }));
  await expect(ruben.locator("#models")).toContainText("16.5 kg, 40 × 30 × 30 cm");

  // Where it is to go, a street-light pole does not carry it: that is told there, with the table it comes from.
  await ruben.goto(`${draft}/sites?on=light_pole`);
  const boxes = ruben.locator('input[name="assetIds"]');
  await tick(boxes.nth(0));
  await tick(boxes.nth(1));
  await press(ruben.getByRole("button", { name: "Save these places" }));
  await expect(ruben.getByText("It may not go there.")).toBeVisible();
  await expect(ruben.getByText("It weighs 16.5 kg, and a street-light pole carries 15 kg.")).toBeVisible();
  await look(ruben);
  await press(ruben.getByRole("link", { name: "what may hang where" }));
  await expect(ruben.getByRole("row", { name: /Traffic-signal pole/ })).toContainText("Screens beside a signal distract drivers");
  await look(ruben);
});

test("without JavaScript a model is described, and a kind of place that is not for a screen is closed with why", async ({ browser }) => {
  const ruben = await windowOf(browser, "Ruben Castellane", { javaScriptEnabled: false });
  await ruben.goto("/partner/applications/new");
  await write(ruben.getByLabel("Name of the deployment"), "Tide screens, by model");
  await press(ruben.getByRole("button", { name: "Begin" }));
  await expect(ruben.getByRole("heading", { level: 1, name: "Tide screens, by model" })).toBeVisible();
  const draft = ruben.url();
  await ruben.goto(`${draft}/purpose`);
  await tick(ruben.getByLabel("Information for the public"));
  await write(ruben.getByLabel(/^Why/), "So that whoever waits for the ferry reads when the tide turns.");
  await fillDate(ruben, "until", inDays(400));
  await press(ruben.getByRole("button", { name: "Save and go on" }));
  await ruben.goto(`${draft}/devices`);
  await write(ruben.getByLabel("What is it?"), "Tide screen");
  await write(ruben.getByLabel("Make", { exact: true }), "Ebb");
  await write(ruben.getByLabel("Model", { exact: true }), "Panel");
  await press(ruben.getByRole("button", { name: "Add", exact: true }));
  await press(ruben.getByRole("link", { name: "Describe it Ebb Panel" }));
  await write(ruben.getByLabel("Weight, in kilograms"), "3");
  await write(ruben.getByLabel("Size, in centimetres"), "40 × 30 × 5");
  await tick(ruben.getByLabel("Mains"));
  await press(ruben.getByRole("button", { name: "Save and go on" }));
  await expect(ruben.locator("#models")).toContainText("3 kg, 40 × 30 × 5 cm; runs on mains; no radio; no sockets; end of support not said");
  await ruben.goto(`${draft}/sites?on=traffic_pole`);
  await expect(ruben.getByText(/Not for “Information for the public”/)).toContainText("Screens beside a signal distract drivers.");
  expect(await ruben.locator('input[name="assetIds"]').count()).toBe(0);
});
