import { Answer, AskHere } from "@/app/staff/access/explained";
import { dayAsked, one, type Given } from "@/app/staff/access/asked";
import { askedAbout, type PersonFile } from "@/lib/people/queries";
import type { Who } from "@/lib/session/current";

/** "May they…?": one act on one record, answered with every reason. */
export async function MayThey({ who, person, given }: { who: Who; person: PersonFile; given: Given }) {
  const [act, about] = [one(given.act) ?? "", one(given.about) ?? ""];
  const { day, at, iso } = dayAsked(given);
  const asked = act || about ? await askedAbout(who, { personId: person.id, act, about, at }) : null;
  return (
    <section className="panel" aria-labelledby="may-they" id="ask">
      <h2 id="may-they">May they…?</h2>
      <AskHere to={`/staff/people/${person.id}#ask`} day={iso} act={act} about={about} asked={asked} />
      {asked && "answer" in asked && (
        <div className="impact">
          <Answer asked={asked} day={at && day} personId={person.id} />
        </div>
      )}
    </section>
  );
}
