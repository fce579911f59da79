import { expect, test, type Page } from "@playwright/test";
import { choose, fillDate, inDays, look, press, saysProblem, tick, windowOf, write } from "./walk";

/** What a machine is told about a sign. */
async function mayOperate(page: Page, code: string): Promise<{ mayOperate: boolean; why: string }> {
  const answer = (await (await page.request.get(`/api/may-operate?device=${code}`)).json()) as { devices: { mayOperate: boolean; why: string }[] };
  const [device] = answer.devices;
  if (!device) throw new Error("nothing was answered");
  return { mayOperate: device.mayOperate, why: device.why };
}

for (const { javaScriptEnabled, kind, on, find } of [
  { javaScriptEnabled: true, kind: "Ducts", on: "duct", find: "Leak detector" },
  { javaScriptEnabled: false, kind: "Public roofs", on: "rooftop", find: "Weather station" },
]) {
  // With scripts by keyboard alone, without them on a phone too.
  const how = { javaScriptEnabled, byKeyboard: javaScriptEnabled, onPhone: true };

  test(`an officer stops what hangs on ${kind.toLowerCase()} at once, another ratifies it, and it is lifted, on a phone, ${javaScriptEnabled ? "by keyboard alone" : "without JavaScript"}`, async ({ browser }) => {
    const resident = await windowOf(browser, null, how);
    await resident.goto(`/devices?find=${encodeURIComponent(find)}`);
    await press(resident.getByRole("link", { name: find }).first());
    const device = new URL(resident.url()).pathname;
    const code = device.split("/").at(-1) ?? "";
    expect(await mayOperate(resident, code)).toEqual({ mayOperate: true, why: "operates" });

    const priya = await windowOf(browser, "Priya Raman", how);
    await priya.goto("/staff/permits");
    await press(priya.getByRole("link", { name: "See what is stopped" }));
    await look(priya);
    await press(priya.getByRole("link", { name: "Order a stop" }));
    await look(priya);
    await choose(priya.getByLabel("Kind of asset"), kind);
    await press(priya.getByRole("button", { name: "Show what lies under it" }));
    await expect(priya.getByRole("heading", { name: "What this would do" })).toBeVisible();
    await look(priya);
    await press(priya.getByRole("button", { name: /^Stop \d+ devices? now$/ }));
    await saysProblem(priya, "Choose whether it is an emergency.");
    await tick(priya.getByLabel("Yes, at once and by me alone"));
    await fillDate(priya, "until", inDays(10));
    await write(priya.getByLabel("Why?"), "Sparks were seen; the fire brigade asked for it.");
    await press(priya.getByRole("button", { name: /^Stop \d+ devices? now$/ }));
    await expect(priya.getByText("Emergency stop, not ratified yet.")).toBeVisible();
    await look(priya);
    const stop = new URL(priya.url()).pathname;
    // Not by the one who ordered it, and the page says why.
    await expect(priya.getByRole("button", { name: "Record this" })).toHaveAttribute("aria-disabled", "true");
    await expect(priya.getByText("You ordered this yourself, so another person must do it.")).toBeVisible();

    await resident.reload();
    await expect(resident.getByText(/^This may not operate for now/)).toBeVisible();
    await expect(resident.getByText("Sparks were seen; the fire brigade asked for it.").first()).toBeVisible();
    await expect(resident.getByText("a second officer still has to agree")).toBeVisible();
    expect(await mayOperate(resident, code)).toEqual({ mayOperate: false, why: "suspended" });

    // Whoever asks for such a place meanwhile is told there.
    const callum = await windowOf(browser, "Callum Reyes", how);
    await callum.goto("/partner/applications/new");
    await write(callum.getByLabel("Name of the deployment"), `Something for ${kind.toLowerCase()}`);
    await press(callum.getByRole("button", { name: "Begin" }));
    await expect(callum.getByRole("heading", { level: 1, name: `Something for ${kind.toLowerCase()}` })).toBeVisible();
    await callum.goto(`${callum.url().split("?")[0]}/sites?on=${on}`);
    await expect(callum.getByText("what hangs there is stopped for now").first()).toBeVisible();
    await tick(callum.getByRole("checkbox").first());
    await press(callum.getByRole("button", { name: "Save these places" }));
    await expect(callum.locator(".why-not", { hasText: "What hangs there is stopped for now." })).toContainText("the fire brigade asked for it");
    await look(callum);

    const rosa = await windowOf(browser, "Rosa Varga", how);
    await rosa.goto("/staff/stops?state=unratified");
    await look(rosa);
    await press(rosa.locator(`a[href="${stop}"]`));
    const ratify = rosa.locator("section", { has: rosa.getByRole("heading", { name: "Was it right?" }) });
    await tick(ratify.getByLabel("It was right: it stands until it is lifted"));
    await write(ratify.getByLabel("Why?"), "I was there and saw it too.");
    await press(ratify.getByRole("button", { name: "Record this" }));
    await expect(rosa.getByText("Emergency stop, not ratified yet.")).toHaveCount(0);
    await expect(rosa.locator("dt", { hasText: "Ratified" })).toBeVisible();

    const lift = rosa.locator("section", { has: rosa.getByRole("heading", { name: "Lift it" }) });
    await write(lift.getByLabel("Why?"), "The electrician measured all of them.");
    await press(lift.getByRole("button", { name: "Lift this stop" }));
    await expect(rosa.locator("dt", { hasText: "Lifted" })).toBeVisible();
    await look(rosa);
    await resident.reload();
    // It stands in the history still, and no more at the head of the page.
    await expect(resident.getByText(/^This may not operate/)).toHaveCount(0);
    expect(await mayOperate(resident, code)).toEqual({ mayOperate: true, why: "operates" });
  });
}

