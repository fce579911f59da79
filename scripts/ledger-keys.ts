import { randomBytes } from "node:crypto";
import { renameSync, writeFileSync } from "node:fs";
import pg from "pg";
import { keyFile, loadEnvFile, readSettings, type Settings } from "@/lib/core/settings";
import { openDatabase } from "./database";

/*
 * Keys of the ledger: which there are, a new one beside the old, the old one retired, the master key exchanged, an alarm cleared. What
 * changes is announced in the ledger itself. Keys that the environment gives are printed, to be put there by hand.
 */
const help = `npm run ledger:keys -- show | add | retire | master | rewrap | clear

  show     the keys that sign, and by which master key what is sealed is wrapped
  add      a new signing key; from the next start on checkpoints are signed by it and by the old one, so that everybody can change over
  retire   the older signing keys sign no more
  master   a new master key; from the next start on, new keys are wrapped by it, and the old one only unwraps
  rewrap   every key that the old master key wraps is wrapped anew by today's, and the old one is dropped
  clear    the alarms that stand were looked at by a person; says which`;

const write = (file: string, lines: string[]): void => {
  writeFileSync(`${file}.new`, `${lines.join("\n")}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
};
const listOf = (text: string): string[] => text.split(",").map((each) => each.trim()).filter(Boolean);

/** Keeps the keys where they came from: in their file, or, where the environment gives them, by telling what to set. */
function keep(settings: Settings, name: "ledger" | "master", variable: string, keys: string[]): void {
  if (process.env[variable]) console.log(`The environment gives these keys. Set before the next start:\n${variable}=${keys.join(",")}`);
  else write(keyFile(settings.dataFolder, name), keys);
}

async function main(action: string | undefined): Promise<number> {
  if (!action || !["show", "add", "retire", "master", "rewrap", "clear"].includes(action)) {
    console.log(help);
    return action === "--help" ? 0 : 1;
  }
  loadEnvFile();
  const given = { master: process.env.LAMPPOST_MASTER_KEY, ledger: process.env.LAMPPOST_LEDGER_KEY };
  const settings = readSettings(process.env);
  const database = await openDatabase(settings, () => undefined);
  Object.assign(process.env, { DATABASE_URL: database.appUrl, LAMPPOST_ORIGIN: settings.origin, LAMPPOST_SECRET: settings.secret, LAMPPOST_MASTER_KEY: settings.masterKeys });
  const { workAsSystem } = await import("@/lib/core/wall");
  workAsSystem();
  const { db } = await import("@/lib/core/db");
  const { recordKeys } = await import("@/lib/audits/record-keys");
  const { readMasters, unwrapKey, wrapKey } = await import("@/lib/ledger/sealing");
  const { signersOf } = await import("@/lib/ledger/signers");
  const restore = () => {
    if (!given.master) delete process.env.LAMPPOST_MASTER_KEY;
    if (!given.ledger) delete process.env.LAMPPOST_LEDGER_KEY;
  };
  const record = async (what: string, key: string, keys: string[]) => {
    const result = await recordKeys({ kind: "operator" }, { what, key, signing: signersOf(settings.origin, keys.join(",")).map(({ text }) => text) });
    if (!result.ok) throw new Error(`The ledger did not take it: ${result.refusal}.`);
  };
  try {
    const signing = listOf(settings.ledgerKeys);
    if (action === "show") {
      for (const [n, { text }] of signersOf(settings.origin, settings.ledgerKeys).entries()) console.log(`${n === 0 ? "signs, today's " : "signs, older   "} ${text}`);
      const wrapped = await db.$queryRaw<{ master: string; keys: number; gone: number }[]>`SELECT master, count(*) FILTER (WHERE wrapped IS NOT NULL)::int AS keys, count(*) FILTER (WHERE wrapped IS NULL)::int AS gone FROM "SealKey" GROUP BY master ORDER BY 1`;
      const { current } = readMasters(settings.masterKeys);
      for (const { master, keys, gone } of wrapped) if (master) console.log(`master ${master}${master === current ? " (today's)" : ""}: wraps ${keys} keys${gone > 0 ? `, ${gone} destroyed` : ""}`);
    } else if (action === "add") {
      const keys = [randomBytes(32).toString("base64"), ...signing];
      await record("signing_key_added", signersOf(settings.origin, keys[0] ?? "")[0]?.text ?? "", keys);
      restore();
      keep(settings, "ledger", "LAMPPOST_LEDGER_KEY", keys);
      console.log("A new signing key is there and announced in the ledger. Start Lamppost anew: it signs with both.");
    } else if (action === "retire") {
      if (signing.length < 2) throw new Error("There is only one signing key. Add a new one first.");
      for (const { text } of signersOf(settings.origin, signing.slice(1).join(","))) await record("signing_key_retired", text, signing.slice(0, 1));
      restore();
      keep(settings, "ledger", "LAMPPOST_LEDGER_KEY", signing.slice(0, 1));
      console.log("The older signing keys are retired, as the ledger says. Start Lamppost anew: it signs with today's key alone.");
    } else if (action === "master") {
      restore();
      keep(settings, "master", "LAMPPOST_MASTER_KEY", [randomBytes(32).toString("base64"), ...listOf(settings.masterKeys)]);
      console.log("A new master key is there. Start Lamppost anew, so that it knows both; then run this with rewrap.");
    } else if (action === "rewrap") {
      const masters = readMasters(settings.masterKeys);
      if (masters.keys.size < 2) throw new Error("There is only one master key. Make a new one first: npm run ledger:keys -- master");
      let count = 0;
      // The role that the portal works as may not touch a key: what it could write over, it could destroy.
      const owner = new pg.Client({ connectionString: database.ownerUrl });
      await owner.connect();
      for (;;) {
        const rows = await db.$queryRaw<{ id: string; wrapped: string; master: string }[]>`SELECT id, wrapped, master FROM "SealKey" WHERE wrapped IS NOT NULL AND master <> ${masters.current} LIMIT 500`;
        if (rows.length === 0) break;
        for (const row of rows) {
          const { wrapped, master } = wrapKey(unwrapKey(row, masters), row.id, masters);
          count += (await owner.query(`UPDATE "SealKey" SET wrapped = $1, master = $2 WHERE id = $3 AND wrapped = $4`, [wrapped, master, row.id, row.wrapped])).rowCount ?? 0;
        }
      }
      await owner.end();
      await record("master_key_replaced", masters.current, signing);
      restore();
      // Only now: whoever was killed before lost nothing.
      keep(settings, "master", "LAMPPOST_MASTER_KEY", listOf(settings.masterKeys).slice(0, 1));
      console.log(`${count} keys are wrapped anew, and the older master key is dropped. Backups from before today still need it.`);
    } else {
      const cleared = await db.$queryRaw<{ kind: string; words: string }[]>`UPDATE "LedgerAlarm" SET "clearedAt" = now() WHERE "clearedAt" IS NULL RETURNING kind, words`;
      for (const { kind, words } of cleared) {
        await record("alarm_cleared", `${kind}: ${words}`.slice(0, 200), signing);
        console.log(`cleared: ${kind}: ${words}`);
      }
      if (cleared.length === 0) console.log("No alarm stands.");
    }
    return 0;
  } finally {
    await db.$disconnect();
    await database.close();
  }
}

main(process.argv[2]).then(
  (code) => process.exit(code),
  (problem: unknown) => {
    console.error(problem instanceof Error ? problem.message : problem);
    process.exit(1);
  },
);
