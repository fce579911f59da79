import { Agent, request, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from "node:http";

/** What belongs to one connection and not to what is sent over it (RFC 9110, 7.6.1). */
const ofTheConnection = new Set(["connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "te", "trailer", "transfer-encoding", "upgrade", "proxy-connection"]);

/** Headers as they go on, each with all its values. */
export function headersOnward(raw: readonly string[], named: string | undefined): OutgoingHttpHeaders {
  const dropped = new Set([...ofTheConnection, ...(named ?? "").split(",").map((each) => each.trim().toLowerCase())]);
  const headers: Record<string, string | string[]> = {};
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const [name = "", value = ""] = [raw[at]?.toLowerCase(), raw[at + 1]];
    if (dropped.has(name)) continue;
    const before = headers[name];
    headers[name] = before === undefined ? value : [before, value].flat();
  }
  return headers;
}

const unavailable = "The portal does not answer at the moment, and nothing was stored. Try again in a minute; what you typed is still on the page you came from.\n";

/** Where the pages of Next are served, on this machine. */
export class PagesBehind {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 256 });

  constructor(
    private readonly host: string,
    private readonly port: number,
  ) {}

  /** Hands a request over as it is, and its answer back as it comes. */
  passOn(asked: IncomingMessage, answer: ServerResponse): void {
    const headers = headersOnward(asked.rawHeaders, asked.headers.connection);
    // Next counts tries by the last address here. Where no proxy stands in front, it is who knocks.
    headers["x-forwarded-for"] ??= asked.socket.remoteAddress ?? "";
    const onward = request({ agent: this.agent, host: this.host, port: this.port, method: asked.method, path: asked.url, headers });
    onward.once("response", (response) => {
      answer.writeHead(response.statusCode ?? 502, response.statusMessage, headersOnward(response.rawHeaders, response.headers.connection));
      response.pipe(answer);
      response.once("error", () => answer.destroy());
      response.once("aborted", () => answer.destroy());
    });
    onward.once("error", () => {
      if (answer.headersSent) return void answer.destroy();
      answer.writeHead(502, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" });
      answer.end(unavailable);
    });
    // Who goes away in the middle is not waited for.
    answer.once("close", () => {
      if (!answer.writableFinished) onward.destroy();
    });
    asked.pipe(onward);
  }

  /** Asks for a page itself, as nobody in particular. */
  ask(path: string, headers: Record<string, string>): Promise<{ status: number; headers: Record<string, string>; body: Buffer }> {
    return new Promise((settle, fail) => {
      const onward = request({ agent: this.agent, host: this.host, port: this.port, method: "GET", path, headers, timeout: 30_000 });
      onward.once("response", (response) => {
        const pieces: Buffer[] = [];
        response.on("data", (piece: Buffer) => pieces.push(piece));
        response.once("error", fail);
        response.once("aborted", () => fail(new Error("the answer broke off")));
        response.once("end", () => settle({ status: response.statusCode ?? 502, headers: Object.fromEntries(Object.entries(response.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))), body: Buffer.concat(pieces) }));
      });
      onward.once("timeout", () => onward.destroy(new Error("no answer within half a minute")));
      onward.once("error", fail);
      onward.end();
    });
  }

  close(): void {
    this.agent.destroy();
  }
}
