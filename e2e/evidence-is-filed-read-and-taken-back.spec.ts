import { readFileSync } from "node:fs";
import { expect, test } from "@playwright/test";
import { choose, fitsThePhone, isAccessible, press, saysProblem, windowOf } from "./walk";

const report = { name: "Night service report.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n") };
const page = { name: "plan.pdf", mimeType: "application/pdf", buffer: Buffer.from("<html><script>alert(document.cookie)</script></html>") };
const notes = { name: "Notes.txt", mimeType: "text/plain", buffer: Buffer.from("The wrong file.") };

for (const javaScriptEnabled of [true, false]) {
  const check = javaScriptEnabled ? isAccessible : async () => undefined;

  test(`files go with an application, ${javaScriptEnabled ? "with JavaScript" : "on a phone without JavaScript"}`, async ({ browser }) => {
    const partner = await windowOf(browser, "Ruben Castellane", { javaScriptEnabled });
    if (!javaScriptEnabled) await partner.setViewportSize({ width: 390, height: 844 });
    await partner.goto("/partner");
    await press(partner.getByRole("link", { name: "Pollen traps, Mossgate" }));
    await press(partner.getByRole("link", { name: "Evidence files" }));
    await check(partner);

    // What is no file of those that are kept is refused with its name, and what was chosen beside it is not kept by half.
    await choose(partner.getByLabel("What do these files show?"), "How it is kept safe");
    await partner.getByLabel("Add files").setInputFiles([report, page]);
    await press(partner.getByRole("button", { name: "Add these files" }));
    await saysProblem(partner, "“plan.pdf” is no file that can be kept here.");
    await expect(partner.getByLabel("What do these files show?")).toHaveValue("security");
    await check(partner);
    await press(partner.getByRole("button", { name: "Add these files" }));
    await saysProblem(partner, "Choose at least one file.");

    await partner.getByLabel("Add files").setInputFiles([report, notes]);
    await press(partner.getByRole("button", { name: "Add these files" }));
    const files = partner.getByRole("list", { name: "Files that are here" });
    await expect(files.getByRole("listitem")).toHaveCount(2);
    await check(partner);
    await press(files.getByRole("button", { name: "Take back Notes.txt" }));
    await expect(files.getByRole("listitem")).toHaveCount(1);
    if (!javaScriptEnabled) await fitsThePhone(partner);

    // Only to be saved, only by those whose it is, and as it was.
    const address = (await files.getByRole("link").getAttribute("href")) ?? "";
    const saved = await partner.request.get(address);
    expect([saved.status(), saved.headers()["content-type"], saved.headers()["content-disposition"], saved.headers()["content-security-policy"], saved.headers()["x-content-type-options"]]).toEqual([
      200, "application/pdf", `attachment; filename="Night service report.pdf"; filename*=UTF-8''Night%20service%20report.pdf`, "default-src 'none'; sandbox", "nosniff",
    ]);
    expect(await saved.body()).toEqual(report.buffer);
    for (const other of [null, "Mei Tanaka", "Priya Raman"]) expect((await (await windowOf(browser, other)).request.get(address)).status(), String(other)).toBe(404);

    await press(files.getByRole("button", { name: `Take back ${report.name}` }));
    await expect(partner.getByText("No file is here yet.")).toBeVisible();
    expect((await partner.request.get(address)).status()).toBe(404);
  });
}

test("an officer takes the files of a case as far as they may see what they belong to", async ({ browser }) => {
  const priya = await windowOf(browser, "Priya Raman");
  await priya.goto("/staff?find=Bus+lane+cameras");
  await press(priya.getByRole("link", { name: "Bus lane cameras, 4 shelters" }));
  const answers = priya.locator("#answers");
  await expect(answers).toContainText("Data protection assessment.pdf");
  const [download] = await Promise.all([priya.waitForEvent("download"), answers.getByRole("link", { name: "Security test.pdf" }).click()]);
  expect(download.suggestedFilename()).toBe("Security test.pdf");
  expect(readFileSync(await download.path()).subarray(0, 5).toString()).toBe("%PDF-");

  const address = (await answers.getByRole("link", { name: "Security test.pdf" }).getAttribute("href")) ?? "";
  const femi = await windowOf(browser, "Femi Adeleke-Ross");
  await femi.goto(new URL(priya.url()).pathname);
  await expect(femi.locator("#answers")).toContainText("Data protection assessment.pdf");
  await expect(femi.locator("#answers")).not.toContainText("Security test.pdf");
  expect((await femi.request.get(address)).status()).toBe(404);
  await isAccessible(femi);
});
