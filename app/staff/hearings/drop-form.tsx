import { Button } from "@/components/form/button";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Disclosure } from "@/components/show/disclosure";
import { formKey } from "@/lib/forms/form-key";
import type { FormAct } from "@/lib/forms/state";
import type { Notice as NoticeOn } from "@/lib/hearings/queries";

/** To consider it no more. Nothing where the notice is closed. */
export function DropForm({ notice, act }: { notice: NoticeOn; act: FormAct }) {
  if (notice.closedAt) return null;
  return (
    <Disclosure summary="Consider it no more">
      <Form act={act} title={`Notice ${notice.number}`} hidden={{ ...formKey(notice), considerationId: notice.id }} of={`drop-${notice.number}`}>
        <TextArea name="reason" label="Why not?" hint="The partner reads this." rows={3} />
        <Button kind="plain">Drop this notice</Button>
      </Form>
    </Disclosure>
  );
}
