import { notFound } from "next/navigation";
import { askAddress } from "@/app/staff/access/ask-address";
import { Blocked } from "@/components/form/blocked";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { formKey } from "@/lib/forms/form-key";
import { permitFile } from "@/lib/permits/queries";
import { signedIn } from "@/lib/session/current";
import { publish, withhold } from "../actions";

/** Whether residents read where a permit's devices are. */
export default async function Places({ params }: PageProps<"/staff/permits/[reference]/places">) {
  const { reference } = await params;
  const who = await signedIn(`/staff/permits/${reference}/places`);
  const permit = (await permitFile(who, reference)) ?? notFound();
  const back = `/staff/permits/${permit.reference}`;
  const may = permit.may.withhold;
  const title = permit.placesWithheld ? "Publish where its devices are" : "Do not publish where its devices are";
  return (
    <Page
      title={title}
      width="text"
      caption={`${permit.title} · ${permit.partner.name}`}
      crumbs={[{ to: "/staff/permits", label: "Permits" }, { to: back, label: permit.reference }, { label: title }]}
      lead={
        permit.placesWithheld ? (
          <p>They come onto the list and the map at once, with the number of the pole.</p>
        ) : (
          <p>They leave the list and the map at once. Residents read how many there are in each part of the city, and on a device’s own page all but where it is. Who has a copy of the register from before still has it, and the title of the permit and the names of its devices stay as they are.</p>
        )
      }
    >
      {may.may ? (
        <Form act={permit.placesWithheld ? publish : withhold} title={`${title}: ${permit.title}`} hidden={{ ...formKey(permit), permitId: permit.id }}>
          <TextArea name="reason" label="Why?" hint="Residents and the partner read this. Do not say where it is. You cannot change it later." rows={4} />
          <Buttons>
            <Button>{permit.placesWithheld ? "Publish it" : "Do not publish it"}</Button>
            <a href={back}>Leave it as it is</a>
          </Buttons>
        </Form>
      ) : (
        <Blocked why={may.why} ask={askAddress(may, back)}>{title}</Blocked>
      )}
    </Page>
  );
}
