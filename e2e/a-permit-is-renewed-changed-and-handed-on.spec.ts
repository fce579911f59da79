import { expect, test } from "@playwright/test";
import { choose, fillDate, fitsThePhone, inDays, look, press, saysProblem, tick, windowOf, write } from "./walk";

test("a partner renews a permit on a phone without JavaScript, an officer sees what is new, and the sign on the pole stays", async ({ browser }) => {
  const title = "Wind gauges, Lantern Hill";
  const ruben = await windowOf(browser, "Ruben Castellane", { javaScriptEnabled: false });
  await ruben.setViewportSize({ width: 390, height: 844 });
  await ruben.goto("/partner/permits");
  await press(ruben.getByRole("link", { name: title }));
  const old = new URL(ruben.url()).pathname.split("/").at(-1) ?? "";
  const sign = (await ruben.locator("#devices tbody tr").first().getByRole("link").first().innerText()).trim();
  await press(ruben.getByRole("link", { name: "Change or renew this permit" }));
  await press(ruben.getByRole("button", { name: "Begin" }));
  await saysProblem(ruben, "Choose what you want to do.");
  await tick(ruben.getByLabel("Renew it"));
  await press(ruben.getByRole("button", { name: "Begin" }));
  await expect(ruben.getByText(`Renews ${old}.`)).toBeVisible();
  // What hangs where stays as it is.
  await expect(ruben.getByRole("link", { name: "Devices and models" })).toHaveCount(0);
  await press(ruben.getByRole("link", { name: "Purpose and benefit" }));
  await fillDate(ruben, "until", inDays(700));
  await press(ruben.getByRole("button", { name: "Save and go on" }));
  await fitsThePhone(ruben);
  await press(ruben.getByRole("link", { name: "Check and send" }));
  await tick(ruben.getByLabel("What I send is true"));
  await press(ruben.getByRole("button", { name: "Send to the city" }));
  await expect(ruben).toHaveURL(/\/sent$/);

  const priya = await windowOf(browser, "Priya Raman");
  await priya.goto(`/staff?find=${encodeURIComponent(title)}`);
  await press(priya.getByRole("link", { name: title }));
  await expect(priya.getByRole("link", { name: old })).toBeVisible();
  await expect(priya.locator("#changed")).toContainText("Wanted until");
  await look(priya);
  await tick(priya.getByLabel("Approve", { exact: true }));
  await write(priya.getByLabel("Reason"), "They ran for a year as was said, and nobody complained.");
  await press(priya.getByRole("button", { name: "Record this decision" }));
  await expect(priya.getByRole("heading", { name: "This is decided" })).toBeVisible();
  await priya.goto(`/staff/permits/${old}`);
  await expect(priya.getByText("Another permit took its place.")).toBeVisible();
  await look(priya);

  // Residents find the same sign, in force, with the whole story.
  await priya.goto(`/devices/${sign}`);
  await expect(priya.getByText("Another permit took the place of this one.", { exact: false }).first()).toBeVisible();
  await look(priya);
});

test("on a phone a partner hands a permit to another by keyboard alone, which takes it on without JavaScript; the city decides", async ({ browser }) => {
  const title = "Queue counters, ferry landing";
  const mei = await windowOf(browser, "Mei Tanaka", { byKeyboard: true, onPhone: true });
  await mei.goto("/partner/permits");
  await press(mei.getByRole("link", { name: title }));
  await expect(mei.getByRole("heading", { level: 1, name: title })).toBeVisible();
  await expect(mei.locator("#devices tbody tr")).not.toHaveCount(0);
  const here = mei.url();
  const devices = await mei.locator("#devices tbody tr").count();
  await press(mei.getByRole("link", { name: "Hand it to another partner" }));
  await look(mei);
  await press(mei.getByRole("button", { name: "Offer it" }));
  await saysProblem(mei, "Choose a partner from the list.");
  await choose(mei.getByLabel("To whom?"), "Northquay Telecom");
  await write(mei.getByLabel("What should they know?"), "You have the screens at the landing already; this belongs beside them.");
  await press(mei.getByRole("button", { name: "Offer it" }));
  await expect(mei.getByText("Offered to Northquay Telecom.")).toBeVisible();
  await look(mei);

  const callum = await windowOf(browser, "Callum Reyes", { javaScriptEnabled: false, onPhone: true });
  await callum.goto("/partner");
  await expect(callum.getByText(`Brisling Media offers you a permit: ${title}.`)).toBeVisible();
  await look(callum);
  await press(callum.getByRole("link", { name: "Read what it is about, and answer" }));
  await look(callum);
  await press(callum.getByRole("button", { name: "Answer" }));
  await saysProblem(callum, "Choose whether you take it on.");
  await tick(callum.getByLabel("Yes, begin the application"));
  await press(callum.getByRole("button", { name: "Answer" }));
  await expect(callum.getByText("Takes over a permit of another partner.")).toBeVisible();
  await expect(callum.getByText(`${devices} devices`)).toBeVisible();
  await look(callum);

  // The one who offers can change their mind until the city has decided.
  await mei.goto(here);
  await expect(mei.getByText("Northquay Telecom takes it over, once the city has approved that.")).toBeVisible();
  await press(mei.getByRole("button", { name: "Take the offer back" }));
  await expect(mei.getByRole("button", { name: "Take the offer back" })).toHaveCount(0);
  await expect(mei.getByRole("link", { name: "Go on with what would replace it" })).toHaveCount(0);
});
