import { expect, test, type Browser } from "@playwright/test";
import { fitsThePhone, look, press, saysProblem, tick, windowOf, write } from "./walk";

/** Finds a case among those that wait for this person's review, and reviews one section of it. */
async function reviews(browser: Browser, name: string, title: string, section: string, words: string, { outcome = "Nothing against it", javaScriptEnabled = true } = {}) {
  const page = await windowOf(browser, name, { javaScriptEnabled, byKeyboard: javaScriptEnabled, onPhone: true });
  await page.goto("/staff?view=review");
  await press(page.getByRole("link", { name: title }));
  await press(page.getByRole("link", { name: new RegExp(`^Review it ?: ${section}`) }));
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Review:");
  await look(page);
  await press(page.getByRole("button", { name: "Write it into the case" }));
  await saysProblem(page, "Choose what you found.");
  await tick(page.getByRole("radio", { name: outcome }));
  await write(page.getByLabel("What you looked at and found"), words);
  return page;
}

test("by keyboard alone on a phone: four people review their sections, one recommends, another approves; an objection is answered in writing", async ({ browser }) => {
  const title = "Public Wi-Fi at the kiosks";
  const priya = await windowOf(browser, "Priya Raman", { byKeyboard: true, onPhone: true });
  await priya.goto(`/staff?find=${encodeURIComponent(title)}`);
  await press(priya.getByRole("link", { name: title }));
  await expect(priya.getByText("These are not reviewed yet: the places, for their owner, security, privacy and networks.")).toBeVisible();
  await look(priya);
  const address = new URL(priya.url()).pathname;

  for (const [name, section, words] of [
    ["Yusuf Adeyemi", "The places, for their owner", "The kiosks have a free bracket and power."],
    ["Greta Sørlie", "Security", "Signed updates; nothing is open to the street."],
    ["Greta Sørlie", "Networks", "The Wi-Fi controller has room for them."],
  ] as const) {
    const page = await reviews(browser, name, title, section, words);
    await press(page.getByRole("button", { name: "Write it into the case" }));
    await expect(page.locator("#reviews")).toContainText(words);
    await look(page);
  }
  const femi = await reviews(browser, "Femi Adeleke-Ross", title, "Privacy", "Seven days is longer than counting needs.", { outcome: "Objects" });
  await press(femi.getByRole("button", { name: "Write it into the case" }));
  await expect(femi.locator("#reviews")).toContainText("Seven days is longer than counting needs.");

  // Nobody has recommended it yet, and whoever does, does not approve it.
  const marguerite = await windowOf(browser, "Marguerite Dell", { byKeyboard: true, onPhone: true });
  await marguerite.goto(`${address}/assess`);
  await tick(marguerite.getByLabel("To approve it"));
  await write(marguerite.getByLabel("What I found"), "It is what the traders asked for; seven days can be shortened by a condition.");
  await press(marguerite.getByRole("button", { name: "Write it into the case" }));
  await expect(marguerite).toHaveURL(new RegExp(`${address}$`));

  await priya.goto(address);
  await expect(priya.getByText("Before it can be approved:")).toHaveCount(0);
  await tick(priya.getByLabel("Approve with conditions"));
  await write(priya.getByRole("textbox", { name: /^Conditions/ }), "Counts are kept for one day.");
  await write(priya.getByLabel("Reason"), "The kiosks are where visitors look for it.");
  await press(priya.getByRole("button", { name: "Record this decision" }));
  await saysProblem(priya, "Somebody who reviewed this stands against it.");
  await look(priya);
  await write(priya.getByLabel("One review stands against it: why approve it all the same?"), "The condition shortens it to a day, which is what the objection asks.");
  await press(priya.getByRole("button", { name: "Record this decision" }));
  await expect(priya.getByRole("heading", { name: "This is decided" })).toBeVisible();
});

test("what a reviewer asks for goes into the request to the partner, on a phone without JavaScript", async ({ browser }) => {
  const title = "Fall alarms, river steps";
  const yusuf = await reviews(browser, "Yusuf Adeyemi", title, "The places, for their owner", "Pole 3 stands in the flood line.", { outcome: "Something must change", javaScriptEnabled: false });
  await press(yusuf.getByRole("button", { name: "Write it into the case" }));
  await saysProblem(yusuf, "Write what the partner would have to change.");
  await write(yusuf.getByLabel(/what the partner has to do/), "Choose another pole than the third, above the flood line.");
  await tick(yusuf.getByLabel("Where they go"));
  await press(yusuf.getByRole("button", { name: "Write it into the case" }));
  await expect(yusuf.locator("#reviews")).toContainText("Choose another pole than the third");

  const priya = await windowOf(browser, "Priya Raman", { javaScriptEnabled: false });
  await priya.setViewportSize({ width: 390, height: 844 });
  await priya.goto(`/staff?find=${encodeURIComponent(title)}`);
  await press(priya.getByRole("link", { name: title }));
  await fitsThePhone(priya);
  await press(priya.getByText("If you ask for changes: which parts"));
  await press(priya.getByRole("link", { name: "Fill in what the reviews ask for" }));
  await expect(priya.getByLabel("Ask for changes", { exact: true })).toBeChecked();
  await expect(priya.getByLabel("Reason")).toHaveValue("Choose another pole than the third, above the flood line.");
  await press(priya.getByRole("button", { name: "Record this decision" }));
  await expect(priya.getByRole("heading", { name: "The partner has it" })).toBeVisible();
});
