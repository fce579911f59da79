import { Section } from "@/components/page/section";
import { Tag } from "@/components/show/tag";
import { dayOf, wordDay } from "@/lib/core/calendar";
import { hoursWords } from "@/lib/people/words";
import type { PersonFile } from "@/lib/people/queries";
import { GrantWords } from "./held-grants";

/** What is asked for or proposed for a person, and waits for another one's word. */
export function Proposed({ person }: { person: PersonFile }) {
  if (person.asksFor.length === 0) return null;
  return (
    <Section title="Waits for another person">
      <ul className="sentences">
        {person.asksFor.map((request) => (
          <li key={request.id}>
            <div>
              <p className="says">
                They would <GrantWords grant={request} />
                {request.hours && `, for ${hoursWords(request.hours)}`}.
              </p>
              <p className="row">
                <Tag record="grant" status="requested" />
              </p>
            </div>
            <div className="side">
              {request.kind === "proposed" ? "Proposed" : "Asked for"} by {request.askedBy.name} on {wordDay(dayOf(request.createdAt))}, open until {wordDay(dayOf(request.expiresAt))}
              <br />
              <a href={`/staff/access/requests/${request.id}`}>
                See it<span className="sr-only">, and decide</span>
              </a>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
