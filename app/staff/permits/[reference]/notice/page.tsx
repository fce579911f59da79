import { notFound, redirect } from "next/navigation";
import { Page } from "@/components/page/page";
import { considerStop } from "@/app/staff/hearings/actions";
import { ConsiderForm } from "@/app/staff/hearings/consider-form";
import { permitFile } from "@/lib/permits/queries";
import { signedIn } from "@/lib/session/current";

export default async function ConsiderStop({ params }: PageProps<"/staff/permits/[reference]/notice">) {
  const { reference } = await params;
  const here = `/staff/permits/${reference}`;
  const who = await signedIn(`${here}/notice`);
  const permit = (await permitFile(who, reference)) ?? notFound();
  const intents = [
    ...(permit.may.suspend.may ? [{ value: "suspension", label: "Suspending it", hint: "It may not operate for a time." }] : []),
    ...(permit.may.revoke.may ? [{ value: "revocation", label: "Revoking it", hint: "For good. Such a notice carries a suspension as well." }] : []),
  ];
  if (intents.length === 0) redirect(here);
  return (
    <Page
      title="Give notice of what you consider"
      width="text"
      caption={permit.title}
      crumbs={[{ to: "/staff/permits", label: "Permits" }, { to: here, label: permit.reference }, { label: "Give notice" }]}
      lead={<p>Nothing is decided by this, and the permit goes on as it is. The partner may answer once. When it has, or when its time is over, you or another officer decide.</p>}
    >
      <ConsiderForm act={considerStop} title={`Give notice: ${permit.title}`} record={permit} on={{ permitId: permit.id }} intents={intents} back={here} />
    </Page>
  );
}
