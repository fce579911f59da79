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
      lead={<p>Somebody else than who refused it looks at it again. Until then the refusal stands. If your appeal is upheld, the application is yours again to change and send.</p>}
    >
      <AppealForm act={appealRefusal} title={`Appeal: ${application.title}`} on={{ applicationId: application.id }} back={here} />
    </Page>
  );
}
