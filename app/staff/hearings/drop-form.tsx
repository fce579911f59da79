import { Button } from "@/components/form/button";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { formKey } from "@/lib/forms/form-key";
import type { FormAct } from "@/lib/forms/state";
import type { Notice as NoticeOn } from "@/lib/hearings/queries";

/** To consider it no more. Nothing where the notice is closed. */
export function DropForm({ notice, act }: { notice: NoticeOn; act: FormAct }) {
  if (notice.closedAt) return null;
  return (
    <Form fold={`Consider it no more: drop notice ${notice.number}`} act={act} title={`Notice ${notice.number}`} hidden={{ ...formKey(notice), considerationId: notice.id }} of={`drop-${notice.number}`}>
      <TextArea name="reason" label="Why no longer?" hint="The partner reads this." rows={3} />
      <Button kind="plain">{`Drop notice ${notice.number}`}</Button>
    </Form>
  );
}
