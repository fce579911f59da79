import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { formKey } from "@/lib/forms/form-key";
import { isInForce } from "@/lib/permits/lifecycle";
import { ownPermit } from "@/lib/permits/queries";
import { signedIn } from "@/lib/session/current";
import { surrender } from "../../actions";

export default async function Surrender({ params }: PageProps<"/partner/permits/[reference]/surrender">) {
  const { reference } = await params;
  const here = `/partner/permits/${reference}`;
  const who = await signedIn(`${here}/surrender`);
  const permit = (await ownPermit(who, reference)) ?? notFound();
  const devices = permit.devices.length === 1 ? "1 device" : `${permit.devices.length} devices`;
  const isOver = !isInForce(permit.standing);
  return (
    <Page title="Give this permit back" width="text" caption={permit.title} crumbs={[{ to: "/partner/permits", label: "Permits" }, { to: here, label: permit.reference }, { label: "Give it back" }]} lead={<p>It ends now, for good. The {devices} may not operate any more: switch them off and remove them. The places become free for others.</p>}>
      <Form act={surrender} title={`Give ${permit.title} back`} hidden={{ ...formKey(permit), permitId: permit.id }} closed={isOver ? <p>It is over already: <a href={here}>see its history</a>.</p> : undefined}>
        <Choices name="confirm" kind="checkbox" legend="Are you sure?" options={[{ value: "yes", label: "We give it back for good" }]} />
        <TextArea name="reason" label="Why?" hint="The city’s staff read it." rows={3} />
        <Buttons>
          <Button kind="danger">Give it back</Button>
          <a href={here}>Keep it</a>
        </Buttons>
      </Form>
    </Page>
  );
}
