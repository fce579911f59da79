import { expect, test, type Page } from "@playwright/test";
import { fitsThePhone, isAccessible, saysProblem, windowOf } from "./walk";

for (const javaScriptEnabled of [true, false])
  test(`an organisation registers, and whoever may bind it signs the city’s terms ${javaScriptEnabled ? "by keyboard alone" : "without JavaScript, on a phone"}`, async ({ browser }) => {
    const mark = javaScriptEnabled ? "Heron" : "Grebe";
    const email = `iris@${mark.toLowerCase()}.example`;
    // What looks into a page for barriers runs in it.
    const looked = async (page: Page) => (javaScriptEnabled ? isAccessible(page) : fitsThePhone(page));
    const iris = await windowOf(browser, null, { javaScriptEnabled });
    if (!javaScriptEnabled) await iris.setViewportSize({ width: 390, height: 844 });
    await iris.goto("/register");
    await iris.getByLabel("Name of the organisation").fill(`${mark} Gauges`);
    await iris.getByLabel("Number in the company register").fill(`AL-${mark}`);
    await iris.getByLabel("E-mail address for residents").fill(`hello@${mark.toLowerCase()}.example`);
    await iris.getByLabel("Your name").fill("Iris Lindqvist");
    await iris.getByLabel("Your work e-mail address").fill(email);
    await iris.getByRole("button", { name: "Register" }).click();
    await expect(async () => {
      await iris.goto(`/demo/mailbox?of=${encodeURIComponent(email)}`);
      await expect(iris.getByRole("link", { name: /\/enrol\// })).toBeVisible({ timeout: 500 });
    }).toPass();
    await iris.goto(new URL((await iris.getByRole("link", { name: /\/enrol\// }).getAttribute("href")) ?? "").pathname);
    await iris.getByLabel("Password").fill("nine gauges by the lock");
    await iris.getByRole("button", { name: "Take my account" }).click();
    await iris.goto("/sign-in");
    await iris.getByLabel("E-mail address").fill(email);
    await iris.getByLabel("Password").fill("nine gauges by the lock");
    await iris.getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(iris).not.toHaveURL(/sign-in/);

    // What is missing is told on the first page, with the way to it.
    await iris.goto("/partner");
    await expect(iris.getByText(`The city’s terms are not signed yet for ${mark} Gauges.`)).toBeVisible();
    await looked(iris);
    const link = iris.getByRole("link", { name: "Read and sign them" });
    if (javaScriptEnabled) {
      await link.focus();
      await iris.keyboard.press("Enter");
    } else await link.click();
    await expect(iris.getByRole("heading", { level: 1, name: "The city’s terms" })).toBeVisible();
    await expect(iris.getByText("within 24 hours of knowing")).toBeVisible();
    await looked(iris);

    // Without saying that one may, nothing is signed, and what was typed stays.
    const position = iris.getByLabel("As what do you sign?");
    const button = iris.getByRole("button", { name: "Sign as Iris Lindqvist" });
    const confirms = iris.getByLabel(`I may sign for ${mark} Gauges`, { exact: false });
    if (javaScriptEnabled) {
      await position.focus();
      await iris.keyboard.type("Managing director");
      await iris.keyboard.press("Tab");
      await iris.keyboard.press("Tab");
      await expect(button).toBeFocused();
      await iris.keyboard.press("Enter");
    } else {
      await position.fill("Managing director");
      await button.click();
    }
    await saysProblem(iris, "Confirm that you may sign for it.");
    await expect(position).toHaveValue("Managing director");
    if (javaScriptEnabled) {
      await confirms.focus();
      await iris.keyboard.press("Space");
      await iris.keyboard.press("Tab");
      await iris.keyboard.press("Enter");
    } else {
      await confirms.check();
      await button.click();
    }
    await expect(iris.getByText("Signed by Iris Lindqvist, Managing director, on")).toBeVisible();
    await looked(iris);
    await iris.goto("/partner");
    await expect(iris.getByText("The city’s terms are not signed yet")).toHaveCount(0);

    // Who checks the organisation sees who signed; anybody reads what was signed.
    if (!javaScriptEnabled) return;
    const hannah = await windowOf(browser, "Hannah Weiss");
    await hannah.goto("/staff/partners");
    await hannah.getByRole("link", { name: `${mark} Gauges` }).click();
    await hannah.getByRole("row", { name: /Iris Lindqvist Managing director/ }).getByRole("link").click();
    await expect(hannah.getByText("204b2f72f5e0ae96")).toBeVisible();
    await isAccessible(hannah);
  });
