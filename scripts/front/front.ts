import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { languageOf } from "@/app/languages/addresses";
import type { Answer, Asked } from "@/lib/core/answer";
import { constants, createBrotliCompress, createGzip } from "node:zlib";
import { encodingFor, KeptAnswer, KeptAnswers } from "./kept-answers";
import { PagesBehind } from "./pass-on";
import { plainPage } from "./plain-page";

/*
 * What stands before the pages of Next, at the portal's own address. Public pages are the same for everyone, so they are asked for as nobody in
 * particular, without the framework's runtime, and kept for a moment; the sheets and fonts they need are kept for good. All else is
 * handed over as it is. Nothing is decided here and nobody is known here.
 */

/** Pages that anybody may read and that are the same for all of them: without forms that know who sends them. */
const publicPages = [/^\/$/, /^\/(devices|decisions|data|numbers|comments|concerns|data-rights|offline|ledger|risk|siting|terms|privacy)$/, /^\/(devices|assets)\/[^/]+(\/sign)?$/, /^\/ledger\/entries\/[^/]+$/];
/** Pages with a form that anybody may send, and what only whoever has its address should read: they know nobody either, but are made anew for each who asks, and kept by nobody. */
const openForms = /^\/(comments|concerns|data-rights|follow)\/(?!find$)[^/]+$/;
/** What never changes under its address. */
const forGood = /^\/(_next\/static\/|fonts\/|maplibre\/|icon(-\d+)?\.png$)/;
/** What stays the same as long as the portal runs: what it calls itself, and the scripts of its own. */
const forThisRun = /^\/(manifest\.webmanifest|(keep-seen|seen|near-me|moving-map)\.(js|css))$/;

export const keptForMs = 2_000;
/** What is longer was asked for by one, and is not kept for others. */
const mostKept = 1_000_000;
/** Each takes a connection to the database now and then, and what has to be packed takes a hand of the machine. */
const mostDownloads = 8;

/** A public page may show its own sheet, fonts and pictures, and run only what lies here as a file. It names no page of another site but by links. */
const publicPolicy = ["default-src 'none'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'", "script-src 'self'", "connect-src 'self'", "manifest-src 'self'", "worker-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"].join("; ");
// Without an opener policy: for that a browser throws away the process it has ready and begins another, which a slow phone feels (docs/decisions/035), to keep secret from
// whoever opened the page what is the same for everyone. Pages that know somebody have it.
const passedHeaders = ["content-type", "location", "x-content-type-options", "x-frame-options", "referrer-policy", "permissions-policy", "strict-transport-security"];

export interface FrontPlan {
  /** where Next listens */
  behind: { host: string; port: number };
  /** the host of the portal's own address, in whose name pages are asked for */
  ownHost: string;
  /** what machines ask, answered here instead of by Next: the addresses each begins with, and how */
  answers?: readonly { under: string; inPieces?: boolean; answer(asked: Asked): Promise<Answer> }[];
  now?: () => number;
}

/** Of what a page asks for ahead (RFC 8288), its letters, as short as it can be said: the framework's scripts are not in it any more. */
const lettersAhead = (link: string | string[] | undefined): string =>
  [link ?? []].flat().join(", ").split(/,\s*(?=<)/).filter((each) => /;\s*as="?font"?/.test(each)).map((each) => `${each.slice(0, each.indexOf(">") + 1)};rel=preload;as=font;crossorigin`).join(",");

/** How somebody wants to see it, as they chose on the page of that name; nothing else of what their browser holds is read. */
const themeOf = (cookies: string | undefined): "light" | "dark" | null => (/(?:^|;\s*)theme=(light|dark)(?:;|$)/.exec(cookies ?? "")?.[1] as "light" | "dark" | undefined) ?? null;

