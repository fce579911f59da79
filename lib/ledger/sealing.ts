import "server-only";
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from "node:crypto";
import { canonicalJson } from "@/lib/core/canonical-json";
import type { Tx } from "@/lib/core/db";

/*
 * What is sealed in an entry: a salted commitment, which is published, and its opening, which is encrypted under the key of the person or
 * record that it is about. Each such key is wrapped by the portal's master key. Whoever destroys it makes the openings unreadable for ever;
 * the commitments stay, and with them every proof.
 */

export interface Owner {
  id: string;
  kind: "person" | "record";
}

/** The portal's master keys, 32 bytes each: the first wraps, the others only unwrap what was wrapped before. */
export interface Masters {
  current: string;
  keys: Map<string, Buffer>;
}

export const masterId = (key: Buffer): string => createHash("sha256").update("lamppost master").update(key).digest("hex").slice(0, 8);

/** @param text base64 keys apart by commas, the current one first */
export function readMasters(text: string | undefined): Masters {
  const keys = (text ?? "").split(",").map((each) => each.trim()).filter(Boolean).map((each) => Buffer.from(each, "base64"));
  const [first] = keys;
  if (!first || keys.some((key) => key.length !== 32)) throw new Error("LAMPPOST_MASTER_KEY is not set to 32 bytes in base64: start the portal with `npm start`.");
  return { current: masterId(first), keys: new Map(keys.map((key) => [masterId(key), key])) };
}

let known: { text: string | undefined; masters: Masters } | undefined;
function masters(): Masters {
  const text = process.env.LAMPPOST_MASTER_KEY;
  if (known?.text !== text || !known) known = { text, masters: readMasters(text) };
  return known.masters;
}

/** AES-256-GCM: nonce, tag and what was encrypted, in base64url; `about` is bound to it. */
function encrypt(key: Buffer, text: Buffer, about: string): string {
  const nonce = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(about));
  const body = Buffer.concat([cipher.update(text), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString("base64url");
}

function decrypt(key: Buffer, box: string, about: string): Buffer {
  const bytes = Buffer.from(box, "base64url");
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12)).setAAD(Buffer.from(about));
  decipher.setAuthTag(bytes.subarray(12, 28));
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]);
}

export const wrapKey = (key: Buffer, id: string, { current, keys } = masters()): { wrapped: string; master: string } => ({ wrapped: encrypt(keys.get(current) as Buffer, key, `key of ${id}`), master: current });

export function unwrapKey({ id, wrapped, master }: { id: string; wrapped: string; master: string }, { keys } = masters()): Buffer {
  const by = keys.get(master);
  if (!by) throw new Error(`the key of ${id} is wrapped by master key ${master}, which is not here`);
  return decrypt(by, wrapped, `key of ${id}`);
}

/** What binds a field and its value: HMAC-SHA-256 under a salt that nobody can guess. Base64. */
export const commitmentTo = (salt: Buffer, field: string, value: unknown): string => createHmac("sha256", salt).update(`${field}\n${canonicalJson(value)}`).digest("base64");

/** The keys of one process, each once it is known to be stored; so that a decision asks for them once and not each time. */
const stored = new Map<string, { key: Buffer; until: number }>();
const rememberFor = 600_000;
const mostRemembered = 5_000;

function remember(id: string, key: Buffer): void {
  if (stored.size >= mostRemembered) stored.clear();
  stored.set(id, { key, until: Date.now() + rememberFor });
}

type Found = { id: string; wrapped: string | null; master: string; isNew: boolean };
const find = (tx: Pick<Tx, "$queryRaw">, ids: string[]) => tx.$queryRaw<Found[]>`SELECT id, wrapped, master, xmin = pg_current_xact_id()::xid AS "isNew" FROM "SealKey" WHERE id = ANY (${ids}::uuid[])`;

