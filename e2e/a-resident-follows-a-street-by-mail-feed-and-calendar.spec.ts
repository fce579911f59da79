import { expect, test } from "@playwright/test";
import { languages } from "../app/languages/all";
import { look, press, windowOf, write } from "./walk";

for (const [code, hands] of [["en", { byKeyboard: true }], ["es", { javaScriptEnabled: false }]] as const)
  test(`in ${code}, on a phone, ${code === "en" ? "by keyboard alone" : "without scripts"}: one asks to be told, confirms it from the mail, and ends it`, async ({ browser }) => {
    const prefix = code === "en" ? "" : `/${code}`;
    const { follow: said } = languages[code];
    const resident = await windowOf(browser, null, { onPhone: true, ...hands });
    await resident.goto(`${prefix}/decisions`);
    await press(resident.getByRole("link", { name: said.title }));
    await write(resident.getByLabel(said.street, { exact: true }), "Lantern Row");
    await press(resident.getByRole("button", { name: said.go }));
    await expect(resident.locator("main .lead")).toHaveText(said.lead("Lantern Row"));
    await expect(resident.locator("main .decisions")).toContainText("Air quality sensors");
    await look(resident);
    const links = await resident.locator("main section a").evaluateAll((all) => all.map((link) => link.getAttribute("href") ?? ""));
    const feed = await resident.request.get(links.find((link) => link.startsWith("/decisions.atom")) ?? "");
    expect([feed.status(), feed.headers()["content-type"]]).toEqual([200, "application/atom+xml; charset=utf-8"]);
    expect(await feed.text()).toContain("Air quality sensors, Lantern Row");
    expect(await feed.text()).not.toContain("Dimming controllers");
    const calendar = await resident.request.get(links.find((link) => link.startsWith("/permits.ics")) ?? "");
    expect([calendar.status(), calendar.headers()["content-type"]]).toEqual([200, "text/calendar; charset=utf-8"]);
    expect((await calendar.text()).replace(/\r\n[ \t]/g, "")).toContain("Permit ends: Air quality sensors");

    await write(resident.getByLabel(said.email), "no address");
    await press(resident.getByRole("button", { name: said.send }));
    await expect(resident.locator(".problem")).toContainText(code === "es" ? said.problems.email : "Enter an e-mail address");
    const address = `follower-${code}-${Date.now()}@mail.example`;
    await write(resident.getByLabel(said.email), address);
    await press(resident.getByRole("button", { name: said.send }));
    await expect(resident.locator("main")).toContainText(said.sent);

    const mailbox = await windowOf(browser, "Priya Raman");
    await expect
      .poll(async () => {
        await mailbox.goto("/demo/mailbox");
        return mailbox.locator("main").textContent();
      })
      .toContain(address);
    const link = /https?:\/\/\S+\/follow\/[0-9a-f-]{36}\.[0-9a-f]{40}/.exec((await mailbox.locator("main").textContent()) ?? "")?.[0] ?? "";
    expect(new URL(link).pathname.startsWith(`${prefix}/follow/`)).toBe(true);
    await resident.goto(new URL(link).pathname);
    await expect(resident.getByRole("heading", { level: 1 })).toHaveText(said.own.asked);
    await look(resident);
    await press(resident.getByRole("button", { name: said.confirm }));
    await expect(resident.getByRole("heading", { level: 1 })).toHaveText(said.own.following);
    await press(resident.getByRole("button", { name: said.end }));
    await expect(resident.getByRole("heading", { level: 1 })).toHaveText(said.own.ended);
    await expect(resident.locator("main")).toContainText(said.ended);
  });
