import { createHash, verify } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkpointText, openCheckpoint, readCheckpointText } from "@/lib/ledger/checkpoint";
import { ProofProblem } from "@/lib/ledger/merkle";
import { fromBase64, newSecretKey, NoteProblem, openNote, readNote, readVerifier, signatureLine, signerOf, signNote, type Verifier } from "@/lib/ledger/note";

const secretOf = (byte: number): string => Buffer.alloc(32, byte).toString("base64");
const text = "The lamp is lit.\nNobody minds.\n";
const [ada, bo, stranger] = [signerOf("ada.example", secretOf(1)), signerOf("bo.example", secretOf(2)), signerOf("stranger.example", secretOf(3))];
const [north, south] = [signerOf("north.example/witness", secretOf(4), "witness"), signerOf("south.example/witness", secretOf(5), "witness")];
const names = (note: string, ...known: Verifier[]): string[] => openNote(note, known).by.map(({ verifier }) => verifier.name);

/** A line of signatures with other bytes. */
function withBytes(line: string, change: (bytes: Buffer) => Uint8Array): string {
  const [dash, name, base64 = ""] = line.trimEnd().split(" ");
  return `${dash} ${name} ${Buffer.from(change(Buffer.from(base64, "base64"))).toString("base64")}\n`;
}
const turned = (at: number) => (bytes: Buffer) => bytes.map((byte, n) => (n === at ? byte ^ 1 : byte));

const answers = "../shared/data/merkle/note/vectors.json";

