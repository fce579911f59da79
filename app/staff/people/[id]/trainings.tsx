import { wordDay } from "@/lib/core/calendar";
import type { PersonFile } from "@/lib/people/queries";

/** Which courses a person has passed, until when they hold, and where that is written. */
export function Trainings({ person, today }: { person: PersonFile; today: Date }) {
  const standing = person.training.filter(({ endedAt }) => !endedAt);
  return (
    <section className="aside-part" aria-labelledby="training">
      <h2 id="training">Training</h2>
      {standing.length === 0 && <p className="note">Nothing is recorded. What needs a training sleeps until it is.</p>}
      <ul className="zone-key">
        {standing.map((training) => (
          <li key={training.id}>
            <b>{training.course}</b>
            {training.validUntilOn < today ? "Held" : "Holds"} until {wordDay(training.validUntilOn)}. Passed on {wordDay(training.passedOn)}, recorded by {training.recordedBy.name}
            {training.evidence && ` (${training.evidence})`}.{" "}
            {training.mayEnd && (
              <a href={`/staff/people/${person.id}/trainings/${training.id}`}>
                End it<span className="sr-only">: {training.course}</span>
              </a>
            )}
          </li>
        ))}
      </ul>
      {person.may.record && person.status !== "deactivated" && (
        <p className="note">
          <a href={`/staff/people/${person.id}/training`}>Record a training</a>
        </p>
      )}
    </section>
  );
}
