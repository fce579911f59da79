import "server-only";
import { addDays, dayOf } from "@/lib/core/calendar";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { dropContent } from "@/lib/files/content";
import { forgetLetters } from "@/lib/notices/queue";
import { daysKept, isOpen } from "@/lib/concerns/lifecycle";
import { forgetReporterInput } from "@/lib/concerns/schema";

/** Some time after the answer the portal forgets what somebody wrote and sent, and where the answer went. That there was a concern, and what came of it, stays. */
export const forgetReporter = decision({
  name: "concern.forgotten",
  input: forgetReporterInput,
  may: { operator: "time alone brings it about, as whoever reports is told" },
  find: ({ tx, input }) => tx.concern.findUnique({ where: { id: input.concernId }, include: { photos: { where: { removedAt: null } }, duplicateOf: { select: { answeredAt: true, status: true } } } }),
  async decide({ tx, record: { photos, duplicateOf, ...concern }, now }) {
    if (concern.forgottenAt) return refused("forgotten_already");
    const answeredAt = duplicateOf ? (isOpen(duplicateOf.status) ? null : duplicateOf.answeredAt) : concern.answeredAt;
    if (isOpen(concern.status) || !answeredAt || addDays(dayOf(answeredAt), daysKept) >= dayOf(now)) return refused("not_from_here", { about: { status: concern.status } });
    const { count } = await tx.concern.updateMany({ where: { id: concern.id, version: concern.version }, data: { words: null, place: null, lat: null, lon: null, email: null, reopenedWords: null, forgottenAt: now, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    await forgetLetters(tx, concern.reference, now);
    for (const { id, contentHash } of photos) {
      await tx.concernPhoto.update({ where: { id }, data: { removedAt: now } });
      await dropContent(tx, contentHash);
    }
    return ok({ subject: { type: "Concern", id: concern.id }, from: concern.status, to: concern.status, open: { concern: concern.number } });
  },
});
