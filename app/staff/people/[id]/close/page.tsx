import { notFound, redirect } from "next/navigation";
import { Impact } from "@/components/show/impact";
import { personFile, willEnd } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { close } from "../../actions";
import { PersonDeed } from "../deed-page";

export default async function CloseAccount({ params }: PageProps<"/staff/people/[id]/close">) {
  const { id } = await params;
  const who = await signedIn(`/staff/people/${id}`);
  const person = (await personFile(who, id)) ?? notFound();
  if (!person.may.deactivate) redirect(`/staff/people/${id}`);
  const counts = await willEnd(who, id);
  return (
    <PersonDeed
      person={person}
      title="Close this account"
      short="Close"
      act={close}
      record={person}
      hidden={{ personId: person.id }}
      button={`Close the account of ${person.name}`}
      danger
      lead={<p>{person.name} leaves: they are signed out everywhere at their next click and cannot sign in again. Their history stays, under their name. An account is never opened again; who comes back is invited anew.</p>}
      aside={
        <Impact
          title="What ends with it"
          lead="All in one decision, at once."
          counts={[
            { count: counts.grants, words: counts.grants === 1 ? "permission" : "permissions" },
            { count: counts.sessions, words: counts.sessions === 1 ? "place where they are signed in" : "places where they are signed in" },
            { count: counts.requests, words: counts.requests === 1 ? "asking or proposal that waits" : "askings and proposals that wait" },
            { count: counts.exceptions, words: counts.exceptions === 1 ? "exception" : "exceptions" },
            { count: counts.cases, words: counts.cases === 1 ? "case that goes back to the queue" : "cases that go back to the queue" },
          ]}
        />
      }
    />
  );
}
