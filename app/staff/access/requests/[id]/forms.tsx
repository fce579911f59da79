import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { formKey } from "@/lib/forms/form-key";
import { answer, withdraw } from "../../actions";

interface Asked {
  id: string;
  version: number;
  kind: "asked" | "proposed";
  needsSecond: boolean;
}

/** Yes or no, with the reason. */
export function AnswerForm({ request }: { request: Asked }) {
  return (
    <Form act={answer} title="Answer what was asked for" hidden={{ ...formKey(request), requestId: request.id }}>
      <Choices name="deed" kind="radio" small legend="I decide to" options={[{ value: "approve", label: request.kind === "proposed" ? "Agree: it is given" : request.needsSecond ? "Agree, and ask a second person" : "Give it" }, { value: "deny", label: "Say no" }]} />
      <TextArea name="reason" label="Reason" hint="They read it, and so does the auditor." rows={3} />
      <Buttons>
        <Button>Record this answer</Button>
      </Buttons>
    </Form>
  );
}

/** Who asked or proposed takes it back, and who would get it declines. */
export function WithdrawForm({ request, isMine }: { request: Asked; isMine: boolean }) {
  return (
    <Form act={withdraw} title={isMine && request.kind === "proposed" ? "Decline what is proposed" : "Take back what was asked for"} hidden={{ ...formKey(request), requestId: request.id }}>
      <Button kind="plain">{isMine && request.kind === "proposed" ? "I do not want it" : "Take it back"}</Button>
    </Form>
  );
}
