import { notFound } from "next/navigation";
import { Correspondence } from "@/app/correspondence";
import { Page } from "@/components/page/page";
import { ownMessages } from "@/lib/applications/queries";
import { signedIn } from "@/lib/session/current";
import { write } from "../actions";

export default async function Messages({ params }: PageProps<"/partner/applications/[reference]/messages">) {
  const { reference } = await params;
  const here = `/partner/applications/${reference}`;
  const who = await signedIn(`${here}/messages`);
  const application = (await ownMessages(who, reference)) ?? notFound();
  return (
    <Page title="Messages" width="text" caption={application.title} crumbs={[{ to: "/partner", label: "Applications" }, { to: here, label: application.title }, { label: "Messages" }]} lead={<p>What you and the city write about this application. Both sides see it here.</p>}>
      <Correspondence application={application} act={application.submittedAt ? write : null} hint="Whoever holds your case is told, and every officer who works on it can read it." />
      {!application.submittedAt && <p className="note">Send the application first; then you can write to the city about it.</p>}
    </Page>
  );
}
