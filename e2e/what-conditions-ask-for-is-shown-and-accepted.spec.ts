import { expect, test } from "@playwright/test";
import { look, press, saysProblem, tick, windowOf, write } from "./walk";

for (const { javaScriptEnabled, title } of [
  { javaScriptEnabled: true, title: "Air quality sensors, Lantern Row" },
  { javaScriptEnabled: false, title: "Mobile antennas, Tollgate Street" },
]) {
  const how = { javaScriptEnabled, byKeyboard: javaScriptEnabled, onPhone: true };

  test(`a partner shows that conditions of ${title} are kept, and an officer accepts one and sends one back, on a phone, ${javaScriptEnabled ? "by keyboard alone" : "without JavaScript"}`, async ({ browser }) => {
    const partner = await windowOf(browser, javaScriptEnabled ? "Ruben Castellane" : "Callum Reyes", how);
    await partner.goto("/partner/permits");
    await press(partner.getByRole("link", { name: title }));
    const item = (page: typeof partner, words: string) => page.locator("#obligations li", { hasText: words });
    const [first, second] = ["Every password a device came with is changed", "Each device carries its sign"];
    await expect(item(partner, first)).toContainText("To be shown");
    await look(partner);
    for (const words of [first, second]) {
      await press(item(partner, words).locator("summary"));
      await press(item(partner, words).getByRole("button", { name: "Show it to the city" }));
      if (words === first) {
        await saysProblem(partner, "Enter what shows that it is kept, in at least 10 characters.");
        await look(partner);
      } else await saysProblem(partner, "Enter what shows that it is kept");
      await write(item(partner, words).getByLabel("What shows that it is kept?"), `Looked at each device on Monday: ${words}.`);
      await press(item(partner, words).getByRole("button", { name: "Show it to the city" }));
      await expect(item(partner, words)).toContainText("Shown, waits for the city");
    }

    // The permit on paper: for those whom it concerns, and nobody else.
    const certificate = `${new URL(partner.url()).pathname}/certificate.pdf`;
    await expect(partner.getByRole("link", { name: "Take this permit along as a certificate (PDF)" })).toHaveAttribute("href", certificate);
    const paper = await partner.request.get(certificate);
    expect([paper.status(), paper.headers()["content-type"], (await paper.body()).subarray(0, 5).toString()]).toEqual([200, "application/pdf", "%PDF-"]);
    const stranger = await windowOf(browser, "Mei Tanaka", how);
    for (const path of [certificate, certificate.replace("/partner/", "/staff/")]) expect((await stranger.request.get(path)).status()).toBe(404);

    // The same dates in a calendar that cannot sign in, at an address that its owner ends.
    await partner.goto("/account");
    await press(partner.getByRole("button", { name: "Make an address" }));
    const address = (await partner.locator("#calendar a").getAttribute("href")) ?? "";
    const nobody = await windowOf(browser, null, how);
    const calendar = await nobody.request.get(new URL(address).pathname);
    expect([calendar.status(), calendar.headers()["content-type"]]).toEqual([200, "text/calendar; charset=utf-8"]);
    expect((await calendar.text()).replace(/\r\n /g, "")).toContain(`Permit ends: ${title.replace(",", "\\,")}`);
    await look(partner);
    await press(partner.getByRole("button", { name: "End this address" }));
    await expect(partner.getByRole("button", { name: "Make an address" })).toBeVisible();
    expect((await nobody.request.get(new URL(address).pathname)).status()).toBe(404);

    const priya = await windowOf(browser, "Priya Raman", how);
    await priya.goto("/staff/obligations?view=shown");
    await look(priya);
    await press(priya.locator("tr", { hasText: title }).first().getByRole("link", { name: title }));
    await look(priya);
    await tick(item(priya, first).getByLabel("Yes, I accept this"));
    await write(item(priya, first).getByLabel("Why?"), "The list names each device and who did it.");
    await press(item(priya, first).getByRole("button", { name: "Record this" }));
    await expect(item(priya, first)).toContainText("Accepted");
    await tick(item(priya, second).getByLabel("No, it has to be shown again"));
    await write(item(priya, second).getByLabel("Why?"), "Send a picture of the sign on the third pole.");
    await press(item(priya, second).getByRole("button", { name: "Record this" }));
    await expect(item(priya, second)).toContainText("To be shown again");

    await partner.goto(certificate.replace("/certificate.pdf", ""));
    await expect(item(partner, second)).toContainText("Send a picture of the sign on the third pole.");
    await expect(item(partner, first)).toContainText("Accepted");
    await look(partner);
  });
}
