import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { formKey } from "@/lib/forms/form-key";
import type { FormAct } from "@/lib/forms/state";

/** Why a decision should be looked at again. */
export function AppealForm({ act, title, on, back }: { act: FormAct; title: string; on: Record<string, string>; back: string }) {
  return (
    <Form act={act} title={title} hidden={{ ...formKey(), ...on }}>
      <TextArea name="words" label="Why should it be looked at again?" hint="What the city got wrong or did not know, and what you can show for it. You cannot change it later." rows={10} />
      <Buttons>
        <Button>Send this appeal</Button>
        <a href={back}>Leave it</a>
      </Buttons>
    </Form>
  );
}
