import { once } from "node:events";
import { createServer, request, type IncomingMessage, type Server } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createFront, keptForMs } from "./front";

/** The pages behind, as far as the front can see them: who asked for what, and an answer that changes each time. */
const asked: { method: string; url: string; headers: IncomingMessage["headers"]; body: string }[] = [];
let status = 200;
let content = (url: string) => `<!DOCTYPE html><html><head><link rel="stylesheet" href="/_next/static/a.css" nonce="abc"/><script src="/_next/static/a.js" nonce="abc" async=""></script></head><body><main>${url} ${asked.length}</main><script nonce="abc">self.__next_f.push([1,"x"])</script></body></html>`;
const pageWith = content;
let delay: Promise<unknown> = Promise.resolve();
const behind = createServer((request, answer) => {
  const pieces: Buffer[] = [];
  request.on("data", (piece: Buffer) => pieces.push(piece));
  request.on("end", async () => {
    asked.push({ method: request.method ?? "", url: request.url ?? "", headers: request.headers, body: Buffer.concat(pieces).toString() });
    await delay;
    answer.writeHead(status, { "content-type": request.url?.includes(".css") ? "text/css" : "text/html; charset=utf-8", "set-cookie": ["a=1", "b=2"], "x-frame-options": "DENY", "cross-origin-opener-policy": "same-origin", "content-security-policy": "script-src 'nonce-abc'", link: [`</fonts/a.woff2>; rel=preload; as="font"; crossorigin=""`, `</_next/static/a.js>; rel=preload; as="script", </fonts/b.woff2>; rel=preload; as="font"`] });
    answer.end(request.url?.includes(".css") ? "p{color:red}".repeat(100) : content(request.url ?? ""));
  });
});
let now = 0;
const listening = async (server: Server): Promise<number> => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
};
const front = createFront({ behind: { host: "127.0.0.1", port: await listening(behind) }, ownHost: "lamppost.example", now: () => now });
const port = await listening(front);

interface Answered {
  status: number;
  headers: IncomingMessage["headers"];
  body: Buffer;
  text: string;
}
function ask(path: string, { method = "GET", headers = {}, body, at = port }: { method?: string; headers?: Record<string, string>; body?: string; at?: number } = {}): Promise<Answered> {
  return new Promise((settle, fail) => {
    const sent = request({ host: "127.0.0.1", port: at, method, path, headers, agent: false }, (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => pieces.push(piece));
      response.on("error", fail);
      response.on("end", () => {
        const all = Buffer.concat(pieces);
        const encoding = response.headers["content-encoding"];
        settle({ status: response.statusCode ?? 0, headers: response.headers, body: all, text: (encoding === "br" && all.length > 0 ? brotliDecompressSync(all) : encoding === "gzip" && all.length > 0 ? gunzipSync(all) : all).toString() });
      });
    });
    sent.on("error", fail);
    sent.end(body);
  });
}

beforeEach(() => {
  asked.length = 0;
  status = 200;
  content = pageWith;
  delay = Promise.resolve();
  // What was kept before is over.
  now += 1_000_000;
});
afterAll(() => {
  front.close();
  behind.close();
});

