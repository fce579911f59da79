import "server-only";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { may } from "@/lib/access/may";
import { namesOf } from "@/lib/access/names";
import { addDays, isoDay } from "@/lib/core/calendar";
import { csvLine } from "@/lib/core/csv";
import { keyedHash } from "@/lib/core/crypto";
import { db, Prisma } from "@/lib/core/db";
import { isId, readReference } from "@/lib/core/ids";
import { log } from "@/lib/core/log";
import { behindWall } from "@/lib/core/wall";
import { readLedger } from "@/lib/audits/read-ledger";
import { drawn } from "@/lib/audits/rules";
import { commitmentTo, openAll, type Opened } from "@/lib/ledger/sealing";
import { withActors, type TimelineEntry } from "@/lib/ledger/queries";
import { readCheckpointText } from "@/lib/ledger/checkpoint";
import { readNote } from "@/lib/ledger/note";
import { leafOfEntry, receiptOf } from "@/lib/ledger/tree";
import { entryWords } from "@/lib/ledger/words";
import { chainOf } from "@/lib/people/queries";
import type { Who } from "@/lib/session/current";

/** What the ledger can be searched by. What is empty or means nothing is not asked for. */
export interface Sought {
  /** name of the action */
  name?: string | undefined;
  /** who acted, or whom it is about */
  person?: string | undefined;
  /** a case's or permit's reference, or the id of any record */
  record?: string | undefined;
  /** days of the city, inclusive */
  from?: Date | undefined;
  to?: Date | undefined;
  /** words of a public reason */
  reason?: string | undefined;
  grant?: string | undefined;
  before?: string | undefined;
}

export const soughtNames = ["name", "person", "record", "from", "to", "reason", "grant"] as const;

/** The records that a reference or id means. */
async function recordIds(text: string): Promise<string[]> {
  if (isId(text)) return [text];
  const reference = readReference(text);
  if (!reference) return [];
  const [applications, permits] = await Promise.all([db.application.findMany({ where: { reference }, select: { id: true } }), db.permit.findMany({ where: { reference }, select: { id: true } })]);
  return [...applications, ...permits].map(({ id }) => id);
}

