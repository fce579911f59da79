import { createHash } from "node:crypto";
import { NextRequest } from "next/server";
import { afterEach, describe, expect, test, vi } from "vitest";
import { canonicalJson } from "@/lib/core/canonical-json";
import { checkpointText } from "@/lib/ledger/checkpoint";
import { inclusionProof, leafHash, nodeHash, rootAt, type Hash } from "@/lib/ledger/merkle";
import { newSecretKey, signatureLine, signerOf, signNote, type Signer } from "@/lib/ledger/note";
import { checkReceipt, receiptText } from "@/lib/ledger/receipt";
import { ownVerifiers } from "@/lib/ledger/signers";
import { proxy } from "@/proxy";
import { GET } from "./route";
import { checkingScript, verifyPage, witnessKeys } from "./verify-page";

type Key = object;
type Found =
  | { isGenuine: false; reason: string }
  | { isGenuine: true; entry: string; index: number; size: number; leaf: string; root: string; signer: { name: string; id: string }; seenBy: { name: string; id: string; seconds: number }[]; strangers: number };
interface Checker {
  check(text: string, keys: Key[]): Promise<Found>;
  readKeys(texts: string[]): Promise<Key[]>;
  fromFragment(fragment: string): string | null;
  isAble(): Promise<boolean>;
  entryWords(json: string): { head: string; sentence: string; at: string | null; rows: [string, string | string[]][] };
}
/** The page's own script, as a browser would run it. */
const checkerWith = (subtle: unknown): Checker => (new Function("subtle", `${checkingScript}\nreturn { ...receiptChecker(subtle), entryWords };`) as (subtle: unknown) => Checker)(subtle);
const { check, readKeys, fromFragment, isAble, entryWords } = checkerWith(crypto.subtle);

const ledger = signerOf("city.example/ledger", newSecretKey());
const university = signerOf("university.example/witness", newSecretKey(), "witness");
const ombudsman = signerOf("ombudsman.example", newSecretKey(), "witness");
const stranger = signerOf("elsewhere.example/ledger", newSecretKey());

const granted = {
  v: 1, id: "0199a3c1-2b7e-7c55-9d0a-5f1d2c3b4a59", at: "2026-11-19T16:40:05.123Z", name: "permit.granted", subject: { type: "Permit", id: "0199a3c1-2b7e-7c55-9d0a-5f1d2c3b4a58" }, from: null, to: "active",
  policy: 4, grant: null, actor: "person", sealed: { actorId: "5be1" }, cause: null, previous: null,
  open: { reference: "LP-7K3M-2Q9F", title: "Bicycle counters on Quay Street", partner: "Harbour Traders – Händler", reason: "They see no faces.", startsOn: "2026-11-20", expiresOn: "2031-06-30", conditions: ["Taken down within 14 days of the end."] },
};
const decision = canonicalJson(granted);

/** A tree of so many entries with this one at its place. */
async function treeOf(size: number, index: number, entry: string | Uint8Array) {
  const levels: Hash[][] = [Array.from({ length: size }, (_, at) => leafHash(at === index ? entry : `{"n":${at}}`))];
  for (let below = levels[0] ?? []; below.length > 1; levels.push(below)) below = Array.from({ length: Math.floor(below.length / 2) }, (_, at) => nodeHash(below[2 * at] as Hash, below[2 * at + 1] as Hash));
  const read = async (height: number, at: number): Promise<Hash> => levels[height]?.[at] as Hash;
  return { root: await rootAt(read, size), proof: await inclusionProof(read, index, size) };
}

interface Made {
  size?: number;
  index?: number;
  entry?: string;
  origin?: string;
  by?: Signer[];
  witnesses?: [Signer, number][];
  /** after the signatures are made: what somebody else put there */
  note?: (note: string) => string;
}
async function receiptOf({ size = 57, index = 12, entry = decision, origin = ledger.name, by = [ledger], witnesses = [], note = (text) => text }: Made = {}): Promise<string> {
  const { root, proof } = await treeOf(size, index, entry);
  const text = checkpointText({ origin, size, root });
  return receiptText({ entry, index, proof, checkpoint: note(signNote(text, ...by) + witnesses.map(([witness, seconds]) => signatureLine(witness, text, seconds)).join("")) });
}

