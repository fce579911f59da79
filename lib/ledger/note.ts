import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from "node:crypto";

/*
 * Signed notes (C2SP signed-note): a text, an empty line, and lines with signatures. Ed25519, of a log (algorithm 0x01) or of a witness
 * (0x04, cosignature/v1, which signs the time with the text).
 */

export class NoteProblem extends Error {
  override name = "NoteProblem";
}

export type Algorithm = "log" | "witness";
const algorithms = { log: 1, witness: 4 } as const satisfies Record<Algorithm, number>;

export interface Verifier {
  name: string;
  /** eight hex digits */
  keyId: string;
  algorithm: Algorithm;
  publicKey: KeyObject;
  /** `<name>+<key id>+<base64 of algorithm and key>` */
  text: string;
}

export interface Signer extends Verifier {
  privateKey: KeyObject;
}

// An Ed25519 key in DER is a fixed beginning and its 32 bytes.
const spki = Buffer.from("302a300506032b6570032100", "hex");
const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");
const rawOf = (publicKey: KeyObject): Buffer => publicKey.export({ format: "der", type: "spki" }).subarray(spki.length);

const isName = (name: string): boolean => name.length > 0 && !/[\s+]/u.test(name) && name.isWellFormed();

function keyIdOf(name: string, algorithm: Algorithm, raw: Uint8Array): string {
  return createHash("sha256").update(`${name}\n`).update(Uint8Array.of(algorithms[algorithm])).update(raw).digest("hex").slice(0, 8);
}

function verifierOf(name: string, algorithm: Algorithm, raw: Buffer): Verifier {
  if (!isName(name)) throw new NoteProblem("a key's name holds no white space and no plus sign");
  if (raw.length !== 32) throw new NoteProblem("a key is not 32 bytes long");
  const keyId = keyIdOf(name, algorithm, raw);
  const text = `${name}+${keyId}+${Buffer.concat([Uint8Array.of(algorithms[algorithm]), raw]).toString("base64")}`;
  return { name, keyId, algorithm, text, publicKey: createPublicKey({ key: Buffer.concat([spki, raw]), format: "der", type: "spki" }) };
}

/** Base64 as the specification has it: standard, padded, and nothing else. Null where the text is something else. */
export function fromBase64(text: string): Buffer | null {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : null;
}

/** A verifier key as it is published. @throws {NoteProblem} */
export function readVerifier(text: string): Verifier {
  const match = /^([^\s+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text.trim());
  const bytes = match ? fromBase64(match[3] ?? "") : null;
  const algorithm = (Object.keys(algorithms) as Algorithm[]).find((each) => algorithms[each] === bytes?.[0]);
  if (!match || !bytes || bytes.length !== 33 || !algorithm) throw new NoteProblem("this is no verifier key: it reads like name+1234abcd+base64");
  const verifier = verifierOf(match[1] ?? "", algorithm, bytes.subarray(1));
  if (verifier.keyId !== match[2]) throw new NoteProblem("the verifier key does not match its own id");
  return verifier;
}

/** A new key's secret: 32 bytes in base64. */
export const newSecretKey = (): string => generateKeyPairSync("ed25519").privateKey.export({ format: "der", type: "pkcs8" }).subarray(pkcs8.length).toString("base64");

/** @param secret 32 bytes in base64, as `newSecretKey` makes them */
export function signerOf(name: string, secret: string, algorithm: Algorithm = "log"): Signer {
  const seed = fromBase64(secret.trim());
  if (seed?.length !== 32) throw new NoteProblem("a signing key is 32 bytes in base64");
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: "der", type: "pkcs8" });
  return { ...verifierOf(name, algorithm, rawOf(createPublicKey(privateKey))), privateKey };
}

const timed = (seconds: number, text: string): string => `cosignature/v1\ntime ${seconds}\n${text}`;

// eslint-disable-next-line no-control-regex -- that there is none is what is asked
const isNoteText = (text: string): boolean => text.isWellFormed() && !/[\u0000-\u0009\u000b-\u001f]/u.test(text);

