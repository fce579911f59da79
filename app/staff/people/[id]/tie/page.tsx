import { notFound, redirect } from "next/navigation";
import { Choices } from "@/components/form/choices";
import { Select } from "@/components/form/select";
import { interestWords } from "@/lib/people/words";
import { partnersToChoose, personFile } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { declareTie } from "../../actions";
import { PersonDeed } from "../deed-page";

export default async function DeclareTie({ params }: PageProps<"/staff/people/[id]/tie">) {
  const { id } = await params;
  const who = await signedIn(`/staff/people/${id}`);
  const person = (await personFile(who, id)) ?? notFound();
  if (!person.may.declare) redirect(`/staff/people/${id}`);
  const partners = await partnersToChoose(who);
  return (
    <PersonDeed person={person} title="Declare a tie" short="Tie" act={declareTie} hidden={{ personId: person.id }} button="Declare it" lead={<p>While it stands, {person.name} neither sees nor decides this partner’s cases. Nothing that was decided before changes.</p>}>
      <Select name="partnerId" label="Partner" options={[{ value: "", label: "Choose" }, ...partners.map((partner) => ({ value: partner.id, label: partner.name }))]} />
      <Choices name="kind" kind="radio" legend="What ties them" options={Object.entries(interestWords).map(([value, label]) => ({ value, label }))} />
    </PersonDeed>
  );
}
