import { Blocked } from "@/components/form/blocked";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { weights } from "@/lib/audits/schema";
import { formKey } from "@/lib/forms/form-key";
import { open, raise } from "../actions";
import { weightWords } from "../weight-words";

/** Opens what is sealed, for a purpose that is itself written down. */
export function OpenForm({ entryId, mayOpen, isSealed }: { entryId: string; mayOpen: boolean; isSealed: boolean }) {
  if (!isSealed) return null;
  return (
    <section className="panel" aria-labelledby="open">
      <h2 id="open">Open what is sealed</h2>
      {mayOpen ? (
        <Form act={open} title="Open what is sealed" hidden={{ ...formKey(), entryId }}>
          <TextArea name="reason" label="What do you need it for?" hint="It is written into the ledger. The entry stays open to you for an hour." rows={3} />
          <Buttons>
            <Button>Open it</Button>
          </Buttons>
        </Form>
      ) : (
        <Blocked why="You hold no grant to open what is sealed in the ledger." ask={`/staff/access/ask?capability=ledger.open&page=${encodeURIComponent(`/staff/ledger/${entryId}`)}`}>Open it</Blocked>
      )}
    </section>
  );
}

export function RaiseForm({ entryId }: { entryId: string }) {
  return (
    <section className="panel" aria-labelledby="raise">
      <h2 id="raise">Raise a finding</h2>
      <Form act={raise} title="Raise a finding" hidden={{ ...formKey(), entryId }}>
        <Choices name="weight" kind="radio" small legend="How much does it weigh?" options={weights.map((value) => ({ value, ...weightWords[value] }))} />
        <TextArea name="words" label="What did you find?" hint="Whoever decided reads it, and is asked to answer." rows={4} />
        <Buttons>
          <Button kind="plain">Raise it</Button>
        </Buttons>
      </Form>
    </section>
  );
}
