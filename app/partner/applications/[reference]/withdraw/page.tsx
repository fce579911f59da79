import { redirect } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { isOpen } from "@/lib/applications/lifecycle";
import { formKey } from "@/lib/forms/form-key";
import { withdraw } from "../actions";
import { load } from "../load";

export default async function Withdraw({ params }: PageProps<"/partner/applications/[reference]/withdraw">) {
  const { application, here } = await load(params);
  if (!isOpen(application.status)) redirect(here);
  return (
    <Page title="Withdraw this application" width="text" crumbs={[{ to: "/partner", label: "Applications" }, { to: here, label: application.title }, { label: "Withdraw" }]} lead={<p>The places it holds become free, and it cannot be sent again. You can begin a new one.</p>}>
      <Form act={withdraw} title={`Withdraw ${application.title}`} hidden={{ ...formKey(application), applicationId: application.id }}>
        <TextArea name="reason" label="Reason" hint="The officer reads it." rows={3} />
        <Buttons>
          <Button kind="danger">Withdraw it</Button>
          <a href={here}>Leave it as it is</a>
        </Buttons>
      </Form>
    </Page>
  );
}
