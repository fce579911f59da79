import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { Select } from "@/components/form/select";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Empty } from "@/components/show/empty";
import { Register } from "@/components/show/register";
import { may } from "@/lib/access/may";
import { networksToChoose } from "@/lib/assets/queries";
import { formKey } from "@/lib/forms/form-key";
import { scopesToChoose } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { network } from "../actions";

const kinds = [
  { value: "wifi", label: "Wi-Fi" },
  { value: "lorawan", label: "LoRaWAN" },
  { value: "fibre", label: "Fibre" },
  { value: "cellular", label: "Cellular" },
  { value: "vlan", label: "VLAN" },
];

export default async function Networks() {
  const who = await signedIn("/staff/assets/networks");
  if (!who.ability.rulesFor("manage_assets", "Network").some((rule) => !rule.inverted)) notFound();
  const [networks, { agencies }] = await Promise.all([networksToChoose(), scopesToChoose()]);
  const own = agencies.filter((agency) => may(who.ability, "manage_assets", "Network", { agencyId: agency.id }).may);
  return (
    <Page title="Networks" crumbs={[{ to: "/staff/assets", label: "Assets" }, { label: "Networks" }]} lead={<p>Public networks that a device may be allowed on.</p>}>
      {networks.length === 0 ? (
        <Empty title="No networks yet">List the first one below.</Empty>
      ) : (
        <Register caption="Networks" hideCaption columns={[{ head: "Network" }, { head: "Code" }, { head: "Kind" }, { head: "Agency" }]} rows={networks.map((each) => ({ key: each.id, cells: [each.name, each.code, kinds.find(({ value }) => value === each.kind)?.label ?? each.kind, each.agency.name] }))} />
      )}
      <div className="text">
        <Section title="List a network">
          <Form act={network} title="Networks" hidden={formKey()}>
            <Field name="name" label="Name" />
            <Field name="code" label="Short code" hint="Capital letters, digits and hyphens." width="medium" />
            <Select name="kind" label="Kind" options={[{ value: "", label: "Choose" }, ...kinds]} />
            <Select name="agencyId" label="Run by" options={[{ value: "", label: "Choose" }, ...own.map((agency) => ({ value: agency.id, label: agency.name }))]} />
            <Buttons>
              <Button>List it</Button>
            </Buttons>
          </Form>
        </Section>
      </div>
    </Page>
  );
}
