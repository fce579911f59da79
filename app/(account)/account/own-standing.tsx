import { Section } from "@/components/page/section";
import { RequestList } from "@/app/staff/access/request-list";
import { dayOf, wordDay } from "@/lib/core/calendar";
import { interestWords } from "@/lib/people/words";
import type { ownStanding } from "@/lib/people/queries";

type Standing = Awaited<ReturnType<typeof ownStanding>>;

/** What one asked for, which trainings one has, and what ties one declared. For city staff. */
export function OwnStanding({ standing, personId, today }: { standing: Standing; personId: string; today: Date }) {
  const ties = standing.interests.filter(({ endedAt }) => !endedAt);
  return (
    <>
      <Section title="What you asked for or proposed" act={{ to: "/staff/access/ask", label: "Ask for a permission" }}>
        {standing.requests.length === 0 ? <p>Nothing yet. Where a button is blocked, “Ask for it” stands beside the reason.</p> : <RequestList requests={standing.requests} caption="What you asked for or proposed" />}
      </Section>
      <Section title="Your training">
        {standing.training.length === 0 ? (
          <p>Nothing is recorded. Whoever records training notes what you have passed.</p>
        ) : (
          <ul className="zone-key">
            {standing.training.map((training) => (
              <li key={training.id}>
                <b>{training.course}</b>
                {training.validUntilOn < today ? `Ran out on ${wordDay(training.validUntilOn)}.` : `Holds until ${wordDay(training.validUntilOn)}.`}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Your ties to partners" act={{ to: "/account/tie", label: "Declare a tie" }}>
        {ties.length === 0 ? (
          <p>You declared none. Somebody in your family, a share, earlier work: declare it, and you neither see nor decide that partner’s cases.</p>
        ) : (
          <ul className="zone-key">
            {ties.map((interest) => (
              <li key={interest.id}>
                <b>{interest.partner.name}</b>
                {interestWords[interest.kind]}: {interest.reason} Declared by {interest.declaredBy.id === personId ? "you" : interest.declaredBy.name} on {wordDay(dayOf(interest.declaredAt))}. Another person can end it.
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
