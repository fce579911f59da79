import { expect, test } from "@playwright/test";
import { fillDate, fitsThePhone, inDays, isAccessible, saysProblem, windowOf } from "./walk";

test("an officer considers refusing an application, the partner answers in time, and only then it is refused", async ({ browser }) => {
  const title = "Small cells, Southshore";
  const priya = await windowOf(browser, "Priya Raman");
  await priya.goto(`/staff?find=${encodeURIComponent(title)}`);
  await priya.getByRole("link", { name: title }).click();
  await expect(priya.getByRole("heading", { level: 1, name: title })).toBeVisible();
  const address = new URL(priya.url()).pathname;

  await priya.getByLabel("Refuse", { exact: true }).check();
  await priya.getByLabel("Reason").fill("The masts stand where the new tram line is planned.");
  await priya.getByRole("button", { name: "Record this decision" }).click();
  await saysProblem(priya, "Choose at least one ground.");
  // What is wrong is never folded away.
  await priya.getByLabel("The place does not suit").check();
  await priya.getByRole("button", { name: "Record this decision" }).click();
  await saysProblem(priya, "The partner has not been heard.");
  await isAccessible(priya);

  await priya.goto(`${address}/notice`);
  await isAccessible(priya);
  await priya.getByLabel("The place does not suit").check();
  await priya.getByLabel("Why?").fill("The masts stand where the new tram line is planned. Show us that they can move in time.");
  await fillDate(priya, "by", inDays(1));
  await priya.getByRole("button", { name: "Give notice" }).click();
  await saysProblem(priya, "Give the partner at least 3 working days to answer.");
  await fillDate(priya, "by", inDays(14));
  await priya.getByRole("button", { name: "Give notice" }).click();
  await expect(priya.getByText("Waits for the partner’s answer").first()).toBeVisible();
  await expect(priya.getByText(/^Paused, /).first()).toBeVisible();
  await isAccessible(priya);

  // The partner finds it on its first page, reads why, and answers once.
  const callum = await windowOf(browser, "Callum Reyes");
  await callum.goto("/partner");
  await isAccessible(callum);
  await callum.locator(".notice", { hasText: title }).getByRole("link", { name: "Read why, and answer" }).click();
  await isAccessible(callum);
  await expect(callum.getByText("Show us that they can move in time.")).toBeVisible();
  await callum.getByRole("button", { name: "Send this answer" }).click();
  await saysProblem(callum, "Enter your answer, in at least 10 characters.");
  await callum.getByLabel("What should the city know").fill("The masts can be moved within a week; the contract with the builder is ready.");
  await callum.getByRole("button", { name: "Send this answer" }).click();
  await expect(callum.getByText("You answered. The city reads it before it decides.")).toBeVisible();
  await isAccessible(callum);

  await priya.goto(address);
  await expect(priya.getByText("the contract with the builder is ready").first()).toBeVisible();
  await expect(priya.getByText(/^Paused, /)).toHaveCount(0);
  await priya.getByLabel("Refuse", { exact: true }).check();
  await priya.getByText("If you refuse, all or a part").click();
  await expect(priya.getByText(/The partner was heard: notice \d+ is answered/)).toBeVisible();
  await priya.getByLabel("The place does not suit").check();
  await priya.getByLabel("Reason").fill("A week is too long: the rails come before that.");
  await priya.getByRole("button", { name: "Record this decision" }).click();
  await expect(priya.getByRole("heading", { name: "This is decided" })).toBeVisible();
  await expect(priya.getByText("Decided on").first()).toBeVisible();
  await isAccessible(priya);

  // The partner reads on which grounds, appeals, and takes the appeal back.
  await callum.goto(address.replace("/staff/cases/", "/partner/applications/"));
  await expect(callum.getByText("On these grounds: The place does not suit.")).toBeVisible();
  await callum.getByRole("link", { name: "Appeal against this" }).click();
  await isAccessible(callum);
  await callum.getByRole("button", { name: "Send this appeal" }).click();
  await saysProblem(callum, "Enter why it should be looked at again, in at least 20 characters.");
  await callum.getByLabel("Why should it be looked at again?").fill("The builder can move all masts within two days; the new contract says so.");
  await callum.getByRole("button", { name: "Send this appeal" }).click();
  await expect(callum.locator("#appeals")).toContainText("Waits for somebody else to look at it");
  await isAccessible(callum);
  await callum.locator("#appeals").getByRole("button", { name: "Take this appeal back" }).click();
  await expect(callum.locator("#appeals")).toContainText("Taken back");
});

test("on a phone without JavaScript an officer considers a suspension and drops it again", async ({ browser }) => {
  const priya = await windowOf(browser, "Priya Raman", { javaScriptEnabled: false });
  await priya.setViewportSize({ width: 390, height: 844 });
  await priya.goto(`/staff/permits?find=${encodeURIComponent("Air quality sensors")}`);
  await priya.getByRole("link", { name: "Air quality sensors, Lantern Row" }).click();
  await priya.getByRole("link", { name: "Give notice of what you consider" }).click();
  await priya.getByLabel("A condition was not kept").check();
  await priya.getByLabel("Why?").fill("The yearly report on the batteries has not come.");
  await priya.getByRole("button", { name: "Give notice" }).click();
  await expect(priya.getByText("Waits for the partner’s answer").first()).toBeVisible();
  await fitsThePhone(priya);

  const ruben = await windowOf(browser, "Ruben Castellane", { javaScriptEnabled: false });
  await ruben.setViewportSize({ width: 390, height: 844 });
  await ruben.goto("/partner/permits");
  await ruben.getByRole("link", { name: "Air quality sensors, Lantern Row" }).click();
  await ruben.getByRole("link", { name: /^Answer notice \d+$/ }).click();
  await expect(ruben.getByText("The yearly report on the batteries has not come.")).toBeVisible();
  await fitsThePhone(ruben);

  await priya.getByText(/^Consider it no more: drop notice \d+$/).click();
  await priya.getByLabel("Why no longer?").fill("The report came this morning by post.");
  await priya.getByRole("button", { name: /^Drop notice \d+$/ }).click();
  await expect(priya.getByText("No longer considered").first()).toBeVisible();
  await ruben.reload();
  await expect(ruben.getByText("The report came this morning by post.")).toBeVisible();
  await expect(ruben.getByText("There is nothing to answer any more.")).toBeVisible();
});
