import { expect, test } from "@playwright/test";
import { fillDate, inDays, isAccessible, saysProblem, signedOutElsewhere, windowOf } from "./walk";

// The whole story, by everyone in it. Each step is an ordinary form, so it is played with and without JavaScript.
for (const javaScriptEnabled of [true, false]) {
  test(`the story of a deployment, ${javaScriptEnabled ? "with" : "without"} JavaScript`, async ({ browser }) => {
    const title = `Rain gauges ${javaScriptEnabled ? "with" : "without"} script`;
    const check = javaScriptEnabled ? isAccessible : async () => undefined;

    // A partner writes the application, leaves it, and comes back.
    const ruben = await windowOf(browser, "Ruben Castellane", { javaScriptEnabled });
    await ruben.goto("/partner");
    await check(ruben);
    await ruben.getByRole("link", { name: "Begin an application" }).click();
    await ruben.getByLabel("Name of the deployment").fill("");
    await ruben.getByRole("button", { name: "Begin" }).click();
    await saysProblem(ruben, "Enter a name for the deployment");
    await check(ruben);
    await ruben.getByLabel("Name of the deployment").fill(title);
    await ruben.getByRole("button", { name: "Begin" }).click();
    await expect(ruben.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(ruben.getByText("The city cannot see this application until you send it.")).toBeVisible();
    await expect(ruben.getByText("Cannot start yet")).toBeVisible();
    await check(ruben);
    const draft = ruben.url();

    await ruben.getByRole("link", { name: "Purpose and benefit" }).click();
    await ruben.getByLabel("Water and waste").check();
    await ruben.getByLabel("Why are they needed here?").fill("To know which streets flood first when it rains hard.");
    await fillDate(ruben, "until", new Date("2020-02-31"));
    await ruben.locator('[name="until.day"]').fill("31");
    await ruben.locator('[name="until.month"]').fill("2");
    await ruben.getByRole("button", { name: "Save and go on" }).click();
    await saysProblem(ruben, "There is no such day");
    // What was typed is still there.
    await expect(ruben.getByLabel("Why are they needed here?")).toHaveValue(/flood first/);
    await expect(ruben.getByLabel("Water and waste")).toBeChecked();
    await fillDate(ruben, "until", inDays(400));
    await ruben.getByRole("button", { name: "Save and go on" }).click();
    await expect(ruben).toHaveURL(draft);

    await ruben.getByRole("link", { name: "Devices and models" }).click();
    await ruben.getByLabel("What is it?").fill("Rain gauge");
    await ruben.getByLabel("Make", { exact: true }).fill("Tern");
    await ruben.getByLabel("Model", { exact: true }).fill("Drop 1");
    await ruben.getByLabel("How many of these?").fill("2");
    await ruben.getByRole("button", { name: "Add", exact: true }).click();
    await expect(ruben.getByText("2 devices so far")).toBeVisible();
    await ruben.getByLabel("CSV file").setInputFiles({ name: "gauges.csv", mimeType: "text/csv", buffer: Buffer.from("name,make,model\nRain gauge,Tern,\n") });
    await ruben.getByRole("button", { name: "Add from the file" }).click();
    await saysProblem(ruben, "Row 2, column “model”: Enter the model.");
    await check(ruben);

    await ruben.goto(`${draft}/sites`);
    await ruben.getByLabel("Street or plate").fill("Harbour Road");
    await ruben.getByLabel("Kind").selectOption("light_pole");
    await ruben.getByRole("button", { name: "Find", exact: true }).click();
    await expect(ruben).toHaveURL(/find=Harbour/);
    await check(ruben);
    const boxes = ruben.locator('input[name="assetIds"]:not(:checked)');
    await boxes.nth(0).check();
    await ruben.locator('input[name="assetIds"]:not(:checked)').nth(0).check();
    await ruben.getByRole("button", { name: "Save these places" }).click();
    await expect(ruben.getByText("Every device has its place.")).toBeVisible();

    await ruben.goto(`${draft}/networks`);
    await ruben.getByLabel("What do they talk to?").fill("data.ternandtide.example:8883");
    await ruben.getByRole("button", { name: "Save and go on" }).click();
    await expect(ruben).toHaveURL(draft);
    await ruben.goto(`${draft}/data`);
    await ruben.getByLabel("What do the devices collect?").fill("How much rain fell, each minute");
    await ruben.getByLabel("No", { exact: true }).check();
    await ruben.getByLabel("How long is it kept?").fill("5 years");
    await ruben.getByLabel("Who else gets it?").fill("Everyone");
    await ruben.getByRole("button", { name: "Save and go on" }).click();
    await expect(ruben).toHaveURL(draft);
    await ruben.goto(`${draft}/security`);
    await check(ruben);
    await ruben.getByRole("button", { name: "Save and go on" }).click();
    await saysProblem(ruben, "Choose whether every unused port is closed");
    await ruben.getByLabel("How do the devices get updates?").fill("Signed firmware over LoRaWAN, within 14 days of a flaw");
    await ruben.getByLabel("Who watches for break-ins?").fill("Our operations room");
    await ruben.getByLabel("How fast do they react?").fill("Within two hours");
    await ruben.getByLabel("They came without any").check();
    await ruben.getByRole("group", { name: /every port/ }).getByLabel("Yes, all of them").check();
    await ruben.getByLabel("How do you stop a device when the city says so?").fill("At once.");
    await ruben.getByRole("button", { name: "Save and go on" }).click();
    await saysProblem(ruben, "Enter how a device is stopped, in at least 10 characters.");
    await ruben.getByLabel("How do you stop a device when the city says so?").fill("From our room, within ten minutes");
    await ruben.getByRole("button", { name: "Save and go on" }).click();
    await expect(ruben).toHaveURL(draft);
    await ruben.goto(`${draft}/terms`);
    await check(ruben);
    await ruben.getByLabel("What do you pay the city a year?").fill("Nothing");
    await ruben.getByLabel("Who else pays for it or earns by it?").fill("The insurers of the quay pay half");
    await ruben.getByRole("button", { name: "Save and go on" }).click();
    await expect(ruben).toHaveURL(draft);
    await ruben.goto(`${draft}/contact`);
    await ruben.getByLabel("Name", { exact: true }).fill("Ruben Castellane");
    await ruben.getByLabel("E-mail address").fill("ruben@ternandtide.example");
    await ruben.getByLabel("Telephone, answered at any hour").fill("+44 555 0199");
    await ruben.getByRole("button", { name: "Save and go on" }).click();
    await expect(ruben).toHaveURL(draft);
    await ruben.getByRole("link", { name: "Check and send" }).click();
    await expect(ruben.getByText("How much rain fell, each minute")).toBeVisible();
    await expect(ruben.getByText("The insurers of the quay pay half")).toBeVisible();
    // What an officer will ask about is told before it is sent, with the way to mend it.
    await expect(ruben.locator(".questions")).toContainText("None of the devices has a serial number.");
    await expect(ruben.locator(".questions").getByRole("link", { name: "Change devices and models" })).toHaveAttribute("href", `${new URL(draft).pathname}/devices`);
    await check(ruben);
    await ruben.getByLabel("What I send is true, as far as I know").check();
    await ruben.getByRole("button", { name: "Send to the city" }).click();
    await expect(ruben.getByRole("heading", { name: "Application sent" })).toBeVisible();
    const reference = (await ruben.locator(".done .ref").innerText()).trim();
    expect(reference).toMatch(/^LP-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    await check(ruben);
    // Reloading shows the same and sends nothing.
    await ruben.reload();
    await expect(ruben.locator(".done .ref")).toHaveText(reference);

    // Two officers read it. The first approves; the second is told that it changed.
    const priya = await windowOf(browser, "Priya Raman", { javaScriptEnabled });
    await priya.goto("/staff");
    await priya.getByLabel("Find a case").fill(reference);
    await priya.getByRole("button", { name: "Filter" }).click();
    await expect(priya).toHaveURL(/find=LP/);
    await check(priya);
    await priya.getByRole("link", { name: title }).click();
    await expect(priya.getByRole("heading", { level: 1, name: title })).toBeVisible();
    await expect(priya.locator("#questions")).toContainText("None of the devices has a serial number.");
    await expect(priya.getByText("From our room, within ten minutes")).toBeVisible();
    const second = await priya.context().newPage();
    await second.goto(priya.url());
    await check(priya);
    await priya.getByLabel("Approve with conditions").check();
    await priya.getByLabel("Reason").fill("Knowing where it floods helps everyone.");
    // Signed out before anything is looked at: what was written waits, and is told what it lacks only then.
    await signedOutElsewhere(priya);
    await priya.getByRole("button", { name: "Record this decision" }).click();
    await expect(priya.getByText("You were signed out meanwhile.")).toBeVisible();
    await priya.getByRole("button", { name: "Priya Raman", exact: true }).click();
    await expect(priya.getByLabel("Reason")).toHaveValue("Knowing where it floods helps everyone.");
    await expect(priya.getByLabel("Approve with conditions")).toBeChecked();
    await priya.getByRole("button", { name: "Record this decision" }).click();
    await saysProblem(priya, "Write at least one condition");
    await priya.getByLabel(/^Conditions/).fill("The gauges are emptied before winter.\nNo camera may be added.");
    await priya.getByLabel("Reason").fill("Knowing where it floods helps everyone, and a gauge sees nobody.");
    await expect(priya.getByLabel("Approve with conditions")).toBeChecked();
    const approved = javaScriptEnabled ? "2 devices" : "1 device";
    if (!javaScriptEnabled) {
      // Once a part only: one of the two stays out, on a ground, and with why its partner was not heard about that.
      await priya.getByText("Approve a part only").click();
      await priya.getByLabel("Leave out the devices").fill("3");
      await priya.getByRole("button", { name: "Record this decision" }).click();
      await saysProblem(priya, "There are 2 devices. Write their numbers as they stand in the list.");
      await priya.getByLabel("Leave out the devices").fill("2");
      await priya.getByText("If you refuse, all or a part").click();
      await priya.getByLabel("The place does not suit").check();
      await priya.getByLabel(/the cause/).selectOption({ label: "The partner agreed, or asked for it" });
    }
    await priya.getByRole("button", { name: "Record this decision" }).click();
    await expect(priya.getByRole("heading", { name: "This is decided" })).toBeVisible();

    await second.getByLabel("Refuse", { exact: true }).check();
    await second.getByText("If you refuse, all or a part").click();
    await second.getByLabel("The place does not suit").check();
    await second.getByLabel("Reason").fill("I do not see why this is needed in this street.");
    await second.getByRole("button", { name: "Record this decision" }).click();
    await saysProblem(second, "Somebody changed this while you were reading");
    await expect(second.getByLabel("Reason")).toHaveValue("I do not see why this is needed in this street.");

    // A resident finds the devices, without an account.
    const resident = await windowOf(browser, null, { javaScriptEnabled });
    await resident.goto("/devices?find=rain+gauge+harbour");
    await check(resident);
    await resident.locator(".hits a").first().click();
    await expect(resident.getByRole("heading", { level: 1, name: "Rain gauge" })).toBeVisible();
    await expect(resident.getByText("Knowing where it floods helps everyone, and a gauge sees nobody.")).toBeVisible();
    await expect(resident.getByText("No camera may be added.")).toBeVisible();
    await expect(resident.getByText("Priya Raman").first()).toBeVisible();
    await check(resident);
    const device = resident.url();
    for (const secret of ["ruben@ternandtide.example", "Our operations room", "The insurers of the quay"]) await expect(resident.locator("body")).not.toContainText(secret);

    // An enforcement officer revokes it; the partner reads why; the resident sees that it is over.
    const tomas = await windowOf(browser, "Tomas Lindqvist", { javaScriptEnabled });
    await tomas.goto(`/staff/permits/${reference}`);
    await check(tomas);
    // He telephones partners, so he sees who answers; what they pay is not his to see, and the page says so.
    await expect(tomas.getByText("ruben@ternandtide.example")).toBeVisible();
    await expect(tomas.locator("body")).not.toContainText("The insurers of the quay");
    await expect(tomas.getByRole("link", { name: "Ask to see it (commercial terms)" })).toBeVisible();
    await tomas.getByRole("link", { name: "Revoke it" }).click();
    await expect(tomas.getByRole("heading", { level: 1, name: "Revoke this permit" })).toBeVisible();
    await check(tomas);
    await tomas.getByLabel("Why?").fill("The gauges were found with microphones inside, which the conditions forbid.");
    await tomas.getByRole("button", { name: `Revoke it for ${approved}` }).click();
    await saysProblem(tomas, "Confirm that it is withdrawn for good");
    await tomas.getByLabel("I withdraw it for good").check();
    await tomas.getByRole("button", { name: `Revoke it for ${approved}` }).click();
    await saysProblem(tomas, "The partner has not been heard.");
    await tomas.getByLabel(/the cause/).selectOption({ label: "Somebody or something would come to harm meanwhile" });
    await tomas.getByRole("button", { name: `Revoke it for ${approved}` }).click();
    await expect(tomas.getByText("Revoked by Tomas Lindqvist").first()).toBeVisible();

    await resident.goto(device);
    await expect(resident.getByText("This was revoked on").first()).toBeVisible();
    await expect(resident.getByText(/found with microphones inside/).first()).toBeVisible();
    await resident.goto("/devices?find=rain+gauge+harbour");
    await expect(resident.locator(`.hits a[href="${new URL(device).pathname}"]`)).toHaveCount(0);
    await resident.goto("/decisions");
    await expect(resident.getByText(title).first()).toBeVisible();

    await ruben.goto(`/partner/permits/${reference}`);
    await expect(ruben.getByText(/found with microphones inside/).first()).toBeVisible();
    await expect(async () => {
      await ruben.goto("/demo/mailbox?of=ruben%40ternandtide.example");
      await expect(ruben.getByText(`${reference}: revoked`)).toBeVisible({ timeout: 500 });
    }).toPass();

    // And each of these decisions is in the ledger.
    const oskar = await windowOf(browser, "Oskar Nilsen", { javaScriptEnabled });
    await oskar.goto("/staff/ledger?name=permit.revoked");
    await expect(oskar.getByText(/found with microphones inside/).first()).toBeVisible();
    await check(oskar);
    for (const page of [ruben, priya, resident, tomas, oskar]) await page.context().close();
  });
}
