import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readVerifier } from "@/lib/ledger/note";
import { overHttp, Untrue, verifyLedger } from "@/lib/ledger/verify";

/*
 * Verifies a ledger from outside: needs its address and, to be sure whose it is, its key; nothing of the portal's own database.
 * Ends with 0 where all is as it was signed, 2 where something is not, 1 where it could not be checked.
 */
const help = `npm run ledger:verify -- https://lamppost.example/ledger

  --key KEY           the ledger's key, name+1234abcd+base64, as you were given it; several times where it has several.
                      Without it the ledger is asked for its own, which shows only that it agrees with itself.
  --since FILE        a checkpoint kept from before: the ledger must continue it
  --keep FILE         keeps the checkpoint that was verified, for --since the next time
  --witness KEY       a witness that must have signed; several times for several
  --deep              also replays each permit from its entries and compares it with the register
  --json              says what was found as JSON`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { key: { type: "string", multiple: true }, since: { type: "string" }, keep: { type: "string" }, witness: { type: "string", multiple: true }, deep: { type: "boolean" }, json: { type: "boolean" }, help: { type: "boolean" } },
  });
  const [address] = positionals;
  if (values.help || !address || positionals.length > 1) {
    console.log(help);
    return values.help ? 0 : 1;
  }
  const url = new URL(address.endsWith("/ledger") || address.endsWith("/ledger/") ? address : `${address.replace(/\/$/, "")}/ledger`).href;
  if (values.since && !existsSync(values.since)) throw new Error(`There is no file ${values.since}. Leave --since out the first time, and use --keep.`);
  const { get, register } = overHttp(url);
  const began = performance.now();
  let toldAt = began;
  const found = await verifyLedger({
    get,
    keys: (values.key ?? []).map(readVerifier),
    witnesses: (values.witness ?? []).map(readVerifier),
    ...(values.since ? { since: readFileSync(values.since, "utf8") } : {}),
    ...(values.deep ? { register } : {}),
    onProgress(read, size) {
      if (!process.stderr.isTTY || performance.now() - toldAt < 500) return;
      toldAt = performance.now();
      process.stderr.write(`\r${read.toLocaleString("en-GB")} of ${size.toLocaleString("en-GB")} entries`);
    },
  });
  if (process.stderr.isTTY) process.stderr.write("\r\u001b[K");
  if (values.keep) writeFileSync(values.keep, found.note);
  const seconds = (performance.now() - began) / 1_000;
  const { checkpoint } = found;
  if (values.json) console.log(JSON.stringify({ origin: checkpoint.origin, size: checkpoint.size, root: Buffer.from(checkpoint.root).toString("base64"), seenBy: found.seenBy, bytes: found.bytes, permits: found.permits, seconds }));
  else {
    console.log(`All ${checkpoint.size.toLocaleString("en-GB")} entries of ${checkpoint.origin} are as they were signed${values.since ? ", and continue the checkpoint that you kept" : ""}${found.permits === null ? "" : `; all ${found.permits} permits stand in the register as their entries say`}. (${seconds.toFixed(1)} s)`);
    if (found.seenBy.length > 0) console.log(`Seen by ${found.seenBy.join(", ")}.`);
    if (!values.key) console.log(`Checked by the key that the ledger itself names: ${found.key}. Ask the city for it in another way, and give it with --key.`);
  }
  return 0;
}

try {
  process.exitCode = await main();
} catch (problem) {
  console.error(problem instanceof Error ? problem.message : problem);
  process.exitCode = problem instanceof Untrue ? 2 : 1;
}