describe.skipIf(!existsSync(answers))("known answers of others:", () => {
  interface Answers {
    verifier_keys: { PeterNeumann: string; EnochRoot: string };
    test_only_signer_key_PeterNeumann: string;
    text: string;
    sig_lines: { peter: string; enoch: string };
    bad_verifier_keys: ({ key: string } | { rule: string })[];
    cases: { name: string }[];
  }
  const given = () => JSON.parse(readFileSync(answers, "utf8")) as Answers;
  const keys = () => ({ peter: readVerifier(given().verifier_keys.PeterNeumann), enoch: readVerifier(given().verifier_keys.EnochRoot) });
  /** PRIVATE+KEY+name+id+base64 of the algorithm and the secret */
  function peterSigns() {
    const [, name = "", key = ""] = /^PRIVATE\+KEY\+([^+]+)\+[0-9a-f]{8}\+(.+)$/.exec(given().test_only_signer_key_PeterNeumann) ?? [];
    return signerOf(name, Buffer.from(key, "base64").subarray(1).toString("base64"));
  }
  const refused = (note: string) => expect(() => openNote(note, Object.values(keys()))).toThrow(NoteProblem);

  it("a verifier key is read and written back", () => {
    for (const key of Object.values(given().verifier_keys)) {
      expect(readVerifier(key).text).toBe(key);
      expect(`${readVerifier(key).name}+${readVerifier(key).keyId}`).toBe(key.split("+").slice(0, 2).join("+"));
    }
  });

  it("a secret key leads to its verifier key and to the very same signature", () => {
    expect(peterSigns().text).toBe(given().verifier_keys.PeterNeumann);
    expect(signatureLine(peterSigns(), given().text)).toBe(given().sig_lines.peter);
    expect(signNote(given().text, peterSigns())).toBe(`${given().text}\n${given().sig_lines.peter}`);
  });

  it("bad verifier keys are refused", () => {
    const bad = given().bad_verifier_keys.flatMap((each) => ("key" in each ? [each.key] : []));
    expect(bad).toHaveLength(2);
    for (const key of bad) expect(() => readVerifier(key), key).toThrow(NoteProblem);
  });

  it("so is every part of a good one, and every one in which a character is the next", () => {
    const { PeterNeumann: key } = given().verifier_keys;
    for (let from = 0; from < key.length; from++) {
      for (let to = from; to <= key.length; to++) if (to - from < key.length) expect(() => readVerifier(key.slice(from, to)), key.slice(from, to)).toThrow(NoteProblem);
      const next = key.slice(0, from) + String.fromCharCode(key.charCodeAt(from) + 1) + key.slice(from + 1);
      expect(() => readVerifier(next), next).toThrow(NoteProblem);
    }
  });

  /** By the names that the cases have in the file. */
  const cases: Record<string, () => void> = {
    "peter+enoch sigs, trust peter only": () => {
      const opened = openNote(`${given().text}\n${given().sig_lines.peter}${given().sig_lines.enoch}`, [keys().peter]);
      expect(opened.text).toBe(given().text);
      expect(opened.by.map(({ verifier, seconds, line }) => [verifier.name, seconds, line])).toEqual([["PeterNeumann", null, given().sig_lines.peter]]);
    },
    "trust both": () => expect(names(`${given().text}\n${given().sig_lines.peter}${given().sig_lines.enoch}`, keys().peter, keys().enoch)).toEqual(["PeterNeumann", "EnochRoot"]),
    "trust none": () => expect(() => openNote(`${given().text}\n${given().sig_lines.peter}${given().sig_lines.enoch}`, [])).toThrow(NoteProblem),
    // Two keys that cannot be told apart by name and id are refused. The very same key twice is no doubt: here it counts once.
    "same verifier listed twice and used": () => {
      const { peter, enoch } = keys();
      const note = `${given().text}\n${given().sig_lines.peter}`;
      for (const known of [[peter, { ...enoch, name: peter.name, keyId: peter.keyId }], [{ ...enoch, name: peter.name, keyId: peter.keyId }, peter]]) expect(() => openNote(note, known)).toThrow(NoteProblem);
      expect(names(note, peter, peter)).toEqual(["PeterNeumann"]);
    },
    "101 signature lines": () => {
      refused(`${given().text}\n${given().sig_lines.peter.repeat(101)}`);
      expect(names(`${given().text}\n${given().sig_lines.peter.repeat(16)}`, keys().peter)).toEqual(["PeterNeumann"]);
    },
    "4 base64 chars 'ABCD' inserted at offset 60 of peter's line": () => {
      // Counted in bytes; the dash has three.
      const line = Buffer.from(given().sig_lines.peter);
      const note = `${given().text}\n${Buffer.concat([line.subarray(0, 60), Buffer.from("ABCD"), line.subarray(60)]).toString()}`;
      expect(() => openNote(note, [keys().peter])).toThrow(new NoteProblem("the signature of PeterNeumann is not by its key"));
    },
    "text alone": () => refused(given().text),
    "text + '\\n'": () => refused(`${given().text}\n`),
    "last newline of the signature line missing": () => refused(`${given().text}\n${given().sig_lines.peter.trimEnd()}`),
    "text prefixed with byte 0x01": () => refused(`\u0001${given().text}\n${given().sig_lines.peter}`),
    // A byte that is no UTF-8 is read as a replacement character, or kept apart as half a character.
    "text prefixed with byte 0xff (not UTF-8)": () => ["\ufffd", "\udcff"].forEach((byte) => refused(`${byte}${given().text}\n${given().sig_lines.peter}`)),
    "key name with a space ('Bad Name')": () => refused(`${given().text}\n${given().sig_lines.peter}${given().sig_lines.enoch.replace("EnochRoot", "Bad Name")}`),
    "extra line 'Unexpected line.' after the signatures": () => refused(`${given().text}\n${given().sig_lines.peter}Unexpected line.\n`),
    "signing text without trailing newline ('abc')": () => {
      const peter = peterSigns();
      expect(() => signNote("abc", peter)).toThrow(NoteProblem);
    },
  };

  it("all their cases are tried", () => expect(Object.keys(cases).toSorted()).toEqual(given().cases.map(({ name }) => name).toSorted()));
  it.each(Object.entries(cases))("%s", (_, check) => check());
});