describe("a public page", () => {
  it("carries nothing of whoever asks, and comes without the framework's scripts", async () => {
    const page = await ask("/devices/ABC", { headers: { cookie: "session=secret; theme=blue", authorization: "Bearer x", "x-forwarded-for": "203.0.113.9" } });
    expect(page.status).toBe(200);
    expect(asked[0]?.headers).not.toHaveProperty("cookie");
    expect(asked[0]?.headers).not.toHaveProperty("authorization");
    expect(asked[0]?.headers.host).toBe("lamppost.example");
    expect(page.headers).not.toHaveProperty("set-cookie");
    expect(page.text).toContain("<main>/devices/ABC 1</main>");
    expect(page.text).not.toMatch(/<script|nonce/);
    expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
    expect(page.headers["x-frame-options"]).toBe("DENY");
    // Its letters are asked for ahead, and no script is.
    expect(page.headers.link).toBe("</fonts/a.woff2>;rel=preload;as=font;crossorigin,</fonts/b.woff2>;rel=preload;as=font;crossorigin");
  });

  it("keeps its own scripts and data", async () => {
    content = () => `<script src="/near-me.js" defer="" data-own=""></script><script type="application/ld+json">{"a":1}</script><p>x &lt;script&gt; y</p><script>bad()</script>`;
    expect((await ask("/")).text).toBe(`<script src="/near-me.js" defer="" data-own=""></script><script type="application/ld+json">{"a":1}</script><p>x &lt;script&gt; y</p>`);
  });

  it("is worked out once for all who ask at a time, and anew within five seconds", async () => {
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => ask("/decisions", { headers: { cookie: `session=${n}` } })));
    expect(asked).toHaveLength(1);
    expect(new Set(all.map(({ text }) => text)).size).toBe(1);
    now += keptForMs - 1;
    await ask("/decisions");
    expect(asked).toHaveLength(1);
    now += 1;
    expect((await ask("/decisions")).text).toContain("/decisions 2");
    expect(keptForMs + 2_000).toBeLessThan(5_000);
  });

  it("counts the time it is kept from when it was asked for, however long that took", async () => {
    let ready = () => undefined as void;
    delay = new Promise<void>((settle) => (ready = settle));
    const first = ask("/risk");
    while (asked.length === 0) await new Promise((settle) => setTimeout(settle, 5));
    now += keptForMs;
    ready();
    await first;
    await ask("/risk");
    expect(asked).toHaveLength(2);
  });

  it("is another for each address and each way to see it, and asks with nothing of the cookies but that", async () => {
    for (const path of ["/devices?find=a", "/devices?find=b", "/devices"]) await ask(path);
    await ask("/devices", { headers: { cookie: "a=b; theme=dark; session=x" } });
    await ask("/devices", { headers: { cookie: "theme=dark" } });
    expect(asked.map(({ url, headers }) => [url, headers.cookie])).toEqual([["/devices?find=a", undefined], ["/devices?find=b", undefined], ["/devices", undefined], ["/devices", "theme=dark"]]);
  });

  it("is sent as small as the browser takes it, and not at all where it holds it already", async () => {
    content = () => "<p>the same words</p>".repeat(500);
    const plain = await ask("/", {});
    const packed = await ask("/", { headers: { "accept-encoding": "gzip, br" } });
    const gz = await ask("/", { headers: { "accept-encoding": "gzip, br;q=0" } });
    expect([plain, packed, gz].map(({ headers }) => headers["content-encoding"])).toEqual([undefined, "br", "gzip"]);
    expect(packed.text).toBe(plain.text);
    expect(gz.text).toBe(plain.text);
    expect(packed.body.length).toBeLessThan(plain.body.length / 10);
    const again = await ask("/", { headers: { "if-none-match": `"other", ${packed.headers.etag}`, "accept-encoding": "br" } });
    expect([again.status, again.body.length]).toEqual([304, 0]);
    const head = await ask("/", { method: "HEAD" });
    expect([head.status, head.body.length, head.headers["content-length"]]).toEqual([200, 0, String(plain.body.length)]);
  });

  it("is not kept where something broke", async () => {
    status = 500;
    const broken = await ask("/terms");
    expect([broken.status, broken.headers["cache-control"]]).toEqual([500, "no-store"]);
    status = 200;
    expect((await ask("/terms")).status).toBe(200);
  });

  it("makes room: whatever is asked, what is kept stays within bounds", async () => {
    content = () => "x".repeat(8 * 1024 * 1024);
    for (let n = 0; n < 12; n += 1) await ask(`/devices?find=${n}`);
    expect(asked).toHaveLength(12);
    // Of 96 MB eight such pages fit at most: the first had to go, the last is there.
    await ask("/devices?find=11");
    expect(asked).toHaveLength(12);
    await ask("/devices?find=0");
    expect(asked).toHaveLength(13);
  });
});

