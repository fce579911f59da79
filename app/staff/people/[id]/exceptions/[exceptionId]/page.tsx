import { notFound, redirect } from "next/navigation";
import { personFile } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { unexcept } from "../../../actions";
import { PersonDeed } from "../../deed-page";

export default async function EndException({ params }: PageProps<"/staff/people/[id]/exceptions/[exceptionId]">) {
  const { id, exceptionId } = await params;
  const who = await signedIn(`/staff/people/${id}`);
  const person = (await personFile(who, id)) ?? notFound();
  const exception = person.exceptions.find((each) => each.id === exceptionId) ?? notFound();
  if (!exception.mayEnd) redirect(`/staff/people/${id}`);
  return <PersonDeed person={person} title="End this exception" short="End the exception" act={unexcept} record={exception} hidden={{ exceptionId }} button="End it now" lead={<p>From their next act on, the two sides lie in different hands again.</p>} />;
}
