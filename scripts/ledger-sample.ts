import { drawn } from "@/lib/audits/rules";
import { openCheckpoint } from "@/lib/ledger/checkpoint";
import type { Leaf } from "@/lib/ledger/leaf";
import { readVerifier } from "@/lib/ledger/note";
import { checkReceipt } from "@/lib/ledger/receipt";
import { readBundle, tilePath, tileWidth, widthOf } from "@/lib/ledger/tiles";
import { overHttp } from "@/lib/ledger/verify";

/*
 * Draws an auditor's sample again, from what the ledger publishes alone: the announcement, and the first checkpoint that seals it.
 */
const help = "npm run ledger:sample -- https://lamppost.example/ledger ENTRY\n\n  ENTRY is the id of the entry that announced the sample.";

async function main(): Promise<number> {
  const [address, entry] = process.argv.slice(2);
  if (!address || !entry) {
    console.log(help);
    return 1;
  }
  const base = address.replace(/\/$/, "").replace(/(\/ledger)?$/, "/ledger");
  const { get } = overHttp(base);
  const text = async (path: string): Promise<string> => {
    const bytes = await get(path);
    if (!bytes) throw new Error(`The ledger has no ${path}.`);
    return Buffer.from(bytes).toString("utf8");
  };
  const keys = (await text("key")).split("\n").filter(Boolean).map(readVerifier);
  const { entry: announced, index } = checkReceipt(await text(`receipts/${entry}`), keys);
  const leaf = JSON.parse(announced) as Leaf;
  if (leaf.name !== "sample.announced") throw new Error("That entry announces no sample.");
  const { count, below, seed, of } = leaf.open as { count: number; below: number; seed: string; of?: string };
  const [first] = JSON.parse(await text(`history/${index + 1}`)) as string[];
  if (!first) throw new Error("No checkpoint has sealed the announcement yet.");
  const root = Buffer.from(openCheckpoint(first, keys).root).toString("hex");
  const named: number[] = [];
  const leaves = new Map<number, Leaf>();
  const bundles = new Map<number, Uint8Array[]>();
  const read = async (position: number): Promise<Leaf> => {
    const bundle = Math.floor(position / tileWidth);
    let entries = bundles.get(bundle);
    if (!entries) {
      const { size } = openCheckpoint(await text("checkpoint"), keys);
      const bytes = await get(tilePath({ level: "entries", index: bundle, width: widthOf(0, bundle, size) }));
      entries = (bytes && readBundle(bytes)) ?? [];
      bundles.clear();
      bundles.set(bundle, entries);
    }
    return JSON.parse(Buffer.from(entries[position % tileWidth] ?? []).toString("utf8")) as Leaf;
  };
  if (of) for (let position = 0; position < below; position++) if ((await read(position)).name === of) named.push(position);
  for (const position of drawn({ seed, root, count, among: of ? named : below })) leaves.set(position, await read(position));
  for (const [position, { id, at, name }] of leaves) console.log(`${String(position).padStart(9)}  ${at}  ${name.padEnd(28)}  ${id}`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (problem) {
  console.error(problem instanceof Error ? problem.message : problem);
  process.exitCode = 1;
}
