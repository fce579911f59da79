import { expect, test, type Page } from "@playwright/test";
import { fillDate, inDays, isAccessible, saysProblem, windowOf } from "./walk";

/** What a machine is told about a sign. */
async function mayOperate(page: Page, code: string): Promise<{ mayOperate: boolean; why: string }> {
  const answer = (await (await page.request.get(`/api/may-operate?device=${code}`)).json()) as { devices: { mayOperate: boolean; why: string }[] };
  const [device] = answer.devices;
  if (!device) throw new Error("nothing was answered");
  return { mayOperate: device.mayOperate, why: device.why };
}

for (const { javaScriptEnabled, kind, find } of [
  { javaScriptEnabled: true, kind: "Ducts", find: "Leak detector" },
  { javaScriptEnabled: false, kind: "Public roofs", find: "Weather station" },
]) {
  const check = javaScriptEnabled ? isAccessible : async () => undefined;

  test(`an officer stops what hangs on ${kind.toLowerCase()} at once, another ratifies it, and it is lifted, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async ({ browser }) => {
    const resident = await windowOf(browser, null, { javaScriptEnabled });
    await resident.goto(`/devices?find=${encodeURIComponent(find)}`);
    await resident.getByRole("link", { name: find }).first().click();
    const device = new URL(resident.url()).pathname;
    const code = device.split("/").at(-1) ?? "";
    expect(await mayOperate(resident, code)).toEqual({ mayOperate: true, why: "operates" });

    const priya = await windowOf(browser, "Priya Raman", { javaScriptEnabled });
    await priya.goto("/staff/permits");
    await priya.getByRole("link", { name: "See what is stopped" }).click();
    await check(priya);
    await priya.getByRole("link", { name: "Order a stop" }).click();
    await check(priya);
    await priya.getByLabel("Kind of asset").selectOption({ label: kind });
    await priya.getByRole("button", { name: "Show what lies under it" }).click();
    await expect(priya.getByRole("heading", { name: "What this would do" })).toBeVisible();
    await check(priya);
    await priya.getByRole("button", { name: /^Stop \d+ devices? now$/ }).click();
    await saysProblem(priya, "Choose whether it is an emergency.");
    await priya.getByLabel("Yes, at once and by me alone").check();
    await fillDate(priya, "until", inDays(10));
    await priya.getByLabel("Why?").fill("Sparks were seen; the fire brigade asked for it.");
    await priya.getByRole("button", { name: /^Stop \d+ devices? now$/ }).click();
    await expect(priya.getByText("Emergency stop, not ratified yet.")).toBeVisible();
    await check(priya);
    const stop = new URL(priya.url()).pathname;
    // Not by the one who ordered it, and the page says why.
    await expect(priya.getByRole("button", { name: "Record this" })).toHaveAttribute("aria-disabled", "true");
    await expect(priya.getByText("You ordered this yourself, so another person must do it.")).toBeVisible();

    await resident.reload();
    await expect(resident.getByText(/^This may not operate for now/)).toBeVisible();
    await expect(resident.getByText("Sparks were seen; the fire brigade asked for it.").first()).toBeVisible();
    await expect(resident.getByText("a second officer still has to agree")).toBeVisible();
    expect(await mayOperate(resident, code)).toEqual({ mayOperate: false, why: "suspended" });

    const rosa = await windowOf(browser, "Rosa Varga", { javaScriptEnabled });
    await rosa.goto("/staff/stops?state=unratified");
    await check(rosa);
    await rosa.locator(`a[href="${stop}"]`).click();
    const ratify = rosa.locator("section", { has: rosa.getByRole("heading", { name: "Was it right?" }) });
    await ratify.getByLabel("It was right: it stands until it is lifted").check();
    await ratify.getByLabel("Why?").fill("I was there and saw it too.");
    await ratify.getByRole("button", { name: "Record this" }).click();
    await expect(rosa.getByText("Emergency stop, not ratified yet.")).toHaveCount(0);
    await expect(rosa.locator("dt", { hasText: "Ratified" })).toBeVisible();

    const lift = rosa.locator("section", { has: rosa.getByRole("heading", { name: "Lift it" }) });
    await lift.getByLabel("Why?").fill("The electrician measured all of them.");
    await lift.getByRole("button", { name: "Lift this stop" }).click();
    await expect(rosa.locator("dt", { hasText: "Lifted" })).toBeVisible();
    await check(rosa);
    await resident.reload();
    // It stands in the history still, and no more at the head of the page.
    await expect(resident.getByText(/^This may not operate/)).toHaveCount(0);
    expect(await mayOperate(resident, code)).toEqual({ mayOperate: true, why: "operates" });
  });
}

test("from a permit one reaches further or less far, sees what each would do, and withdraws one device only", async ({ browser }) => {
  const tomas = await windowOf(browser, "Tomas Lindqvist");
  await tomas.goto("/staff/permits?find=Parking+beams");
  await tomas.getByRole("link", { name: "Parking beams, Harbour Quarter" }).first().click();
  const permit = new URL(tomas.url()).pathname;
  const code = (await tomas.locator("#devices tbody tr").first().getByRole("link").first().innerText()).trim();
  await tomas.getByRole("link", { name: "Choose how far a stop reaches" }).click();
  await expect(tomas.getByRole("radio", { name: /^The whole permit/ })).toBeVisible();
  await tomas.goto(`/staff/stops/new?device=${code}&effect=revoke`);
  await expect(tomas.getByRole("radio", { name: /^One device/ })).toBeChecked();
  await isAccessible(tomas);
  await tomas.getByLabel("I withdraw it for good").check();
  await tomas.getByLabel("Why?").fill("It hangs where the fire brigade needs the pole.");
  await tomas.getByRole("button", { name: "Withdraw 1 device for good" }).click();
  await saysProblem(tomas, "The partner has not been heard.");
  await tomas.getByLabel(/the cause/).selectOption({ label: "The partner agreed, or asked for it" });
  await tomas.getByRole("button", { name: "Withdraw 1 device for good" }).click();
  await expect(tomas.getByRole("heading", { level: 1, name: /^Stop \d+: withdrawn for good$/ })).toBeVisible();
  await tomas.goto(permit);
  await expect(tomas.getByText("Restricted", { exact: true }).first()).toBeVisible();
  await expect(tomas.locator("#devices tbody tr", { hasText: code })).toContainText("Its right was withdrawn.");
  expect(await mayOperate(tomas, code)).toEqual({ mayOperate: false, why: "withdrawn" });
});

test("a machine that asks badly is told how to ask", async ({ request }) => {
  for (const query of ["", "?device=", "?device=%20", `?${Array.from({ length: 201 }, (_, n) => `device=A${n}`).join("&")}`, "?device=../../etc"]) {
    const answer = await request.get(`/api/may-operate${query}`);
    expect([query.slice(0, 20), answer.status()]).toEqual([query.slice(0, 20), 400]);
    expect(((await answer.json()) as { problem: string }).problem).toContain("codes on their signs");
  }
  const unknown = await request.get("/api/may-operate?device=NOSUCH1");
  expect(await unknown.json()).toMatchObject({ devices: [{ device: "NOSUCH1", mayOperate: false, mayConnect: false, why: "unknown" }] });
});
