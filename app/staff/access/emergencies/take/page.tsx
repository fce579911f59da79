import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { ScopeFields } from "@/app/staff/people/[id]/scope-fields";
import { capabilities } from "@/lib/access/capabilities";
import { formKey } from "@/lib/forms/form-key";
import { holds, scopesToChoose } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { takeEmergency } from "../../actions";

export default async function TakeEmergency() {
  const who = await signedIn("/staff/access/emergencies/take");
  if (!holds(who, "take_emergency", "Grant")) notFound();
  const { hours, ratifyHours, capabilities: offered } = who.held.policy.emergency;
  const held = who.held.grants.find(({ capability }) => capability === "emergency.take");
  return (
    <Page title="Take a permission in an emergency" width="text" crumbs={[{ to: "/staff/access", label: "Access" }, { to: "/staff/access/emergencies", label: "Emergencies" }, { label: "Take" }]} lead={<p>It holds at once, for {hours} hours. Everyone who gives permissions and every auditor is told now. Unless one of them ratifies it within {ratifyHours} hours, it lapses, and what you did with it is looked at.</p>}>
      <Form act={takeEmergency} title="Take a permission in an emergency" hidden={formKey()}>
        <Choices name="capability" kind="radio" legend="I must" options={offered.map((value) => ({ value, label: capabilities[value].words }))} />
        <ScopeFields scopes={await scopesToChoose()} zoneId={held?.zoneId} agencyId={held?.agencyId} assetClass={held?.assetClass ?? null} highestTier={held?.highestTier ?? null} />
        <TextArea name="reason" label="What is happening?" hint="Everyone who is told reads it." rows={4} />
        <Buttons>
          <Button kind="danger">Take it now</Button>
          <a href="/staff/access/emergencies">Leave it as it is</a>
        </Buttons>
      </Form>
    </Page>
  );
}
