import { expect, test } from "@playwright/test";
import { fillDate, fitsThePhone, inDays, isAccessible, saysProblem, windowOf } from "./walk";

test("a partner renews a permit on a phone without JavaScript, an officer sees what is new, and the sign on the pole stays", async ({ browser }) => {
  const title = "Wind gauges, Lantern Hill";
  const ruben = await windowOf(browser, "Ruben Castellane", { javaScriptEnabled: false });
  await ruben.setViewportSize({ width: 390, height: 844 });
  await ruben.goto("/partner/permits");
  await ruben.getByRole("link", { name: title }).click();
  const old = new URL(ruben.url()).pathname.split("/").at(-1) ?? "";
  const sign = (await ruben.locator("#devices tbody tr").first().getByRole("link").first().innerText()).trim();
  await ruben.getByRole("link", { name: "Change or renew this permit" }).click();
  await ruben.getByRole("button", { name: "Begin" }).click();
  await saysProblem(ruben, "Choose what you want to do.");
  await ruben.getByLabel("Renew it").check();
  await ruben.getByRole("button", { name: "Begin" }).click();
  await expect(ruben.getByText(`Renews ${old}.`)).toBeVisible();
  // What hangs where stays as it is.
  await expect(ruben.getByRole("link", { name: "Devices and models" })).toHaveCount(0);
  await ruben.getByRole("link", { name: "Purpose and benefit" }).click();
  await fillDate(ruben, "until", inDays(700));
  await ruben.getByRole("button", { name: "Save and go on" }).click();
  await fitsThePhone(ruben);
  await ruben.getByRole("link", { name: "Check and send" }).click();
  await ruben.getByLabel("What I send is true").check();
  await ruben.getByRole("button", { name: "Send to the city" }).click();
  await expect(ruben).toHaveURL(/\/sent$/);

  const priya = await windowOf(browser, "Priya Raman");
  await priya.goto(`/staff?find=${encodeURIComponent(title)}`);
  await priya.getByRole("link", { name: title }).click();
  await expect(priya.getByRole("link", { name: old })).toBeVisible();
  await expect(priya.locator("#changed")).toContainText("Wanted until");
  await isAccessible(priya);
  await priya.getByLabel("Approve", { exact: true }).check();
  await priya.getByLabel("Reason").fill("They ran for a year as was said, and nobody complained.");
  await priya.getByRole("button", { name: "Record this decision" }).click();
  await expect(priya.getByRole("heading", { name: "This is decided" })).toBeVisible();
  await priya.goto(`/staff/permits/${old}`);
  await expect(priya.getByText("Another permit took its place.")).toBeVisible();
  await isAccessible(priya);

  // Residents find the same sign, in force, with the whole story.
  await priya.goto(`/devices/${sign}`);
  await expect(priya.getByText("Another permit took the place of this one.", { exact: false }).first()).toBeVisible();
  await isAccessible(priya);
});

test("a partner hands a permit to another, which writes its own part; the city decides", async ({ browser }) => {
  const title = "Queue counters, ferry landing";
  const mei = await windowOf(browser, "Mei Tanaka");
  await mei.goto("/partner/permits");
  await mei.getByRole("link", { name: title }).click();
  await expect(mei.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(mei.locator("#devices tbody tr")).not.toHaveCount(0);
  const here = mei.url();
  const devices = await mei.locator("#devices tbody tr").count();
  await mei.getByRole("link", { name: "Hand it to another partner" }).click();
  await isAccessible(mei);
  await mei.getByRole("button", { name: "Offer it" }).click();
  await saysProblem(mei, "Choose a partner from the list.");
  await mei.getByLabel("To whom?").selectOption({ label: "Northquay Telecom" });
  await mei.getByLabel("What should they know?").fill("You have the screens at the landing already; this belongs beside them.");
  await mei.getByRole("button", { name: "Offer it" }).click();
  await expect(mei.getByText("Offered to Northquay Telecom.")).toBeVisible();
  await isAccessible(mei);

  const callum = await windowOf(browser, "Callum Reyes");
  await callum.goto("/partner");
  await expect(callum.getByText(`Brisling Media offers you a permit: ${title}.`)).toBeVisible();
  await isAccessible(callum);
  await callum.getByRole("link", { name: "Read what it is about, and answer" }).click();
  await isAccessible(callum);
  await callum.getByRole("button", { name: "Answer" }).click();
  await saysProblem(callum, "Choose whether you take it on.");
  await callum.getByLabel("Yes, begin the application").check();
  await callum.getByRole("button", { name: "Answer" }).click();
  await expect(callum.getByText("Takes over a permit of another partner.")).toBeVisible();
  await expect(callum.getByText(`${devices} devices`)).toBeVisible();
  await isAccessible(callum);

  // The one who offers can change their mind until the city has decided.
  await mei.goto(here);
  await expect(mei.getByText("Northquay Telecom takes it over, once the city has approved that.")).toBeVisible();
  await mei.getByRole("button", { name: "Take the offer back" }).click();
  await expect(mei.getByRole("button", { name: "Take the offer back" })).toHaveCount(0);
  await expect(mei.getByRole("link", { name: "Go on with what would replace it" })).toHaveCount(0);
});
