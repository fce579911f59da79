import { expect, test, type Page } from "@playwright/test";
import { windowOf } from "./walk";

/** Sends the form of one person's page as it stands, with somebody else's cookies: what an attacker would do. */
async function forge(from: Page, as: Page, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<number> {
  const form = from.locator("form.form").last();
  const posted: Record<string, string> = {};
  for (const input of await form.locator('input[type="hidden"]').all()) posted[(await input.getAttribute("name")) ?? ""] = (await input.getAttribute("value")) ?? "";
  const answer = await as.request.post(from.url(), { multipart: { ...posted, ...fields }, headers: { origin: new URL(from.url()).origin, ...headers }, maxRedirects: 0 });
  return answer.status();
}

test("a person without the grant is refused at the page, at the button, and by a forged request", async ({ browser }) => {
  // Without JavaScript the forms carry everything they need to be sent, also by a forger.
  const tomas = await windowOf(browser, "Tomas Lindqvist", { javaScriptEnabled: false });
  const rosa = await windowOf(browser, "Rosa Varga", { javaScriptEnabled: false });
  const theo = await windowOf(browser, "Theo Park", { javaScriptEnabled: false });
  const visitor = await windowOf(browser, null, { javaScriptEnabled: false });

  await tomas.goto("/staff/permits?status=active&find=Parking+cameras");
  const permit = (await tomas.locator("table a").first().getAttribute("href")) ?? "";

  // Rosa may suspend and not revoke: her button is blocked and says why, and who can.
  await rosa.goto(permit);
  await expect(rosa.getByRole("link", { name: "Suspend it" })).toBeVisible();
  await expect(rosa.getByRole("button", { name: "Revoke it" })).toHaveAttribute("aria-disabled", "true");
  await expect(rosa.getByText("You hold no grant to revoke permits. Elif Demirci or Tomas Lindqvist can.")).toBeVisible();
  await rosa.goto(`${permit}/revoke`);
  await expect(rosa.getByLabel("Why?")).toHaveCount(0);

  // Theo holds nothing: for him there is no such permit. A visitor is asked to sign in.
  expect((await theo.goto(permit))?.status()).toBe(404);
  await visitor.goto(permit);
  await expect(visitor).toHaveURL(/\/sign-in\?to=/);

  // The very form that Tomas could send, sent by the others.
  await tomas.goto(`${permit}/revoke`);
  const deed = { reason: "This is sent by somebody who may not send it.", without: "danger", confirm: "yes" };
  await forge(tomas, rosa, deed);
  await forge(tomas, theo, deed);
  await forge(tomas, visitor, deed);
  // From another site, and with no origin at all: refused even with Tomas's own cookies.
  expect(await forge(tomas, tomas, deed, { origin: "https://evil.example" })).toBe(403);
  expect(await forge(tomas, tomas, deed, { origin: "null" })).toBe(403);
  // Garbage where a form is expected does not break the page.
  const garbage: Record<string, string>[] = [{ permitId: "x" }, { version: "-1" }, { "reason[x]": "y" }, { "__proto__.x": "x", "constructor.prototype.x": "y" }];
  for (const bad of garbage) expect(await forge(tomas, tomas, { ...deed, ...bad, reason: "" })).toBeLessThan(500);
  await tomas.goto(permit);
  await expect(tomas.getByText("Active", { exact: true }).first()).toBeVisible();

  // The same request from the one who may is accepted: it was the grant that stood in the way, not the forgery.
  await tomas.goto(`${permit}/revoke`);
  await forge(tomas, tomas, { ...deed, reason: "Tomas himself sends it, and so it is done." });
  await tomas.goto(permit);
  await expect(tomas.getByText("Revoked by Tomas Lindqvist").first()).toBeVisible();

  // The attempts are in the ledger, with the name of who tried.
  const oskar = await windowOf(browser, "Oskar Nilsen");
  await oskar.goto("/staff/ledger?name=attempt.denied");
  await expect(oskar.getByText("Tried: permit.revoked").first()).toBeVisible();
  await expect(oskar.getByRole("cell", { name: "Rosa Varga" }).first()).toBeVisible();

  // Another partner's application does not exist for this one.
  const callum = await windowOf(browser, "Callum Reyes");
  await callum.goto("/partner");
  const application = (await callum.locator("table a").first().getAttribute("href")) ?? "";
  const ruben = await windowOf(browser, "Ruben Castellane");
  for (const page of ["", "/purpose", "/devices", "/sites", "/check", "/withdraw"]) expect((await ruben.goto(`${application}${page}`))?.status(), page).toBe(404);
});

test("a file larger than fits is refused before it is read", async ({ request }) => {
  const answer = await request.post("/sign-in", { data: "x".repeat(3_000_000), headers: { "content-type": "text/plain" } });
  expect(answer.status()).toBe(413);
  expect(await answer.text()).toContain("larger than the 2 MB");
});
