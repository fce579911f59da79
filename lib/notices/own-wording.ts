import "server-only";
import { db } from "@/lib/core/db";
import { isLetter, type Wording } from "@/lib/notices/letters";

/** The city's own words for a letter, where it has some in use. */
export const ownWording = async (template: string): Promise<Wording | null> => (isLetter(template) ? db.noticeWording.findFirst({ where: { template, usedAt: { not: null }, endedAt: null }, select: { subject: true, text: true } }) : null);
