import { notFound, redirect } from "next/navigation";
import { Choices } from "@/components/form/choices";
import { personFile } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { forget } from "../../actions";
import { PersonDeed } from "../deed-page";

export default async function ForgetPerson({ params }: PageProps<"/staff/people/[id]/forget">) {
  const { id } = await params;
  const who = await signedIn(`/staff/people/${id}`);
  const person = (await personFile(who, id)) ?? notFound();
  if (!person.may.forget) redirect(`/staff/people/${id}`);
  return (
    <PersonDeed
      person={person}
      title="Forget this person"
      short="Forget"
      act={forget}
      record={person}
      hidden={{ personId: person.id }}
      button={`Forget ${person.name} for good`}
      danger
      reason="Why, without naming them"
      lead={<p>Their name, their address and every text about them go from the portal, and the key of what the ledger sealed about them is destroyed. What they did stays in the ledger without their name, and every proof still holds. Backups made before today still hold them, for as long as you keep those.</p>}
    >
      <Choices name="confirm" kind="checkbox" legend="Before you do" options={[{ value: "yes", label: "I know that nobody can undo this, not even who runs the portal" }]} />
    </PersonDeed>
  );
}
