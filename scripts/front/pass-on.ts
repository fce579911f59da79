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

/** How a page is given back to somebody whom it does not know. */
export interface Plainly {
  page(html: string): string;
  headers: OutgoingHttpHeaders;
  /** the one that goes along, if any */
  cookie: string | null;
}

function gathered(response: IncomingMessage): Promise<Buffer> {
  return new Promise((settle, fail) => {
    const pieces: Buffer[] = [];
    response.on("data", (piece: Buffer) => pieces.push(piece));
    response.once("error", fail);
    response.once("aborted", () => fail(new Error("the answer broke off")));
    response.once("end", () => settle(Buffer.concat(pieces)));
  });
}

function answerPlainly(answer: ServerResponse, response: IncomingMessage, body: Buffer, { page, headers }: Plainly): void {
  const isPage = (response.headers["content-type"] ?? "").startsWith("text/html");
  const sent = isPage ? Buffer.from(page(body.toString("utf8"))) : body;
  const { "set-cookie": _, ...given } = headersOnward(response.rawHeaders, response.headers.connection);
  answer.writeHead(response.statusCode ?? 502, { ...given, ...headers, "content-length": sent.length });
  answer.end(sent);
}

const unavailable = "The portal does not answer at the moment, and nothing was stored. Try again in a minute; what you typed is still on the page you came from.\n";

/** Where the pages of Next are served, on this machine. */
export class PagesBehind {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 256 });

  constructor(
    private readonly host: string,
    private readonly port: number,
  ) {}

  /**
   * Hands a request over as it is, and its answer back as it comes. With `plainly`, it is asked as nobody in particular, and a page that is the answer is
   * given back as that makes it.
   */
  passOn(asked: IncomingMessage, answer: ServerResponse, plainly?: Plainly): void {
    const headers = headersOnward(asked.rawHeaders, asked.headers.connection);
    if (plainly) {
      delete headers.cookie;
      delete headers.authorization;
      if (plainly.cookie) headers.cookie = plainly.cookie;
      // What is read here is not packed.
      headers["accept-encoding"] = "identity";
    }
    // Next counts tries by the last address here. Where no proxy stands in front, it is who knocks.
    headers["x-forwarded-for"] ??= asked.socket.remoteAddress ?? "";
    const onward = request({ agent: this.agent, host: this.host, port: this.port, method: asked.method, path: asked.url, headers });
    onward.once("response", (response) => {
      if (plainly) return void gathered(response).then((body) => answerPlainly(answer, response, body, plainly), () => answer.destroy());
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
        const headers = Object.fromEntries(Object.entries(response.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
        gathered(response).then((body) => settle({ status: response.statusCode ?? 502, headers, body }), fail);
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
