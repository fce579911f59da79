import { expect, test } from "@playwright/test";
import { Secret, TOTP } from "otpauth";
import { isAccessible, saysProblem, windowOf } from "./walk";

test("an administrator invites somebody, who enrols, is given a permission, uses it, and loses it at once", async ({ browser }) => {
  const email = `nora.${Date.now()}@aldermouth.example`;
  const amara = await windowOf(browser, "Amara Osei");
  await amara.goto("/staff/people");
  await isAccessible(amara);
  await amara.getByRole("link", { name: "Invite someone" }).click();
  await amara.getByLabel("Name").fill("Nora Quist");
  await amara.getByLabel("Work e-mail address").fill("nora at home");
  await amara.getByRole("button", { name: "Send the invitation" }).click();
  await saysProblem(amara, "Enter an e-mail address, like name@example.org.");
  await expect(amara.getByLabel("Name")).toHaveValue("Nora Quist");
  await amara.getByLabel("Work e-mail address").fill(email);
  await amara.getByRole("button", { name: "Send the invitation" }).click();
  await expect(amara.getByRole("heading", { level: 1, name: "Nora Quist" })).toBeVisible();
  const herPage = amara.url();
  await isAccessible(amara);

  // The mail arrives; its link works once. A weak password and a wrong code are told.
  const nora = await windowOf(browser, null);
  await expect(async () => {
    await nora.goto(`/demo/mailbox?of=${encodeURIComponent(email)}`);
    await expect(nora.getByRole("link", { name: /\/enrol\// })).toBeVisible({ timeout: 500 });
  }).toPass();
  const link = new URL((await nora.getByRole("link", { name: /\/enrol\// }).getAttribute("href")) ?? "").pathname;
  await nora.goto(link);
  await isAccessible(nora);
  const secret = (await nora.locator("code").innerText()).replaceAll(" ", "");
  const codeAt = (steps: number) => new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.now() + steps * 30_000 });
  await nora.getByLabel("Password").fill("short");
  await nora.getByRole("button", { name: "Take my account" }).click();
  await saysProblem(nora, "at least 12 characters");
  await nora.getByLabel("Password").fill("seven lamps by the weir");
  await nora.getByLabel("Code from the app").fill("000000");
  await nora.getByRole("button", { name: "Take my account" }).click();
  await saysProblem(nora, "That code does not fit");
  await expect(nora.getByLabel("Password")).toHaveValue("");
  await nora.getByLabel("Password").fill("seven lamps by the weir");
  await nora.getByLabel("Code from the app").fill(codeAt(0));
  await nora.getByRole("button", { name: "Take my account" }).click();
  await expect(nora.getByText("Your account is ready.")).toBeVisible();
  await nora.goto(link);
  await expect(nora.getByRole("heading", { name: "This link does not work any more" })).toBeVisible();

  // She signs in: the same answer for a wrong password, a wrong code and an unknown person.
  await nora.goto("/sign-in");
  for (const [who, password, code] of [[email, "wrong wrong wrong", "123456"], [email, "seven lamps by the weir", "000000"], ["nobody@aldermouth.example", "seven lamps by the weir", ""]]) {
    await nora.getByLabel("E-mail address").fill(who ?? "");
    await nora.getByLabel("Password").fill(password ?? "");
    await nora.getByLabel("Code from your authenticator app").fill(code ?? "");
    await nora.getByRole("button", { name: "Sign in", exact: true }).click();
    // The fields are drawn anew with each answer, and a password is never given back: that tells one answer from the last.
    await expect(nora.getByLabel("Password")).toHaveValue("");
    await saysProblem(nora, "These do not fit together.");
  }
  await nora.getByLabel("E-mail address").fill(email);
  await nora.getByLabel("Password").fill("seven lamps by the weir");
  // The code of the step to come, which a fast clock would show: the present one is used, and this one holds for the longest.
  await nora.getByLabel("Code from your authenticator app").fill(codeAt(1));
  await nora.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(nora.getByText("You hold no permission yet")).toBeVisible();
  await isAccessible(nora);

  // Amara gives her the queue of one zone; it works from her next click on, and the mail says so.
  await amara.goto(herPage);
  await amara.getByRole("link", { name: "Give a permission" }).click();
  await expect(amara.getByRole("heading", { level: 1, name: "Give a permission" })).toBeVisible();
  await isAccessible(amara);
  await amara.getByLabel("They may").selectOption({ label: "read applications, take cases, assess them and ask for changes" });
  await amara.getByLabel("In", { exact: true }).selectOption({ label: "Harbour Quarter" });
  await amara.getByRole("button", { name: "Give it" }).click();
  await saysProblem(amara, "Enter the reason");
  await expect(amara.getByLabel("In", { exact: true })).not.toHaveValue("");
  await amara.getByLabel("Reason").fill("She learns the work of the permit desk.");
  await amara.getByRole("button", { name: "Give it" }).click();
  await expect(amara.getByText("They may read applications, take cases, assess them and ask for changes, in Harbour Quarter.")).toBeVisible();
  await nora.goto("/staff");
  await expect(nora.getByRole("heading", { level: 1, name: "Queue" })).toBeVisible();
  const aCase = (await nora.locator("table a").first().getAttribute("href")) ?? "";
  await nora.goto(aCase);
  await expect(nora.getByText(/You hold no grant to approve or refuse applications/).first()).toBeVisible();
  await isAccessible(nora);

  // Nobody gives to themselves.
  await amara.goto("/staff/people?find=amara");
  await amara.getByRole("link", { name: "Amara Osei" }).click();
  await expect(amara.getByText("Nobody gives a permission to themselves.")).toBeVisible();

  // It is ended; in the tab that Nora has open the very next click is refused.
  await amara.goto(herPage);
  await amara.getByRole("link", { name: /End this/ }).click();
  await expect(amara.getByRole("heading", { name: "End this permission" })).toBeVisible();
  await isAccessible(amara);
  await amara.getByLabel("Reason").fill("Her weeks at the desk are over.");
  await amara.getByRole("button", { name: "End it now" }).click();
  await expect(amara.getByText("Holds nothing")).toBeVisible();
  expect((await nora.goto(aCase))?.status()).toBe(404);

  // She signs out; going back shows nothing of hers.
  await nora.goto("/account");
  await nora.locator("details.menu summary").click();
  await nora.getByRole("button", { name: "Sign out" }).click();
  await expect(nora.getByText("You are signed out.")).toBeVisible();
  await nora.goBack();
  await nora.reload();
  await expect(nora).toHaveURL(/sign-in/);
});

test("an organisation registers, is verified, and invites a colleague", async ({ browser }) => {
  const stamp = Date.now();
  const name = `Sandpiper Instruments ${stamp}`;
  const email = `ivo.${stamp}@sandpiper.example`;
  const ivo = await windowOf(browser, null);
  await ivo.goto("/register");
  await isAccessible(ivo);
  await ivo.getByRole("button", { name: "Register" }).click();
  await saysProblem(ivo, "Enter the organisation's name.");
  await ivo.getByLabel("Name of the organisation").fill(name);
  await ivo.getByLabel("Number in the company register").fill(`SP-${stamp}`);
  await ivo.getByLabel("E-mail address for residents").fill("hello@sandpiper.example");
  await ivo.getByLabel("Your name").fill("Ivo Tamm");
  await ivo.getByLabel("Your work e-mail address").fill(email);
  await ivo.getByRole("button", { name: "Register" }).click();
  await expect(ivo.getByRole("heading", { name: "We have what you sent" })).toBeVisible();
  await expect(async () => {
    await ivo.goto(`/demo/mailbox?of=${encodeURIComponent(email)}`);
    await expect(ivo.getByRole("link", { name: /\/enrol\// })).toBeVisible({ timeout: 500 });
  }).toPass();
  await ivo.goto(new URL((await ivo.getByRole("link", { name: /\/enrol\// }).getAttribute("href")) ?? "").pathname);
  await ivo.getByLabel("Password").fill("sand between the stones");
  await ivo.getByRole("button", { name: "Take my account" }).click();
  await ivo.getByLabel("E-mail address").fill(email);
  await ivo.getByLabel("Password").fill("sand between the stones");
  await ivo.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(ivo.getByText(`The city is checking ${name}.`)).toBeVisible();

  const hannah = await windowOf(browser, "Hannah Weiss");
  await hannah.goto("/staff/partners");
  await isAccessible(hannah);
  await hannah.getByRole("link", { name }).click();
  await expect(hannah.getByRole("heading", { level: 1, name })).toBeVisible();
  await isAccessible(hannah);
  await hannah.getByLabel("it is: it may send applications").check();
  await hannah.getByLabel("How did you check?").fill("Found in the register; telephoned the number given there.");
  await hannah.getByRole("button", { name: "Record this" }).click();
  await expect(hannah.getByText("Verified").first()).toBeVisible();

  await ivo.goto("/partner/members");
  await isAccessible(ivo);
  await ivo.getByLabel("Name").fill("Liis Kask");
  await ivo.getByLabel("Work e-mail address").fill(`liis.${stamp}@sandpiper.example`);
  await ivo.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(ivo.getByText("The invitation is on its way by mail.")).toBeVisible();
  await expect(ivo.getByText("Liis Kask").first()).toBeVisible();
});
