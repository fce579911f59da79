import { expect, test } from "@playwright/test";
import sharp from "sharp";
import { languages } from "../app/languages/all";
import { look, press, tick, windowOf, write } from "./walk";

/** A photo with where it was taken in it. */
const photo = async () => sharp({ create: { width: 900, height: 700, channels: 3, background: "#a3b18a" } }).withExif({ IFD3: { GPSLatitude: "52/1 0/1 1/1", GPSLatitudeRef: "N" } }).jpeg().toBuffer();

for (const [code, hands] of [["en", { byKeyboard: true }], ["es", { javaScriptEnabled: false }]] as const)
  test(`in ${code}, on a phone, ${code === "en" ? "by keyboard alone" : "without scripts"}: something is reported, corrected, answered, and opened again`, async ({ browser }) => {
    const prefix = code === "en" ? "" : `/${code}`;
    const { concern: said, form, device: onDevice } = languages[code];
    const resident = await windowOf(browser, null, { onPhone: true, ...hands });
    await resident.goto(`${prefix}/devices?find=${code === "en" ? "footfall" : "camera"}`);
    await press(resident.locator(".hits a").first());
    await press(resident.locator("main .answer").getByRole("link"));
    await expect(resident.getByRole("heading", { level: 1 })).toHaveText(said.title);
    await expect(resident).toHaveURL(new RegExp(`${prefix}/concerns/new\\?device=`));
    const name = await resident.locator("main .summary dd").first().textContent();

    // Sent with too little: said at the place, in the language of the page, and nothing typed is lost.
    await write(resident.getByLabel(said.words), "Hums.");
    await write(resident.getByLabel(said.email), "not an address");
    await press(resident.getByRole("button", { name: said.send }));
    await expect(resident.locator(".problem")).toContainText(form.problem);
    for (const problem of code === "es" ? [said.problems.kind, said.problems.words, said.problems.email] : ["Choose what it is about.", "in at least 10 characters", "Enter an e-mail address"]) await expect(resident.locator(".problem")).toContainText(problem);
    await expect(resident.getByLabel(said.words)).toHaveValue("Hums.");
    await look(resident);

    await tick(resident.getByLabel(said.kinds.bothers.label));
    const words = `It hums through the whole night, since ${Date.now()}.`;
    await write(resident.getByLabel(said.words), words);
    await write(resident.getByLabel(said.email), `resident-${code}@mail.example`);
    await resident.getByLabel(said.photos).setInputFiles({ name: "IMG_1.jpg", mimeType: "image/jpeg", buffer: await photo() });
    await press(resident.getByRole("button", { name: said.send }));
    await expect(resident.getByRole("heading", { level: 1 })).toHaveText(said.sent);
    const reference = (await resident.locator(".done .ref").textContent())?.trim() ?? "";
    expect(reference).toMatch(/^C-/);
    await expect(resident.locator("main")).toContainText(words);
    await expect(resident.locator("main")).toContainText(said.status.received);
    await look(resident);

    // Somebody else sees nothing of it but that something waits.
    const neighbour = await windowOf(browser, null);
    await neighbour.goto(`${prefix}/devices?find=${code === "en" ? "footfall" : "camera"}`);
    await neighbour.locator(".hits a").first().click();
    await expect(neighbour.locator("main .answer")).toContainText(said.openHere(1).slice(1));
    await expect(neighbour.locator("body")).not.toContainText(words);
    expect(onDevice.wrong.length).toBeGreaterThan(0);

    // An officer finds it by the reference that its reporter reads out, sees the picture without the place in it, and answers.
    const wren = await windowOf(browser, "Wren Halloran");
    await wren.goto("/staff/concerns");
    await wren.getByLabel("Find").fill(reference);
    await wren.getByRole("button", { name: "Find" }).click();
    await wren.locator("main table a").first().click();
    await expect(wren.locator("main")).toContainText(words);
    await expect(wren.locator("main .summary").first()).toContainText((name ?? "").trim().split(/\s+/).at(-1) ?? "");
    const picture = await wren.request.get((await wren.locator(".pictures img").getAttribute("src")) ?? "");
    expect([picture.status(), picture.headers()["content-type"]]).toEqual([200, "image/jpeg"]);
    expect((await sharp(await picture.body()).metadata()).exif).toBeUndefined();
    const nobody = await (await windowOf(browser, null)).request.get(picture.url());
    expect(nobody.status()).toBe(404);
    await look(wren);
    await wren.getByRole("button", { name: "I look into it" }).click();
    await expect(wren.locator("main .row .tag")).toHaveText("Somebody looks into it");
    await wren.getByText("Answer it", { exact: true }).click();
    await wren.getByLabel("It is put right").check();
    await wren.getByLabel("Your answer").fill("Its partner changed the fan this morning. Thank you for telling us.");
    await wren.getByRole("button", { name: "Send the answer" }).click();
    await expect(wren.locator("main .row .tag")).toHaveText("Put right");

    // The reporter finds it by the reference, reads the answer, and is not content.
    await resident.goto(`${prefix}/concerns`);
    await write(resident.getByLabel(said.reference), ` ${reference.toLowerCase()} `);
    await press(resident.getByRole("button", { name: said.findIt }));
    await expect(resident).toHaveURL(new RegExp(`${prefix}/concerns/${reference}$`));
    await expect(resident.locator("blockquote")).toContainText("changed the fan");
    await expect(resident.locator("body")).not.toContainText("Wren");
    await look(resident);
    await write(resident.getByLabel(said.reopenWords), "It hums again tonight, as loud as before.");
    await press(resident.getByRole("button", { name: said.reopenIt }));
    await expect(resident.locator("main")).toContainText(said.status.reopened);
    await wren.reload();
    await expect(wren.locator("main")).toContainText("It hums again tonight");
    // The demo's mailbox has what they were written, in their language.
    await wren.goto("/demo/mailbox");
    await expect(wren.locator("main")).toContainText(code === "en" ? `The city’s answer (${reference})` : `La respuesta de la ciudad (${reference})`);
  });

