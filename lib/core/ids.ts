import { randomBytes, randomInt } from "node:crypto";

// Crockford's alphabet: no I, L, O, U, so that a reference can be read out on the phone.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The check character of a reference: the weighted sum of the others, so that one wrong or swapped character is noticed. */
function checkCharacter(characters: string): string {
  let sum = 0;
  for (let i = 0; i < characters.length; i++) sum = (sum + alphabet.indexOf(characters[i] ?? "") * (i * 2 + 3)) % 31;
  return alphabet[sum] ?? "0";
}

/** A new reference such as LP-7K3M-2Q9F: seven random characters and a check character. */
export function newReference(): string {
  let characters = "";
  for (let i = 0; i < 7; i++) characters += alphabet[randomInt(32)];
  characters += checkCharacter(characters);
  return `LP-${characters.slice(0, 4)}-${characters.slice(4)}`;
}

/** The reference in its one written form, or null when the text is none (wrong length, letters, or check character). */
export function readReference(text: string): string | null {
  const characters = text.trim().toUpperCase().replace(/^LP/, "").replace(/[^0-9A-Z]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  if (characters.length !== 8 || checkCharacter(characters.slice(0, 7)) !== characters[7]) return null;
  return `LP-${characters.slice(0, 4)}-${characters.slice(4)}`;
}

/**
 * What somebody without an account is given, to find again what they sent: C-7K3M-2Q9F-XW4T. Eleven random characters, 55 bits, which nobody finds by trying, and
 * a check character.
 */
export function newTicket(letter: Ticket = "C"): string {
  let characters = "";
  for (let i = 0; i < 11; i++) characters += alphabet[randomInt(32)];
  return written(letter, characters + checkCharacter(characters));
}

/** What it is for: a concern, or a request about one's own data. */
type Ticket = "C" | "R";
const written = (letter: Ticket, characters: string): string => `${letter}-${characters.slice(0, 4)}-${characters.slice(4, 8)}-${characters.slice(8)}`;

/** The same in its one written form, however it was typed; null where it is none. */
export function readTicket(text: string, letter: Ticket = "C"): string | null {
  // The letter of the beginning is one of the alphabet too, so it counts only where it is one more.
  const typed = text.slice(0, 60).toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
  const characters = typed.length === 13 && typed.startsWith(letter) ? typed.slice(1) : typed;
  return characters.length === 12 && checkCharacter(characters.slice(0, 11)) === characters[11] ? written(letter, characters) : null;
}

/** The short code on a device's sign: seven characters. */
export function newDeviceCode(): string {
  let code = "";
  for (let i = 0; i < 7; i++) code += alphabet[randomInt(32)];
  return code;
}

let lastId = 0n;

/**
 * A UUID that sorts by the time it was made (version 7, RFC 9562), like those Prisma makes. Those of one process sort in the order in which
 * they were made: the twelve bits after the milliseconds count on within one, and run over into the next.
 */
export function newId(): string {
  const begun = (BigInt(Date.now()) << 12n) | BigInt(randomInt(1024));
  lastId = begun > lastId ? begun : lastId + 1n;
  const bytes = randomBytes(16);
  bytes.writeUIntBE(Number(lastId >> 12n), 0, 6);
  const count = Number(lastId & 0xfffn);
  bytes[6] = 0x70 | (count >> 8);
  bytes[7] = count & 0xff;
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** 256 random bits for a link, in letters that a mail program leaves alone. */
export const newToken = (): string => randomBytes(32).toString("base64url");

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
export const isId = (text: string): boolean => uuid.test(text);
