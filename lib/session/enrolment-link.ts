import "server-only";
import { sha256 } from "@/lib/core/crypto";
import { addDays, wordInstant } from "@/lib/core/calendar";
import type { Tx } from "@/lib/core/db";
import { newToken } from "@/lib/core/ids";
import { origin } from "@/lib/core/mode";

const days = 7;

/** A link with which one invited person enrols, once, within a week. Earlier links of theirs stop working. Only its hash is kept. */
export async function newEnrolmentLink(tx: Tx, personId: string, now: Date): Promise<{ link: string; until: string }> {
  const token = newToken();
  const expiresAt = addDays(now, days);
  await tx.enrolmentLink.updateMany({ where: { personId, usedAt: null }, data: { usedAt: now } });
  await tx.enrolmentLink.create({ data: { personId, tokenHash: sha256(token), expiresAt } });
  return { link: `${origin()}/enrol/${token}`, until: wordInstant(expiresAt) };
}

/** The link behind a token with its person, when it still works; null otherwise. */
export async function openEnrolmentLink(tx: Tx, token: string, now: Date) {
  const link = await tx.enrolmentLink.findUnique({ where: { tokenHash: sha256(token) }, include: { person: { include: { memberships: { select: { id: true }, take: 1 } } } } });
  return link && !link.usedAt && link.expiresAt > now && link.person.status === "invited" ? link : null;
}