test("from a permit one reaches further or less far, sees what each would do, and withdraws one device only; set aside, it is decided anew by a third", async ({ browser }) => {
  const tomas = await windowOf(browser, "Tomas Lindqvist", { byKeyboard: true, onPhone: true });
  await tomas.goto("/staff/permits?find=Parking+beams");
  await press(tomas.getByRole("link", { name: "Parking beams, Harbour Quarter" }).first());
  const permit = new URL(tomas.url()).pathname;
  const code = (await tomas.locator("#devices tbody tr").first().getByRole("link").first().innerText()).trim();
  await press(tomas.getByRole("link", { name: "Choose how far a stop reaches" }));
  await expect(tomas.getByRole("radio", { name: /^The whole permit/ })).toBeVisible();
  await tomas.goto(`/staff/stops/new?device=${code}&effect=revoke`);
  await expect(tomas.getByRole("radio", { name: /^One device/ })).toBeChecked();
  await look(tomas);
  await tick(tomas.getByLabel("I withdraw it for good"));
  await write(tomas.getByLabel("Why?"), "It hangs where the fire brigade needs the pole.");
  await press(tomas.getByRole("button", { name: "Withdraw 1 device for good" }));
  await saysProblem(tomas, "The partner has not been heard.");
  await choose(tomas.getByLabel(/the cause/), "The partner agreed, or asked for it");
  await press(tomas.getByRole("button", { name: "Withdraw 1 device for good" }));
  await expect(tomas.getByRole("heading", { level: 1, name: /^Stop \d+: withdrawn for good$/ })).toBeVisible();
  const stop = new URL(tomas.url()).pathname;
  await tomas.goto(permit);
  await expect(tomas.getByText("Restricted", { exact: true }).first()).toBeVisible();
  await expect(tomas.locator("#devices tbody tr", { hasText: code })).toContainText("Its right was withdrawn.");
  expect(await mayOperate(tomas, code)).toEqual({ mayOperate: false, why: "withdrawn" });

  // Somebody else has it decided anew, and a third decides; what it alone withdrew is as before.
  const deed = (page: Page, heading: string) => page.locator("section", { has: page.getByRole("heading", { name: heading }) });
  const rosa = await windowOf(browser, "Rosa Varga", { javaScriptEnabled: false, onPhone: true });
  await rosa.goto(stop);
  await write(deed(rosa, "Have it decided anew").getByLabel("Why?"), "The fire brigade says that it has the next pole.");
  await press(rosa.getByRole("button", { name: "Set it aside" }));
  await expect(deed(rosa, "Decide it anew")).toBeVisible();
  await look(rosa);
  const elif = await windowOf(browser, "Elif Demirci", { byKeyboard: true, onPhone: true });
  await elif.goto(stop);
  await look(elif);
  await press(deed(elif, "Decide it anew").getByRole("button", { name: "Decide" }));
  await saysProblem(elif, /Choose/);
  await tick(elif.getByLabel("It is reversed: what it alone stopped or withdrew is as before"));
  await write(deed(elif, "Decide it anew").getByLabel("Why?"), "I asked the brigade, and it is so.");
  await press(deed(elif, "Decide it anew").getByRole("button", { name: "Decide" }));
  await expect(elif.getByText("I asked the brigade, and it is so.").first()).toBeVisible();
  expect(await mayOperate(elif, code)).toEqual({ mayOperate: true, why: "operates" });
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
