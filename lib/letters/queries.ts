import "server-only";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { namesOf } from "@/lib/access/names";
import { db } from "@/lib/core/db";
import { behindWall } from "@/lib/core/wall";
import { fill, fillsOf, isLetter, letterNames, letters, type LetterName, type Wording } from "@/lib/notices/letters";
import type { Who } from "@/lib/session/current";

/** Each letter whose words can be changed: when it is sent, and which words are in use. */
export const lettersWorded = behindWall(async (who: Who) => {
  const own = await db.noticeWording.findMany({ where: { AND: [authorizedWhere(who.ability, "examine", "NoticeWording"), { usedAt: { not: null }, endedAt: null }] }, select: { template: true, version: true, usedAt: true } });
  return letterNames.map((template) => ({ template, when: letters[template].when, own: own.find((each) => each.template === template) ?? null }));
});

const shown = (template: LetterName, wording: Wording) => {
  const { sample, bare } = letters[template] as { sample: unknown; bare?: unknown };
  return { ...wording, sample: fill(template, wording, sample), bare: bare ? fill(template, wording, bare) : null };
};

/** One letter: the words in use, those that were written last where they are not used yet, and what can be put in; null where there is no such letter. */
export const letterFile = behindWall(async (who: Who, template: string) => {
  if (!isLetter(template)) return null;
  const versions = await db.noticeWording.findMany({ where: { AND: [authorizedWhere(who.ability, "examine", "NoticeWording"), { template }] }, orderBy: { version: "desc" }, take: 50 });
  const [last] = versions;
  const inUse = await db.noticeWording.findFirst({ where: { AND: [authorizedWhere(who.ability, "examine", "NoticeWording"), { template, usedAt: { not: null }, endedAt: null }] } });
  const names = await namesOf(versions.flatMap(({ savedById, usedById, endedById }) => [savedById, usedById, endedById].filter((id) => id !== null)));
  const nameOf = (id: string | null) => (id ? (names.get(id)?.name ?? "Somebody") : null);
  const { when, must } = letters[template];
  return {
    template, when, must, fills: fillsOf(template),
    lastVersion: last?.version ?? 0,
    now: { version: inUse?.version ?? null, ...shown(template, inUse ?? letters[template]) },
    written: last && !last.usedAt ? { version: last.version, savedBy: nameOf(last.savedById), savedAt: last.savedAt, ...shown(template, last) } : null,
    versions: versions.map(({ version, savedAt, savedById, usedAt, usedById, endedAt, endedById }) => ({ version, savedAt, savedBy: nameOf(savedById), usedAt, usedBy: nameOf(usedById), endedAt, endedBy: nameOf(endedById) })),
  };
});
