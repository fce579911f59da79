import { redirect } from "next/navigation";
import { Page } from "@/components/page/page";
import { AppealForm } from "@/app/partner/appeals/appeal-form";
import { appealRefusal } from "@/app/partner/appeals/actions";
import { load } from "../load";

export default async function Appeal({ params }: PageProps<"/partner/applications/[reference]/appeal">) {
  const { application, here } = await load(params);
  if (application.status !== "refused") redirect(here);
  return (
    <Page
      title="Appeal against the refusal"
      width="text"
      caption={application.title}
      crumbs={[{ to: "/partner", label: "Applications" }, { to: here, label: application.reference }, { label: "Appeal" }]}
      lead={<p>An officer who did not refuse it looks at it again. Until then the refusal stands. If your appeal is upheld, the application is yours again to change and send, within 20 working days. Its places became free, so look whether they still are.</p>}
    >
      <AppealForm act={appealRefusal} title={`Appeal: ${application.title}`} on={{ applicationId: application.id }} back={here} />
    </Page>
  );
}