const trusted = () => readKeys([ledger.text, university.text, ombudsman.text]);
const reasonFor = async (text: string, keys?: Key[]): Promise<string | null> => {
  const found = await check(text, keys ?? (await trusted()));
  return found.isGenuine ? null : found.reason;
};
const seenAt = 1_795_106_410;
const whole = await receiptOf({ witnesses: [[university, seenAt], [ombudsman, seenAt + 2]] });
const altered = (find: string | RegExp, put: string): string => {
  const text = whole.replace(find, put);
  expect(text).not.toBe(whole);
  return text;
};
/** Another character of base64 at its first one. */
const turned = (text: string): string => (text.startsWith("A") ? "B" : "A") + text.slice(1);

describe("a receipt that is genuine", () => {
  test("is taken for one, with what it says and who signed and saw it", async () => {
    const found = await check(whole, await trusted());
    expect(found).toMatchObject({
      isGenuine: true, entry: decision, index: 12, size: 57, leaf: Buffer.from(leafHash(decision)).toString("hex"), signer: { name: ledger.name, id: ledger.keyId }, strangers: 0,
      seenBy: [{ name: university.name, seconds: seenAt }, { name: ombudsman.name, seconds: seenAt + 2 }],
    });
  });

  test("is one at every place of trees of every shape, as the ledger itself finds", async () => {
    const keys = await trusted();
    for (const size of [1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 16, 21, 31, 32, 33]) {
      for (let index = 0; index < size; index++) {
        const receipt = await receiptOf({ size, index });
        expect(checkReceipt(receipt, [ledger]).index).toBe(index);
        expect(await reasonFor(receipt, keys), `${index} of ${size}`).toBeNull();
      }
    }
  });

  test.each([
    ["line ends of Windows", (text: string) => text.replaceAll("\n", "\r\n")],
    ["a byte order mark and empty lines before it", (text: string) => `\uFEFF\n\n${text}`],
    ["the last line end missing", (text: string) => text.trimEnd()],
    ["empty lines after it", (text: string) => `${text}\n  \n`],
  ])("is one with %s, which copying does", async (_, copied) => {
    expect(await reasonFor(copied(whole))).toBeNull();
  });

  test("may be signed by others too, who are counted and not believed", async () => {
    const found = await check(await receiptOf({ by: [stranger, ledger] }), await trusted());
    expect(found).toMatchObject({ isGenuine: true, signer: { id: ledger.keyId }, strangers: 1, seenBy: [] });
  });

  test("is checked with an older key of the ledger as well", async () => {
    const older = signerOf(ledger.name, newSecretKey());
    const found = await check(await receiptOf({ by: [older] }), await readKeys([ledger.text, older.text]));
    expect(found).toMatchObject({ isGenuine: true, signer: { id: older.keyId } });
  });

  test("is one however large its ledger is", async () => {
    // Not a tree of so many entries, but the path through one: at each step the other side is any hash.
    const [size, index] = [2 ** 52 + 12_345, 2 ** 51 + 7];
    let proof: Hash[] = [];
    let root = leafHash(decision);
    for (let node = index, last = size - 1, step = 0; last > 0; node = Math.floor(node / 2), last = Math.floor(last / 2), step++) {
      if (node % 2 === 0 && node === last) continue;
      const other = leafHash(`${step}`);
      proof = [...proof, other];
      root = node % 2 === 1 ? nodeHash(other, root) : nodeHash(root, other);
    }
    const receipt = receiptText({ entry: decision, index, proof, checkpoint: signNote(checkpointText({ origin: ledger.name, size, root }), ledger) });
    expect(checkReceipt(receipt, [ledger]).index).toBe(index);
    expect(await check(receipt, await trusted())).toMatchObject({ isGenuine: true, index, size });
  });
});

