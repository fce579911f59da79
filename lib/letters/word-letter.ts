import "server-only";
import { newId } from "@/lib/core/ids";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { wordingProblems } from "@/lib/notices/letters";
import { versionsInARow } from "@/lib/letters/versions";
import { wordLetterInput } from "@/lib/letters/schema";

/** Somebody writes down how the city would word a letter. Nothing goes out in these words before they are put in use. Refuses names that the letter does not have, and words that leave out what it has to say. */
export const wordLetter = decision({
  name: "letter.worded",
  input: wordLetterInput,
  may: ["word", "NoticeWording"],
  find: ({ tx, input }) => versionsInARow(tx, input.template),
  async decide({ tx, input: { template, version, subject, text }, record: { last }, personId, now }) {
    if ((last?.version ?? 0) !== version) return refused("changed_since_read");
    const problems = wordingProblems(template, { subject, text });
    if (problems[0]) return { ...refused("letter_unfit", { field: problems[0].field, about: { words: problems[0].words } }), issues: problems };
    const id = newId();
    await tx.noticeWording.create({ data: { id, template, version: version + 1, subject, text, savedById: personId, savedAt: now }, select: { id: true } });
    return ok({ subject: { type: "NoticeWording", id }, from: null, to: "written", open: { letter: template, version: version + 1, subject, text }, reference: template });
  },
});
