import { zipSync, strToU8 } from "fflate";
import { verifyPage } from "@/app/(public)/ledger/verify/verify-page";
import { evidenceOf, lookedFor, sampleFile } from "@/lib/audits/queries";
import { readLedger } from "@/lib/audits/read-ledger";
import { city } from "@/lib/core/city";
import { origin } from "@/lib/core/mode";
import { readReceipt } from "@/lib/ledger/receipt";
import { ownVerifiers } from "@/lib/ledger/signers";
import { currentPerson } from "@/lib/session/current";
import { soughtOf } from "../sought";

const readme = (count: number, waiting: number): string => `Evidence from the ledger of ${origin()}
${count} entries${waiting > 0 ? `; ${waiting} more were not sealed yet when this was made` : ""}. Made ${new Date().toISOString()}.

entries/    each entry as it is sealed: canonical JSON (RFC 8785), one file each
receipts/   for each entry its receipt (c2sp.org/tlog-proof@v1): the entry, its position, the proof, the signed checkpoint
keys.txt    the keys by which the ledger signs. Ask the city for them in another way too: whoever made this file could have put in others.
hashes.json of entries that are about something submitted: the SHA-256 of its content in canonical JSON
verify.html checks a receipt in a browser. It needs no network; open it from this folder.

To check it otherwise: any program for C2SP tlog-proofs and signed notes does. By hand: the leaf's hash is SHA-256 of a zero byte and the
entry's bytes; each line of the receipt after "index" is the next hash on the way to the root (RFC 9162, 2.1.3.2); the root stands in the
checkpoint's third line, and the signature (Ed25519) is over its first three lines.

What stands under "sealed" in an entry is HMAC-SHA-256 with a salt that is not in here. Who may open a sealed field can show its salt and
value; then anybody can see that they fit: HMAC-SHA-256(salt, field name, line feed, the value in canonical JSON), in base64.
`;

/** Entries with their proofs, to be checked without the portal: what was searched for, one entry, or a sample. That it was taken is an entry. */
export async function GET(request: Request): Promise<Response> {
  const who = await currentPerson();
  if (!who) return new Response("Sign in first.\n", { status: 401 });
  const asked = new URL(request.url).searchParams;
  const [entry, sampleId] = [asked.get("entry"), asked.get("sample")];
  const sample = sampleId ? await sampleFile(who, sampleId) : null;
  const sought = { ...soughtOf(request), before: undefined };
  const looked: Record<string, string> = entry ? { entry: entry.slice(0, 60) } : sampleId ? { sample: sampleId.slice(0, 60) } : lookedFor(sought);
  const noted = await readLedger(who.actor, { how: "bundle", by: Object.keys(looked), looked, count: 0 });
  if (!noted.ok || (sampleId && !sample)) return new Response("There is nothing here.\n", { status: 404 });
  const { receipts, waiting, hashes } = await evidenceOf(who, entry ? { ids: [entry] } : sample ? { ids: sample.entries.map(({ id }) => id) } : sought);
  const verifiers = ownVerifiers().map(({ text }) => text);
  const files: Record<string, Uint8Array> = {
    "README.txt": strToU8(readme(receipts.size, waiting.length)),
    "keys.txt": strToU8(`${verifiers.join("\n")}\n`),
    "hashes.json": strToU8(`${JSON.stringify(hashes, null, 2)}\n`),
    "verify.html": strToU8(verifyPage({ log: verifiers, witnesses: [] }, city.name).html),
    ...(sample ? { "sample.json": strToU8(`${JSON.stringify({ announced: sample.announcedId, seed: sample.seed, root: sample.root, below: sample.below, count: sample.count, of: sample.name, positions: sample.entries.map(({ position }) => position) }, null, 2)}\n`) } : {}),
  };
  for (const [id, receipt] of receipts) {
    files[`receipts/${id}.txt`] = strToU8(receipt);
    files[`entries/${id}.json`] = strToU8(readReceipt(receipt).entry);
  }
  return new Response(Buffer.from(zipSync(files)), { headers: { "content-type": "application/zip", "content-disposition": 'attachment; filename="evidence.zip"', "cache-control": "private, no-store" } });
}
