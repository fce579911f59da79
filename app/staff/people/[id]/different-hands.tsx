import { Icon } from "@/components/show/icon";
import { pairs, type Pair } from "@/lib/access/policy";
import { addDays, wordDay } from "@/lib/core/calendar";
import type { PersonFile } from "@/lib/people/queries";

const isPair = (word: string): word is Pair => Object.hasOwn(pairs, word);

/** Which pairs of acts must lie in different hands, and for which of them this person has an exception. */
export function DifferentHands({ person }: { person: PersonFile }) {
  const apart = person.held.policy.apart;
  const standing = person.exceptions.filter(({ isOver }) => !isOver);
  return (
    <section className="aside-part" aria-labelledby="hands">
      <h2 id="hands">Kept in different hands</h2>
      <ul className="ticks note">
        {apart.map((pair) => {
          const exception = standing.find((each) => each.pair === pair);
          return (
            <li key={pair}>
              <Icon name={exception ? "warning" : "tick"} />
              <span>
                {pairs[pair].words}.
                {exception && (
                  <>
                    {" "}
                    <b>Excepted until {wordDay(addDays(exception.validUntil, -1))}</b>, by {exception.givenBy.name}: {exception.reason}{" "}
                    {exception.mayEnd && <a href={`/staff/people/${person.id}/exceptions/${exception.id}`}>End the exception</a>}
                  </>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      {apart.length === 0 && <p className="note">The rules of access keep nothing apart at the moment.</p>}
      {standing.filter(({ pair }) => isPair(pair) && !apart.includes(pair)).length > 0 && <p className="note soft">They hold an exception to a rule that is not in force now.</p>}
      {person.may.except && person.status === "active" && apart.length > 0 && (
        <p className="note">
          <a href={`/staff/people/${person.id}/exception`}>Make an exception for {person.name}</a>
        </p>
      )}
    </section>
  );
}