it.each(["/manifest.webmanifest", "/keep-seen.js", "/moving-map.css"])("asks once for %s, and lets browsers ask whether it has changed", async (path) => {
  const first = await ask(path);
  now += keptForMs + 1;
  const again = await ask(path, { headers: { "if-none-match": String(first.headers.etag) } });
  expect(asked).toHaveLength(1);
  expect(again.status).toBe(304);
  expect(again.headers["cache-control"]).toBe("public, max-age=0, must-revalidate");
});

it("leaves the opener policy to pages that know somebody", async () => {
  expect((await ask("/devices")).headers["cross-origin-opener-policy"]).toBeUndefined();
  expect((await ask("/partner")).headers["cross-origin-opener-policy"]).toBe("same-origin");
});

it("keeps sheets and fonts for good", async () => {
  const first = await ask("/_next/static/own.css", { headers: { "accept-encoding": "br" } });
  now += 1_000_000_000;
  const second = await ask("/_next/static/own.css", { headers: { "accept-encoding": "br" } });
  expect(asked).toHaveLength(1);
  expect(second.text).toBe(first.text);
  expect(second.headers["cache-control"]).toBe("public, max-age=31536000, immutable");
});

describe("everything else is handed over as it is", () => {
  it.each([
    ["a page of somebody's own", "/partner", {}],
    ["a form", "/devices", { method: "POST", body: "a=1" }],
    ["a piece that Next's own scripts ask for", "/devices", { headers: { rsc: "1" } }],
    ["a page that is not public", "/staff/cases/LP-1", {}],
    ["a download", "/devices.csv", {}],
    ["an address that is longer than any of ours", `/devices?find=${"a".repeat(3_000)}`, {}],
  ])("%s", async (_, path, given: { method?: string; headers?: Record<string, string>; body?: string }) => {
    const answered = await ask(path, { ...given, headers: { cookie: "session=mine", host: "other.example", ...given.headers } });
    expect(asked.at(-1)).toMatchObject({ method: given.method ?? "GET", url: path, body: given.body ?? "", headers: { cookie: "session=mine", host: "other.example", "x-forwarded-for": expect.stringMatching(/127\.0\.0\.1$/) } });
    expect(answered.headers["set-cookie"]).toEqual(["a=1", "b=2"]);
    expect(answered.headers["content-security-policy"]).toBe("script-src 'nonce-abc'");
    expect(answered.text).toContain("<script");
  });

  it("with the address that the proxy in front wrote down", async () => {
    await ask("/sign-in", { headers: { "x-forwarded-for": "198.51.100.1, 203.0.113.9" } });
    expect(asked[0]?.headers["x-forwarded-for"]).toBe("198.51.100.1, 203.0.113.9");
  });

  it("and whoever goes away in the middle leaves nothing waiting", async () => {
    let gone = false;
    delay = new Promise((settle) => setTimeout(settle, 200));
    behind.once("request", (request) => request.once("close", () => (gone = true)));
    const socket = connect(port, "127.0.0.1");
    socket.write("POST /partner HTTP/1.1\r\nhost: a\r\ncontent-length: 1000\r\n\r\nabc");
    while (!gone && !socket.destroyed) {
      await new Promise((settle) => setTimeout(settle, 20));
      socket.destroy();
    }
    await expect.poll(() => gone).toBe(true);
    expect((await ask("/partner")).status).toBe(200);
  });
});

it("says so where the pages do not answer, and asks again with the next", async () => {
  const nobody = createFront({ behind: { host: "127.0.0.1", port: 1 }, ownHost: "lamppost.example" });
  const at = await listening(nobody);
  for (const path of ["/", "/partner"]) {
    const answer = await fetch(`http://127.0.0.1:${at}${path}`);
    expect([answer.status, await answer.text()]).toEqual([502, expect.stringContaining("The portal does not answer at the moment")]);
  }
  nobody.close();
});

