import "server-only";
import { connect } from "node:net";
import { log } from "@/lib/core/log";

/*
 * Whether a file holds a virus, asked of ClamAV's daemon over its own protocol (INSTREAM): the length of each piece in four bytes, the
 * piece, and a length of nothing at the end; one line comes back.
 */

const pieceBytes = 262_144;
/** For all that is sent at once: whoever waits for it holds a connection to the database. */
export const mostPatienceMs = 20_000;

/** What the scanner said; or that there is none, or that it did not answer. */
export type Scan = { is: "clean" | "not_set_up" | "no_answer" } | { is: "infected"; what: string };

/** @param where host:port, or the path of a socket; empty where no scanner is set up */
export async function scan(bytes: Uint8Array, { where = process.env.LAMPPOST_CLAMD ?? "", patienceMs = mostPatienceMs }: { where?: string; patienceMs?: number } = {}): Promise<Scan> {
  if (!where) return { is: "not_set_up" };
  try {
    const said = await ask(bytes, where, patienceMs);
    if (/^stream: OK$/.test(said)) return { is: "clean" };
    const what = /^stream: (.+) FOUND$/.exec(said)?.[1];
    if (what) return { is: "infected", what };
    throw new Error(`the scanner said: ${said.slice(0, 200)}`);
  } catch (problem) {
    log.error({ problem: problem instanceof Error ? problem.message : String(problem) }, "a file could not be looked through for viruses");
    return { is: "no_answer" };
  }
}

function ask(bytes: Uint8Array, where: string, patienceMs: number): Promise<string> {
  const [host = "", port] = where.startsWith("/") ? [] : where.split(/:(?=\d+$)/);
  return new Promise((resolve, reject) => {
    const socket = where.startsWith("/") ? connect(where) : connect(Number(port), host.replace(/^\[|\]$/g, ""));
    const said: Buffer[] = [];
    const patience = setTimeout(() => socket.destroy(new Error("the scanner did not answer in time")), patienceMs);
    socket.on("error", reject);
    socket.on("data", (piece) => said.push(piece));
    socket.on("close", () => {
      clearTimeout(patience);
      const whole = Buffer.concat(said).toString("utf8").replace(/\0$/, "").trim();
      if (whole) resolve(whole);
      else reject(new Error("the scanner said nothing"));
    });
    socket.on("connect", () => {
      socket.write("zINSTREAM\0");
      for (let from = 0; from < bytes.length; from += pieceBytes) {
        const piece = bytes.subarray(from, from + pieceBytes);
        const length = Buffer.alloc(4);
        length.writeUInt32BE(piece.length);
        socket.write(length);
        socket.write(piece);
      }
      socket.write(Buffer.alloc(4));
    });
  });
}
