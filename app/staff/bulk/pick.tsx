import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Form } from "@/components/form/form";
import { Select } from "@/components/form/select";
import { Section } from "@/components/page/section";
import { formKey } from "@/lib/forms/form-key";
import { deedWords } from "@/lib/bulk/words";
import type { BulkDeed } from "@/lib/bulk/schema";
import { drawUp } from "./actions";

/** The box that selects a row of a list. */
export function Pick({ reference, title }: { reference: string; title: string }) {
  return (
    <span className="choice choice--small pick">
      <input type="checkbox" form="selection" name="picks" value={reference} aria-label={`Select ${title}, ${reference}`} />
    </span>
  );
}

/** Under a list: what to do with the rows that are ticked, or with all that match. Nothing is done before it was looked at. */
export function PickForm({ deeds, search }: { deeds: readonly BulkDeed[]; search: Record<string, string | undefined> }) {
  return (
    <Section title="With several at once" id="selected">
      <Form act={drawUp} id="selection" title="With several at once" hidden={{ ...formKey(), ...Object.fromEntries(Object.entries(search).flatMap(([name, value]) => (value ? [[name, value]] : []))) }} of="selection">
        <Select name="deed" label="What do you want to do?" hint="You see first what it would do. Each is decided by itself, and has its own result." options={deeds.map((deed) => ({ value: deed, label: deedWords[deed] }))} />
        <Buttons>
          <Button kind="plain" name="from" value="picks">
            Those that are ticked
          </Button>
          <Button kind="plain" name="from" value="all">
            All that match
          </Button>
          <a href="/staff/bulk">Selections you drew up</a>
        </Buttons>
      </Form>
    </Section>
  );
}
