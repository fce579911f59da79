import { notFound, redirect } from "next/navigation";
import { personFile } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { unhold } from "../../../actions";
import { PersonDeed } from "../../deed-page";

export default async function EndHold({ params }: PageProps<"/staff/people/[id]/holds/[holdId]">) {
  const { id, holdId } = await params;
  const who = await signedIn(`/staff/people/${id}`);
  const person = (await personFile(who, id)) ?? notFound();
  const hold = person.legalHolds.find((each) => each.id === holdId) ?? notFound();
  if (!hold.mayEnd) redirect(`/staff/people/${id}`);
  return <PersonDeed person={person} title="End the legal hold" short="End the hold" act={unhold} record={hold} hidden={{ holdId }} button="It is over" lead={<p>From then on the portal may forget {person.name}, when they ask for it and the law keeps them no more.</p>} />;
}
