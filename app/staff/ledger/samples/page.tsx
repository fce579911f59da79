import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { Select } from "@/components/form/select";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { Empty } from "@/components/show/empty";
import { Register } from "@/components/show/register";
import { samplesSeenBy } from "@/lib/audits/queries";
import { wordInstant } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import { entryWords } from "@/lib/ledger/words";
import { asAuditor } from "../as-auditor";
import { sample } from "../actions";
import { LedgerNav } from "../ledger-nav";

export default async function Samples() {
  const who = await asAuditor("/staff/ledger/samples");
  const samples = await samplesSeenBy(who);
  const mayTake = who.ability.rulesFor("launch", "Sample").some((rule) => !rule.inverted);
  return (
    <Page
      title="Samples"
      width="wide"
      lead={<p>Decisions drawn at random. A sample is announced in the ledger before it is drawn, from a seed and from what the ledger signs next; so nobody chose what is in it, and anybody can draw it again.</p>}
      aside={
        mayTake && (
          <section className="panel" aria-labelledby="take">
            <h2 id="take">Take a sample</h2>
            <Form act={sample} title="Take a sample" hidden={formKey()}>
              <Field name="count" type="number" label="How many" width="short" value="20" />
              <Select name="name" label="Of" value="" options={[{ value: "", label: "Every entry" }, ...Object.entries(entryWords).map(([value, label]) => ({ value, label }))]} />
              <TextArea name="reason" label="What for?" rows={2} />
              <Buttons>
                <Button>Announce and draw</Button>
              </Buttons>
            </Form>
          </section>
        )
      }
    >
      <LedgerNav at="/staff/ledger/samples" />
      {samples.length === 0 ? (
        <Empty title="No sample was taken yet">Each one stays here, with what was drawn.</Empty>
      ) : (
        <Register
          caption="Samples"
          hideCaption
          columns={[{ head: "What for" }, { head: "How many" }, { head: "Of" }, { head: "Taken" }]}
          rows={samples.map((each) => ({ key: each.id, cells: [<a key="a" href={`/staff/ledger/samples/${each.id}`}>{each.reason}</a>, each.count, each.name ? (entryWords[each.name] ?? each.name) : "Every entry", `${wordInstant(each.takenAt)}, ${each.takenBy}`] }))}
        />
      )}
    </Page>
  );
}