describe("a verifier key", () => {
  const name = fc.string({ unit: "binary", minLength: 1, maxLength: 30 }).filter((each) => !/[\s+\p{Cc}]/u.test(each));
  const secret = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString("base64"));

  it("is read as what was written, whoever's, and checks what its owner signs", () => {
    fc.assert(fc.property(name, secret, fc.constantFrom("log", "witness"), (owner, key, algorithm) => {
      const signer = signerOf(owner, key, algorithm);
      const read = readVerifier(signer.text);
      expect([read.name, read.keyId, read.algorithm, read.text]).toEqual([owner, signer.keyId, algorithm, signer.text]);
      expect(names(`${text}\n${signatureLine(signer, text, 1_700_000_000)}`, read)).toEqual([owner]);
    }), { seed: 1, numRuns: 200 });
  });

  it("has an id of its name, its kind and its bytes, as C2SP has it", () => {
    for (const [signer, kind] of [[ada, 1], [north, 4]] as const) {
      const raw = Buffer.from(signer.text.split("+").at(-1) ?? "", "base64");
      expect(raw).toHaveLength(33);
      expect(raw[0]).toBe(kind);
      expect(signer.keyId).toBe(createHash("sha256").update(`${signer.name}\n`).update(raw).digest("hex").slice(0, 8));
    }
    const ids = [ada, signerOf("ada.example", secretOf(1), "witness"), signerOf("ada2.example", secretOf(1)), signerOf("ada.example", secretOf(9))].map(({ keyId }) => keyId);
    expect(new Set(ids).size).toBe(4);
  });

  it("may come with blanks around it, as from a file", () => expect(readVerifier(` ${ada.text}\n`).text).toBe(ada.text));

  it("is made new each time", () => {
    const secrets = Array.from({ length: 20 }, newSecretKey);
    expect(new Set(secrets).size).toBe(20);
    for (const each of secrets) expect(readVerifier(signerOf("ada.example", each).text).name).toBe("ada.example");
  });

  const [keyName = "", id = "", bytes = ""] = ada.text.split("+");
  const raw = Buffer.from(bytes, "base64");
  const keyOf = (key: Uint8Array) => `${keyName}+${createHash("sha256").update(`${keyName}\n`).update(key).digest("hex").slice(0, 8)}+${Buffer.from(key).toString("base64")}`;

  it.each<[string, string]>([
    ["nothing", ""],
    ["a name alone", keyName],
    ["no id", `${keyName}+${bytes}`],
    ["no name", `+${id}+${bytes}`],
    ["a name with a plus", `ada+example+${id}+${bytes}`],
    ["a name with a blank", `ada example+${id}+${bytes}`],
    ["another's name", `bo.example+${id}+${bytes}`],
    ["an id that is not its own", `${keyName}+00000000+${bytes}`],
    ["an id in capitals", `${keyName}+${id.toUpperCase()}+${bytes}`],
    ["a short id", `${keyName}+${id.slice(1)}+${bytes}`],
    ["an unknown kind of key", keyOf(Buffer.concat([Uint8Array.of(2), raw.subarray(1)]))],
    ["a key that is too short", keyOf(raw.subarray(0, 32))],
    ["a key that is too long", keyOf(Buffer.concat([raw, Uint8Array.of(0)]))],
    ["a key without its kind", keyOf(raw.subarray(1))],
    ["base64 for addresses", `${keyName}+${id}+${bytes.replaceAll("+", "-").replaceAll("/", "_")}-`],
    ["base64 with a blank in it", `${keyName}+${id}+${bytes.slice(0, 8)} ${bytes.slice(8)}`],
    ["two keys", `${ada.text}\n${bo.text}`],
  ])("is none: %s", (_, key) => expect(() => readVerifier(key)).toThrow(NoteProblem));

  it.each<[string, string, string]>([
    ["of an empty name", "", secretOf(1)],
    ["of a name with a blank", "ada example", secretOf(1)],
    ["of a name with a plus", "ada+example", secretOf(1)],
    ["of a name with a line's end", "ada\n", secretOf(1)],
    ["of a name with a blank of another script", "ada\u3000example", secretOf(1)],
    ["of half a character", "ada\ud83d", secretOf(1)],
    ["of an empty secret", "ada.example", ""],
    ["of a short secret", "ada.example", Buffer.alloc(31).toString("base64")],
    ["of a long secret", "ada.example", Buffer.alloc(33).toString("base64")],
    ["of a secret in hex", "ada.example", "00".repeat(32)],
  ])("is not made %s", (_, owner, key) => expect(() => signerOf(owner, key)).toThrow(NoteProblem));
});

