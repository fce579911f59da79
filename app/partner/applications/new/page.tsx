import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { Page } from "@/components/page/page";
import { formKey } from "@/lib/forms/form-key";
import { ownPartners } from "@/lib/partners/queries";
import { signedIn } from "@/lib/session/current";
import { start } from "./start";

export default async function NewApplication() {
  const who = await signedIn("/partner/applications/new");
  const partners = await ownPartners(who);
  const [first] = partners;
  if (!first) notFound();
  return (
    <Page title="Begin an application" width="text" crumbs={[{ to: "/partner", label: "Applications" }, { label: "New" }]} lead={<p>Most partners need about 20 minutes, in one go or several. The city cannot see it until you send it.</p>}>
      <Form act={start} title="Begin an application" hidden={{ ...formKey(), ...(partners.length === 1 ? { partnerId: first.id } : {}) }}>
        {partners.length > 1 && <Choices name="partnerId" kind="radio" legend="For which partner?" options={partners.map((partner) => ({ value: partner.id, label: partner.name }))} />}
        <Field name="title" label="Name of the deployment" hint="Residents read it. For example: Air quality sensors, Lantern Row." />
        <Buttons>
          <Button>Begin</Button>
        </Buttons>
      </Form>
    </Page>
  );
}