describe("a receipt that is not", () => {
  const notFitting = "The decision does not fit what the ledger signed: its words, its place or its proof were changed.";
  const unsigned = "The signature of the ledger does not fit: what was signed, or the signature, was changed.";
  const damaged = (what: string) => `The receipt is damaged: ${what}`;
  const lines = whole.split("\n");
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  const base64 = (text: string) => Buffer.from(text).toString("base64");

  test.each<[string, () => string | Promise<string>, string]>([
    ["an empty text", () => "", "This is not a receipt. A receipt begins with the line c2sp.org/tlog-proof@v1."],
    ["white space", () => " \n\n", "This is not a receipt. A receipt begins with the line c2sp.org/tlog-proof@v1."],
    ["something else", () => "Dear Sir or Madam", "This is not a receipt. A receipt begins with the line c2sp.org/tlog-proof@v1."],
    ["another version", () => altered("@v1", "@v2"), "This is not a receipt. A receipt begins with the line c2sp.org/tlog-proof@v1."],
    ["its first line alone", () => lines[0] ?? "", damaged("its second line should hold the decision, and cannot be read.")],
    ["no entry", () => altered(/^extra .*\n/m, ""), damaged("its second line should hold the decision, and cannot be read.")],
    ["an empty entry", () => altered(/^extra .*$/m, "extra "), damaged("its second line should hold the decision, and cannot be read.")],
    ["an entry in base64 of another form", () => altered(/^extra (.*?)=*$/m, "extra $1!"), damaged("its second line should hold the decision, and cannot be read.")],
    ["no place", () => altered(/^index .*\n/m, ""), damaged("its third line should say the place in the ledger, and cannot be read.")],
    ["a place with a nought before it", () => altered("index 12", "index 012"), damaged("its third line should say the place in the ledger, and cannot be read.")],
    ["a place below nought", () => altered("index 12", "index -1"), damaged("its third line should say the place in the ledger, and cannot be read.")],
    ["a place beyond all numbers", () => altered("index 12", "index 9007199254740993"), damaged("its third line should say the place in the ledger, and cannot be read.")],
    ["a hash that is too short", () => altered(lines[3] ?? "", Buffer.alloc(31).toString("base64")), damaged("a line of its proof cannot be read.")],
    ["a hash that is too long", () => altered(lines[3] ?? "", Buffer.alloc(33).toString("base64")), damaged("a line of its proof cannot be read.")],
    ["a hash in base64 with bits left over", () => altered(lines[3] ?? "", (lines[3] ?? "").replace(/.(?==$)/, (last) => letters.charAt(letters.indexOf(last) + 1))), damaged("a line of its proof cannot be read.")],
    ["more hashes than any tree is high", () => altered(lines[3] ?? "", Array<string>(64).fill(lines[3] ?? "").join("\n")), damaged("a line of its proof cannot be read.")],
    ["no signature at all", () => lines.slice(0, lines.indexOf("")).join("\n"), "The receipt is cut off: the signature of the ledger is missing."],
    ["what was signed without the signature", () => lines.slice(0, lines.indexOf("") + 4).join("\n"), "The receipt is cut off: the signature of the ledger is missing."],
    ["a signature that was cut off", () => whole.slice(0, whole.indexOf("—") + 60), damaged("a line with a signature cannot be read.")],
    ["a hyphen before the signature", () => altered("— ", "- "), damaged("a line with a signature cannot be read.")],
    ["a tabulator in what was signed", () => altered(`${ledger.name}\n57`, `${ledger.name}\t\n57`), damaged("what the ledger signed holds a character that cannot be in it.")],
    ["another word in the decision", () => altered(base64(decision), base64(decision.replace("Bicycle", "Unicorn"))), notFitting],
    ["another place", () => altered("index 12", "index 13"), notFitting],
    ["another hash in its proof", () => altered(lines[3] ?? "", turned(lines[3] ?? "")), notFitting],
    ["a place past the end", () => altered("index 12", "index 57"), "It claims place 57 in a ledger that held 57 entries when it was signed."],
    ["one hash too few", () => altered(`${lines[3]}\n`, ""), "The proof has not as many steps as this place in the ledger needs, so something was added or taken away."],
    ["one hash too many", () => altered(`${lines[3]}\n`, `${lines[3]}\n${lines[3]}\n`), "The proof has not as many steps as this place in the ledger needs, so something was added or taken away."],
    ["another size", () => altered("\n57\n", "\n58\n"), unsigned],
    ["another top", async () => (await receiptOf({ note: (text) => text.replace(/\n57\n./, (found) => `\n57\n${turned(found.at(-1) ?? "")}`) })), unsigned],
    ["another name of the ledger", () => altered(`\n${ledger.name}\n`, "\ncity.example/other\n"), unsigned],
    ["a line added to what was signed", () => altered("\n57\n", "\n57\nmore\n"), unsigned],
    ["the signature of another ledger’s state", async () => altered(/^— city.*$/m, signatureLine(ledger, "another text\n").trimEnd()), unsigned],
    ["a witness’s signature of another state", async () => altered(/^— university.*$/m, signatureLine(university, "another text\n", seenAt).trimEnd()), "The signature of the witness “university.example/witness” does not fit: what was signed, or the signature, was changed."],
    ["a witness’s signature without its time", async () => altered(/^— ombudsman.*$/m, signatureLine({ ...ombudsman, algorithm: "log" }, "text\n").trimEnd()), "The signature of the witness “ombudsman.example” does not fit: what was signed, or the signature, was changed."],
    ["a key that nobody here knows", () => receiptOf({ by: [stranger], origin: stranger.name }), "It is signed as “elsewhere.example/ledger”, with a key that is not trusted here: it may be from another city, or made up."],
    ["the ledger’s name over another key", () => receiptOf({ by: [signerOf(ledger.name, newSecretKey())] }), "It is signed as “city.example/ledger”, with a key that is not trusted here: it may be from another city, or made up."],
    ["witnesses alone", () => receiptOf({ by: [], witnesses: [[university, seenAt]] }), "The ledger “city.example/ledger” did not sign this itself with a key that is trusted here."],
    ["the ledger’s key under another ledger", () => receiptOf({ origin: "city.example/other" }), "The ledger “city.example/other” did not sign this itself with a key that is trusted here."],
    ["a signed text that is no state of a ledger", async () => (await receiptOf()).replace(/\n\n[^]*/, `\n\n${signNote("I owe you a drink.\n", ledger)}`), "What is signed is not the state of a ledger, so it shows nothing."],
    ["a megabyte of anything", () => "x".repeat(1_000_000), "This is far too long for a receipt, which has a few kilobytes. Choose the file that you were given."],
    ["a megabyte after a receipt", () => whole + "A".repeat(1_000_000), "This is far too long for a receipt, which has a few kilobytes. Choose the file that you were given."],
    ["as much as a receipt may have of empty lines", () => `c2sp.org/tlog-proof@v1${"\n".repeat(199_000)}x`, damaged("its second line should hold the decision, and cannot be read.")],
  ])("is refused: %s", async (_, make, reason) => {
    const text = await make();
    expect(await reasonFor(text)).toBe(reason);
    expect(() => checkReceipt(text, [ledger], [university, ombudsman])).toThrow();
  });

  test("is refused in time, however it is made up", async () => {
    const began = performance.now();
    for (const text of ["— ".repeat(500_000), "A\n".repeat(500_000), `${lines.slice(0, 3).join("\n")}\n\n${"— a AAAAAAA=\n".repeat(14_000)}`, `${whole.trimEnd()}${" ".repeat(190_000)}x`]) expect(await reasonFor(text)).not.toBeNull();
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  test("is refused whichever single character of it was altered", async () => {
    const keys = await trusted();
    const receipt = await receiptOf({ size: 3, index: 1, entry: '{"v":1,"name":"permit.revoked"}' });
    for (let at = 0; at < receipt.length; at++) {
      const other = receipt[at] === "A" ? "B" : "A";
      const text = receipt.slice(0, at) + other + receipt.slice(at + 1);
      expect(await reasonFor(text, keys), JSON.stringify(text)).not.toBeNull();
      expect(() => checkReceipt(text, [ledger])).toThrow();
    }
  });

  test("is refused whichever of its lines is missing", async () => {
    const text = await receiptOf();
    const all = text.trimEnd().split("\n");
    for (const gone of all.keys()) expect(await reasonFor(all.filter((_, at) => at !== gone).join("\n")), `without line ${gone}`).not.toBeNull();
  });

  test("is refused without a key of a ledger to check it with", async () => {
    expect(await reasonFor(whole, await readKeys([university.text]))).toMatch(/^No key of a ledger is trusted here/);
    expect(await reasonFor(whole, [])).toMatch(/^No key of a ledger is trusted here/);
  });

  test("is refused where a witness of the ledger’s name signed it in its place", async () => {
    const namesake = signerOf(ledger.name, newSecretKey(), "witness");
    expect(await reasonFor(await receiptOf({ by: [], witnesses: [[namesake, seenAt]] }), await readKeys([ledger.text, namesake.text]))).toBe("The ledger “city.example/ledger” did not sign this itself with a key that is trusted here.");
  });

  test("is refused where the ledger signed something that is no text", async () => {
    const entry = Uint8Array.of(0xff, 0xfe);
    const { root, proof } = await treeOf(2, 0, entry);
    const receipt = receiptText({ entry: "?", index: 0, proof, checkpoint: signNote(checkpointText({ origin: ledger.name, size: 2, root }), ledger) }).replace(/^extra .*$/m, `extra ${Buffer.from(entry).toString("base64")}`);
    expect(await reasonFor(receipt)).toBe("The ledger signed this, but it is not text, so nobody can read what it says.");
  });
});

describe("a key that somebody enters", () => {
  test("is read, of a ledger and of a witness", async () => {
    expect(await readKeys([` ${ledger.text} `, university.text])).toMatchObject([{ name: ledger.name, id: ledger.keyId, isWitness: false }, { name: university.name, isWitness: true }]);
  });

  test.each([
    ["nothing", "", /^This is no key\. /],
    ["its name alone", ledger.name, /^This is no key\. /],
    ["cut off", ledger.text.slice(0, -2), /^This is no key\. /],
    ["of another kind", `a+00000000+${Buffer.alloc(33, 2).toString("base64")}`, /^This is no key\. /],
    ["under another name", ledger.text.replace("city", "town"), /^This key does not fit its own number/],
    ["with another letter", ledger.text.replace(/.$/, (letter) => (letter === "A" ? "E" : "A")), /^This/],
  ])("is refused: %s", async (_, text, reason) => {
    await expect(readKeys([text])).rejects.toThrow(reason);
  });
});

describe("an address with a receipt in it", () => {
  test("gives it back", () => {
    expect(fromFragment(Buffer.from(whole).toString("base64url"))).toBe(whole);
    expect(fromFragment(encodeURIComponent(Buffer.from(whole).toString("base64")))).toBe(whole);
  });
  test.each(["%", "a", "???", "A".repeat(500_000), Buffer.from([0xff, 0xfe, 0xfd]).toString("base64url")])("that was damaged gives none: %.20s", (fragment) => {
    expect(fromFragment(fragment)).toBeNull();
  });
});

describe("an entry in words", () => {
  test("says what was decided", () => {
    expect(entryWords(decision)).toEqual({
      head: "Permit granted",
      sentence: "Harbour Traders – Händler may run “Bicycle counters on Quay Street” from 20 November 2026 until 30 June 2031, under 1 condition.",
      at: "2026-11-19T16:40:05.123Z",
      rows: [
        ["Decision", "Permit granted"], ["Reference", "LP-7K3M-2Q9F"], ["Title", "Bicycle counters on Quay Street"], ["Partner", "Harbour Traders – Händler"], ["Reason", "They see no faces."],
        ["Conditions", ["Taken down within 14 days of the end."]], ["From", "20 November 2026"], ["Until", "30 June 2031"], ["Status", "New, then active"], ["Who acted", "A person, whose name is under seal"],
      ],
    });
  });

  test.each([
    ["permit.suspended", { until: "2026-12-24" }, "The permit for “Counters” was suspended. The city looks at it again on 24 December 2026."],
    ["permit.restricted", {}, "Part of what the permit for “Counters” allows was stopped."],
    ["permit.eased", {}, "Part of what the permit for “Counters” allows was put in force again."],
    ["permit.narrowed", {}, "Which devices the permit for “Counters” allows was changed."],
    ["permit.voided", {}, "The permit for “Counters” counts as never given."],
    ["permit.reinstated", {}, "The permit for “Counters” is valid again."],
    ["permit.surrendered", {}, "The permit for “Counters” was given back by its partner."],
    ["permit.resumed", {}, "The permit for “Counters” was put in force again."],
    ["permit.revoked", {}, "The permit for “Counters” was revoked for good."],
    ["permit.places_withheld", {}, "It is not public where the devices of the permit for “Counters” are."],
    ["permit.places_published", {}, "It is again public where the devices of the permit for “Counters” are."],
    ["application.refused", {}, "The application for “Counters” was refused."],
    ["partner.something_new", {}, "It is about “Counters”."],
  ])("%s", (name, open, sentence) => {
    expect(entryWords(JSON.stringify({ ...granted, name, from: "active", to: "changes_requested", open: { title: "Counters", ...open } }))).toMatchObject({ sentence, rows: expect.arrayContaining([["Status", "From active to changes requested"]]) });
  });

  test("of something that is not public says so", () => {
    expect(entryWords(JSON.stringify({ ...granted, name: "person.invited", open: {} }))).toMatchObject({ head: "Person invited", sentence: "What it is about stands in the ledger by number or under seal, not in words." });
  });

  test.each(["", "null", "[]", "{}", "not JSON", '{"v":2,"name":"permit.granted"}', '{"v":1,"name":7}'])("%s has none", (json) => {
    expect(entryWords(json)).toEqual({ head: "An entry in a form that this page does not know", sentence: "It is genuine, but this page has no words for it. Read it below, letter for letter.", at: null, rows: [] });
  });

  test.each(['{"v":1,"name":"permit.granted","open":7}', '{"v":1,"name":"permit.granted","open":{"conditions":"none","startsOn":9,"expiresOn":"2026-99-99"}}', '{"v":1,"name":"__proto__","actor":"constructor","at":{}}', '{"v":1,"name":"toString"}'])("%s does not break it", (json) => {
    const { rows, sentence } = entryWords(json);
    expect(sentence).not.toContain("undefined");
    for (const [, value] of rows) expect(typeof value).toBe("string");
  });
});

test("a browser that knows the signatures is able, and one that does not is not", async () => {
  expect(await isAble()).toBe(true);
  expect(await checkerWith(null).isAble()).toBe(false);
  expect(await checkerWith({ importKey: () => Promise.reject(new Error("NotSupportedError")) }).isAble()).toBe(false);
});

describe("the page", () => {
  const page = verifyPage({ log: [ledger.text], witnesses: [university.text, ombudsman.text] }, "City of Aldermouth");
  const inside = (html: string, tag: "script" | "style"): string => new RegExp(`<${tag}>([^]*?)</${tag}>`).exec(html)?.[1] ?? "";
  const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
  const inFile = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(page.html)?.[1] ?? "";

  test("allows its one script and its one style, and nothing else, on a server and on a disk", () => {
    const policy = `default-src 'none'; script-src ${hash(inside(page.html, "script"))}; style-src ${hash(inside(page.html, "style"))}; img-src data:; base-uri 'none'; form-action 'none'`;
    expect(page.policy).toBe(`${policy}; frame-ancestors 'none'`);
    expect(inFile).toBe(policy);
    expect(page.html.match(/<script/g)).toHaveLength(2);
    expect(page.html.match(/<style/g)).toHaveLength(1);
    expect(page.html.indexOf("Content-Security-Policy")).toBeLessThan(page.html.indexOf("<style>"));
    expect(() => new Function(inside(page.html, "script"))).not.toThrow();
  });

  test("loads nothing and sends nothing", () => {
    expect(page.html).not.toMatch(/\s(src|srcset|poster|action|formaction|ping|background|style|on[a-z]+)=/i);
    expect([...page.html.matchAll(/href="([^"]*)"/g)].map(([, to]) => to?.split(",")[0])).toEqual(["data:image/svg+xml;base64", "/ledger"]);
    expect(page.html).not.toMatch(/<(iframe|object|embed|base|img|video|audio|frame)\b/i);
    expect(page.html).not.toMatch(/https?:\/\//);
    expect(inside(page.html, "script")).not.toMatch(/\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|importScripts|Worker|RTCPeerConnection|eval|localStorage|sessionStorage|indexedDB)\b|import\s*\(|innerHTML|insertAdjacentHTML|document\.write|document\.cookie/);
    expect(inside(page.html, "style")).not.toMatch(/url\(|@import|@font-face/);
  });

  test("is small, and in plain HTML", () => {
    expect(Buffer.byteLength(page.html)).toBeLessThan(40_000);
    expect(page.html).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page.html).toContain("<noscript>");
    const ids = [...page.html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of page.html.matchAll(/\s(?:for|aria-labelledby)="([^"]*)"/g)) expect(ids).toContain(id);
  });

  test("carries the keys it trusts and the city’s name, and neither can be more than text", () => {
    const evil = `</script><script>alert("'&`;
    const { html } = verifyPage({ log: [evil], witnesses: [] }, evil);
    expect(html.match(/<script/g)).toHaveLength(2);
    const data = /<script type="application\/json" id="trusted">([^]*?)<\/script>/.exec(html)?.[1] ?? "";
    expect(JSON.parse(data)).toEqual({ log: [evil], witnesses: [], title: `Check a receipt – ${evil}` });
    expect(inside(html, "script")).toBe(inside(page.html, "script"));
  });
});

describe("its address", () => {
  afterEach(() => vi.unstubAllEnvs());

  test("answers with the page, its own policy and the keys of today", async () => {
    vi.stubEnv("LAMPPOST_WITNESSES", `https://witness.example ${university.text}, https://other.example/w ${ombudsman.text}`);
    const answer = GET();
    const html = await answer.text();
    const expected = verifyPage({ log: ownVerifiers().map(({ text }) => text), witnesses: [university.text, ombudsman.text] }, "City of Aldermouth");
    expect(html).toBe(expected.html);
    expect(Object.fromEntries(answer.headers)).toMatchObject({ "content-type": "text/html; charset=utf-8", "content-security-policy": expected.policy, "cache-control": "no-cache", "x-content-type-options": "nosniff" });
  });

  test("is the only one whose policy the proxy leaves alone", async () => {
    const policyOf = async (path: string) => (await proxy(new NextRequest(`http://localhost:3000${path}`))).headers.get("content-security-policy");
    expect(await policyOf("/ledger/verify")).toBeNull();
    expect(await policyOf("/ledger/verify?from=here")).toBeNull();
    for (const path of ["/ledger", "/ledger/verify/more", "/ledger/verify2", "/"]) expect(await policyOf(path), path).toContain("'nonce-");
  });

  test.each([
    [undefined, []],
    ["", []],
    [" , ", []],
    ["https://witness.example w+1234abcd+AAAA", ["w+1234abcd+AAAA"]],
    ["https://a.example a+1+A,  https://b.example\tb+2+B ", ["a+1+A", "b+2+B"]],
    ["https://without-a-key.example", []],
  ])("takes the keys of witnesses from %j", (text, keys) => {
    expect(witnessKeys(text)).toEqual(keys);
  });
});