/** What is about a person: themselves, and every record of theirs. */
async function recordsOfPerson(personId: string): Promise<string[]> {
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT ${personId}::uuid AS id UNION ALL SELECT id FROM "Grant" WHERE "personId" = ${personId}::uuid UNION ALL SELECT id FROM "GrantRequest" WHERE "personId" = ${personId}::uuid
    UNION ALL SELECT id FROM "Interest" WHERE "personId" = ${personId}::uuid UNION ALL SELECT id FROM "Training" WHERE "personId" = ${personId}::uuid UNION ALL SELECT id FROM "ApartException" WHERE "personId" = ${personId}::uuid
    UNION ALL SELECT id FROM "ReviewItem" WHERE "holderId" = ${personId}::uuid UNION ALL SELECT id FROM "LegalHold" WHERE "personId" = ${personId}::uuid UNION ALL SELECT id FROM "Finding" WHERE "concernsId" = ${personId}::uuid`;
  return rows.map(({ id }) => id);
}

async function whereOf(who: Who, sought: Sought): Promise<Prisma.LedgerEntryWhereInput> {
  const { name, person, record, from, to, reason, grant, before } = sought;
  return {
    AND: [
      authorizedWhere(who.ability, "examine", "LedgerEntry"),
      before && isId(before) ? { id: { lt: before } } : {},
      name && Object.hasOwn(entryWords, name) ? { name } : {},
      person && isId(person) ? { OR: [{ actorId: person }, { subjectId: { in: await recordsOfPerson(person) } }] } : {},
      record ? { subjectId: { in: await recordIds(record) } } : {},
      grant ? (isId(grant) ? { grantId: grant } : { id: { in: [] } }) : {},
      from ? { at: { gte: from } } : {},
      to ? { at: { lt: addDays(to, 1) } } : {},
      reason ? { open: { path: ["reason"], string_contains: reason.replace(/[\\%_]/g, "\\$&"), mode: "insensitive" } } : {},
    ],
  };
}

/** Whoever looks something up is written down, once a day for each thing looked for. */
export async function noteReading(who: Who, how: "search" | "entry" | "record", looked: Record<string, string>, count: number): Promise<void> {
  const key = `read ${isoDay(new Date())} ${keyedHash(JSON.stringify([how, looked]), "what was looked up").slice(0, 40)}`;
  const result = await readLedger(who.actor, { how, by: Object.keys(looked), looked, count: 0 }, { key });
  // Without its entry nothing is shown.
  if (!result.ok) {
    log.error({ refusal: result.refusal, count }, "a reading of the ledger could not be written down");
    throw new Error("a reading of the ledger could not be written down");
  }
}

export const lookedFor = (sought: Sought): Record<string, string> => Object.fromEntries(soughtNames.flatMap((name) => (sought[name] ? [[name, sought[name] instanceof Date ? isoDay(sought[name]) : String(sought[name]).slice(0, 300)]] : [])));

export interface LedgerRow extends TimelineEntry {
  subjectType: string;
  subjectId: string;
  grantId: string | null;
}

/** The ledger, newest first, in pages of 50, for those who may read it. */
export const ledgerPage = behindWall(async (who: Who, sought: Sought = {}): Promise<{ entries: LedgerRow[]; more: string | undefined }> => {
  const found = await db.ledgerEntry.findMany({ where: await whereOf(who, sought), orderBy: { id: "desc" }, take: 51 });
  const page = await withActors(found.slice(0, 50));
  return { entries: page.map((entry, n) => ({ ...entry, subjectType: found[n]?.subjectType ?? "", subjectId: found[n]?.subjectId ?? "", grantId: found[n]?.grantId ?? null })), more: found.length > 50 ? found[49]?.id : undefined };
});

/** The same as CSV, whole, a thousand at a time. Sealed fields stay sealed. */
export async function* ledgerCsv(who: Who, sought: Sought): AsyncGenerator<string> {
  yield csvLine(["position", "id", "at", "action", "kind", "record", "from", "to", "by", "reason", "grant", "rules"]);
  let before: string | undefined;
  for (;;) {
    const rows = await db.ledgerEntry.findMany({ where: await whereOf(who, { ...sought, before }), orderBy: { id: "desc" }, take: 1_000 });
    if (rows.length === 0) return;
    const told = await withActors(rows);
    yield rows.map((row, n) => csvLine([String(told[n]?.position ?? ""), row.id, row.at.toISOString(), row.name, row.subjectType, row.subjectId, row.fromStatus ?? "", row.toStatus ?? "", told[n]?.actor?.name ?? row.actorKind, typeof (row.open as { reason?: unknown }).reason === "string" ? String((row.open as { reason: string }).reason) : "", row.grantId ?? "", String(row.policyVersion)])).join("");
    before = rows.at(-1)?.id;
  }
}

/** For how long an entry that somebody opened stays open to them. */
const openFor = 3_600_000;

/** One entry with all that belongs to it. What is sealed is there only where the person opened it within the last hour. */
export const entryFile = behindWall(async (who: Who, id: string) => {
  if (!isId(id)) return null;
  const entry = await db.ledgerEntry.findFirst({ where: { AND: [{ id }, authorizedWhere(who.ability, "examine", "LedgerEntry")] } });
  if (!entry) return null;
  const since = new Date(Date.now() - openFor);
  const [[told], placed, chain, opening, findings] = await Promise.all([
    withActors([entry]),
    leafOfEntry(id),
    entry.grantId ? chainOf(entry.grantId) : [],
    db.ledgerEntry.findFirst({ where: { name: "ledger.opened", subjectType: "LedgerEntry", subjectId: id, actorId: who.person.id, at: { gt: since } }, select: { id: true } }),
    db.finding.findMany({ where: { AND: [{ entryId: id }, authorizedWhere(who.ability, "examine", "Finding")] }, orderBy: { number: "asc" } }),
  ]);
  const mayOpen = may(who.ability, "open", "LedgerEntry", entry).may;
  const opened: Map<string, Opened> = opening && mayOpen ? ((await openAll(db, [id])).get(id) ?? new Map()) : new Map();
  return {
    ...entry, words: told?.words ?? entry.name, actor: told?.actor ?? null, leaf: placed?.leaf ?? null, position: placed?.position ?? null, chain, findings, mayOpen, isOpen: Boolean(opening) && mayOpen,
    mayRaise: may(who.ability, "raise", "Finding", { concernsId: entry.actorId }).may,
    sealedFields: Object.entries(entry.sealed as Record<string, string>).map(([field, commitment]) => ({ field, commitment, opened: openedOf(field, commitment, opened) })),
  };
});

/** A field that was opened, and whether it fits what was sealed: what does not is told so, and never shown as what was written. */
function openedOf(field: string, commitment: string, opened: Map<string, Opened>): (Opened & { fits: boolean }) | null {
  const one = opened.get(field);
  return one ? { ...one, fits: commitmentTo(Buffer.from(one.salt, "base64"), field, one.value) === commitment } : null;
}

/** A record as it stood at an instant, replayed from its entries: its status, what was last said of it, and every entry until then. */
export const recordAsOf = behindWall(async (who: Who, record: string, at: Date) => {
  const ids = await recordIds(record);
  const entries = await db.ledgerEntry.findMany({ where: { AND: [{ subjectId: { in: ids } }, { at: { lte: at } }, authorizedWhere(who.ability, "examine", "LedgerEntry")] }, orderBy: { id: "asc" }, take: 2_000 });
  const told = await withActors(entries);
  const records = new Map<string, { type: string; id: string; status: string | null; facts: Record<string, unknown> }>();
  for (const entry of entries) {
    const known = records.get(entry.subjectId) ?? { type: entry.subjectType, id: entry.subjectId, status: null, facts: {} };
    records.set(entry.subjectId, { ...known, status: entry.toStatus ?? known.status, facts: { ...known.facts, ...(entry.open as Record<string, unknown>) } });
  }
  return { isKnown: ids.length > 0, records: [...records.values()], entries: told.toReversed() };
});

/** Samples, newest first. */
export const samplesSeenBy = behindWall(async (who: Who) => {
  const samples = await db.sample.findMany({ where: authorizedWhere(who.ability, "examine", "Sample"), orderBy: { id: "desc" }, take: 50 });
  const people = await namesOf(samples.map(({ takenById }) => takenById));
  return samples.map((sample) => ({ ...sample, below: Number(sample.below), takenBy: people.get(sample.takenById)?.name ?? "A forgotten person" }));
});

/** A sample with its announcement and, once that is sealed, what was drawn: each entry with the chain of grants behind it. */
export const sampleFile = behindWall(async (who: Who, id: string) => {
  if (!isId(id)) return null;
  const sample = await db.sample.findFirst({ where: { AND: [{ id }, authorizedWhere(who.ability, "examine", "Sample")] } });
  if (!sample) return null;
  const announced = await db.ledgerEntry.findFirst({ where: { name: "sample.announced", subjectType: "Sample", subjectId: id }, select: { id: true } });
  const placed = announced && (await leafOfEntry(announced.id));
  const [checkpoint] = placed ? await db.$queryRaw<{ note: string }[]>`SELECT note FROM "LedgerCheckpoint" WHERE size > ${placed.position}::bigint ORDER BY size, id LIMIT 1` : [];
  const takenBy = (await namesOf([sample.takenById])).get(sample.takenById)?.name ?? "A forgotten person";
  const base = { ...sample, below: Number(sample.below), takenBy, announcedId: announced?.id ?? null, position: placed?.position ?? null };
  if (!checkpoint) return { ...base, root: null, entries: [] };
  const { root } = readCheckpointText(readNote(checkpoint.note).text);
  const candidates = sample.name
    ? (await db.$queryRaw<{ position: number }[]>`SELECT position::float8 AS position FROM "LedgerLeaf" WHERE position < ${sample.below}::bigint AND (leaf::jsonb)->>'name' = ${sample.name} ORDER BY position`).map(({ position }) => position)
    : Number(sample.below);
  const positions = drawn({ seed: sample.seed, root: Buffer.from(root).toString("hex"), count: sample.count, among: candidates });
  const rows = await db.$queryRaw<{ entryId: string; position: number }[]>`SELECT "entryId", position::float8 AS position FROM "LedgerLeaf" WHERE position = ANY (${positions.map(String)}::bigint[])`;
  const found = await db.ledgerEntry.findMany({ where: { AND: [{ id: { in: rows.map(({ entryId }) => entryId) } }, authorizedWhere(who.ability, "examine", "LedgerEntry")] } });
  const told = await withActors(found);
  const chains = new Map<string, Awaited<ReturnType<typeof chainOf>>>();
  for (const grantId of new Set(found.flatMap(({ grantId: each }) => (each ? [each] : [])))) chains.set(grantId, await chainOf(grantId));
  const entries = positions.flatMap((position) => {
    const row = rows.find((each) => each.position === position);
    const n = found.findIndex(({ id: each }) => each === row?.entryId);
    const [entry, line] = [found[n], told[n]];
    return entry && line ? [{ ...line, subjectType: entry.subjectType, subjectId: entry.subjectId, grantId: entry.grantId, chain: (entry.grantId && chains.get(entry.grantId)) || [] }] : [];
  });
  return { ...base, root: Buffer.from(root).toString("hex"), entries };
});

/** Findings, those still open first. */
export const findingsSeenBy = behindWall(async (who: Who) => {
  const findings = await db.finding.findMany({ where: authorizedWhere(who.ability, "examine", "Finding"), orderBy: [{ status: "asc" }, { number: "desc" }], take: 100 });
  const people = await namesOf(findings.flatMap(({ raisedById, concernsId }) => [raisedById, concernsId]));
  return findings.map((finding) => ({ ...finding, raisedBy: people.get(finding.raisedById)?.name ?? "A forgotten person", concerns: finding.concernsId ? (people.get(finding.concernsId)?.name ?? "A forgotten person") : "Nobody by name" }));
});

/** One finding, its entry in words, and what the reader may do with it. */
export const findingFile = behindWall(async (who: Who, number: string) => {
  if (!/^\d{1,9}$/.test(number)) return null;
  const finding = await db.finding.findFirst({ where: { AND: [{ number: Number(number) }, authorizedWhere(who.ability, "examine", "Finding")] } });
  if (!finding) return null;
  const people = await namesOf([finding.raisedById, finding.concernsId, finding.answeredById, finding.closedById]);
  const entry = await db.ledgerEntry.findFirst({ where: { id: finding.entryId }, select: { id: true, name: true, at: true } });
  const nameOf = (id: string | null) => (id ? (people.get(id)?.name ?? "A forgotten person") : null);
  return {
    ...finding, entry: entry && { ...entry, words: entryWords[entry.name] ?? entry.name }, raisedBy: nameOf(finding.raisedById), concerns: nameOf(finding.concernsId), answeredBy: nameOf(finding.answeredById), closedBy: nameOf(finding.closedById),
    mayAnswer: finding.status === "open" && may(who.ability, "answer", "Finding", finding).may,
    mayClose: finding.status !== "closed" && finding.concernsId !== who.person.id && may(who.ability, "close", "Finding", finding).may,
    mayReadEntry: may(who.ability, "examine", "LedgerEntry", {}).may,
  };
});

/** People by name, to choose whose entries to look at. */
export const peopleToAsk = behindWall((who: Who) => db.person.findMany({ where: authorizedWhere(who.ability, "examine", "Person"), orderBy: { name: "asc" }, take: 1_000, select: { id: true, name: true } }));

/** Entries with their receipts, to be verified without the portal: at most 500. */
export const evidenceOf = behindWall(async (who: Who, sought: Sought | { ids: string[] }) => {
  const where: Prisma.LedgerEntryWhereInput = "ids" in sought ? { AND: [{ id: { in: sought.ids.filter(isId) } }, authorizedWhere(who.ability, "examine", "LedgerEntry")] } : await whereOf(who, sought);
  const found = await db.ledgerEntry.findMany({ where, orderBy: { id: "desc" }, take: 500, select: { id: true, subjectType: true, subjectId: true, open: true } });
  const receipts = new Map<string, string>();
  for (const { id } of found) {
    const receipt = await receiptOf(id);
    if (receipt) receipts.set(id, receipt);
  }
  // What was submitted and frozen under a hash that an entry names; its content, without what only some may read, is not evidence of ours to hand out.
  const hashes = found.flatMap(({ id, open }) => (typeof (open as { contentHash?: unknown }).contentHash === "string" ? [{ entry: id, sha256: (open as { contentHash: string }).contentHash }] : []));
  return { receipts, waiting: found.filter(({ id }) => !receipts.has(id)).map(({ id }) => id), hashes };
});

export type EntryFile = NonNullable<Awaited<ReturnType<typeof entryFile>>>;
export type FindingFile = NonNullable<Awaited<ReturnType<typeof findingFile>>>;
export type SampleFile = NonNullable<Awaited<ReturnType<typeof sampleFile>>>;
