import { Blocked } from "@/components/form/blocked";
import { ButtonLink } from "@/components/form/button";
import { Tag } from "@/components/show/tag";
import { askAddress } from "@/app/staff/access/ask-address";
import type { caseFile } from "@/lib/applications/queries";
import { reviewedSectionWords, sectionWords } from "@/lib/applications/words";
import type { SectionName } from "@/lib/applications/schema";
import { wordInstant } from "@/lib/core/calendar";

type Reviews = NonNullable<Awaited<ReturnType<typeof caseFile>>>["reviews"];

/** What each trade found in its section of a case, and what is still to be looked at. */
export function Reviews({ reviews, here, isOpen }: { reviews: Reviews; here: string; isOpen: boolean }) {
  const sections = [...reviews.sections.map(({ section, may }) => ({ section, may, of: reviews.given.filter((each) => each.section === section) })), ...(reviews.given.some(({ section }) => section === "whole") ? [{ section: "whole" as const, may: null, of: reviews.given.filter(({ section }) => section === "whole") }] : [])];
  if (sections.length === 0) return <p>This tier asks for no review by others.</p>;
  return (
    <ul className="stack-lg plain">
      {sections.map(({ section, may, of }) => (
        <li key={section} className="stack">
          <h3>{reviewedSectionWords[section]}</h3>
          {of.length === 0 && <p className="soft">Nobody has looked at it yet.</p>}
          {of.map((review) => (
            <div key={review.id}>
              <p>
                <Tag record="review" status={review.counts ? review.outcome : "earlier"} /> {review.isOwn ? "You" : review.by.name}, {wordInstant(review.at)}
              </p>
              {review.words === null ? <p className="note soft">What was found is not shown, since you may not see these answers.</p> : <p>“{review.words}”</p>}
              {review.asks && (
                <p>
                  To be changed{review.parts.length > 0 && ` (${review.parts.map((part) => sectionWords[part as SectionName].toLowerCase()).join(", ")})`}: “{review.asks}”
                </p>
              )}
            </div>
          ))}
          {isOpen && may?.may && (
            <p>
              <ButtonLink to={`${here}/review/${section}`} kind="plain">
                {of.some(({ counts }) => counts) ? "Review it anew" : "Review it"}
                <span className="sr-only">: {reviewedSectionWords[section]}</span>
              </ButtonLink>
            </p>
          )}
          {isOpen && may && !may.may && may.ask && of.every(({ counts }) => !counts) && <Blocked why={may.why} ask={askAddress(may, here)}>Review it</Blocked>}
        </li>
      ))}
    </ul>
  );
}
