import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { formKey } from "@/lib/forms/form-key";
import { ratify } from "../../actions";

/** Another person's word: it was right, or it was not; after its time only what they found. */
export function RatifyForm({ grantId, isLate, who }: { grantId: string; isLate: boolean; who: string }) {
  return (
    <Form act={ratify} title="Look at an emergency" hidden={{ ...formKey(), grantId, ...(isLate ? { outcome: "examined_late" } : {}) }}>
      {isLate ? (
        <p>Its time is over and it has lapsed. What was done with it stands; write down what you found.</p>
      ) : (
        <Choices name="outcome" kind="radio" small legend="I say that" options={[{ value: "ratified", label: "It was right: it holds to its end" }, { value: "refused", label: "It was not: it ends now" }]} />
      )}
      <TextArea name="reason" label={isLate ? "What you found" : "Reason"} hint={`${who} reads it, and so does the auditor.`} rows={4} />
      <Buttons>
        <Button>Record this</Button>
      </Buttons>
    </Form>
  );
}