/** The server, not yet listening. */
export function createFront({ behind, ownHost, answers = [], now }: FrontPlan): Server {
  const pages = new PagesBehind(behind.host, behind.port);
  const kept = new KeptAnswers({ forMs: keptForMs, mostBytes: 96 * 1024 * 1024, ...(now ? { now } : {}) });

  const publicPage = (address: string, theme: "light" | "dark" | null) =>
    kept.get(`page ${theme ?? ""} ${address}`, async () => {
      const { status, headers, body } = await pages.ask(address, { host: ownHost, accept: "text/html", ...(theme ? { cookie: `theme=${theme}` } : {}) });
      const isPage = (headers["content-type"] ?? "").startsWith("text/html");
      const passed = Object.fromEntries(passedHeaders.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));
      const letters = lettersAhead(headers.link);
      return {
        answer: new KeptAnswer(status, { ...passed, ...(letters ? { link: letters } : {}), "content-security-policy": publicPolicy, vary: "Accept-Encoding, Cookie", "cache-control": status < 500 ? "public, max-age=0, s-maxage=2, must-revalidate" : "no-store" }, isPage ? Buffer.from(plainPage(body.toString("utf8"))) : body),
        // Something broke: the next who asks may have more luck.
        isKept: status < 500,
      };
    });

  const lasting = (address: string, path: string) =>
    kept.get(`file ${address}`, async () => {
      const { status, headers, body } = await pages.ask(address, { host: ownHost, "accept-encoding": "identity" });
      // What rules a page says nothing about a font.
      const passed = { "content-type": headers["content-type"] ?? "application/octet-stream", "x-content-type-options": "nosniff" };
      return { answer: new KeptAnswer(status, { ...passed, vary: "Accept-Encoding", "cache-control": status !== 200 ? "no-store" : forGood.test(path) ? "public, max-age=31536000, immutable" : "public, max-age=0, must-revalidate" }, body, status === 200), isKept: status === 200 };
    });

  const answerTo = (address: string) => {
    const { pathname, searchParams } = new URL(address, "http://front");
    const found = answers.find(({ under }) => pathname === under || pathname.startsWith(`${under}/`));
    return found ? { inPieces: found.inPieces ?? false, make: () => found.answer({ path: pathname, query: searchParams }) } : null;
  };
  const forMachines = (address: string, make: () => Promise<Answer>) =>
    kept.get(`answer ${address}`, async () => {
      const { status, headers, body } = await make();
      if (typeof body !== "string" && !Buffer.isBuffer(body)) throw new Error("what comes in pieces is not kept");
      return { answer: new KeptAnswer(status, { ...headers, vary: "Accept-Encoding" }, Buffer.from(body)), isKept: body.length <= mostKept };
    });
  let downloads = 0;

  const server = createServer({ maxHeaderSize: 32 * 1024, requestTimeout: 300_000 }, (asked, answer) => {
    const address = asked.url ?? "/";
    const [path = "/"] = address.split("?", 1);
    const isRead = asked.method === "GET" || asked.method === "HEAD";
    // Where Next's own scripts ask for a piece of a page, it answers itself.
    const isWhole = asked.headers.rsc === undefined && asked.headers["next-action"] === undefined && address.length < 2_000;
    const forMachine = isRead && URL.canParse(address, "http://front") ? answerTo(address) : null;
    if (forMachine?.inPieces) {
      if (downloads >= mostDownloads) return void answer.writeHead(503, { "content-type": "text/plain; charset=utf-8", "retry-after": "10", "cache-control": "no-store" }).end("Many are taking the whole register at this moment. Try again in ten seconds.\n");
      downloads += 1;
      return void sendPieces(asked, answer, forMachine.make)
        .catch(() => (answer.headersSent ? answer.destroy() : pages.passOn(asked, answer)))
        .finally(() => (downloads -= 1));
    }
    // A form sent from such a page is answered by the same page, where something in it is wrong.
    if (isWhole && openForms.test(languageOf(path).path) && (isRead || asked.method === "POST")) {
      const theme = themeOf(asked.headers.cookie);
      return pages.passOn(asked, answer, { page: plainPage, cookie: theme ? `theme=${theme}` : null, headers: { "content-security-policy": publicPolicy, "cache-control": "private, no-store", "referrer-policy": "same-origin" } });
    }
    const made = !isRead ? null : forGood.test(path) || forThisRun.test(path) ? lasting(address, path) : isWhole && publicPages.some((each) => each.test(languageOf(path).path)) ? publicPage(address, themeOf(asked.headers.cookie)) : forMachine ? forMachines(address, forMachine.make) : null;
    if (!made) return pages.passOn(asked, answer);
    void made.then((answered) => send(asked, answer, answered)).catch(() => (answer.headersSent ? answer.destroy() : pages.passOn(asked, answer)));
  });
  // A proxy in front keeps its connections longer than this by default; whoever lets go first must not be we.
  server.keepAliveTimeout = 75_000;
  server.on("close", () => pages.close());
  return server;
}

/** A file that is written while it is sent, packed on the way for whoever takes it so; no faster than it is taken. */
async function sendPieces(asked: IncomingMessage, answer: ServerResponse, make: () => Promise<Answer>): Promise<void> {
  const { status, headers, body } = await make();
  const all = { ...headers, vary: "Accept-Encoding", "x-request-id": randomUUID() };
  if (status === 200 && isKnown(asked.headers["if-none-match"], (headers.etag ?? "").replace(/^W\//, ""))) return void answer.writeHead(304, all).end();
  const encoding = encodingFor(asked.headers["accept-encoding"]);
  answer.writeHead(status, { ...all, ...(encoding === "identity" ? {} : { "content-encoding": encoding }) });
  if (asked.method === "HEAD") return void answer.end();
  const pieces = Readable.from(typeof body === "string" || Buffer.isBuffer(body) ? [body] : body);
  // Of either as little packing as there is: it must not take longer than the sending.
  await (encoding === "br" ? pipeline(pieces, createBrotliCompress({ params: { [constants.BROTLI_PARAM_QUALITY]: 2 } }), answer) : encoding === "gzip" ? pipeline(pieces, createGzip({ level: 2 }), answer) : pipeline(pieces, answer));
}

async function send(asked: IncomingMessage, answer: ServerResponse, kept: KeptAnswer): Promise<void> {
  // What is a font or a picture already is not packed again.
  const isText = /^(text|application)\/|svg/.test(kept.headers["content-type"] ?? "");
  const encoding = isText ? encodingFor(asked.headers["accept-encoding"]) : "identity";
  const bytes = await kept.bytes(encoding);
  const headers = { ...kept.headers, etag: encoding === "identity" ? kept.etag : `W/${kept.etag}`, "x-request-id": randomUUID() };
  if (kept.status === 200 && isKnown(asked.headers["if-none-match"], kept.etag)) {
    answer.writeHead(304, headers).end();
    return;
  }
  answer.writeHead(kept.status, { ...headers, ...(encoding === "identity" ? {} : { "content-encoding": encoding }), "content-length": bytes.length });
  answer.end(asked.method === "HEAD" ? undefined : bytes);
}

/** Whether the asker holds this very answer (RFC 9110, 13.1.2: compared weakly). */
function isKnown(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.trim() === "*" || ifNoneMatch.split(",").some((each) => each.trim().replace(/^W\//, "") === etag);
}
