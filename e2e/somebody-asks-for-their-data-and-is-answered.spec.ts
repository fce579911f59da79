import { expect, test } from "@playwright/test";
import { languages } from "../app/languages/all";
import { look, press, tick, windowOf, write } from "./walk";

for (const [code, hands] of [["en", { byKeyboard: true }], ["es", { javaScriptEnabled: false }]] as const)
  test(`in ${code}, on a phone, ${code === "en" ? "by keyboard alone" : "without scripts"}: one asks once, each partner gets its part, extends and answers it`, async ({ browser }) => {
    const prefix = code === "en" ? "" : `/${code}`;
    const { rights: said, form, frame } = languages[code];
    const asker = await windowOf(browser, null, { onPhone: true, ...hands });
    await asker.goto(prefix || "/");
    await press(asker.locator(".foot").getByRole("link", { name: frame.rights }));
    await press(asker.getByRole("link", { name: said.ask, exact: true }));

    await tick(asker.getByLabel(said.kinds.access.label));
    await write(asker.getByLabel(said.street), "Nowhere Lane");
    const today = new Date();
    for (const [label, value] of [[said.day, today.getDate()], [said.month, today.getMonth() + 1], [said.year, today.getFullYear()]] as const) await write(asker.getByLabel(label, { exact: true }), String(value));
    const words = `I walked there with my telephone, at ${Date.now()}.`;
    await write(asker.getByLabel(said.words), words);
    await write(asker.getByLabel(said.email), `asker-${code}@mail.example`);
    await press(asker.getByRole("button", { name: said.send }));
    await expect(asker.locator(".problem")).toContainText(form.problem);
    await expect(asker.locator(".problem")).toContainText(said.problems.nothing_there);
    await expect(asker.getByLabel(said.words)).toHaveValue(words);
    await look(asker);
    await write(asker.getByLabel(said.street), "Tollgate Street");
    await press(asker.getByRole("button", { name: said.send }));
    await expect(asker.getByRole("heading", { level: 1 })).toHaveText(said.sent);
    const reference = (await asker.locator(".done .ref").textContent())?.trim() ?? "";
    expect(reference).toMatch(/^R-/);
    await expect(asker.locator("main")).toContainText("Northquay Telecom");
    await expect(asker.locator("main")).toContainText("Brisling Media");
    await look(asker);

    // Of what they ask the one partner sees its part, and the other its own; nobody of the city sees anything.
    const callum = await windowOf(browser, "Callum Reyes");
    await callum.goto("/partner/data-requests");
    await callum.locator("main table a").last().click();
    await expect(callum.locator("main")).toContainText(words);
    await expect(callum.locator("main")).not.toContainText("Brisling");
    await look(callum);
    const wren = await windowOf(browser, "Wren Halloran");
    expect((await wren.goto(callum.url()))?.status()).toBe(404);
    const mei = await windowOf(browser, "Mei Tanaka");
    expect((await mei.goto(callum.url()))?.status()).toBe(404);
    await callum.getByText("You need longer than a month").click();
    await callum.getByLabel("Why?").fill("The records of the masts are with another company.");
    await callum.getByRole("button", { name: "Extend it" }).click();
    await expect(callum.locator("main .row .tag")).toHaveText("Extended");
    await asker.reload();
    await expect(asker.locator("main")).toContainText("The records of the masts");
    await callum.getByLabel("You hold nothing about them").check();
    await callum.getByLabel("What you write to them").fill("The masts keep no record of single telephones.");
    await callum.getByRole("button", { name: "Send this answer" }).click();
    await expect(callum.locator("main .row .tag")).toHaveText("Answered");

    await asker.goto(`${prefix}/data-rights`);
    await write(asker.getByLabel(languages[code].concern.reference), reference.toLowerCase());
    await press(asker.getByRole("button", { name: languages[code].concern.findIt }));
    await expect(asker.locator("blockquote").last()).toContainText("no record of single telephones");
    await expect(asker.locator("main")).toContainText(said.outcome.nothing_held);
    await look(asker);
    // How long the partner took is for all to read.
    const anybody = await windowOf(browser, null);
    await anybody.goto(`${prefix}/data-rights`);
    await expect(anybody.locator("main table")).toContainText("Northquay Telecom");
    await expect(anybody.locator("body")).not.toContainText(words);
  });
