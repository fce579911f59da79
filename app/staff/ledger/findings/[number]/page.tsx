import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Summary } from "@/components/show/summary";
import { findingFile } from "@/lib/audits/queries";
import { wordInstant } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import { signedIn } from "@/lib/session/current";
import { answer, close } from "../../actions";
import { weightWords } from "../../weight-words";

export default async function Finding({ params }: PageProps<"/staff/ledger/findings/[number]">) {
  const { number } = await params;
  const who = await signedIn(`/staff/ledger/findings/${number}`);
  const finding = (await findingFile(who, number)) ?? notFound();
  const hidden = { ...formKey(finding), findingId: finding.id };
  return (
    <Page
      title={`Finding ${finding.number}`}
      width="wide"
      caption={weightWords[finding.weight].label}
      crumbs={[{ to: "/staff/ledger/findings", label: "Findings" }, { label: `Finding ${finding.number}` }]}
      aside={
        <>
          {finding.mayAnswer && (
            <section className="panel" aria-labelledby="answer">
              <h2 id="answer">Your answer</h2>
              <Form act={answer} title="Answer the finding" hidden={hidden}>
                <TextArea name="answer" label="How did it come about?" hint="The auditor reads it, and it is written into the ledger." rows={5} />
                <Buttons>
                  <Button>Answer</Button>
                </Buttons>
              </Form>
            </section>
          )}
          {finding.mayClose && (
            <section className="panel" aria-labelledby="close">
              <h2 id="close">Close it</h2>
              <Form act={close} title="Close the finding" hidden={hidden}>
                <TextArea name="outcome" label="What came of it?" rows={4} />
                <Buttons>
                  <Button kind="plain">Close it</Button>
                </Buttons>
              </Form>
            </section>
          )}
        </>
      }
    >
      <Summary
        rows={[
          { term: "About", value: finding.entry ? (finding.mayReadEntry ? <a key="e" href={`/staff/ledger/${finding.entry.id}`}>{finding.entry.words}</a> : finding.entry.words) : "An entry that you may not see" },
          { term: "Concerns", value: finding.concerns ?? "Nobody by name" },
          { term: "Raised", value: `${wordInstant(finding.raisedAt)}, ${finding.raisedBy}` },
        ]}
      />
      <Section title="What was found"><p className="as-typed">{finding.words}</p></Section>
      {finding.answer && <Section title="The answer"><p className="as-typed">{finding.answer}</p><p className="note soft">{finding.answeredBy}, {finding.answeredAt && wordInstant(finding.answeredAt)}</p></Section>}
      {finding.outcome && <Section title="What came of it"><p className="as-typed">{finding.outcome}</p><p className="note soft">{finding.closedBy}, {finding.closedAt && wordInstant(finding.closedAt)}</p></Section>}
    </Page>
  );
}
