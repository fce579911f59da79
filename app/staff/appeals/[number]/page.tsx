import { notFound } from "next/navigation";
import { Blocked } from "@/components/form/blocked";
import { Button } from "@/components/form/button";
import { Choices } from "@/components/form/choices";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Summary } from "@/components/show/summary";
import { Tag } from "@/components/show/tag";
import { askAddress } from "@/app/staff/access/ask-address";
import { appealFile } from "@/lib/appeals/queries";
import { againstWords } from "@/lib/appeals/words";
import { wordInstant } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import { signedIn } from "@/lib/session/current";
import { decide } from "../actions";

export default async function Appeal({ params }: PageProps<"/staff/appeals/[number]">) {
  const { number } = await params;
  const here = `/staff/appeals/${number}`;
  const who = await signedIn(here);
  const appeal = (await appealFile(who, number)) ?? notFound();
  const of = appeal.application ?? appeal.permit ?? notFound();
  const isOpen = appeal.status === "lodged";
  return (
    <Page title={`Appeal: ${of.title}`} width="text" caption={appeal.partner.name} tag={<Tag record="appeal" status={appeal.status} />} crumbs={[{ to: "/staff/appeals", label: "Appeals" }, { label: `Appeal ${appeal.number}` }]}>
      <Summary
        rows={[
          { term: "What it is", value: `${againstWords[appeal.against]}, decided by ${appeal.decidedFirstBy}` },
          ...(appeal.stop ? [{ term: "Stop", value: <><a href={`/staff/stops/${appeal.stop.number}`}>Stop {appeal.stop.number}</a>: {appeal.stop.reason}</> }] : []),
          { term: "Of", value: <a href={appeal.application ? `/staff/cases/${of.reference}` : `/staff/permits/${of.reference}`}>{of.title}, {of.reference}</a> },
          { term: "Lodged", value: `${appeal.lodgedBy}, ${wordInstant(appeal.lodgedAt)}` },
          { term: "Why", value: appeal.words },
          ...(appeal.decision ? [{ term: "Decided", value: `${appeal.decidedBy}${appeal.decidedAt ? `, ${wordInstant(appeal.decidedAt)}` : ""}: ${appeal.decision}` }] : []),
        ]}
      />
      <Section title="Your decision">
        {appeal.may.may || !isOpen ? (
          <Form act={decide} title={`Appeal: ${of.title}`} hidden={{ ...formKey(appeal), appealId: appeal.id }} closed={isOpen ? undefined : <p>It was decided, or taken back.</p>}>
            <Choices
              name="outcome"
              kind="radio"
              legend="Should it be decided again?"
              options={[
                { value: "upheld", label: "Yes, I uphold the appeal", hint: appeal.application ? "The refusal is set aside, and the application is its partner’s again to change and send." : "The stop is set aside, and a third officer decides it anew. Until then it stands." },
                { value: "dismissed", label: "No, I dismiss it", hint: "What was decided stands." },
              ]}
            />
            <TextArea name="reason" label="Why?" hint="The partner reads this, under your name. You cannot change it later." rows={5} />
            <Button>Record this decision</Button>
          </Form>
        ) : (
          <Blocked why={appeal.may.why} ask={askAddress(appeal.may, here)}>Record this decision</Blocked>
        )}
      </Section>
    </Page>
  );
}
