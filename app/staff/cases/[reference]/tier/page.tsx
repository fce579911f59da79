import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { Blocked } from "@/components/form/blocked";
import { Button } from "@/components/form/button";
import { Choices } from "@/components/form/choices";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Notice } from "@/components/show/notice";
import { RiskTier } from "@/components/show/risk-tier";
import { askAddress } from "@/app/staff/access/ask-address";
import { isWithCity } from "@/lib/applications/lifecycle";
import { caseFile } from "@/lib/applications/queries";
import { riskOf } from "@/lib/applications/risk-table";
import { formKey } from "@/lib/forms/form-key";
import { signedIn } from "@/lib/session/current";
import { agreeTier, lowerTier, raise } from "../actions";

/** Why a case is of its tier, and how to set another: upwards by one officer, downwards by two. */
export default async function Tier({ params }: PageProps<"/staff/cases/[reference]/tier">) {
  const { reference } = await params;
  const here = `/staff/cases/${reference}`;
  const who = await signedIn(`${here}/tier`);
  const file = (await caseFile(who, reference)) ?? notFound();
  const { content } = file;
  const risk = riskOf({ identifies: content.data.identifies, devices: content.devices.devices.length, purpose: content.purpose.purpose });
  const isOpenCase = isWithCity(file.standing);
  const higher = [2, 3, 4].filter((tier) => tier > file.tier);
  const lower = [1, 2, 3].filter((tier) => tier < file.tier);
  const proposed = file.tierProposed !== null && file.tierProposed < file.tier ? file.tierProposed : null;
  const options = (tiers: number[]) => tiers.map((tier) => ({ value: String(tier), label: `Tier ${tier}` }));
  const form = (of: string, act: typeof raise, button: string, children: ReactNode) => (
    <Form act={act} title={`Risk tier: ${file.title}`} hidden={{ ...formKey(file), applicationId: file.id }} of={of}>
      {children}
      <TextArea name="reason" label="Why that tier?" hint="Colleagues and the auditor read it." rows={3} />
      <Button kind="plain">{button}</Button>
    </Form>
  );
  return (
    <Page
      title="Risk tier"
      width="text"
      caption={file.title}
      tag={<RiskTier tier={file.tier as 1 | 2 | 3 | 4} />}
      crumbs={[{ to: "/staff", label: "Queue" }, { to: here, label: file.reference }, { label: "Risk tier" }]}
      lead={<p>The tier is computed by a <a href="/risk">published table</a>. Whoever sets another one does not decide the case.</p>}
    >
      <Section title={`Why tier ${file.tier}?`}>
        <ul>
          {risk.inputs.map((input) => (
            <li key={input}>{input}</li>
          ))}
          {file.tierRaisedTo !== null && <li>An officer raised it to tier {file.tierRaisedTo}.</li>}
        </ul>
      </Section>
      {isOpenCase && proposed && (
        <Section title={`Tier ${proposed} is proposed`}>
          <Notice kind="waiting">{`${file.tierProposedBy?.name ?? "An officer"}: ${file.tierProposedWhy ?? ""}`}</Notice>
          {file.tierProposedBy?.id === who.person.id ? (
            <Blocked why="You proposed it yourself, so another person must agree to it.">Record this</Blocked>
          ) : (
            file.may.set_tier.may && form("agree", agreeTier, "Record this", <Choices name="outcome" kind="radio" small legend={`Tier ${proposed} instead of ${file.tier}?`} options={[{ value: "agreed", label: "I agree" }, { value: "declined", label: "I do not agree" }]} />)
          )}
        </Section>
      )}
      {isOpenCase && !file.may.set_tier.may && <Blocked why={file.may.set_tier.why} ask={askAddress(file.may.set_tier, here)}>Set another tier</Blocked>}
      {isOpenCase && file.may.set_tier.may && higher.length > 0 && <Section title="A higher tier">{form("raise", raise, "Raise it", <Choices name="tier" kind="radio" small legend="At once" options={options(higher)} />)}</Section>}
      {isOpenCase && file.may.set_tier.may && lower.length > 0 && !proposed && <Section title="A lower tier">{form("lower", lowerTier, "Propose it", <Choices name="tier" kind="radio" small legend="Once a second officer agrees" options={options(lower)} />)}</Section>}
    </Page>
  );
}
