import { expect, test } from "@playwright/test";
import { fitsThePhone, isAccessible, windowOf } from "./walk";

test("places are found near oneself, by drawing round them, and all at once; without JavaScript by the list", async ({ browser }) => {
  const callum = await windowOf(browser, "Callum Reyes");
  await callum.goto("/partner/applications/new");
  await callum.getByLabel("Name of the deployment").fill("Beacons, found on the map");
  await callum.getByRole("button", { name: "Begin" }).click();
  await expect(callum.getByRole("heading", { level: 1, name: "Beacons, found on the map" })).toBeVisible();
  const draft = callum.url();
  await callum.goto(`${draft}/devices`);
  await callum.getByLabel("What is it?").fill("Beacon");
  await callum.getByLabel("Make", { exact: true }).fill("Northquay");
  await callum.getByLabel("Model", { exact: true }).fill("Blink");
  await callum.getByLabel("How many of these?").fill("3");
  await callum.getByRole("button", { name: "Add", exact: true }).click();
  await expect(callum.getByRole("heading", { name: "3 devices so far" })).toBeVisible();

  // Who does not tell where they are is told what to do instead.
  await callum.goto(`${draft}/sites?on=light_pole`);
  await callum.getByRole("button", { name: "Places near me" }).click();
  await expect(callum.getByText("Your device did not say where it is. Look for the street instead.")).toBeVisible();

  // The middle of what the map shows is where they stand now: the nearest come first.
  const first = callum.locator('input[name="assetIds"]').first();
  await expect(first).toBeVisible();
  await callum.goto(`${draft}/sites?on=light_pole&find=Weighhouse`);
  const view = new URL((await callum.getByRole("link", { name: "Look closer" }).first().getAttribute("href")) ?? "", callum.url()).searchParams.get("view")?.split(",").map(Number) ?? [];
  const [west = 0, south = 0, east = 0, north = 0] = view;
  await callum.context().grantPermissions(["geolocation"]);
  await callum.context().setGeolocation({ longitude: (west + east) / 2, latitude: (south + north) / 2 });
  await callum.getByRole("button", { name: "Places near me" }).click();
  await expect(callum).toHaveURL(/near=/);
  await expect(callum.getByText("The nearest come first, within a walk.")).toBeVisible();
  const hints = await callum.locator(".choice", { hasText: "m away" }).allInnerTexts();
  const metres = hints.map((hint) => Number(/About (\d+) m away/.exec(hint)?.[1]));
  expect(metres.length).toBeGreaterThan(2);
  expect(metres).toEqual(metres.toSorted((a, b) => a - b));
  await isAccessible(callum);

  // A line is drawn round the middle of the map: only what lies in it is left. Escape leaves it.
  await callum.getByRole("button", { name: "Draw round places" }).click();
  await callum.keyboard.press("Escape");
  await expect(callum.locator(".area-drawer-sheet")).toHaveCount(0);
  await callum.getByRole("button", { name: "Draw round places" }).click();
  const sheet = callum.locator(".area-drawer-sheet");
  await sheet.scrollIntoViewIfNeeded();
  const box = (await sheet.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  const to = (x: number, y: number) => callum.mouse.move(box.x + box.width * x, box.y + box.height * y, { steps: 8 });
  const all = await callum.locator('input[name="assetIds"]').count();
  await to(0.25, 0.25);
  await callum.mouse.down();
  for (const [x, y] of [[0.75, 0.25], [0.75, 0.75], [0.25, 0.75], [0.25, 0.3]] as const) await to(x, y);
  await callum.mouse.up();
  await expect(callum).toHaveURL(/area=/);
  await expect(callum.getByText("Only what lies in the area you drew.")).toBeVisible();
  const within = await callum.locator('input[name="assetIds"]').count();
  expect(within).toBeGreaterThan(0);
  expect(within).toBeLessThan(all);
  await isAccessible(callum);

  // All at once, and no more than there are devices.
  await callum.getByRole("button", { name: "Take the first 3 that are free" }).click();
  await expect(callum.getByText("Every device has its place.")).toBeVisible();
  await expect(callum.getByRole("button", { name: /that are free|that is free/ })).toHaveCount(0);

  const plain = await windowOf(browser, "Callum Reyes", { javaScriptEnabled: false });
  await plain.setViewportSize({ width: 390, height: 844 });
  await plain.goto(`${draft}/sites?on=light_pole&find=Weighhouse`);
  await expect(plain.getByRole("button", { name: "Places near me" })).toBeHidden();
  await expect(plain.getByRole("button", { name: "Draw round places" })).toBeHidden();
  await fitsThePhone(plain);
  const ticked = plain.locator('input[name="assetIds"]:checked');
  await ticked.first().uncheck();
  await plain.getByRole("button", { name: "Save these places" }).click();
  await expect(plain.getByText("2 of 3 places are chosen.")).toBeVisible();
  await plain.goto(`${draft}/sites?on=light_pole&find=Weighhouse`);
  await plain.getByRole("button", { name: "Take the first that is free" }).click();
  await expect(plain.getByText("Every device has its place.")).toBeVisible();
  // What no map gives changes nothing.
  await plain.goto(`${draft}/sites?on=light_pole&area=nonsense&near=${"9".repeat(3000)}`);
  await expect(plain.locator('input[name="assetIds"]:checked')).toHaveCount(3);
});
