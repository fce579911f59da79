import { notFound, redirect } from "next/navigation";
import { personFile } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { hold } from "../../actions";
import { PersonDeed } from "../deed-page";

export default async function PlaceHold({ params }: PageProps<"/staff/people/[id]/hold">) {
  const { id } = await params;
  const who = await signedIn(`/staff/people/${id}`);
  const person = (await personFile(who, id)) ?? notFound();
  if (!person.may.hold) redirect(`/staff/people/${id}`);
  return <PersonDeed person={person} title="Place a legal hold" short="Hold" act={hold} hidden={{ personId: person.id }} button="Place it" lead={<p>While it stands, the portal does not forget {person.name}, whoever asks. It is seen by those who look after people, not by the person.</p>} />;
}
