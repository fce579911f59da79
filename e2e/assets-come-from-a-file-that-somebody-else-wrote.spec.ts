import { expect, test } from "@playwright/test";
import { isAccessible, saysProblem, windowOf } from "./walk";

for (const javaScriptEnabled of [true, false]) {
  test(`an officer brings a file, checks it, imports it and brings it again, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async ({ browser }) => {
    const check = javaScriptEnabled ? isAccessible : async () => undefined;
    // Numbers of this walk alone: a second walk through the same city must find them new again.
    const prefix = `Z${javaScriptEnabled ? "J" : "N"}${Date.now() % 1_000_000}`;
    const yusuf = await windowOf(browser, "Yusuf Adeyemi", { javaScriptEnabled });
    await yusuf.goto("/staff/assets");
    await check(yusuf);
    await yusuf.getByRole("link", { name: "Bring a file of assets" }).click();
    await expect(yusuf.getByRole("heading", { level: 1, name: "Bring a file of assets" })).toBeVisible();
    await check(yusuf);
    await yusuf.getByLabel("CSV or GeoJSON file").setInputFiles({ name: "assets.xlsx", mimeType: "application/octet-stream", buffer: Buffer.from("PK\u0003\u0004 not a table") });
    await yusuf.getByRole("button", { name: "Read it" }).click();
    await saysProblem(yusuf, /Save it as CSV|spreadsheet|CSV/);

    // Semicolons, Latin-1, decimal commas, a blank number, a place in the sea, a number twice.
    const rows = [
      "Nummer;Breite;Länge;Straße;Art",
      `${prefix} 9001;52,6300;1,2500;Outside 1 Café Row;light_pole`,
      `${prefix} 9002;52,6301;1,2502;Outside 3 Café Row;light_pole`,
      ";52,6302;1,2503;Outside 5 Café Row;light_pole",
      `${prefix} 9003;10,0000;1,2500;In the sea;light_pole`,
      `${prefix} 9001;52,6300;1,2500;Again;light_pole`,
      "",
    ];
    const file = { name: `poles-${prefix}.csv`, mimeType: "text/csv", buffer: Buffer.from(rows.join("\n"), "latin1") };
    await yusuf.getByLabel("CSV or GeoJSON file").setInputFiles(file);
    await yusuf.getByRole("button", { name: "Read it" }).click();
    await expect(yusuf.getByRole("heading", { name: "How we read it" })).toBeVisible();
    await expect(yusuf.getByText("Latin-1")).toBeVisible();
    await check(yusuf);
    await yusuf.getByLabel("Number on the plate").selectOption("Nummer");
    await yusuf.getByLabel("Latitude, or north").selectOption("Breite");
    await yusuf.getByLabel("Longitude, or east").selectOption("Länge");
    await yusuf.getByLabel("Kind of asset", { exact: true }).selectOption("Art");
    await yusuf.getByLabel("Street or description").selectOption("Straße");
    await yusuf.getByLabel("They belong to").selectOption({ label: "Street Lighting" });
    await yusuf.getByRole("button", { name: "Begin" }).click();
    await expect(async () => {
      await yusuf.reload();
      await expect(yusuf.getByText("Checked: 2 rows are good, 3 are not.")).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 30_000 });
    await expect(yusuf.getByText("Nothing was changed.").first()).toBeVisible();
    for (const line of ["4", "5", "6"]) await expect(yusuf.getByRole("row", { name: new RegExp(`^(Line:? ?)?${line} `) }).first()).toBeVisible();
    await check(yusuf);
    const answer = await yusuf.request.get(`${yusuf.url()}/problems.csv`);
    expect((await answer.text()).split("\r\n").filter(Boolean)).toHaveLength(4);

    await yusuf.getByLabel("Import the good rows").check();
    await yusuf.getByRole("button", { name: "Begin" }).click();
    await expect(async () => {
      await yusuf.reload();
      await expect(yusuf.getByText("2 assets are in the register.")).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 30_000 });
    await expect(yusuf.getByText("2 are new")).toBeVisible();
    // Brought again, nothing changes and nothing is doubled.
    await yusuf.goto("/staff/assets/import");
    await yusuf.getByLabel("CSV or GeoJSON file").setInputFiles(file);
    await yusuf.getByRole("button", { name: "Read it" }).click();
    await yusuf.getByLabel("Number on the plate").selectOption("Nummer");
    await yusuf.getByLabel("Latitude, or north").selectOption("Breite");
    await yusuf.getByLabel("Longitude, or east").selectOption("Länge");
    await yusuf.getByLabel("Kind of asset", { exact: true }).selectOption("Art");
    await yusuf.getByLabel("Street or description").selectOption("Straße");
    await yusuf.getByLabel("They belong to").selectOption({ label: "Street Lighting" });
    await yusuf.getByLabel("Import the good rows").check();
    await yusuf.getByRole("button", { name: "Begin" }).click();
    await expect(async () => {
      await yusuf.reload();
      await expect(yusuf.getByText("2 were as they are")).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 30_000 });
    await yusuf.goto(`/assets/${prefix}%209001`);
    await expect(yusuf.getByRole("heading", { level: 1, name: "Outside 1 Café Row" })).toBeVisible();

    // Lena answers for Street Lighting only: another agency's file is not hers to import, nor to see.
    const lena = await windowOf(browser, "Lena Fischer", { javaScriptEnabled });
    await lena.goto("/staff/assets/import");
    await lena.getByLabel("CSV or GeoJSON file").setInputFiles(file);
    await lena.getByRole("button", { name: "Read it" }).click();
    await lena.getByLabel("They belong to").selectOption({ label: "Public Transport" });
    await lena.getByLabel("Import the good rows").check();
    await lena.getByRole("button", { name: "Begin" }).click();
    await saysProblem(lena, /not be yours to see|do not allow/);
    expect((await lena.goto("/staff/assets/areas"))?.status()).toBe(404);
  });
}
