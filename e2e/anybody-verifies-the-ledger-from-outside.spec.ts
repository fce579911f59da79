import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import pg from "pg";
import { openCheckpoint } from "../lib/ledger/checkpoint";
import { readVerifier } from "../lib/ledger/note";
import { checkReceipt } from "../lib/ledger/receipt";
import { readBundle, tilePath, tileWidth, widthOf } from "../lib/ledger/tiles";
import { windowOf } from "./walk";

const base = process.env.E2E_BASE_URL ?? "";
const text = async (path: string): Promise<string> => {
  const answer = await fetch(`${base}${path}`);
  expect(answer.status, path).toBe(200);
  return answer.text();
};
const keys = async () => (await text("/ledger/key")).trim().split("\n").map(readVerifier);

/** Runs one of the portal's commands to its end. */
function command(script: string, args: string[]): Promise<{ code: number | null; said: string }> {
  return new Promise((settle) => {
    const child = spawn(process.execPath, ["--import", "tsx", script, ...args]);
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => (said += part.toString()));
    child.on("close", (code) => settle({ code, said }));
  });
}

test("the command verifies all of it, from outside, and remembers what it saw", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lamppost-verify-"));
  const kept = join(folder, "checkpoint");
  const [key] = await keys();
  const first = await command("scripts/ledger-verify.ts", [base, "--deep", "--keep", kept, "--key", key?.text ?? ""]);
  expect(first.said).toMatch(/^All [\d,]+ entries of .*\/ledger are as they were signed; all \d+ permits stand in the register as their entries say\./);
  expect(first.code).toBe(0);
  expect(openCheckpoint(readFileSync(kept, "utf8"), await keys()).size).toBeGreaterThan(400);
  const again = await command("scripts/ledger-verify.ts", [base, "--since", kept]);
  expect(again.said).toContain("and continue the checkpoint that you kept");
  const forged = await command("scripts/ledger-verify.ts", [base, "--key", "localhost/ledger+00000000+AAAA"]);
  expect([forged.code, forged.said]).toEqual([1, expect.stringContaining("this is no verifier key")]);
  const other = readVerifier("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  const untrusted = await command("scripts/ledger-verify.ts", [base, "--key", other.text]);
  expect([untrusted.code, untrusted.said]).toEqual([2, expect.stringContaining("cannot be trusted")]);
  rmSync(folder, { recursive: true });
});

test("every decision that is public has its receipt, and every address of the ledger says what it is", async () => {
  const { decisions } = JSON.parse(await text("/decisions.json")) as { decisions: { id: string; receipt: string; title: string }[] };
  expect(decisions.length).toBeGreaterThan(10);
  for (const { receipt, title } of decisions) {
    const checked = checkReceipt(await (await fetch(receipt)).text(), await keys());
    expect(JSON.stringify(JSON.parse(checked.entry)), title).toContain(JSON.stringify(title).slice(1, -1));
  }
  const tile = await fetch(`${base}/ledger/tile/0/000`);
  expect([tile.headers.get("cache-control"), tile.headers.get("content-type"), tile.headers.get("access-control-allow-origin"), (await tile.arrayBuffer()).byteLength]).toEqual(["public, max-age=31536000, immutable", "application/octet-stream", "*", 8_192]);
  for (const path of ["/ledger/tile/0/999", "/ledger/tile/0/000.p/0", "/ledger/tile/0/0", "/ledger/tile/64/000", "/ledger/tile/entries/x000", "/ledger/receipts/nonsense", "/ledger/receipts/01890000-0000-7000-8000-000000000000", "/ledger/history/x", "/ledger/entries/01890000-0000-7000-8000-000000000000"]) expect((await fetch(`${base}${path}`)).status, path).toBe(404);
  const feed = await text("/decisions.atom");
  expect(feed).toContain("<feed xmlns=\"http://www.w3.org/2005/Atom\">");
  expect(feed.match(/<entry>/g)?.length).toBe(Math.min(50, decisions.length));
});