describe("a form that anybody may send", () => {
  it("comes without the framework’s scripts, is asked for as nobody, and kept by nobody", async () => {
    const first = await ask("/concerns/new?device=A", { headers: { cookie: "session=secret; theme=dark", authorization: "Basic x", "accept-encoding": "br" } });
    expect(first.text).not.toContain("<script");
    expect(first.text).not.toContain("nonce");
    expect(first.headers).toMatchObject({ "cache-control": "private, no-store", "content-security-policy": expect.stringContaining("default-src 'none'"), "x-frame-options": "DENY" });
    expect(first.headers["set-cookie"]).toBeUndefined();
    expect(asked[0]?.headers).toMatchObject({ cookie: "theme=dark" });
    expect(asked[0]?.headers.authorization).toBeUndefined();
    expect((await ask("/concerns/new?device=A")).text).not.toBe(first.text);
  });

  it("is handed on as it was sent, and what comes back is as plain", async () => {
    const answered = await ask("/es/concerns/new", { method: "POST", headers: { cookie: "session=secret", "content-type": "multipart/form-data; boundary=x" }, body: "--x\r\nwords\r\n--x--" });
    expect(asked[0]).toMatchObject({ method: "POST", url: "/es/concerns/new", body: "--x\r\nwords\r\n--x--" });
    expect(asked[0]?.headers.cookie).toBeUndefined();
    expect(answered.text).not.toContain("<script");
    expect(answered.headers["cache-control"]).toBe("private, no-store");
  });

  it.each([["what somebody looks up", "/concerns/find?reference=C-1"], ["what an officer sees", "/staff/concerns/1"]])("is not %s: that is handed over whole", async (_, address) => {
    await ask(address, { headers: { cookie: "session=secret" } });
    expect(asked[0]?.headers.cookie).toBe("session=secret");
  });
});

describe("a file that is written while it is sent", () => {
  let release: () => void = () => undefined;
  const held = () => new Promise<void>((settle) => (release = settle));
  let waits: Promise<void> = Promise.resolve();
  let begun = 0;
  async function* pieces() {
    begun += 1;
    yield "begin ";
    await waits;
    yield "å".repeat(100_000);
  }
  const writing = createFront({
    behind: { host: "127.0.0.1", port: 1 },
    ownHost: "lamppost.example",
    answers: [{ under: "/all.csv", inPieces: true, answer: async () => ({ status: 200, headers: { "content-type": "text/csv", etag: `W/"7"` }, body: pieces() }) }],
  });
  let at = 0;
  beforeAll(async () => {
    at = await listening(writing);
  });
  afterAll(() => void writing.close());
  const download = (headers: Record<string, string> = {}) => ask("/all.csv", { headers, at });

  it("comes as whoever asks can unpack it", async () => {
    for (const [accepted, encoding] of [["", undefined], ["gzip", "gzip"], ["gzip, br", "br"], ["br;q=0, gzip", "gzip"]] as const) {
      const { headers, text } = await download(accepted ? { "accept-encoding": accepted } : {});
      expect([accepted, headers["content-encoding"]]).toEqual([accepted, encoding]);
      expect(text).toBe(`begin ${"å".repeat(100_000)}`);
    }
  });

  it("is not sent again to whoever holds it", async () => {
    expect(await download({ "if-none-match": `W/"7"` })).toMatchObject({ status: 304, text: "" });
  });

  it("is refused with a sentence while eight others take theirs, and not after that", async () => {
    waits = held();
    begun = 0;
    const others = Array.from({ length: 8 }, () => download());
    await expect.poll(() => begun).toBe(8);
    const refused = await download();
    expect(refused.status).toBe(503);
    expect(refused.text).toContain("Try again in ten seconds.");
    expect(refused.headers["retry-after"]).toBe("10");
    release();
    expect((await Promise.all(others)).map(({ status: each }) => each)).toEqual(Array(8).fill(200));
    expect((await download()).status).toBe(200);
  });
});
