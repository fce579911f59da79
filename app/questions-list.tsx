import type { Question } from "@/lib/applications/preflight";
import type { SectionName } from "@/lib/applications/schema";
import { sectionWords } from "@/lib/applications/words";

/** What an officer would ask about, one a line, with the guideline it comes from; `change` leads to where each is answered. */
export function QuestionsList({ questions, change }: { questions: Question[]; change?: (section: SectionName) => string | undefined }) {
  return (
    <ul className="questions">
      {questions.map(({ section, clause, words }) => {
        const to = change?.(section);
        return (
          <li key={words}>
            <b>{sectionWords[section]}</b>
            <span>{words}</span>
            <small>
              Guideline {clause}
              {to && (
                <>
                  {" · "}
                  <a href={to}>
                    Change<span className="sr-only"> {sectionWords[section].toLowerCase()}</span>
                  </a>
                </>
              )}
            </small>
          </li>
        );
      })}
    </ul>
  );
}
