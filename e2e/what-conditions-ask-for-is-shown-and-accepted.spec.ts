import { expect, test } from "@playwright/test";
import { fitsThePhone, isAccessible, saysProblem, windowOf } from "./walk";

for (const { javaScriptEnabled, title } of [
  { javaScriptEnabled: true, title: "Air quality sensors, Lantern Row" },
  { javaScriptEnabled: false, title: "Mobile antennas, Tollgate Street" },
]) {
  const check = javaScriptEnabled ? isAccessible : async () => undefined;

  test(`a partner shows that conditions of ${title} are kept, and an officer accepts one and sends one back, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async ({ browser }) => {
    const partner = await windowOf(browser, javaScriptEnabled ? "Ruben Castellane" : "Callum Reyes", { javaScriptEnabled });
    if (!javaScriptEnabled) await partner.setViewportSize({ width: 390, height: 844 });
    await partner.goto("/partner/permits");
    await partner.getByRole("link", { name: title }).click();
    const item = (page: typeof partner, words: string) => page.locator("#obligations li", { hasText: words });
    const [first, second] = ["Every password a device came with is changed", "Each device carries its sign"];
    await expect(item(partner, first)).toContainText("To be shown");
    await check(partner);
    for (const words of [first, second]) {
      await item(partner, words).locator("summary").click();
      await item(partner, words).getByRole("button", { name: "Show it to the city" }).click();
      if (words === first) {
        await saysProblem(partner, "Enter what shows that it is kept, in at least 10 characters.");
        await check(partner);
      } else await saysProblem(partner, "Enter what shows that it is kept");
      await item(partner, words).getByLabel("What shows that it is kept?").fill(`Looked at each device on Monday: ${words}.`);
      await item(partner, words).getByRole("button", { name: "Show it to the city" }).click();
      await expect(item(partner, words)).toContainText("Shown, waits for the city");
    }
    if (!javaScriptEnabled) await fitsThePhone(partner);

    // The permit on paper: for those whom it concerns, and nobody else.
    const certificate = `${new URL(partner.url()).pathname}/certificate.pdf`;
    await expect(partner.getByRole("link", { name: "Take this permit along as a certificate (PDF)" })).toHaveAttribute("href", certificate);
    const paper = await partner.request.get(certificate);
    expect([paper.status(), paper.headers()["content-type"], (await paper.body()).subarray(0, 5).toString()]).toEqual([200, "application/pdf", "%PDF-"]);
    const stranger = await windowOf(browser, "Mei Tanaka", { javaScriptEnabled });
    for (const path of [certificate, certificate.replace("/partner/", "/staff/")]) expect((await stranger.request.get(path)).status()).toBe(404);

    // The same dates in a calendar that cannot sign in, at an address that its owner ends.
    await partner.goto("/account");
    await partner.getByRole("button", { name: "Make an address" }).click();
    const address = (await partner.locator("#calendar a").getAttribute("href")) ?? "";
    const nobody = await windowOf(browser, null, { javaScriptEnabled });
    const calendar = await nobody.request.get(new URL(address).pathname);
    expect([calendar.status(), calendar.headers()["content-type"]]).toEqual([200, "text/calendar; charset=utf-8"]);
    expect((await calendar.text()).replace(/\r\n /g, "")).toContain(`Permit ends: ${title.replace(",", "\\,")}`);
    await check(partner);
    await partner.getByRole("button", { name: "End this address" }).click();
    await expect(partner.getByRole("button", { name: "Make an address" })).toBeVisible();
    expect((await nobody.request.get(new URL(address).pathname)).status()).toBe(404);

    const priya = await windowOf(browser, "Priya Raman", { javaScriptEnabled });
    await priya.goto("/staff/obligations?view=shown");
    await check(priya);
    await priya.locator("tr", { hasText: title }).first().getByRole("link", { name: title }).click();
    await check(priya);
    await item(priya, first).getByLabel("Yes, I accept this").check();
    await item(priya, first).getByLabel("Why?").fill("The list names each device and who did it.");
    await item(priya, first).getByRole("button", { name: "Record this" }).click();
    await expect(item(priya, first)).toContainText("Accepted");
    await item(priya, second).getByLabel("No, it has to be shown again").check();
    await item(priya, second).getByLabel("Why?").fill("Send a picture of the sign on the third pole.");
    await item(priya, second).getByRole("button", { name: "Record this" }).click();
    await expect(item(priya, second)).toContainText("To be shown again");

    await partner.goto(certificate.replace("/certificate.pdf", ""));
    await expect(item(partner, second)).toContainText("Send a picture of the sign on the third pole.");
    await expect(item(partner, first)).toContainText("Accepted");
    await check(partner);
  });
}
