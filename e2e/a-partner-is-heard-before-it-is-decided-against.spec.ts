import { expect, test } from "@playwright/test";
import { fillDate, fitsThePhone, inDays, look, press, saysProblem, tick, windowOf, write } from "./walk";

test("by keyboard alone on a phone: an officer considers refusing an application, the partner answers in time, and only then it is refused", async ({ browser }) => {
  const title = "Small cells, Southshore";
  const priya = await windowOf(browser, "Priya Raman", { byKeyboard: true, onPhone: true });
  await priya.goto(`/staff?find=${encodeURIComponent(title)}`);
  await press(priya.getByRole("link", { name: title }));
  await expect(priya.getByRole("heading", { level: 1, name: title })).toBeVisible();
  const address = new URL(priya.url()).pathname;

  await tick(priya.getByLabel("Refuse", { exact: true }));
  await write(priya.getByLabel("Reason"), "The masts stand where the new tram line is planned.");
  await press(priya.getByRole("button", { name: "Record this decision" }));
  await saysProblem(priya, "Choose at least one ground.");
  // What is wrong is never folded away.
  await tick(priya.getByLabel("The place does not suit"));
  await press(priya.getByRole("button", { name: "Record this decision" }));
  await saysProblem(priya, "The partner has not been heard.");
  await look(priya);

  await priya.goto(`${address}/notice`);
  await look(priya);
  await tick(priya.getByLabel("The place does not suit"));
  await write(priya.getByLabel("Why?"), "The masts stand where the new tram line is planned. Show us that they can move in time.");
  await fillDate(priya, "by", inDays(1));
  await press(priya.getByRole("button", { name: "Give notice" }));
  await saysProblem(priya, "Give the partner at least 3 working days to answer.");
  await fillDate(priya, "by", inDays(14));
  await press(priya.getByRole("button", { name: "Give notice" }));
  await expect(priya.getByText("Waits for the partner’s answer").first()).toBeVisible();
  await expect(priya.getByText(/^Paused, /).first()).toBeVisible();
  await look(priya);

  // The partner finds it on its first page, reads why, and answers once.
  const callum = await windowOf(browser, "Callum Reyes", { byKeyboard: true, onPhone: true });
  await callum.goto("/partner");
  await look(callum);
  await press(callum.locator(".notice", { hasText: title }).getByRole("link", { name: "Read why, and answer" }));
  await look(callum);
  await expect(callum.getByText("Show us that they can move in time.")).toBeVisible();
  await press(callum.getByRole("button", { name: "Send this answer" }));
  await saysProblem(callum, "Enter your answer, in at least 10 characters.");
  await write(callum.getByLabel("What should the city know"), "The masts can be moved within a week; the contract with the builder is ready.");
  await press(callum.getByRole("button", { name: "Send this answer" }));
  await expect(callum.getByText("You answered. The city reads it before it decides.")).toBeVisible();
  await look(callum);

  await priya.goto(address);
  await expect(priya.getByText("the contract with the builder is ready").first()).toBeVisible();
  await expect(priya.getByText(/^Paused, /)).toHaveCount(0);
  await tick(priya.getByLabel("Refuse", { exact: true }));
  await press(priya.getByText("If you refuse, all or a part"));
  await expect(priya.getByText(/The partner was heard: notice \d+ is answered/)).toBeVisible();
  await tick(priya.getByLabel("The place does not suit"));
  await write(priya.getByLabel("Reason"), "A week is too long: the rails come before that.");
  await press(priya.getByRole("button", { name: "Record this decision" }));
  await expect(priya.getByRole("heading", { name: "This is decided" })).toBeVisible();
  await expect(priya.getByText("Decided on").first()).toBeVisible();
  await look(priya);

  // The partner reads on which grounds, appeals, and takes the appeal back.
  await callum.goto(address.replace("/staff/cases/", "/partner/applications/"));
  await expect(callum.getByText("On these grounds: The place does not suit.")).toBeVisible();
  await press(callum.getByRole("link", { name: "Appeal against this" }));
  await look(callum);
  await press(callum.getByRole("button", { name: "Send this appeal" }));
  await saysProblem(callum, "Enter why it should be looked at again, in at least 20 characters.");
  await write(callum.getByLabel("Why should it be looked at again?"), "The builder can move all masts within two days; the new contract says so.");
  await press(callum.getByRole("button", { name: "Send this appeal" }));
  await expect(callum.locator("#appeals")).toContainText("Waits for somebody else to look at it");
  await look(callum);
  await press(callum.locator("#appeals").getByRole("button", { name: "Take this appeal back" }));
  await expect(callum.locator("#appeals")).toContainText("Taken back");
  await press(callum.getByRole("link", { name: "Appeal against this" }));
  await write(callum.getByLabel("Why should it be looked at again?"), "The builder has signed: all masts move within two days, at our cost.");
  await press(callum.getByRole("button", { name: "Send this appeal" }));
  await expect(callum.locator("#appeals")).toContainText("Waits for somebody else to look at it");
  // Not by the one who refused it; another officer looks again, and says why it stays so.
  const elif = await windowOf(browser, "Elif Demirci", { byKeyboard: true, onPhone: true });
  await elif.goto(`/staff/appeals`);
  await press(elif.getByRole("link", { name: title }));
  await look(elif);
  await press(elif.getByRole("button", { name: "Record this decision" }));
  await saysProblem(elif, "Choose whether you uphold it.");
  await tick(elif.getByLabel(/^No, /));
  await write(elif.getByLabel("Why?"), "The rails come a week before that, and nobody can move them.");
  await press(elif.getByRole("button", { name: "Record this decision" }));
  await expect(elif.getByText("It was decided, or taken back.")).toBeVisible();
  await callum.reload();
  await expect(callum.locator("#appeals")).toContainText("nobody can move them");
});

