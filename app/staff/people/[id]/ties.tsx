import { dayOf, wordDay } from "@/lib/core/calendar";
import { interestWords } from "@/lib/people/words";
import type { PersonFile } from "@/lib/people/queries";

/** What ties a person to partners: they neither see nor decide those partners' cases. */
export function Ties({ person }: { person: PersonFile }) {
  const standing = person.interests.filter(({ endedAt }) => !endedAt);
  const past = person.interests.length - standing.length;
  const members = person.memberships.filter(({ endedAt }) => !endedAt);
  return (
    <section className="aside-part" aria-labelledby="ties">
      <h2 id="ties">Ties to partners</h2>
      {standing.length + members.length === 0 && <p className="note">None is declared.</p>}
      <ul className="zone-key">
        {members.map(({ partner }) => (
          <li key={partner.id}>
            <b>{partner.name}</b>
            Belongs to it, and so never acts on its cases for the city.
          </li>
        ))}
        {standing.map((interest) => (
          <li key={interest.id}>
            <b>{interest.partner.name}</b>
            {interestWords[interest.kind]}: {interest.reason} Declared by {interest.declaredBy.id === person.id ? "themselves" : interest.declaredBy.name} on {wordDay(dayOf(interest.declaredAt))}; they neither see nor decide its cases.{" "}
            {interest.mayEnd && (
              <a href={`/staff/people/${person.id}/ties/${interest.id}`}>
                End it<span className="sr-only">: the tie to {interest.partner.name}</span>
              </a>
            )}
          </li>
        ))}
      </ul>
      {past > 0 && <p className="note soft">{past === 1 ? "1 earlier tie is over." : `${past} earlier ties are over.`}</p>}
      {person.may.declare && person.status !== "deactivated" && (
        <p className="note">
          <a href={`/staff/people/${person.id}/tie`}>Declare a tie</a>
        </p>
      )}
    </section>
  );
}
