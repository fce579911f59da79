import { notFound } from "next/navigation";
import { Blocked } from "@/components/form/blocked";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Form } from "@/components/form/form";
import { Select } from "@/components/form/select";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { askAddress } from "@/app/staff/access/ask-address";
import { caseFile } from "@/lib/applications/queries";
import { formKey } from "@/lib/forms/form-key";
import { signedIn } from "@/lib/session/current";
import { assign } from "../actions";

/** A case goes to a colleague whose grants reach it. */
export default async function Give({ params }: PageProps<"/staff/cases/[reference]/give">) {
  const { reference } = await params;
  const here = `/staff/cases/${reference}`;
  const who = await signedIn(`${here}/give`);
  const file = (await caseFile(who, reference)) ?? notFound();
  const isOver = file.status !== "submitted" && file.status !== "in_review";
  return (
    <Page
      title="Give it to a colleague"
      width="text"
      caption={`${file.title} · ${file.heldBy ? `held by ${file.heldBy.id === who.person.id ? "you" : file.heldBy.name}` : "held by nobody"}`}
      crumbs={[{ to: "/staff", label: "Queue" }, { to: here, label: file.reference }, { label: "Give it to a colleague" }]}
      lead={<p>They are told, and hold it from then on. Whoever has a tie to the partner cannot hold it.</p>}
    >
      {file.may.assign.may ? (
        <Form act={assign} title={`Give it to a colleague: ${file.title}`} hidden={{ ...formKey(file), applicationId: file.id }} closed={isOver ? <p>It does not wait for the city now: <a href={here}>see where it stands</a>.</p> : undefined}>
          <Select name="personId" label="Colleague" hint="Those whose grants reach it." options={[{ value: "", label: "Choose" }, ...file.colleagues.map(({ id, name }) => ({ value: id, label: name }))]} />
          <TextArea name="reason" label="What should they know?" rows={3} />
          <Buttons>
            <Button>Give it to them</Button>
            <a href={here}>Leave it as it is</a>
          </Buttons>
        </Form>
      ) : (
        <Blocked why={file.may.assign.why} ask={askAddress(file.may.assign, here)}>Give it to them</Blocked>
      )}
    </Page>
  );
}
