import { notFound, redirect } from "next/navigation";
import { personFile } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { untrain } from "../../../actions";
import { PersonDeed } from "../../deed-page";

export default async function EndTraining({ params }: PageProps<"/staff/people/[id]/trainings/[trainingId]">) {
  const { id, trainingId } = await params;
  const who = await signedIn(`/staff/people/${id}`);
  const person = (await personFile(who, id)) ?? notFound();
  const training = person.training.find((each) => each.id === trainingId) ?? notFound();
  if (!training.mayEnd) redirect(`/staff/people/${id}`);
  return <PersonDeed person={person} title="End this training" short="End the training" act={untrain} record={training} hidden={{ trainingId }} button="End it now" lead={<p>“{training.course}” counts no more for {person.name}. Permissions that need it sleep from their next click on.</p>} />;
}
