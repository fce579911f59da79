import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { versionsInARow } from "@/lib/letters/versions";
import { restoreLetterInput } from "@/lib/letters/schema";

/** The city's own words for a letter are used no more; the standard ones are. Refuses where they are already, or others came in use meanwhile. */
export const restoreLetter = decision({
  name: "letter.restored",
  input: restoreLetterInput,
  may: ["word", "NoticeWording"],
  find: ({ tx, input }) => versionsInARow(tx, input.template),
  async decide({ tx, input: { template, version, reason }, record: { inUse }, personId, now }) {
    if (!inUse) return refused("letter_is_standard");
    if (inUse.version !== version) return refused("changed_since_read");
    await tx.noticeWording.updateMany({ where: { id: inUse.id }, data: { endedAt: now, endedById: personId } });
    return ok({ subject: { type: "NoticeWording", id: inUse.id }, from: "in_use", to: "ended", open: { letter: template, version, reason }, reference: template });
  },
});