test("nothing that is published says who anybody is", async () => {
  const client = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL });
  await client.connect();
  const { rows: people } = await client.query<{ id: string; name: string; email: string }>(`SELECT id::text, name, email FROM "Person"`);
  const { rows: contacts } = await client.query<{ name: string | null; email: string | null; telephone: string | null }>(`SELECT DISTINCT content #>> '{contact,name}' AS name, content #>> '{contact,email}' AS email, content #>> '{contact,telephone}' AS telephone FROM "Submission"`);
  const { rows: reasons } = await client.query<{ reason: string }>(`SELECT reason FROM "Grant" UNION SELECT reason FROM "Interest" UNION SELECT reason FROM "GrantRequest" UNION SELECT evidence FROM "Training" WHERE evidence <> '' UNION SELECT reason FROM "LegalHold" UNION SELECT words FROM "Finding"`);
  await client.end();
  const personal = [...people.flatMap(({ id, name, email }) => [id, name, email]), ...contacts.flatMap(({ name, email, telephone }) => [name, email, telephone]), ...reasons.map(({ reason }) => reason)].filter((value): value is string => Boolean(value) && (value ?? "").length > 3);
  expect(personal.length).toBeGreaterThan(100);
  const { size } = openCheckpoint(await text("/ledger/checkpoint"), await keys());
  let published = "";
  for (let index = 0; index * tileWidth < size; index++) {
    const answer = await fetch(`${base}/ledger/${tilePath({ level: "entries", index, width: widthOf(0, index, size) })}`);
    for (const entry of readBundle(new Uint8Array(await answer.arrayBuffer())) ?? []) published += `${Buffer.from(entry).toString("utf8")}\n`;
  }
  published += (await text("/ledger/history/0")) + (await text("/ledger/key"));
  expect(published.split("\n").length).toBeGreaterThan(400);
  for (const value of personal) expect(published.includes(value), value).toBe(false);
});

test("a witness outside the city watches: it signs what continues, and refuses everything else", async () => {
  const folder = mkdtempSync(join(tmpdir(), "lamppost-witness-"));
  const [key] = await keys();
  const witness: ChildProcess = spawn(process.execPath, ["--import", "tsx", "scripts/ledger-witness.ts", "--log", key?.text ?? "", "--folder", folder, "--port", "0", "--name", "witness.example"]);
  try {
    const said = await new Promise<string>((settle) => {
      let all = "";
      witness.stdout?.on("data", (part: Buffer) => {
        all += part.toString();
        if (all.includes("LAMPPOST_WITNESSES=")) settle(all);
      });
    });
    const [, address = "", witnessKey = ""] = /LAMPPOST_WITNESSES=(\S+) (\S+)/.exec(said) ?? [];
    // Its key is nobody else's to read.
    expect(statSync(join(folder, "key")).mode & 0o777).toBe(0o600);
    const checkpoint = await text("/ledger/checkpoint");
    const { size } = openCheckpoint(checkpoint, await keys());
    const ask = (body: string) => fetch(`${address}/add-checkpoint`, { method: "POST", body });
    const first = await ask(`old 0\n\n${checkpoint}`);
    expect(first.status).toBe(200);
    const seen = openCheckpoint(checkpoint + (await first.text()), await keys(), [readVerifier(witnessKey)]);
    expect(seen.seenBy.map(({ verifier }) => verifier.name)).toEqual(["witness.example"]);
    expect((await ask(`old 0\n\n${checkpoint}`)).status).toBe(409);
    expect(await (await ask(`old 1\n\n${checkpoint}`)).text()).toBe(`${size}\n`);
    for (const [body, status] of [["garbage", 400], [`old ${size}\n\n${checkpoint.replace(`\n${size}\n`, `\n${size + 1}\n`)}`, 403], ["x".repeat(100_000), 413]] as const) expect((await ask(body)).status, body.slice(0, 20)).toBe(status);
    expect((await fetch(`${address}/anything`)).status).toBe(404);
  } finally {
    witness.kill();
    rmSync(folder, { recursive: true, force: true });
  }
});

test("when the ledger does not continue what was signed, every page says so in red", async ({ browser }) => {
  const client = new pg.Client({ connectionString: process.env.E2E_DATABASE_URL });
  await client.connect();
  const words = "A test raised this alarm.";
  await client.query(`INSERT INTO "LedgerAlarm" (id, kind, words) VALUES (gen_random_uuid(), 'test', $1)`, [words]);
  try {
    const resident = await windowOf(browser, null);
    // The figure under every page is at most ten seconds old, and renewed when somebody looks.
    await expect(async () => {
      await resident.goto("/");
      await expect(resident.getByRole("alert").filter({ hasText: words })).toBeVisible({ timeout: 500 });
    }).toPass({ timeout: 40_000 });
    await resident.goto("/ledger");
    await expect(resident.getByText("Do not rely on the ledger at the moment.")).toBeVisible();
  } finally {
    await client.query(`DELETE FROM "LedgerAlarm" WHERE kind = 'test'`);
    await client.end();
  }
});
