import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Form } from "@/components/form/form";
import { Select } from "@/components/form/select";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { formKey } from "@/lib/forms/form-key";
import { partnersToChoose } from "@/lib/people/queries";
import { interestWords } from "@/lib/people/words";
import { asStaff } from "@/app/staff/access/as-staff";
import { declareOwn } from "./declare-own";

export default async function DeclareOwnTie() {
  const who = await asStaff("/account/tie");
  const partners = await partnersToChoose(who);
  return (
    <Page title="Declare a tie" width="text" crumbs={[{ to: "/account", label: "My account" }, { label: "Tie" }]} lead={<p>While it stands, you neither see nor decide this partner’s cases. Another person can end it when it is over; you cannot.</p>}>
      <Form act={declareOwn} title="Declare a tie" hidden={{ ...formKey(), personId: who.person.id }}>
        <Select name="partnerId" label="Partner" options={[{ value: "", label: "Choose" }, ...partners.map((partner) => ({ value: partner.id, label: partner.name }))]} />
        <Choices name="kind" kind="radio" legend="What ties you" options={Object.entries(interestWords).map(([value, label]) => ({ value, label }))} />
        <TextArea name="reason" label="In a sentence" hint="Who gives permissions and the auditor read it." rows={3} />
        <Buttons>
          <Button>Declare it</Button>
          <a href="/account">Leave it as it is</a>
        </Buttons>
      </Form>
    </Page>
  );
}
