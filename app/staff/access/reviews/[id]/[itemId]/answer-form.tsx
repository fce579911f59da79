import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { DateField } from "@/components/form/date-field";
import { Form } from "@/components/form/form";
import { Select } from "@/components/form/select";
import { TextArea } from "@/components/form/text-area";
import { formKey } from "@/lib/forms/form-key";
import type { itemFile } from "@/lib/reviews/queries";
import { answer } from "../../actions";
import { NarrowPart } from "./narrow-part";

type Item = NonNullable<Awaited<ReturnType<typeof itemFile>>>;
const asItIs = { value: "", label: "As it is" };
const named = (all: { id: string; name: string }[]) => [asItIs, ...all.map(({ id, name }) => ({ value: id, label: name }))];

/** Keep, make narrower, or end. What it could be limited to begins with what would have sufficed. */
export function AnswerForm({ item }: { item: Item }) {
  const { narrower, snapshot } = item;
  const { smallest } = snapshot;
  return (
    <Form act={answer} title={`May ${item.holder.name} still do this?`} hidden={{ ...formKey(item), itemId: item.id }}>
      <Choices
        name="answer"
        kind="radio"
        small
        legend="Is it still needed?"
        options={[
          { value: "keep", label: "Yes, as it is", ...(item.needsReasonToKeep ? { hint: snapshot.conflicts.length > 0 ? "Write why, though something stands against it." : "Write why, though it was never used." } : {}) },
          ...(narrower.isPossible ? [{ value: "reduce", label: "Yes, but narrower", hint: smallest ? `To ${smallest.words}; or as you say below. It takes the old one’s place at once.` : "Say below how. It takes the old one’s place at once." }] : []),
          { value: "end", label: "No", hint: "It ends at once." },
        ]}
      />
      {narrower.isPossible && (
        <NarrowPart>
          {narrower.zones.length > 0 && <Select name="zoneId" label="Only in" options={named(narrower.zones)} value={smallest?.zoneId ?? ""} />}
          {narrower.agencies.length > 0 && <Select name="agencyId" label="Only on assets of" options={named(narrower.agencies)} value={smallest?.agencyId ?? ""} />}
          {narrower.assetClasses.length > 0 && <Select name="assetClass" label="Only on" options={[asItIs, ...narrower.assetClasses.map(([value, label]) => ({ value, label }))]} value={smallest?.assetClass ?? ""} />}
          {narrower.tiers.length > 0 && <Select name="highestTier" label="Only up to risk tier" options={[asItIs, ...narrower.tiers.map((tier) => ({ value: String(tier), label: `Tier ${tier}` }))]} value={smallest?.highestTier ? String(smallest.highestTier) : ""} />}
          <DateField name="validUntil" legend="Only until" hint="Leave it empty for the end it has." />
        </NarrowPart>
      )}
      <TextArea name="reason" label="Reason" hint="You may leave it out where you keep what is used. The person reads it where it changes." rows={3} />
      <Buttons>
        <Button>Answer</Button>
        {item.next && <a href={`/staff/access/reviews/${item.review.id}/${item.next}`}>Leave it for later</a>}
      </Buttons>
    </Form>
  );
}
