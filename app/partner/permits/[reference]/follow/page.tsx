import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Form } from "@/components/form/form";
import { Page } from "@/components/page/page";
import { formKey } from "@/lib/forms/form-key";
import { wordDay } from "@/lib/core/calendar";
import { isInForce } from "@/lib/permits/lifecycle";
import { ownPermit } from "@/lib/permits/queries";
import { signedIn } from "@/lib/session/current";
import { follow } from "../../actions";

export default async function Follow({ params }: PageProps<"/partner/permits/[reference]/follow">) {
  const { reference } = await params;
  const here = `/partner/permits/${reference}`;
  const who = await signedIn(`${here}/follow`);
  const permit = (await ownPermit(who, reference)) ?? notFound();
  const closed = permit.followUp ? (
    <p>
      There is one already: <a href={`/partner/applications/${permit.followUp.reference}`}>go on with it</a>.
    </p>
  ) : isInForce(permit.standing) ? undefined : (
    <p>
      This permit is over. <a href="/partner/applications/new">Begin a new application</a>.
    </p>
  );
  return (
    <Page
      title="Change or renew this permit"
      width="text"
      caption={permit.title}
      crumbs={[{ to: "/partner/permits", label: "Permits" }, { to: here, label: permit.reference }, { label: "Change or renew" }]}
      lead={<p>You begin with everything as it is today, change what shall be otherwise, and send it. This permit stands as it is until the city has decided. Then a new one takes its place; devices that go on keep the codes on their signs.</p>}
    >
      <Form act={follow} title={`Change or renew ${permit.title}`} hidden={{ ...formKey(), permitId: permit.id }} closed={closed}>
        <Choices
          name="kind"
          kind="radio"
          legend="What do you want to do?"
          options={[
            { value: "renewal", label: "Renew it", hint: `It ends on ${wordDay(permit.expiresOn)}. Devices and places stay as they are; you say until when, and whether anything else is new.` },
            { value: "amendment", label: "Change it", hint: "Other devices or places, other data, another network, or more than one of these." },
          ]}
        />
        <Buttons>
          <Button>Begin</Button>
          <a href={here}>Leave it as it is</a>
        </Buttons>
      </Form>
    </Page>
  );
}
