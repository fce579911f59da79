import { expect, test } from "@playwright/test";
import { fillDate, inDays, look, press, saysProblem, tick, windowOf, write } from "./walk";

for (const javaScriptEnabled of [true, false]) {
  const how = { javaScriptEnabled, byKeyboard: javaScriptEnabled, onPhone: true };

  test(`a partner and the city write to each other on the case, on a phone, ${javaScriptEnabled ? "by keyboard alone" : "without JavaScript"}`, async ({ browser }) => {
    // Both write whatever stands of it: another journey may have decided it by now.
    const callum = await windowOf(browser, "Callum Reyes", how);
    await callum.goto("/partner");
    await press(callum.getByRole("link", { name: "Small cells, Southshore" }));
    const reference = new URL(callum.url()).pathname.split("/").at(-1) ?? "";
    const theirs = await windowOf(browser, "Priya Raman", how);
    await theirs.goto(`/staff/cases/${reference}/messages`);
    await look(theirs);
    await press(theirs.getByRole("button", { name: "Send it" }));
    await saysProblem(theirs, "Enter the message");
    await look(theirs);
    const asked = `Which of the poles stand near the school? (${javaScriptEnabled ? "with" : "without"})`;
    await write(theirs.getByLabel("Your message"), asked);
    await press(theirs.getByRole("button", { name: "Send it" }));
    await expect(theirs.getByText(asked)).toBeVisible();

    await callum.goto(`/partner/applications/${reference}`);
    await press(callum.getByRole("link", { name: "Write to the city about it" }));
    await expect(callum.getByText(asked)).toBeVisible();
    await look(callum);
    const answer = `The first two, <b>both</b> on Hill Street (${javaScriptEnabled ? "with" : "without"}).`;
    await write(callum.getByLabel("Your message"), answer);
    await press(callum.getByRole("button", { name: "Send it" }));
    await expect(callum.getByText(answer)).toBeVisible();
    await theirs.reload();
    await expect(theirs.getByText(answer)).toBeVisible();
    await expect(theirs.getByText(`Northquay Telecom, Callum Reyes`).first()).toBeVisible();
  });
}

test("a partner gives a permit back, and the public sees that it is over", async ({ browser }) => {
  const callum = await windowOf(browser, "Callum Reyes");
  await callum.goto("/partner/permits");
  await press(callum.getByRole("link", { name: "Emergency call masts, Lantern Hill" }));
  const permit = new URL(callum.url()).pathname;
  const code = (await callum.locator("#devices tbody tr").first().getByRole("link").first().innerText()).trim();
  await press(callum.getByRole("link", { name: "Give this permit back" }));
  await look(callum);
  await write(callum.getByLabel("Why?"), "The roof is rebuilt, and we take the masts down.");
  await press(callum.getByRole("button", { name: "Give it back" }));
  await saysProblem(callum, "Confirm that you give it back.");
  await tick(callum.getByLabel("We give it back for good"));
  await press(callum.getByRole("button", { name: "Give it back" }));
  await expect(callum).toHaveURL(permit);
  await expect(callum.getByText("Given up").first()).toBeVisible();
  await look(callum);
  // What hung there is taken down; somebody of the city looks, and only then it counts as gone.
  await press(callum.getByText(/^Report which of the \d+ devices were taken down$/));
  await press(callum.getByRole("button", { name: "Report it to the city" }));
  await saysProblem(callum, "Choose at least one device.");
  await tick(callum.getByLabel(new RegExp(`^${code},`)));
  await fillDate(callum, "removedOn", inDays(-1));
  await write(callum.getByLabel("What shows that they are gone?"), "Two of us took it down; the roof is sealed again.");
  await look(callum);
  await press(callum.getByRole("button", { name: "Report it to the city" }));
  await expect(callum.locator("#removal")).toContainText("Reported, waits for the city");
  const priya = await windowOf(browser, "Priya Raman", { javaScriptEnabled: false });
  await priya.goto(permit.replace("/partner/", "/staff/"));
  await tick(priya.getByLabel("Yes, and the place is left as it was"));
  await write(priya.getByLabel("What did you find?"), "I looked from the street: it is gone.");
  await press(priya.locator("#removal").getByRole("button", { name: "Record this" }));
  await expect(priya.locator("#removal")).toContainText("Confirmed");
  await expect(priya.locator("#devices tbody tr", { hasText: code })).toContainText("It was removed.");

  const resident = await windowOf(browser, null);
  await resident.goto(`/devices/${code}`);
  await expect(resident.getByText("This was taken down.")).toBeVisible();
  await expect(resident.getByText("The roof is rebuilt")).toHaveCount(0);
});