test("what is not in the register is looked at on the spot, and counts as missing until it is put right", async ({ browser }) => {
  const resident = await windowOf(browser, null);
  const complete = async () => {
    await resident.goto("/concerns");
    return (await resident.locator("main .summary div").nth(2).textContent()) ?? "";
  };
  await resident.goto("/assets/HQ%200412");
  await resident.getByRole("link", { name: languages.en.concern.missing }).click();
  await expect(resident.getByLabel(languages.en.concern.kinds.unlisted.label)).toBeChecked();
  const words = `A black box with two antennas hangs here, seen at ${Date.now()}.`;
  await resident.getByLabel(languages.en.concern.words).fill(words);
  await resident.getByRole("button", { name: "Send" }).click();
  await expect(resident.locator("main")).toContainText("Somebody goes there and looks by");
  const before = await complete();

  const wren = await windowOf(browser, "Wren Halloran", { onPhone: true });
  await wren.goto(`/staff/concerns?view=inspections&find=${encodeURIComponent(words)}`);
  await wren.locator("main table a").first().click();
  // An answer has to wait for what is found.
  await wren.getByText("Answer it", { exact: true }).click();
  await wren.getByLabel("There is nothing to do").check();
  await wren.getByLabel("Your answer").fill("We believe that everything is in order there.");
  await wren.getByRole("button", { name: "Send the answer" }).click();
  await expect(wren.locator(".problem")).toContainText("Write down what they found first");
  await expect(wren.getByLabel("Your answer")).toHaveValue(/in order/);
  await wren.getByLabel("Something that is missing in the register").check();
  await wren.getByLabel("What did you find?").fill("A test device of Mossgate University, on the wrong pole.");
  await wren.getByRole("button", { name: "Write it down" }).click();
  await expect(wren.locator("main")).toContainText("It is missing in the register.");
  await look(wren);
  await expect.poll(complete, { timeout: 15_000 }).not.toBe(before);
  const missing = await complete();
  await wren.getByLabel("It was taken down").check();
  await wren.getByLabel("What shows it?").fill("Its owner took it down today; we were there.");
  await wren.getByRole("button", { name: "It is put right" }).click();
  await expect(wren.locator("main")).toContainText("It was taken down.");
  await expect.poll(complete, { timeout: 15_000 }).not.toBe(missing);
});

test("a form that nobody was given, or that is filled in by a machine, is not taken; a person is told what to do", async ({ browser }) => {
  const resident = await windowOf(browser, null, { javaScriptEnabled: false });
  await resident.goto("/concerns/new");
  // No page of the portal knows such a key.
  const taken = await resident.context().newPage();
  await taken.route("**/concerns/new", (route) => route.continue(), { times: 1 });
  await taken.goto("/concerns/new");
  await taken.getByLabel(languages.en.concern.kinds.wrong.label).check();
  await taken.getByLabel(languages.en.concern.place).fill("Opposite the bakery");
  await taken.getByLabel(languages.en.concern.words).fill("Something that a machine wrote here.");
  const send = (change: (body: string) => string) =>
    taken.route("**/concerns/new", (route) => (route.request().method() === "POST" ? route.continue({ postData: Buffer.from(change(route.request().postDataBuffer()?.toString("latin1") ?? ""), "latin1") }) : route.continue()), { times: 1 });
  await send((body) => body.replace(/(name="seal"\r\n\r\n)[0-9a-f]{64}/, `$1${"0".repeat(64)}`));
  await taken.getByRole("button", { name: "Send" }).click();
  await expect(taken.locator(".problem")).toContainText("This page was opened too long ago");
  await expect(taken.getByLabel(languages.en.concern.words)).toHaveValue(/a machine wrote/);
  // Sent again from there, as the sentence says, it is taken.
  await send((body) => body.replace(/(name="website"\r\n\r\n)/, "$1https://cheap.example"));
  await taken.getByRole("button", { name: "Send" }).click();
  await expect(taken.locator(".problem")).toContainText("A field that nobody sees was filled in");
  await taken.getByRole("button", { name: "Send" }).click();
  await expect(taken.locator("main .done")).toContainText("C-");
});
