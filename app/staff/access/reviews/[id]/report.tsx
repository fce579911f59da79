import { Section } from "@/components/page/section";
import { Notice } from "@/components/show/notice";
import { Progress } from "@/components/show/progress";
import { Register } from "@/components/show/register";
import { Summary } from "@/components/show/summary";
import { wordDay, wordInstant } from "@/lib/core/calendar";
import type { reviewReport } from "@/lib/reviews/queries";
import { bulk } from "@/lib/reviews/rules";
import { answerWords, durationWords } from "@/lib/reviews/words";

export type ReviewReport = NonNullable<Awaited<ReturnType<typeof reviewReport>>>;
type Reviewer = ReviewReport["reviewers"][number];

const paceWords = (pace: ReviewReport["pace"]): string => (pace ? `${durationWords(pace.median)} in the middle, ${durationWords(pace.fastest)} at the fastest` : "Nothing is answered yet");
const counted = (count: number, one: string, many: string) => (count === 1 ? `1 ${one}` : `${count} ${many}`);

/** What a review found, and how it was gone about. */
export function Report({ report }: { report: ReviewReport }) {
  const { answers, items, planted, reviewers } = report;
  const isOpen = report.status === "open";
  const answered = answers.keep + answers.reduce + answers.end;
  const left = reviewers.filter((each) => each.waiting > 0 && !each.isActive);
  const streaks = reviewers.flatMap((reviewer) => reviewer.streaks.map((streak) => ({ ...streak, name: reviewer.name })));
  return (
    <>
      <Section title="What was answered">
        <Progress done={answered} of={items} words={`${answered} of ${counted(items, "question is", "questions are")} answered.${isOpen && report.waiting > 0 ? ` ${counted(report.waiting, "waits", "wait")} until ${wordDay(report.dueOn)}.` : ""}`} />
        {left.map((each) => (
          <Notice key={each.id} kind="waiting" title={each.id ? `${each.name} is no longer here` : "Nobody can answer for some of these"}>
            {`${counted(each.waiting, "question waits", "questions wait")} for somebody. Hand ${each.waiting === 1 ? "it" : "them"} over to a person who may give these permissions and does not hold them.`}
          </Notice>
        ))}
        <Summary
          rows={[
            { term: answerWords.keep, value: answers.keep },
            { term: answerWords.reduce, value: answers.reduce },
            { term: answerWords.end, value: answers.end },
            ...(isOpen ? [] : [{ term: answerWords.silence, value: `${answers.silence}${answers.silence > 0 ? (report.silence === "end" ? ", so it ended" : ", so it was kept") : ""}` }]),
            ...(report.over > 0 ? [{ term: "Ended of itself meanwhile", value: report.over }] : []),
            { term: "Time for an answer", value: paceWords(report.pace) },
            { term: "Answered in bulk", value: streaks.length === 0 ? `Never: no row of ${bulk.least} or more kept in under ${bulk.underSeconds} seconds each` : counted(streaks.length, "time", "times") },
            ...("found" in planted && planted.all > 0 ? [{ term: "Made up", value: `${planted.found} of ${planted.all} found; ${planted.kept} kept; ${planted.unanswered} not answered` }] : []),
            ...("found" in planted || planted.all === 0 || !report.mayClose ? [] : [{ term: "Made up", value: `${planted.all}. Which they are is told when the review is closed.` }]),
            ...(isOpen ? [] : [{ term: "Carried out", value: report.notCarriedOut === 0 ? (report.remediatedAt ? `All of it, checked ${wordInstant(report.remediatedAt)}` : "All of it; not checked yet") : `${report.notCarriedOut} not yet` }]),
          ]}
        />
      </Section>
      <Section title="Who answered, and how">
        <Register
          queue
          caption="Reviewers"
          hideCaption
          columns={[{ head: "Reviewer" }, { head: "Answered", numeric: true }, { head: "Time for an answer" }, { head: "Kept in bulk" }, ...(isOpen ? [] : [{ head: "Made up" }])]}
          rows={reviewers.map((each) => ({ key: each.id || "nobody", cells: [nameOf(each), `${each.answered} of ${each.items}`, each.pace ? paceWords(each.pace) : "–", bulkWords(each), ...(each.planted ? [plantedWords(each.planted)] : [])] }))}
        />
        {streaks.length > 0 && (
          <Notice kind="waiting" title="Kept one after the other, faster than one can read">
            <ul>
              {streaks.map((streak) => (
                <li key={`${streak.name} ${streak.from.toISOString()}`}>
                  {streak.name}: {streak.count} in a row, {wordInstant(streak.from)}, each in under {bulk.underSeconds} seconds.
                </li>
              ))}
            </ul>
          </Notice>
        )}
      </Section>
    </>
  );
}

const nameOf = ({ id, name, isActive }: Reviewer) => (id && !isActive ? `${name} (no longer here)` : name);
const bulkWords = ({ streaks }: Reviewer) => (streaks.length === 0 ? "No" : `${counted(streaks.reduce((sum, { count }) => sum + count, 0), "answer", "answers")}, ${counted(streaks.length, "row", "rows")}`);
const plantedWords = ({ all, found, kept, unanswered }: NonNullable<Reviewer["planted"]>) => (all === 0 ? "None" : [`${found} of ${all} found`, kept > 0 ? `${kept} kept` : "", unanswered > 0 ? `${unanswered} not answered` : ""].filter(Boolean).join(", "));
