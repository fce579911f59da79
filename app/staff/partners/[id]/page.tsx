import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Register } from "@/components/show/register";
import { Summary } from "@/components/show/summary";
import { Tag } from "@/components/show/tag";
import { HistoryOf } from "@/app/history-of";
import { formKey } from "@/lib/forms/form-key";
import { timelineOf } from "@/lib/ledger/queries";
import { termsAt } from "@/lib/partners/terms";
import { dayOf, wordDay } from "@/lib/core/calendar";
import { partnerFile, signaturesOf } from "@/lib/partners/queries";
import { signedIn } from "@/lib/session/current";
import { check } from "./actions";

export default async function Partner({ params }: PageProps<"/staff/partners/[id]">) {
  const { id } = await params;
  const who = await signedIn(`/staff/partners/${id}`);
  const partner = (await partnerFile(who, id)) ?? notFound();
  const signatures = await signaturesOf(who, [partner.id]);
  const current = termsAt(new Date());
  const isWaiting = partner.status !== "verified";
  return (
    <Page
      title={partner.name}
     
      width="wide"
      tag={<Tag record="partner" status={partner.status} />}
      crumbs={[{ to: "/staff/partners", label: "Partners" }, { label: partner.name }]}
      aside={
        isWaiting ? (
          <section className="panel">
            <h2>Is it who it says?</h2>
            <Form act={check} title={partner.name} hidden={{ ...formKey(partner), partnerId: partner.id }}>
              <Choices name="deed" kind="radio" small legend="I checked, and" options={[{ value: "verify", label: "it is: it may send applications" }, ...(partner.status === "registered" ? [{ value: "refuse", label: "I cannot confirm it" }] : [])]} />
              <TextArea name="reason" label="How did you check?" hint="The partner reads it if you cannot confirm it." rows={3} />
              <Buttons>
                <Button>Record this</Button>
              </Buttons>
            </Form>
          </section>
        ) : undefined
      }
    >
      <Summary
        rows={[
          { term: "Registration number", value: partner.registrationNumber },
          { term: "Website", value: partner.website || "None given" },
          { term: "Contact for residents", value: partner.publicContact },
        ]}
      />
      <Section title="Members">
        <Register caption="Members" hideCaption columns={[{ head: "Person" }, { head: "E-mail" }, { head: "Account" }]} rows={partner.memberships.map((membership) => ({ key: membership.id, cells: [membership.person.name, membership.person.email, <Tag key="t" record="person" status={membership.person.status} />] }))} />
      </Section>
      <Section title="The city’s terms">
        {!signatures.some(({ termsVersion }) => termsVersion === current.version) && <p>Nobody has signed version {current.version} for it yet, which applies now, so it cannot send an application.</p>}
        {signatures.length > 0 && (
          <Register caption="Who signed the city’s terms" hideCaption columns={[{ head: "Version", numeric: true }, { head: "Signed by" }, { head: "As" }, { head: "On" }]} rows={signatures.map(({ id: key, termsVersion, name, capacity, signedAt }) => ({ key, cells: [<a key="v" href={`/terms#v${termsVersion}`}>{termsVersion}</a>, name, capacity, wordDay(dayOf(signedAt))] }))} />
        )}
      </Section>
      <Section title="What happened">
        <HistoryOf entries={await timelineOf(who, [{ type: "Partner", id: partner.id }])} you={who.person.id} />
      </Section>
    </Page>
  );
}
