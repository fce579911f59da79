import { Pages } from "@/components/page/pages";
import { Section } from "@/components/page/section";
import { Empty } from "@/components/show/empty";
import { Register } from "@/components/show/register";
import { addressWith } from "@/app/(public)/devices/search";
import type { reviewRows } from "@/lib/reviews/queries";
import { answerWords } from "@/lib/reviews/words";
import { one, type Given } from "../../asked";

type Rows = NonNullable<Awaited<ReturnType<typeof reviewRows>>>;
const views = ["", "keep", "reduce", "end", "silence"] as const;

/** What was asked and answered, in pages, and all of it as a file. */
export function Answers({ id, given, rows, more }: Rows & { id: string; given: Given }) {
  const here = `/staff/access/reviews/${id}`;
  const view = one(given.answer) ?? "";
  return (
    <Section title="Every question" id="questions" act={{ to: `${here}/answers.csv`, label: "Download as a file (CSV)" }}>
      <nav aria-label="Answers" className="no-print">
        <ul className="views">
          {views.map((each) => (
            <li key={each}>
              <a href={`${each ? `${here}?answer=${each}` : here}#questions`} aria-current={each === view ? "page" : undefined}>
                {each ? answerWords[each] : "All"}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {rows.length === 0 ? (
        <Empty title="None of these">Choose another answer above.</Empty>
      ) : (
        <Register
          queue
          caption="Questions and answers"
          hideCaption
          columns={[{ head: "Person" }, { head: "Permission" }, { head: "Asked of" }, { head: "Answer" }]}
          rows={rows.map((row) => ({
            key: row.id,
            cells: [
              row.holder.name,
              <span key="w">
                {row.snapshot.words}
                {row.isPlanted && <small>Made up: they never held this.</small>}
              </span>,
              row.reviewer?.name ?? "Nobody yet",
              <span key="a">
                {row.answer ? answerWords[row.answer] : row.isOver ? "It ended of itself" : "Waits"}
                {row.reducedTo && <small>to {row.reducedTo}</small>}
                {row.reason && <small>“{row.reason}”</small>}
                {row.isCarriedOut === false && <small>Not carried out yet.</small>}
              </span>,
            ],
          }))}
        />
      )}
      <Pages {...(one(given.after) ? { newer: `${addressWith(here, given, { after: undefined })}#questions` } : {})} {...(more ? { older: `${addressWith(here, given, { after: more })}#questions` } : {})} words={rows.length === 1 ? "1 question" : `${rows.length} questions`} />
    </Section>
  );
}
