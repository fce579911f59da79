import { notFound, redirect } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { may } from "@/lib/access/may";
import { formKey } from "@/lib/forms/form-key";
import { personFile } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { anew } from "../../actions";

export default async function StartAnew({ params }: PageProps<"/staff/people/[id]/anew">) {
  const { id } = await params;
  const who = await signedIn(`/staff/people/${id}`);
  const person = (await personFile(who, id)) ?? notFound();
  if (person.id === who.person.id || !may(who.ability, "invite", "Person", person).may) redirect(`/staff/people/${id}`);
  return (
    <Page title="Send a new link" width="text" caption={person.name} crumbs={[{ to: "/staff/people", label: "People" }, { to: `/staff/people/${id}`, label: person.name }, { label: "New link" }]} lead={<p>For somebody who lost their password, their app or the mail. Make sure that it is them, in person or by a number you know. They are signed out everywhere and choose a new password; their permissions stay.</p>}>
      <Form act={anew} title={`A new link for ${person.name}`} hidden={{ ...formKey(person), personId: person.id }}>
        <TextArea name="reason" label="How did you make sure that it is them?" hint="The auditor reads it." rows={3} />
        <Buttons>
          <Button>Send the link</Button>
          <a href={`/staff/people/${id}`}>Leave it as it is</a>
        </Buttons>
      </Form>
    </Page>
  );
}
