import { expect, test, type Browser } from "@playwright/test";
import { fitsThePhone, isAccessible, saysProblem, windowOf } from "./walk";

/** Finds a case among those that wait for this person's review, and reviews one section of it. */
async function reviews(browser: Browser, name: string, title: string, section: string, words: string, { outcome = "Nothing against it", javaScriptEnabled = true } = {}) {
  const page = await windowOf(browser, name, { javaScriptEnabled });
  await page.goto("/staff?view=review");
  await page.getByRole("link", { name: title }).click();
  await page.getByRole("link", { name: new RegExp(`^Review it ?: ${section}`) }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Review:");
  if (javaScriptEnabled) await isAccessible(page);
  await page.getByRole("button", { name: "Write it into the case" }).click();
  await saysProblem(page, "Choose what you found.");
  await page.getByRole("radio", { name: outcome }).check();
  await page.getByLabel("What you looked at and found").fill(words);
  return page;
}

test("four people review their sections, one recommends, another approves; an objection is answered in writing", async ({ browser }) => {
  const title = "Public Wi-Fi at the kiosks";
  const priya = await windowOf(browser, "Priya Raman");
  await priya.goto(`/staff?find=${encodeURIComponent(title)}`);
  await priya.getByRole("link", { name: title }).click();
  await expect(priya.getByText("These are not reviewed yet: the places, for their owner, security, privacy and networks.")).toBeVisible();
  await isAccessible(priya);
  const address = new URL(priya.url()).pathname;

  for (const [name, section, words] of [
    ["Yusuf Adeyemi", "The places, for their owner", "The kiosks have a free bracket and power."],
    ["Greta Sørlie", "Security", "Signed updates; nothing is open to the street."],
    ["Greta Sørlie", "Networks", "The Wi-Fi controller has room for them."],
  ] as const) {
    const page = await reviews(browser, name, title, section, words);
    await page.getByRole("button", { name: "Write it into the case" }).click();
    await expect(page.locator("#reviews")).toContainText(words);
    await isAccessible(page);
  }
  const femi = await reviews(browser, "Femi Adeleke-Ross", title, "Privacy", "Seven days is longer than counting needs.", { outcome: "Objects" });
  await femi.getByRole("button", { name: "Write it into the case" }).click();
  await expect(femi.locator("#reviews")).toContainText("Seven days is longer than counting needs.");

  // Nobody has recommended it yet, and whoever does, does not approve it.
  const marguerite = await windowOf(browser, "Marguerite Dell");
  await marguerite.goto(`${address}/assess`);
  await marguerite.getByLabel("To approve it").check();
  await marguerite.getByLabel("What I found").fill("It is what the traders asked for; seven days can be shortened by a condition.");
  await marguerite.getByRole("button", { name: "Write it into the case" }).click();
  await expect(marguerite).toHaveURL(new RegExp(`${address}$`));

  await priya.goto(address);
  await expect(priya.getByText("Before it can be approved:")).toHaveCount(0);
  await priya.getByLabel("Approve with conditions").check();
  await priya.getByRole("textbox", { name: /^Conditions/ }).fill("Counts are kept for one day.");
  await priya.getByLabel("Reason").fill("The kiosks are where visitors look for it.");
  await priya.getByRole("button", { name: "Record this decision" }).click();
  await saysProblem(priya, "Somebody who reviewed this stands against it.");
  await isAccessible(priya);
  await priya.getByLabel("One review stands against it: why approve it all the same?").fill("The condition shortens it to a day, which is what the objection asks.");
  await priya.getByRole("button", { name: "Record this decision" }).click();
  await expect(priya.getByRole("heading", { name: "This is decided" })).toBeVisible();
});

test("what a reviewer asks for goes into the request to the partner, on a phone without JavaScript", async ({ browser }) => {
  const title = "Fall alarms, river steps";
  const yusuf = await reviews(browser, "Yusuf Adeyemi", title, "The places, for their owner", "Pole 3 stands in the flood line.", { outcome: "Something must change", javaScriptEnabled: false });
  await yusuf.getByRole("button", { name: "Write it into the case" }).click();
  await saysProblem(yusuf, "Write what the partner would have to change.");
  await yusuf.getByLabel(/what the partner has to do/).fill("Choose another pole than the third, above the flood line.");
  await yusuf.getByLabel("Where they go").check();
  await yusuf.getByRole("button", { name: "Write it into the case" }).click();
  await expect(yusuf.locator("#reviews")).toContainText("Choose another pole than the third");

  const priya = await windowOf(browser, "Priya Raman", { javaScriptEnabled: false });
  await priya.setViewportSize({ width: 390, height: 844 });
  await priya.goto(`/staff?find=${encodeURIComponent(title)}`);
  await priya.getByRole("link", { name: title }).click();
  await fitsThePhone(priya);
  await priya.getByText("If you ask for changes: which parts").click();
  await priya.getByRole("link", { name: "Fill in what the reviews ask for" }).click();
  await expect(priya.getByLabel("Ask for changes", { exact: true })).toBeChecked();
  await expect(priya.getByLabel("Reason")).toHaveValue("Choose another pole than the third, above the flood line.");
  await priya.getByRole("button", { name: "Record this decision" }).click();
  await expect(priya.getByRole("heading", { name: "The partner has it" })).toBeVisible();
});
