import { notFound, redirect } from "next/navigation";
import { DateField } from "@/components/form/date-field";
import { Field } from "@/components/form/field";
import { Select } from "@/components/form/select";
import { personFile } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { train } from "../../actions";
import { PersonDeed } from "../deed-page";

export default async function RecordTraining({ params }: PageProps<"/staff/people/[id]/training">) {
  const { id } = await params;
  const who = await signedIn(`/staff/people/${id}`);
  const person = (await personFile(who, id)) ?? notFound();
  if (!person.may.record || person.status === "deactivated") redirect(`/staff/people/${id}`);
  return (
    <PersonDeed person={person} title="Record a training" short="Training" act={train} hidden={{ personId: person.id }} button="Record it" reason={null} lead={<p>Permissions that need it wake at once, and sleep again from the day after it runs out. {person.name} is told 30 and 7 days before.</p>}>
      <Select name="course" label="Which" options={[{ value: "", label: "Choose" }, ...who.held.policy.courses.map((course) => ({ value: course, label: course }))]} />
      <DateField name="passedOn" legend="Passed on" />
      <DateField name="validUntilOn" legend="Holds until" hint="The last day." />
      <Field name="evidence" label="Where it is written" hint="A number of a certificate, a place in your files." optional />
    </PersonDeed>
  );
}
