import { notFound, redirect } from "next/navigation";
import { Page } from "@/components/page/page";
import { considerRefusal } from "@/app/staff/hearings/actions";
import { ConsiderForm } from "@/app/staff/hearings/consider-form";
import { caseFile } from "@/lib/applications/queries";
import { signedIn } from "@/lib/session/current";

export default async function ConsiderRefusal({ params }: PageProps<"/staff/cases/[reference]/notice">) {
  const { reference } = await params;
  const here = `/staff/cases/${reference}`;
  const who = await signedIn(`${here}/notice`);
  const file = (await caseFile(who, reference)) ?? notFound();
  if (!file.may.refuse.may) redirect(here);
  return (
    <Page
      title="Give notice that you consider refusing it"
      width="text"
      caption={file.title}
      crumbs={[{ to: "/staff", label: "Queue" }, { to: here, label: file.reference }, { label: "Give notice" }]}
      lead={<p>Nothing is decided by this. The partner may answer once; the clock stands until it does, or until its time is over. Then you, or another officer, decide.</p>}
    >
      <ConsiderForm act={considerRefusal} title={`Give notice: ${file.title}`} record={file} on={{ applicationId: file.id }} intents={[{ value: "refusal", label: "Refusing it", hint: "" }]} back={here} />
    </Page>
  );
}
