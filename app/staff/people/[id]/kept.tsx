import { Notice } from "@/components/show/notice";
import { wordInstant } from "@/lib/core/calendar";
import type { PersonFile } from "@/lib/people/queries";

/** Whether the portal keeps or forgets somebody: legal holds that stand, and what can be done about it by whose work it is. */
export function Kept({ person }: { person: PersonFile }) {
  const standing = person.legalHolds.filter(({ endedAt }) => !endedAt);
  return (
    <>
      {person.forgottenAt && <Notice title="Forgotten.">{`The portal forgot who this was on ${wordInstant(person.forgottenAt)}. What they did stays, without their name; every proof still holds.`}</Notice>}
      {standing.map((hold) => (
        <Notice key={hold.id} kind="waiting" title="A legal hold stands.">
          {hold.reason} {hold.mayEnd && <a href={`/staff/people/${person.id}/holds/${hold.id}`}>It is over</a>}
        </Notice>
      ))}
      {person.may.hold && standing.length === 0 && <p className="note">Does a court or an inquiry need what is known of them? <a href={`/staff/people/${person.id}/hold`}>Place a legal hold</a></p>}
      {person.may.forget && <p className="note">Do they ask to be forgotten? <a href={`/staff/people/${person.id}/forget`}>Forget this person</a></p>}
    </>
  );
}
