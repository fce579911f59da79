import { notFound } from "next/navigation";
import { Blocked } from "@/components/form/blocked";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Empty } from "@/components/show/empty";
import { Notice } from "@/components/show/notice";
import { Tag } from "@/components/show/tag";
import { HistoryOf } from "@/app/history-of";
import { dayAsked, one } from "@/app/staff/access/asked";
import { dayOf, wordDay } from "@/lib/core/calendar";
import { timelineOf } from "@/lib/ledger/queries";
import { personFile, type PersonFile } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { DifferentHands } from "./different-hands";
import { HeldGrants } from "./held-grants";
import { Kept } from "./kept";
import { MayThey } from "./may-they";
import { Proposed } from "./proposed";
import { Ties } from "./ties";
import { TimeMachine } from "./time-machine";
import { Trainings } from "./trainings";
import { Where } from "./where";

export default async function Person({ params, searchParams }: PageProps<"/staff/people/[id]">) {
  const { id } = await params;
  const who = await signedIn(`/staff/people/${id}`);
  const given = await searchParams;
  const instant = new Date();
  const { day, at, isWrong } = dayAsked(given, instant);
  const person = (await personFile(who, id, at)) ?? notFound();
  const inForce = new Set([...person.held.grants, ...person.held.dormant.map(({ grant }) => grant)].map((grant) => grant.id));
  const [now, later, past] = [person.grants.filter((grant) => inForce.has(grant.id)), person.grants.filter((grant) => grant.validFrom > (at ?? instant) && !grant.endedAt), person.grants.filter((grant) => !inForce.has(grant.id) && grant.validFrom <= (at ?? instant))];
  const isSelf = person.id === who.person.id;
  const [first = "", ...more] = (person.forgottenAt ? [] : person.line ? [person.line, person.email] : [person.email]).concat(trainedUntil(person, dayOf(instant)));
  return (
    <Page
      title={person.name}
      width="wide"
      tag={<Tag record="person" status={person.status} />}
      caption={[first, ...more].filter(Boolean).join(" · ")}
      crumbs={[{ to: "/staff/people", label: "People" }, { label: person.name }]}
      band={<TimeMachine person={person} day={day} at={at} now={instant} isWrong={isWrong} />}
      aside={
        <>
          <MayThey who={who} person={person} given={given} />
          <Where grants={now.filter((grant) => !person.held.dormant.some((each) => each.grant.id === grant.id))} name={person.name} />
          <DifferentHands person={person} />
          <Ties person={person} />
          <Trainings person={person} today={dayOf(instant)} />
        </>
      }
    >
      {one(given.invited) === "yes" && person.status === "invited" && <Notice kind="granted" title="The invitation is on its way.">{`You can give them permissions now; they work once ${person.name} has taken the account.`}</Notice>}
      {one(given.proposed) === "yes" && <Notice kind="waiting" title="Proposed. A second person has to agree.">Whoever may give this as well was told by mail. Nothing holds until one of them agrees.</Notice>}
      <Section title={at ? `What they could do on ${wordDay(day)}` : "What they may do today"} {...(person.may.give ? { act: { to: `/staff/people/${person.id}/give`, label: "Give a permission" } } : {})}>
        {now.length === 0 ? <Empty title={at ? "Held nothing then" : "Holds nothing"}>{isSelf ? "Another administrator can give you what you need." : at ? "Choose another day, or look at the years above." : "Give what is needed, for as long as it is needed."}</Empty> : <HeldGrants grants={now} personId={person.id} could={at !== null} dormant={person.held.dormant} />}
        {!person.may.give && <Blocked why={isSelf ? "Nobody gives a permission to themselves. Another administrator can." : person.status === "deactivated" ? "This account is closed." : "You hold no grant to give and end people’s grants."}>Give a permission</Blocked>}
      </Section>
      <Proposed person={person} />
      {later.length > 0 && (
        <Section title="What they may do later">
          <HeldGrants grants={later} personId={person.id} />
        </Section>
      )}
      {past.length > 0 && (
        <Section title="What they could do before">
          <HeldGrants grants={past} personId={person.id} could />
        </Section>
      )}
      {person.may.invite && <p className="note">Lost the password, the app or the mail? <a href={`/staff/people/${person.id}/anew`}>Send a new link</a></p>}
      <Kept person={person} />
      {person.may.deactivate && <p className="note">Are they leaving? <a href={`/staff/people/${person.id}/close`}>Close the account</a></p>}
      <Section title="What happened">
        <HistoryOf entries={await timelineOf(who, [{ type: "Person", id: person.id }, ...[person.grants, person.interests, person.training, person.exceptions].flatMap((records, index) => records.map((record) => ({ type: ["Grant", "Interest", "Training", "ApartException"][index] ?? "", id: record.id })))])} you={who.person.id} />
      </Section>
    </Page>
  );
}

/** "training valid until 14 May 2027": the first of those in force to run out. */
function trainedUntil(person: PersonFile, today: Date): string[] {
  const standing = person.training.filter(({ endedAt, validUntilOn }) => !endedAt && validUntilOn >= today).map(({ validUntilOn }) => validUntilOn.getTime());
  return standing.length > 0 ? [`training valid until ${wordDay(new Date(Math.min(...standing)))}`] : [];
}
