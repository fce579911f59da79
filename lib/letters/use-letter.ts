import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { versionsInARow } from "@/lib/letters/versions";
import { useLetterInput } from "@/lib/letters/schema";

/** The words that were written last, and looked at, are used from the next letter on. Refuses another version than the last, and one that was in use before. */
export const useLetter = decision({
  name: "letter.put_in_use",
  input: useLetterInput,
  may: ["word", "NoticeWording"],
  find: ({ tx, input }) => versionsInARow(tx, input.template),
  async decide({ tx, input: { template, version }, record: { last, inUse }, personId, now }) {
    if (last?.version !== version) return refused("changed_since_read");
    if (last.usedAt) return refused("letter_used_already");
    if (inUse) await tx.noticeWording.updateMany({ where: { id: inUse.id }, data: { endedAt: now, endedById: personId } });
    await tx.noticeWording.updateMany({ where: { id: last.id }, data: { usedAt: now, usedById: personId } });
    return ok({ subject: { type: "NoticeWording", id: last.id }, from: "written", to: "in_use", open: { letter: template, version, ...(inUse ? { inPlaceOf: inUse.version } : {}) }, reference: template });
  },
});
