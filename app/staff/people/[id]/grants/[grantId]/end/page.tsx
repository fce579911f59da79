import { notFound, redirect } from "next/navigation";
import { personFile } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { end } from "../../../../actions";
import { PersonDeed } from "../../../deed-page";

export default async function EndGrant({ params }: PageProps<"/staff/people/[id]/grants/[grantId]/end">) {
  const { id, grantId } = await params;
  const who = await signedIn(`/staff/people/${id}`);
  const person = (await personFile(who, id)) ?? notFound();
  const grant = person.grants.find((each) => each.id === grantId) ?? notFound();
  if (!grant.mayEnd) redirect(`/staff/people/${id}`);
  return <PersonDeed person={person} title="End this permission" short="End" act={end} record={grant} hidden={{ grantId }} button="End it now" danger lead={<p>{person.name} may no longer {grant.words}. It holds from their very next click, also where they are signed in already. The history stays.</p>} />;
}
