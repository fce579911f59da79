import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync, writeSync } from "node:fs";
import { createServer } from "node:http";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { createHash } from "node:crypto";
import { newSecretKey, readVerifier, signerOf } from "@/lib/ledger/note";
import { addCheckpoint, type WitnessMemory } from "@/lib/ledger/witness";

/*
 * A witness outside the city: a small process with a key and a memory of its own, which signs a ledger's checkpoint only when it continues
 * the one it signed before. It opens no connection; the portal comes to it.
 */
const help = `npm run ledger:witness -- --log KEY [--log KEY …]

  --log KEY      the key of a ledger to watch: name+1234abcd+base64, as its page /ledger/key says and the city told you in another way
  --name NAME    what this witness is called in its signatures; default: witness.localhost
  --folder DIR   where it keeps its key and what it saw; default: .witness
  --port N       default: 7380; 0 for any that is free
  --host ADDR    default: 127.0.0.1

The portal is told of it in LAMPPOST_WITNESSES: its address and the key that it prints.`;

const largest = 64 * 1_024;

function memoryIn(folder: string): WitnessMemory {
  const place = (origin: string): string => join(folder, createHash("sha256").update(origin).digest("hex").slice(0, 32));
  const write = (file: string, text: string) => {
    const handle = openSync(`${file}.new`, "w", 0o600);
    writeSync(handle, text);
    fsyncSync(handle);
    closeSync(handle);
    renameSync(`${file}.new`, file);
    const parent = openSync(folder, "r");
    fsyncSync(parent);
    closeSync(parent);
  };
  return {
    last(origin) {
      const file = `${place(origin)}.json`;
      if (!existsSync(file)) return null;
      const { size, root } = JSON.parse(readFileSync(file, "utf8")) as { size: number; root: string };
      return { size, root: Buffer.from(root, "base64") };
    },
    keep(origin, { size, root }, note) {
      write(`${place(origin)}.json`, JSON.stringify({ origin, size, root: Buffer.from(root).toString("base64"), note }));
    },
    accuse(origin, notes) {
      const kept = JSON.parse(readFileSync(`${place(origin)}.json`, "utf8")) as { note: string };
      write(`${place(origin)}.fork-${Date.now()}.json`, JSON.stringify({ origin, signed: [kept.note, ...notes] }));
    },
  };
}

const { values } = parseArgs({ options: { log: { type: "string", multiple: true }, name: { type: "string", default: "witness.localhost" }, folder: { type: "string", default: ".witness" }, port: { type: "string", default: "7380" }, host: { type: "string", default: "127.0.0.1" }, help: { type: "boolean" } } });
if (values.help || !values.log?.length) {
  console.log(help);
  process.exit(values.help ? 0 : 1);
}

const folder = resolve(values.folder);
mkdirSync(folder, { recursive: true, mode: 0o700 });
const keyFile = join(folder, "key");
if (!existsSync(keyFile)) writeFileSync(keyFile, `${newSecretKey()}\n`, { mode: 0o600, flag: "wx" });
const signer = signerOf(values.name, readFileSync(keyFile, "utf8"), "witness");
const logs = values.log.map(readVerifier);
const memory = memoryIn(folder);

const server = createServer((request, response) => {
  const answer = (status: number, type: string, body: string) => response.writeHead(status, { "content-type": type }).end(body);
  if (request.method === "GET" && request.url === "/key") return void answer(200, "text/plain; charset=utf-8", `${signer.text}\n`);
  if (request.method !== "POST" || request.url !== "/add-checkpoint") return void answer(404, "text/plain; charset=utf-8", "Here one posts to /add-checkpoint.\n");
  const parts: Buffer[] = [];
  let length = 0;
  request.on("data", (part: Buffer) => {
    length += part.length;
    if (length <= largest) parts.push(part);
  });
  request.on("end", () => {
    if (length > largest) return void answer(413, "text/plain; charset=utf-8", "That is larger than any checkpoint with its proof.\n");
    // One after the other: reading, signing and keeping are in one step, with nothing awaited between.
    const { status, type, body } = addCheckpoint(Buffer.concat(parts).toString("utf8"), { signer, logs, memory, now: new Date() });
    if (status === 422) console.error(`${new Date().toISOString()} refused: ${body.trim()}`);
    answer(status, type, body);
  });
});
server.listen(Number(values.port), values.host, () => {
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : values.port;
  console.log(`This witness is ready. Its key: ${signer.text}`);
  console.log(`LAMPPOST_WITNESSES=http://${values.host}:${port} ${signer.text}`);
});
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => server.close(() => process.exit(0)));
