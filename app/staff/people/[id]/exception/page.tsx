import { notFound, redirect } from "next/navigation";
import { Choices } from "@/components/form/choices";
import { DateField } from "@/components/form/date-field";
import { pairs } from "@/lib/access/policy";
import { personFile } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { except } from "../../actions";
import { PersonDeed } from "../deed-page";

export default async function GiveException({ params }: PageProps<"/staff/people/[id]/exception">) {
  const { id } = await params;
  const who = await signedIn(`/staff/people/${id}`);
  const person = (await personFile(who, id)) ?? notFound();
  if (!person.may.except || person.status !== "active") redirect(`/staff/people/${id}`);
  return (
    <PersonDeed person={person} title="Make an exception" short="Exception" act={except} hidden={{ personId: person.id }} button="Make this exception" lead={<p>For some weeks {person.name} may have both sides of acts that otherwise lie in different hands. Each decision made so names the exception in the ledger.</p>}>
      <Choices name="pair" kind="radio" legend="What shall not hold for them" options={person.held.policy.apart.map((pair) => ({ value: pair, label: pairs[pair].words }))} />
      <DateField name="until" legend="Until" hint="90 days at the most. That day is included." />
    </PersonDeed>
  );
}