/** One line that signs the text. A witness signs the time too: seconds since 1970. @throws {NoteProblem} on a text that no note holds */
export function signatureLine(signer: Signer, text: string, seconds = 0): string {
  if (!isNoteText(text) || !text.endsWith("\n")) throw new NoteProblem("a note's text ends in a line's end and holds no other control characters");
  const isWitness = signer.algorithm === "witness";
  const signature = sign(null, Buffer.from(isWitness ? timed(seconds, text) : text), signer.privateKey);
  const time = Buffer.alloc(isWitness ? 8 : 0);
  if (isWitness) time.writeBigUInt64BE(BigInt(seconds));
  return `— ${signer.name} ${Buffer.concat([Buffer.from(signer.keyId, "hex"), time, signature]).toString("base64")}\n`;
}

export const signNote = (text: string, ...signers: Signer[]): string => `${text}\n${signers.map((signer) => signatureLine(signer, text)).join("")}`;

export interface NoteSignature {
  name: string;
  keyId: string;
  /** what follows the key's id: the signature, of a witness with its time before it */
  signature: Buffer;
  line: string;
}

/** A note taken apart; nothing in it is verified yet. @throws {NoteProblem} */
export function readNote(note: string): { text: string; signatures: NoteSignature[] } {
  if (!isNoteText(note)) throw new NoteProblem("the note holds a character that no note holds");
  const at = note.lastIndexOf("\n\n");
  if (at < 0 || !note.endsWith("\n")) throw new NoteProblem("the note has no signatures");
  const text = note.slice(0, at + 1);
  const lines = note.slice(at + 2, -1).split("\n");
  if (lines.length > 64) throw new NoteProblem("the note has more signatures than anybody reads");
  const signatures = lines.map((line) => {
    const match = /^— ([^\s+]+) (\S+)$/u.exec(line);
    const bytes = match ? fromBase64(match[2] ?? "") : null;
    if (!match || !bytes || bytes.length < 5) throw new NoteProblem("a line of signatures is none");
    return { name: match[1] ?? "", keyId: bytes.subarray(0, 4).toString("hex"), signature: bytes.subarray(4), line: `${line}\n` };
  });
  return { text, signatures };
}

/** Whether the signature is by this key over this text; null where it is by another key. Of a witness, with the time it signed. */
function checked(verifier: Verifier, text: string, { name, keyId, signature }: NoteSignature): { isGood: boolean; seconds: number | null } | null {
  if (name !== verifier.name || keyId !== verifier.keyId) return null;
  if (verifier.algorithm === "log") return { isGood: signature.length === 64 && verify(null, Buffer.from(text), verifier.publicKey, signature), seconds: null };
  if (signature.length !== 72) return { isGood: false, seconds: null };
  const seconds = Number(signature.readBigUInt64BE(0));
  return { isGood: verify(null, Buffer.from(timed(seconds, text)), verifier.publicKey, signature.subarray(8)), seconds };
}

/**
 * The text of a note and which of the known keys signed it. Signatures by unknown keys are passed over; one of a known key that does not
 * verify spoils the note, and so does the want of any.
 * @throws {NoteProblem}
 */
export function openNote(note: string, known: readonly Verifier[]): { text: string; by: { verifier: Verifier; seconds: number | null; line: string }[] } {
  const { text, signatures } = readNote(note);
  const by: { verifier: Verifier; seconds: number | null; line: string }[] = [];
  for (const signature of signatures) {
    for (const verifier of known) {
      const found = checked(verifier, text, signature);
      if (!found || by.some((each) => each.verifier.text === verifier.text)) continue;
      if (!found.isGood) throw new NoteProblem(`the signature of ${verifier.name} is not by its key`);
      by.push({ verifier, seconds: found.seconds, line: signature.line });
    }
  }
  if (by.length === 0) throw new NoteProblem("the note is signed by no key that is known");
  return { text, by };
}
