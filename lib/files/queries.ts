import "server-only";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { groupsSeen } from "@/lib/access/field-groups";
import { namesOf } from "@/lib/access/names";
import { dayOf } from "@/lib/core/calendar";
import { db, type Prisma } from "@/lib/core/db";
import { behindWall } from "@/lib/core/wall";
import type { FilePlace } from "@/lib/core/prisma-client/client";
import type { Who } from "@/lib/session/current";
import { groupOf } from "@/lib/applications/presented";
import type { SectionName } from "@/lib/applications/schema";
import { contentOf } from "@/lib/files/content";
import { filesAs, placeOf } from "@/lib/files/places";
import { may } from "@/lib/access/may";

const whole = { application: true, permit: { select: { reference: true } } } satisfies Prisma.EvidenceFileInclude;
type Found = Prisma.EvidenceFileGetPayload<{ include: typeof whole }>;

/** The files a person may have: those of their own partner; of what an officer may examine, those that were sent or filed. */
const seenBy = (who: Who): Prisma.EvidenceFileWhereInput => ({
  OR: [
    { application: authorizedWhere(who.ability, "read", "Application") },
    { permit: authorizedWhere(who.ability, "read", "Permit") },
    { application: authorizedWhere(who.ability, "examine", "Application"), OR: [{ place: { not: "application" } }, { sentIn: { not: null } }] },
    { permit: authorizedWhere(who.ability, "examine", "Permit") },
  ],
});

/** A file of a section that belongs to a group of fields is for those who may see that group. */
function isShown(who: Who, { section, application }: Found): boolean {
  const group = section ? groupOf[section as SectionName] : undefined;
  return !group || (application !== null && groupsSeen(who.ability, "Application", application).has(group));
}

async function asListed(files: Found[]) {
  const names = await namesOf(files.map(({ addedById }) => addedById));
  const scanned = new Set((await db.fileContent.findMany({ where: { hash: { in: files.map(({ contentHash }) => contentHash) }, scannedAt: { not: null } }, select: { hash: true } })).map(({ hash }) => hash));
  return files.map(({ contentHash, id, number, place, section, name, kind, bytes, addedAt, addedById, considerationId, obligationId, removalId }) => ({ id, number, place, section: section as SectionName | null, name, kind, bytes, isScanned: scanned.has(contentHash), addedAt, addedBy: names.get(addedById)?.name ?? "A member", considerationId, obligationId, removalId }));
}
export type Listed = Awaited<ReturnType<typeof asListed>>[number];

/** The files of a case or permit that stand now, oldest first, as far as this person may have them. */
export const filesOn = behindWall(async (who: Who, of: { applicationId: string } | { permitId: string }): Promise<Listed[]> => {
  const found = await db.evidenceFile.findMany({ where: { AND: [of, seenBy(who), { removedAt: null }] }, orderBy: { number: "asc" }, take: 500, include: whole });
  return asListed(found.filter((file) => isShown(who, file)));
});

/** Of a notice, obligation or removal by its number: its id, its files, and whether something may be filed there now. For whoever may file there; null for all others. */
export const filingPlace = behindWall(async (who: Who, place: Exclude<FilePlace, "application">, number: string) => {
  if (!/^\d{1,9}$/.test(number)) return null;
  const where = { where: { number: Number(number) }, select: { id: true } };
  const found = place === "notice" ? await db.consideration.findUnique(where) : place === "obligation" ? await db.obligation.findUnique(where) : await db.removal.findUnique(where);
  const record = found && (await placeOf(db, place, found.id));
  const [action, kind] = filesAs[place];
  if (!record || !may(who.ability, action, kind, record).may) return null;
  const files = await db.evidenceFile.findMany({ where: { AND: [{ ...record.at.of, place, removedAt: null }, seenBy(who)] }, orderBy: { number: "asc" }, include: whole });
  return { id: found.id, of: record.at.subject.type, title: record.at.title, reference: record.at.reference, isOpen: record.at.isOpen(dayOf(new Date()), undefined), files: await asListed(files) };
});

/** One file with its bytes, for whoever may have it, also after it was taken back where it was sent; null for all others. */
export const fileToHand = behindWall(async (who: Who, number: string): Promise<{ name: string; kind: Found["kind"]; content: Buffer } | null> => {
  if (!/^\d{1,9}$/.test(number)) return null;
  const file = await db.evidenceFile.findFirst({ where: { AND: [{ number: Number(number) }, seenBy(who), { OR: [{ removedAt: null }, { sentIn: { not: null } }] }] }, include: whole });
  if (!file || !isShown(who, file)) return null;
  const content = await contentOf(file.contentHash);
  return content && { name: file.name, kind: file.kind, content };
});