test("on a phone without JavaScript an officer considers a suspension, the partner answers, and it is dropped again", async ({ browser }) => {
  const priya = await windowOf(browser, "Priya Raman", { javaScriptEnabled: false });
  await priya.setViewportSize({ width: 390, height: 844 });
  await priya.goto(`/staff/permits?find=${encodeURIComponent("Air quality sensors")}`);
  await press(priya.getByRole("link", { name: "Air quality sensors, Lantern Row" }));
  await press(priya.getByRole("link", { name: "Give notice of what you consider" }));
  await tick(priya.getByLabel("A condition was not kept"));
  await write(priya.getByLabel("Why?"), "The yearly report on the batteries has not come.");
  await press(priya.getByRole("button", { name: "Give notice" }));
  await expect(priya.getByText("Waits for the partner’s answer").first()).toBeVisible();
  await fitsThePhone(priya);

  const ruben = await windowOf(browser, "Ruben Castellane", { javaScriptEnabled: false });
  await ruben.setViewportSize({ width: 390, height: 844 });
  await ruben.goto("/partner/permits");
  await press(ruben.getByRole("link", { name: "Air quality sensors, Lantern Row" }));
  await press(ruben.getByRole("link", { name: /^Answer notice \d+$/ }));
  await expect(ruben.getByText("The yearly report on the batteries has not come.")).toBeVisible();
  await fitsThePhone(ruben);

  // Answered, it is dropped all the same.
  await write(ruben.getByLabel("What should the city know"), "It is with the post since Friday; the number of the letter is 4411.");
  await press(ruben.getByRole("button", { name: "Send this answer" }));
  await expect(ruben.getByText("You answered. The city reads it before it decides.")).toBeVisible();
  await priya.reload();
  await press(priya.getByText(/^Consider it no more: drop notice \d+$/));
  await write(priya.getByLabel("Why no longer?"), "The report came this morning by post.");
  await press(priya.getByRole("button", { name: /^Drop notice \d+$/ }));
  await expect(priya.getByText("No longer considered").first()).toBeVisible();
  await ruben.reload();
  await expect(ruben.getByText("The report came this morning by post.")).toBeVisible();
  await expect(ruben.getByText("The city considers this no longer.")).toBeVisible();
});
