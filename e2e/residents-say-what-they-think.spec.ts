import { expect, test } from "@playwright/test";
import { fillDate, inDays, look, press, saysProblem, windowOf, write } from "./walk";

for (const language of ["en", "es"] as const) {
  const words = { en: { link: "Flood gauges, River Alder", say: "Your words", send: "Send it", thanks: "Thank you", none: "Enter what you think of it, in at least 10 characters." }, es: { link: "Flood gauges, River Alder", say: "Sus palabras", send: "Enviarlo", thanks: "Gracias", none: "Escriba lo que piensa, con al menos 10 letras." } }[language];
  const how = { onPhone: true, javaScriptEnabled: language === "en", byKeyboard: language === "en" };

  test(`in ${language}, on a phone, ${language === "en" ? "by keyboard alone" : "without JavaScript"}: a resident reads what is asked, says what they think, and those who decide read it`, async ({ browser }) => {
    const resident = await windowOf(browser, null, how);
    await resident.goto(language === "en" ? "/comments" : "/es/comments");
    await look(resident);
    await press(resident.getByRole("link", { name: words.link }).first());
    await look(resident);
    await press(resident.getByRole("button", { name: words.send }));
    if (language === "en") await saysProblem(resident, words.none);
    else await expect(resident.locator(".problem")).toContainText(words.none);
    const said = `It is good that somebody asks, in ${language}.`;
    await write(resident.getByLabel(words.say), said);
    await press(resident.getByRole("button", { name: words.send }));
    await expect(resident.getByRole("heading", { name: words.thanks })).toBeVisible();
    await look(resident);
    // What was said stands on no page.
    await expect(resident.getByText(said)).toHaveCount(0);

    const priya = await windowOf(browser, "Priya Raman");
    await priya.goto("/staff?find=Flood");
    await priya.getByRole("link", { name: "Flood gauges, River Alder" }).first().click();
    await expect(priya.locator("#residents")).toContainText(said);
    await expect(priya.locator("#residents")).toContainText("It is not decided before.");
    await look(priya);
  });
}

test("an officer asks residents, and is told for how long at least", async ({ browser }) => {
  const priya = await windowOf(browser, "Priya Raman", { byKeyboard: true, onPhone: true });
  await priya.goto("/staff?find=Bus%20lane");
  await press(priya.getByRole("link", { name: "Bus lane cameras, 4 shelters" }).first());
  await press(priya.locator("summary", { hasText: "Ask residents what they think" }));
  await write(priya.getByLabel("What is it about, in plain words?"), "Cameras in four shelters would see which cars drive in the lane of the buses.");
  await fillDate(priya, "until", inDays(2));
  await press(priya.getByRole("button", { name: "Ask residents" }));
  await saysProblem(priya, "Give residents at least 5 days.");
  await fillDate(priya, "until", inDays(12));
  await press(priya.getByRole("button", { name: "Ask residents" }));
  await expect(priya.locator("#residents")).toContainText("It is not decided before.");
  await look(priya);
  const resident = await windowOf(browser, null, { javaScriptEnabled: false });
  await resident.goto("/comments");
  await expect(resident.getByRole("link", { name: "Bus lane cameras, 4 shelters" })).toBeVisible();
});
