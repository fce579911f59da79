import { expect, test } from "@playwright/test";
import { fillDate, inDays, isAccessible, saysProblem, windowOf } from "./walk";

for (const javaScriptEnabled of [true, false]) {
  const check = javaScriptEnabled ? isAccessible : async () => undefined;

  test(`a partner and the city write to each other on the case, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async ({ browser }) => {
    // Both write whatever stands of it: another journey may have decided it by now.
    const callum = await windowOf(browser, "Callum Reyes", { javaScriptEnabled });
    await callum.goto("/partner");
    await callum.getByRole("link", { name: "Small cells, Southshore" }).click();
    const reference = new URL(callum.url()).pathname.split("/").at(-1) ?? "";
    const theirs = await windowOf(browser, "Priya Raman", { javaScriptEnabled });
    await theirs.goto(`/staff/cases/${reference}/messages`);
    await check(theirs);
    await theirs.getByRole("button", { name: "Send it" }).click();
    await saysProblem(theirs, "Enter the message");
    await check(theirs);
    const asked = `Which of the poles stand near the school? (${javaScriptEnabled ? "with" : "without"})`;
    await theirs.getByLabel("Your message").fill(asked);
    await theirs.getByRole("button", { name: "Send it" }).click();
    await expect(theirs.getByText(asked)).toBeVisible();

    await callum.goto(`/partner/applications/${reference}`);
    await callum.getByRole("link", { name: "Write to the city about it" }).click();
    await expect(callum.getByText(asked)).toBeVisible();
    await check(callum);
    const answer = `The first two, <b>both</b> on Hill Street (${javaScriptEnabled ? "with" : "without"}).`;
    await callum.getByLabel("Your message").fill(answer);
    await callum.getByRole("button", { name: "Send it" }).click();
    await expect(callum.getByText(answer)).toBeVisible();
    await theirs.reload();
    await expect(theirs.getByText(answer)).toBeVisible();
    await expect(theirs.getByText(`Northquay Telecom, Callum Reyes`).first()).toBeVisible();
  });
}

test("a partner gives a permit back, and the public sees that it is over", async ({ browser }) => {
  const callum = await windowOf(browser, "Callum Reyes");
  await callum.goto("/partner/permits");
  await callum.getByRole("link", { name: "Emergency call masts, Lantern Hill" }).click();
  const permit = new URL(callum.url()).pathname;
  const code = (await callum.locator("#devices tbody tr").first().getByRole("link").first().innerText()).trim();
  await callum.getByRole("link", { name: "Give this permit back" }).click();
  await isAccessible(callum);
  await callum.getByLabel("Why?").fill("The roof is rebuilt, and we take the masts down.");
  await callum.getByRole("button", { name: "Give it back" }).click();
  await saysProblem(callum, "Confirm that you give it back.");
  await callum.getByLabel("We give it back for good").check();
  await callum.getByRole("button", { name: "Give it back" }).click();
  await expect(callum).toHaveURL(permit);
  await expect(callum.getByText("Given up").first()).toBeVisible();
  await isAccessible(callum);
  // What hung there is taken down; somebody of the city looks, and only then it counts as gone.
  await callum.getByText(/^Report which of the \d+ devices were taken down$/).click();
  await callum.getByRole("button", { name: "Report it to the city" }).click();
  await saysProblem(callum, "Choose at least one device.");
  await callum.getByLabel(new RegExp(`^${code},`)).check();
  await fillDate(callum, "removedOn", inDays(-1));
  await callum.getByLabel("What shows that they are gone?").fill("Two of us took it down; the roof is sealed again.");
  await isAccessible(callum);
  await callum.getByRole("button", { name: "Report it to the city" }).click();
  await expect(callum.locator("#removal")).toContainText("Reported, waits for the city");
  const priya = await windowOf(browser, "Priya Raman", { javaScriptEnabled: false });
  await priya.goto(permit.replace("/partner/", "/staff/"));
  await priya.getByLabel("Yes, and the place is left as it was").check();
  await priya.getByLabel("What did you find?").fill("I looked from the street: it is gone.");
  await priya.locator("#removal").getByRole("button", { name: "Record this" }).click();
  await expect(priya.locator("#removal")).toContainText("Confirmed");
  await expect(priya.locator("#devices tbody tr", { hasText: code })).toContainText("It was removed.");

  const resident = await windowOf(browser, null);
  await resident.goto(`/devices/${code}`);
  await expect(resident.getByText("This was taken down.")).toBeVisible();
  await expect(resident.getByText("The roof is rebuilt")).toHaveCount(0);
});
