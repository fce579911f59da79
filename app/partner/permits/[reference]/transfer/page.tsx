import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Form } from "@/components/form/form";
import { Select } from "@/components/form/select";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { formKey } from "@/lib/forms/form-key";
import { isInForce } from "@/lib/permits/lifecycle";
import { ownPermit } from "@/lib/permits/queries";
import { partnersVerified } from "@/lib/partners/queries";
import { signedIn } from "@/lib/session/current";
import { offer } from "../../actions";

export default async function Transfer({ params }: PageProps<"/partner/permits/[reference]/transfer">) {
  const { reference } = await params;
  const here = `/partner/permits/${reference}`;
  const who = await signedIn(`${here}/transfer`);
  const permit = (await ownPermit(who, reference)) ?? notFound();
  const partners = (await partnersVerified()).filter(({ id }) => id !== permit.partnerId);
  const closed = permit.offers.length > 0 || permit.followUp ? (
    <p>
      Something is under way with this permit already: <a href={here}>see it there</a>.
    </p>
  ) : isInForce(permit.standing) ? undefined : (
    <p>
      This permit is over: <a href={here}>see its history</a>.
    </p>
  );
  return (
    <Page
      title="Hand this permit to another partner"
      width="text"
      caption={permit.title}
      crumbs={[{ to: "/partner/permits", label: "Permits" }, { to: here, label: permit.reference }, { label: "Hand it over" }]}
      lead={<p>The other decides whether to take it on, then writes how it keeps the devices safe and who answers for them, and the city decides on that. Until then the permit and all its duties are yours. The other gets to see your devices with their serial numbers, and where they are.</p>}
    >
      <Form act={offer} title={`Hand ${permit.title} to another partner`} hidden={{ ...formKey(), permitId: permit.id }} closed={closed}>
        <Select name="toId" label="To whom?" hint="Partners that the city has verified." options={[{ value: "", label: "Choose a partner" }, ...partners.map(({ id, name }) => ({ value: id, label: name }))]} />
        <TextArea name="words" label="What should they know?" hint="Why you hand it over, and from when. They and the city’s staff read it." rows={4} />
        <Buttons>
          <Button>Offer it</Button>
          <a href={here}>Keep it</a>
        </Buttons>
      </Form>
    </Page>
  );
}