/** The keys to seal with, made where there is none yet. Null where it was destroyed: what is sealed then can never be opened. */
async function keysFor(tx: Pick<Tx, "$queryRaw" | "$executeRaw">, owners: Owner[]): Promise<Map<string, Buffer | null>> {
  const keys = new Map<string, Buffer | null>();
  const take = (rows: Found[]) => {
    for (const { id, wrapped, master, isNew } of rows) {
      const key = wrapped === null ? null : unwrapKey({ id, wrapped, master });
      keys.set(id, key);
      // One that this transaction made may still be undone with it.
      if (key && !isNew) remember(id, key);
    }
  };
  const asked = [...new Map(owners.map((owner) => [owner.id, owner])).values()];
  for (const { id } of asked) {
    const one = stored.get(id);
    if (one && one.until > Date.now()) keys.set(id, one.key);
  }
  const missing = () => asked.filter(({ id }) => !keys.has(id));
  if (missing().length > 0) take(await find(tx, missing().map(({ id }) => id)));
  // In the order of their ids, so that two who make the same keys wait for each other in one order.
  const made = missing().toSorted((a, b) => (a.id < b.id ? -1 : 1)).map(({ id, kind }) => ({ id, kind, key: randomBytes(32) }));
  if (made.length > 0) {
    const rows = JSON.stringify(made.map(({ id, kind, key }) => ({ id, kind, ...wrapKey(key, id) })));
    await tx.$executeRaw`
      INSERT INTO "SealKey" (id, kind, wrapped, master) SELECT r.id, r.kind::"SealKeyKind", r.wrapped, r.master FROM jsonb_to_recordset(${rows}::jsonb) AS r (id uuid, kind text, wrapped text, master text)
      ORDER BY r.id ON CONFLICT (id) DO NOTHING`;
    take(await find(tx, made.map(({ id }) => id)));
  }
  return keys;
}

/** The key of one owner, made where there is none yet, for what is kept outside the ledger. @throws where it was destroyed */
export async function keyFor(tx: Pick<Tx, "$queryRaw" | "$executeRaw">, owner: Owner): Promise<Buffer> {
  const key = (await keysFor(tx, [owner])).get(owner.id);
  if (!key) throw new Error(`the key of ${owner.id} is destroyed`);
  return key;
}

/** The key of one owner, read anew; null where there is none any more. */
export async function keyOf(tx: Pick<Tx, "$queryRaw">, id: string): Promise<Buffer | null> {
  const [found] = await find(tx, [id]);
  return found?.wrapped ? unwrapKey({ id, wrapped: found.wrapped, master: found.master }) : null;
}

export interface Sealed {
  /** to be published */
  commitments: Record<string, string>;
  openings: { field: string; keyId: string; box: string }[];
}

/** Seals the fields of several entries, each field for its owner. */
export async function sealAll(tx: Pick<Tx, "$queryRaw" | "$executeRaw">, entries: { entryId: string; fields: { field: string; value: unknown; owner: Owner }[] }[]): Promise<Sealed[]> {
  const owners = entries.flatMap(({ fields }) => fields.map(({ owner }) => owner));
  if (owners.length === 0) return entries.map(() => ({ commitments: {}, openings: [] }));
  const keys = await keysFor(tx, owners);
  return entries.map(({ entryId, fields }) => {
    const sealed: Sealed = { commitments: {}, openings: [] };
    for (const { field, value, owner } of fields) {
      const salt = randomBytes(32);
      sealed.commitments[field] = commitmentTo(salt, field, value);
      const key = keys.get(owner.id);
      if (key) sealed.openings.push({ field, keyId: owner.id, box: encrypt(key, Buffer.from(canonicalJson({ salt: salt.toString("base64"), value })), `${entryId} ${field}`) });
    }
    return sealed;
  });
}

/** A sealed field, opened: with its salt anybody can check the value against the published commitment. */
export interface Opened {
  value: unknown;
  salt: string;
}

/**
 * Opens what is sealed in these entries, by entry and field. What was forgotten is absent. The keys are read anew each time, so that
 * nothing is opened with one that was destroyed a moment ago. For those who may see the entries: the caller has checked.
 */
export async function openAll(tx: Pick<Tx, "$queryRaw">, entryIds: string[]): Promise<Map<string, Map<string, Opened>>> {
  const opened = new Map<string, Map<string, Opened>>();
  if (entryIds.length === 0) return opened;
  const rows = await tx.$queryRaw<{ entryId: string; field: string; box: string; keyId: string; wrapped: string; master: string }[]>`
    SELECT o."entryId", o.field, o.box, o."keyId", k.wrapped, k.master FROM "LedgerOpening" o JOIN "SealKey" k ON k.id = o."keyId" AND k.wrapped IS NOT NULL WHERE o."entryId" = ANY (${entryIds}::uuid[])`;
  const keys = new Map<string, Buffer>();
  for (const { entryId, field, box, keyId, wrapped, master } of rows) {
    let key = keys.get(keyId);
    if (!key) keys.set(keyId, (key = unwrapKey({ id: keyId, wrapped, master })));
    const { salt, value } = JSON.parse(decrypt(key, box, `${entryId} ${field}`).toString("utf8")) as Opened;
    const fields = opened.get(entryId) ?? new Map<string, Opened>();
    opened.set(entryId, fields.set(field, { salt, value }));
  }
  return opened;
}

/** What is no longer known to this process of a key that is destroyed. */
export const forgetKey = (id: string): void => void stored.delete(id);