describe("base64", () => {
  it.each<[string, string | null]>([
    ["", ""],
    ["QQ==", "A"],
    ["QUI=", "AB"],
    ["QUJD", "ABC"],
    ["+/+/", "\u00fb\u00ff\u00bf"],
    ["QQ", null],
    ["QQ=", null],
    ["QR==", null],
    ["QUJ=", null],
    ["-_-_", null],
    ["QUJD ", null],
    [" QUJD", null],
    ["QU\nJD", null],
    ["QUJD=", null],
    ["QUJDQ", null],
    ["QQ==QQ==", null],
    ["QU!D", null],
    ["\u00e4UJD", null],
  ])("%j is one writing only: %j", (written, bytes) => expect(fromBase64(written)?.toString("latin1") ?? null).toBe(bytes));
});

describe("a note", () => {
  it("tells who signed it of those that are known, in the order of the signatures", () => {
    const note = signNote(text, bo, stranger, ada);
    expect(openNote(note, [ada, bo]).text).toBe(text);
    expect(names(note, ada, bo)).toEqual(["bo.example", "ada.example"]);
    expect(names(note, ada)).toEqual(["ada.example"]);
  });

  it("has a text that may hold empty lines and lines that look like signatures", () => {
    for (const odd of ["\n", "a\n\nb\n", "\n\n\n", `a\n\n${signatureLine(stranger, "a\n")}`, "\u{1f4a1} l\u00e4mp\n", "\u007f\u0085\n"]) {
      expect(readNote(signNote(odd, ada)).text).toBe(odd);
      expect(names(signNote(odd, ada), ada)).toEqual(["ada.example"]);
    }
  });

  it("whatever its text, opens to that text", () => {
    const line = fc.string({ unit: "binary", maxLength: 40 }).filter((each) => !/[\u0000-\u001f]/.test(each));
    fc.assert(fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
      const odd = lines.map((each) => `${each}\n`).join("");
      expect(openNote(signNote(odd, ada, bo), [bo])).toMatchObject({ text: odd, by: [{ verifier: { name: "bo.example" } }] });
    }), { seed: 1, numRuns: 300 });
  });

  it("that any one character was changed in is refused, or says the same", () => {
    const note = signNote(text, ada);
    for (let at = 0; at < note.length; at++) {
      for (const other of ["a", "A", "0", "/", "+", "=", " ", "\n", "\u2014", "\u0000", "\ud800", ""]) {
        if (other === note[at]) continue;
        expect(() => openNote(note.slice(0, at) + other + note.slice(at + 1), [ada]), `${at}: ${other}`).toThrow(NoteProblem);
      }
    }
  });

  it("counts a key that signed twice once", () => expect(names(signNote(text, ada, ada, bo), ada, bo)).toEqual(["ada.example", "bo.example"]));

  it("passes over a signature by another key of a known name", () => {
    const impostor = signerOf("ada.example", secretOf(9));
    expect(names(signNote(text, impostor, bo), ada, bo)).toEqual(["bo.example"]);
    expect(() => openNote(signNote(text, impostor), [ada])).toThrow(new NoteProblem("the note is signed by no key that is known"));
  });

  it("is spoilt by one bad signature of a known key, though another is good", () => {
    for (const at of [4, 30, 67]) {
      const bad = withBytes(signatureLine(ada, text), turned(at));
      const spoilt = new NoteProblem("the signature of ada.example is not by its key");
      expect(() => openNote(`${text}\n${bad}${signatureLine(bo, text)}`, [ada, bo])).toThrow(spoilt);
      expect(() => openNote(`${text}\n${signatureLine(bo, text)}${bad}`, [ada, bo])).toThrow(spoilt);
      // Who does not know the key cannot tell.
      expect(names(`${text}\n${bad}${signatureLine(bo, text)}`, bo)).toEqual(["bo.example"]);
    }
    for (const cut of [signatureLine(ada, text), signatureLine(ada, text)].map((line, n) => withBytes(line, (bytes) => (n ? bytes.subarray(0, -1) : Buffer.concat([bytes, Uint8Array.of(0)]))))) expect(() => openNote(`${text}\n${cut}${signatureLine(bo, text)}`, [ada, bo])).toThrow(NoteProblem);
  });

  it("signed for another text is refused", () => {
    expect(() => openNote(`${text}more\n\n${signatureLine(ada, text)}`, [ada])).toThrow(NoteProblem);
    expect(() => openNote(`${text}\n${signatureLine(ada, text.trimEnd() + "\n\n")}`, [ada])).toThrow(NoteProblem);
  });

  const signature = signatureLine(ada, text);
  const loose = signature.replace(/(.)=\n$/, (_, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}=\n`);

  it("(and one line differs in bits that mean nothing)", () => {
    expect(loose).not.toBe(signature);
    expect(Buffer.from(loose.split(" ")[2] ?? "", "base64")).toEqual(Buffer.from(signature.split(" ")[2] ?? "", "base64"));
  });

  it.each<[string, string]>([
    ["nothing", ""],
    ["one line's end", "\n"],
    ["two", "\n\n"],
    ["three", "\n\n\n"],
    ["a text alone", text],
    ["no empty line", `${text}${signature}`],
    ["no text", `\n${signature}`],
    ["no signature", `${text}\n`],
    ["no line's end at its end", `${text}\n${signature.trimEnd()}`],
    ["an empty line at its end", `${text}\n${signature}\n`],
    ["an empty line between signatures", `${text}\n${signature}\n${signatureLine(bo, text)}Unexpected.\n`],
    ["Windows' ends of lines", `${text}\n${signature}`.replaceAll("\n", "\r\n")],
    ["a tab", `a\t${text}\n${signature}`],
    ["a null", `a\u0000${text}\n${signature}`],
    ["an escape", `a\u001b${text}\n${signature}`],
    ["a carriage return", `a\r${text}\n${signature}`],
    ["half a character", `a\ud800${text}\n${signature}`],
    ["a null in a signature", `${text}\n${signature.replace("example", "exam\u0000ple")}`],
    ["a hyphen for the dash", `${text}\n${signature.replace("\u2014", "-")}`],
    ["a shorter dash", `${text}\n${signature.replace("\u2014", "\u2013")}`],
    ["no blank after the dash", `${text}\n${signature.replace("\u2014 ", "\u2014")}`],
    ["two blanks after the dash", `${text}\n${signature.replace("\u2014 ", "\u2014  ")}`],
    ["two blanks after the name", `${text}\n${signature.replace("example ", "example  ")}`],
    ["a blank at a line's end", `${text}\n${signature.replace("\n", " \n")}`],
    ["no name", `${text}\n${signature.replace("ada.example ", "")}`],
    ["a name with a blank", `${text}\n${signature.replace("ada.example", "ada example")}`],
    ["a name with a plus", `${text}\n${signature.replace("ada.example", "ada+example")}`],
    ["a name with a blank of another script", `${text}\n${signature.replace("ada.example", "ada\u3000example")}`],
    ["no bytes", `${text}\n\u2014 ada.example \n`],
    ["a key's id alone", `${text}\n\u2014 ada.example ${Buffer.from(ada.keyId, "hex").toString("base64")}\n`],
    ["base64 for addresses", `${text}\n\u2014 stranger.example ${Buffer.alloc(68, 255).toString("base64url")}=\n${signature}`],
    ["base64 without its padding", `${text}\n${signature.replace("=\n", "\n")}`],
    ["base64 with bits that mean nothing", `${text}\n${loose}`],
    ["such base64 of a stranger", `${text}\n${signature}${loose.replace("ada.example", "stranger.example")}`],
    ["more signatures than anybody reads", `${text}\n${signature}${signatureLine(stranger, text).repeat(64)}`],
  ])("is none: %s", (_, note) => {
    expect(() => readNote(note)).toThrow(NoteProblem);
    expect(() => openNote(note, [ada, bo])).toThrow(NoteProblem);
  });

  it("may have as many signatures as 64", () => expect(names(`${text}\n${signatureLine(stranger, text).repeat(63)}${signature}`, ada)).toEqual(["ada.example"]));

  it.each(["", "no end", "a\tb\n", "a\r\n", "\u0000\n", "\ud800\n"])("is not signed with the text %j, which no note holds", (odd) => {
    expect(() => signNote(odd, ada)).toThrow(NoteProblem);
    expect(() => signatureLine(north, odd, 1)).toThrow(NoteProblem);
  });

  it("is refused with one problem only, whatever it is", () => {
    const part = fc.oneof(fc.string({ unit: "binary", maxLength: 20 }), fc.constantFrom("\n", "\n\n", "\u2014 ", " ", signature, "ada.example", text));
    fc.assert(fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      try {
        expect(openNote(parts.join(""), [ada]).text).toBe(text);
      } catch (problem) {
        expect(problem).toBeInstanceOf(NoteProblem);
      }
    }), { seed: 1, numRuns: 2_000 });
  });
});

describe("a witness", () => {
  const at = 1_795_000_000;

  it("signs the text and the time (cosignature/v1)", () => {
    const line = signatureLine(north, text, at);
    expect(openNote(`${text}\n${signatureLine(ada, text)}${line}`, [ada, north, south]).by.map(({ verifier, seconds, line: told }) => [verifier.name, seconds, told])).toEqual([["ada.example", null, signatureLine(ada, text)], ["north.example/witness", at, line]]);
    const bytes = Buffer.from(line.trimEnd().split(" ")[2] ?? "", "base64");
    expect(bytes).toHaveLength(4 + 8 + 64);
    expect(bytes.subarray(0, 4).toString("hex")).toBe(north.keyId);
    expect(bytes.readBigUInt64BE(4)).toBe(BigInt(at));
    expect(verify(null, Buffer.from(`cosignature/v1\ntime ${at}\n${text}`), north.publicKey, bytes.subarray(12))).toBe(true);
  });

  it("says any time there is", () => {
    fc.assert(fc.property(fc.oneof(fc.integer({ min: 0, max: 2 ** 31 + 9 }), fc.maxSafeNat()), (seconds) => {
      expect(openNote(`${text}\n${signatureLine(south, text, seconds)}`, [south]).by[0]?.seconds).toBe(seconds);
    }), { seed: 1, numRuns: 100 });
  });

  it.each<[string, string]>([
    ["another time", withBytes(signatureLine(north, text, at), turned(11))],
    ["a time long past the last", withBytes(signatureLine(north, text, at), turned(4))],
    ["a bit turned", withBytes(signatureLine(north, text, at), turned(40))],
    ["no time", withBytes(signatureLine(north, text, at), (bytes) => Buffer.concat([bytes.subarray(0, 4), bytes.subarray(12)]))],
    ["a time alone", withBytes(signatureLine(north, text, at), (bytes) => bytes.subarray(0, 12))],
    ["a byte too many", withBytes(signatureLine(north, text, at), (bytes) => Buffer.concat([bytes, Uint8Array.of(0)]))],
    ["signed for another text", signatureLine(north, `${text}more\n`, at)],
    ["signed as a log does, without the time", withBytes(signatureLine(signerOf(north.name, secretOf(4)), text), (bytes) => Buffer.concat([Buffer.from(north.keyId, "hex"), Buffer.alloc(8), bytes.subarray(4)]))],
    ["by another witness in its name", withBytes(signatureLine(signerOf(north.name, secretOf(5), "witness"), text, at), (bytes) => Buffer.concat([Buffer.from(north.keyId, "hex"), bytes.subarray(4)]))],
  ])("whose signature is bad spoils the note: %s", (_, line) => {
    expect(() => openNote(`${text}\n${signatureLine(ada, text)}${line}`, [ada, north])).toThrow(new NoteProblem("the signature of north.example/witness is not by its key"));
    expect(names(`${text}\n${signatureLine(ada, text)}${line}`, ada)).toEqual(["ada.example"]);
  });

  it("is another key than a log of the same name and secret", () => {
    const log = signerOf(north.name, secretOf(4));
    expect(() => openNote(`${text}\n${signatureLine(north, text, at)}`, [log])).toThrow(NoteProblem);
    expect(() => openNote(`${text}\n${signatureLine(log, text)}`, [north])).toThrow(NoteProblem);
  });
});

describe("a checkpoint", () => {
  const root = createHash("sha256").update("root").digest();
  const encoded = root.toString("base64");
  const log = signerOf("lamppost.example/ledger", secretOf(6));
  const body = checkpointText({ origin: log.name, size: 20_852_163, root });

  it("is three lines", () => expect(body).toBe(`lamppost.example/ledger\n20852163\n${encoded}\n`));

  it("is read as what was written, of any tree", () => {
    const origin = fc.string({ unit: "binary", minLength: 1, maxLength: 40 }).filter((each) => !each.includes("\n"));
    fc.assert(fc.property(origin, fc.maxSafeNat(), fc.uint8Array({ minLength: 32, maxLength: 32 }), (name, size, hash) => {
      const read = readCheckpointText(checkpointText({ origin: name, size, root: hash }));
      expect([read.origin, read.size, Buffer.from(read.root).equals(hash)]).toEqual([name, size, true]);
    }), { seed: 1, numRuns: 300 });
  });

  it("may have further lines, which are signed and passed over", () => {
    expect(readCheckpointText(`${body}an extension\nanother\n`)).toEqual({ origin: log.name, size: 20_852_163, root });
    expect(openCheckpoint(signNote(`${body}an extension\n`, log), [log])).toMatchObject({ size: 20_852_163 });
    expect(() => openCheckpoint(signNote(`${body}an extension\n`, log).replace("an ext", "no ext"), [log])).toThrow(NoteProblem);
  });

  it.each<[string, string]>([
    ["nothing", ""],
    ["a line's end", "\n"],
    ["no origin", `\n1\n${encoded}\n`],
    ["no size", `${log.name}\n${encoded}\n`],
    ["an empty size", `${log.name}\n\n${encoded}\n`],
    ["a size that begins with zero", `${log.name}\n01\n${encoded}\n`],
    ["zero written twice", `${log.name}\n00\n${encoded}\n`],
    ["a size below zero", `${log.name}\n-1\n${encoded}\n`],
    ["a size with a plus", `${log.name}\n+1\n${encoded}\n`],
    ["a size with a blank", `${log.name}\n1 \n${encoded}\n`],
    ["a size with a part", `${log.name}\n1.0\n${encoded}\n`],
    ["a size in short", `${log.name}\n1e3\n${encoded}\n`],
    ["a size in hex", `${log.name}\n0x1\n${encoded}\n`],
    ["a size in other digits", `${log.name}\n\u0661\n${encoded}\n`],
    ["a size larger than numbers go", `${log.name}\n9007199254740992\n${encoded}\n`],
    ["no root", `${log.name}\n1\n`],
    ["an empty root", `${log.name}\n1\n\n`],
    ["a root of 31 bytes", `${log.name}\n1\n${root.subarray(1).toString("base64")}\n`],
    ["a root of 33 bytes", `${log.name}\n1\n${Buffer.concat([root, root.subarray(0, 1)]).toString("base64")}\n`],
    ["a root in hex", `${log.name}\n1\n${root.toString("hex")}\n`],
    ["a root in base64 for addresses", `${log.name}\n1\n${Buffer.alloc(32, 255).toString("base64url")}=\n`],
    ["a root without its padding", `${log.name}\n1\n${encoded.replace("=", "")}\n`],
    ["a root with bits that mean nothing", `${log.name}\n1\n${encoded.replace(/(.)=$/, (_, last: string) => `${String.fromCharCode(last.charCodeAt(0) + 1)}=`)}\n`],
    ["a root with a blank", `${log.name}\n1\n ${encoded}\n`],
  ])("is none, though it be signed: %s", (_, odd) => {
    expect(() => readCheckpointText(odd)).toThrow(ProofProblem);
    // The empty text is signed by nobody.
    if (odd !== "") expect(() => openCheckpoint(signNote(odd, log), [log])).toThrow(ProofProblem);
  });

  it("tells what it says, who signed it and which witnesses saw it, when", () => {
    const note = signNote(body, log) + signatureLine(north, body, 17) + signatureLine(south, body, 18);
    expect(openCheckpoint(note, [log], [south, north])).toEqual({ origin: log.name, size: 20_852_163, root, by: log, seenBy: [{ verifier: north, seconds: 17, line: signatureLine(north, body, 17) }, { verifier: south, seconds: 18, line: signatureLine(south, body, 18) }] });
    expect(openCheckpoint(note, [log], [south]).seenBy.map(({ verifier }) => verifier.name)).toEqual(["south.example/witness"]);
    expect(openCheckpoint(note, [log]).seenBy).toEqual([]);
  });

  it("is signed by any of the ledger's keys, of which it may have an old and a new one", () => {
    const fresh = signerOf(log.name, secretOf(7));
    expect(openCheckpoint(signNote(body, fresh), [log, fresh]).by.keyId).toBe(fresh.keyId);
    expect(openCheckpoint(signNote(body, fresh, log), [log]).by.keyId).toBe(log.keyId);
    expect(() => openCheckpoint(signNote(body, fresh), [log])).toThrow(NoteProblem);
  });

  it.each<[string, string, Verifier[], Verifier[], typeof NoteProblem | typeof ProofProblem]>([
    ["of another origin than the key's name", signNote(checkpointText({ origin: "other.example/ledger", size: 1, root }), log), [log], [], ProofProblem],
    ["of an origin that the key's name begins", signNote(checkpointText({ origin: `${log.name}/2`, size: 1, root }), log), [log], [], ProofProblem],
    ["signed by a known ledger for another", signNote(body, ada), [ada, log], [], ProofProblem],
    ["signed by witnesses only", `${body}\n${signatureLine(north, body, 1)}`, [log], [north], ProofProblem],
    ["signed by a witness of the ledger's own name", `${body}\n${signatureLine(signerOf(log.name, secretOf(6), "witness"), body, 1)}`, [signerOf(log.name, secretOf(6), "witness")], [], ProofProblem],
    ["signed by nobody known", signNote(body, stranger), [log], [north], NoteProblem],
    ["with a bad signature of a witness that is known", `${signNote(body, log)}${withBytes(signatureLine(north, body, 1), turned(50))}`, [log], [north], NoteProblem],
    ["where no key is known", signNote(body, log), [], [], NoteProblem],
    ["with another size than was signed", signNote(body, log).replace("\n20852163\n", "\n20852164\n"), [log], [], NoteProblem],
  ])("is not believed %s", (_, note, keys, witnesses, problem) => expect(() => openCheckpoint(note, keys, witnesses)).toThrow(problem));
});
