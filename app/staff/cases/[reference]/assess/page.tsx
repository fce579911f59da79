import { notFound, redirect } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { caseFile } from "@/lib/applications/queries";
import { formKey } from "@/lib/forms/form-key";
import { signedIn } from "@/lib/session/current";
import { assess } from "../actions";

export default async function Assess({ params }: PageProps<"/staff/cases/[reference]/assess">) {
  const { reference } = await params;
  const who = await signedIn(`/staff/cases/${reference}/assess`);
  const file = (await caseFile(who, reference)) ?? notFound();
  if (!file.may.assess.may) redirect(`/staff/cases/${reference}`);
  return (
    <Page
      title="Assess this case"
      width="text"
      caption={`${file.title}, ${reference}`}
      crumbs={[{ to: "/staff", label: "Queue" }, { to: `/staff/cases/${reference}`, label: reference }, { label: "Assess" }]}
      lead={<p>Whoever decides reads what you found. You do not decide this case yourself then: who assesses and who decides are two people.</p>}
    >
      <Form act={assess} title={`Assess ${file.title}`} hidden={{ ...formKey(file), applicationId: file.id }}>
        <Choices name="recommends" kind="radio" legend="I recommend" options={[{ value: "approval", label: "To approve it" }, { value: "changes", label: "To ask for changes" }, { value: "refusal", label: "To refuse it" }]} />
        <TextArea name="reason" label="What I found" hint="For the city's staff. It stays in the ledger." rows={6} />
        <Buttons>
          <Button>Write it into the case</Button>
          <a href={`/staff/cases/${reference}`}>Leave it</a>
        </Buttons>
      </Form>
    </Page>
  );
}
