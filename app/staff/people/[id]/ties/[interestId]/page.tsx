import { notFound, redirect } from "next/navigation";
import { personFile } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { endTie } from "../../../actions";
import { PersonDeed } from "../../deed-page";

export default async function EndTie({ params }: PageProps<"/staff/people/[id]/ties/[interestId]">) {
  const { id, interestId } = await params;
  const who = await signedIn(`/staff/people/${id}`);
  const person = (await personFile(who, id)) ?? notFound();
  const interest = person.interests.find((each) => each.id === interestId) ?? notFound();
  if (!interest.mayEnd) redirect(`/staff/people/${id}`);
  return <PersonDeed person={person} title="End this tie" short="End the tie" act={endTie} record={interest} hidden={{ interestId }} button="End it now" lead={<p>{person.name} may see and decide the cases of {interest.partner.name} again, as far as their permissions reach.</p>} />;
}
