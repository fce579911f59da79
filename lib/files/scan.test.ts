import { createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { scan } from "@/lib/files/scan";

/** The harmless text that every scanner takes for a virus, put together here so that none takes this file for one. */
const eicar = ["X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "EICAR-STANDARD-ANTIVIRUS-TEST-FILE", "!$H+H*"].join("");
let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))));

/** Speaks ClamAV's protocol: reads the pieces by their lengths, and answers once a length of nothing comes. */
function daemon(at: string | number, say: (bytes: Buffer) => string | null): Promise<string> {
  const serve = (socket: Socket) => {
    let read = Buffer.alloc(0);
    socket.on("error", () => undefined);
    socket.on("data", (piece: Buffer) => {
      read = Buffer.concat([read, piece]);
      const command = read.indexOf(0) + 1;
      if (command === 0 || read.subarray(0, command).toString() !== "zINSTREAM\0") return;
      const pieces: Buffer[] = [];
      for (let at = command; at + 4 <= read.length; ) {
        const length = read.readUInt32BE(at);
        if (length === 0) {
          const said = say(Buffer.concat(pieces));
          socket.end(said === null ? "" : `${said}\0`);
          return;
        }
        if (at + 4 + length > read.length) return;
        pieces.push(read.subarray(at + 4, at + 4 + length));
        at += 4 + length;
      }
    });
  };
  server = createServer(serve);
  const listening = server;
  return new Promise((resolve) => {
    if (typeof at === "number") listening.listen(at, "127.0.0.1", () => resolve(`127.0.0.1:${(listening.address() as AddressInfo).port}`));
    else listening.listen(at, () => resolve(at));
  });
}
const clamd = (bytes: Buffer) => (bytes.includes(eicar) ? "stream: Eicar-Signature FOUND" : "stream: OK");

describe("a file is looked through for viruses", () => {
  it("and is clean, over the network", async () => {
    let seen = 0;
    const where = await daemon(0, (bytes) => ((seen = bytes.length), clamd(bytes)));
    expect(await scan(Buffer.alloc(1_500_000, 7), { where })).toEqual({ is: "clean" });
    expect(seen).toBe(1_500_000);
  });

  it("and holds one, over a socket", async () => {
    const where = await daemon(join(mkdtempSync(join(tmpdir(), "scan-")), "clamd.sock"), clamd);
    expect(await scan(Buffer.concat([Buffer.alloc(300_000), Buffer.from(eicar)]), { where })).toEqual({ is: "infected", what: "Eicar-Signature" });
  });

  it.each([
    ["says nothing", () => null],
    ["is at its limit", () => "INSTREAM size limit exceeded. ERROR"],
    ["says what nobody knows", () => "stream: PERHAPS"],
    ["says that something else is well", () => "stream: OK FOUND not"],
  ])("but the scanner %s: that is no leave to keep it", async (_, say) => {
    expect(await scan(Buffer.from("x"), { where: await daemon(0, say) })).toEqual({ is: "no_answer" });
  });

  it("but nobody listens", async () => {
    expect(await scan(Buffer.from("x"), { where: "127.0.0.1:1" })).toEqual({ is: "no_answer" });
    expect(await scan(Buffer.from("x"), { where: "/nowhere/clamd.sock" })).toEqual({ is: "no_answer" });
  });

  it("not where no scanner is set up, which is said", async () => {
    expect(await scan(Buffer.from(eicar), { where: "" })).toEqual({ is: "not_set_up" });
  });
});
