import { notFound, redirect } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { formKey } from "@/lib/forms/form-key";
import { personFile } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { end } from "../../../actions";

export default async function EndGrant({ params }: PageProps<"/staff/people/[id]/grants/[grantId]">) {
  const { id, grantId } = await params;
  const who = await signedIn(`/staff/people/${id}`);
  const person = (await personFile(who, id)) ?? notFound();
  const grant = person.grants.find((each) => each.id === grantId) ?? notFound();
  if (!grant.mayEnd) redirect(`/staff/people/${id}`);
  return (
    <Page title="End this permission" width="text" caption={person.name} crumbs={[{ to: "/staff/people", label: "People" }, { to: `/staff/people/${id}`, label: person.name }, { label: "End" }]} lead={<p>{person.name} may no longer {grant.words}. It holds from their very next click, also where they are signed in already. The history stays.</p>}>
      <Form act={end} title={`End a permission of ${person.name}`} hidden={{ ...formKey(grant), grantId: grant.id }}>
        <TextArea name="reason" label="Reason" hint="They read it, and so does the auditor." rows={3} />
        <Buttons>
          <Button kind="danger">End it now</Button>
          <a href={`/staff/people/${id}`}>Leave it as it is</a>
        </Buttons>
      </Form>
    </Page>
  );
}
