import { notFound } from "next/navigation";
import { Correspondence } from "@/app/correspondence";
import { Blocked } from "@/components/form/blocked";
import { Page } from "@/components/page/page";
import { askAddress } from "@/app/staff/access/ask-address";
import { caseMessages } from "@/lib/applications/queries";
import { Letters } from "@/app/letters";
import { lettersAbout } from "@/lib/notices/queries";
import { signedIn } from "@/lib/session/current";
import { write } from "../actions";

export default async function Messages({ params }: PageProps<"/staff/cases/[reference]/messages">) {
  const { reference } = await params;
  const here = `/staff/cases/${reference}`;
  const who = await signedIn(`${here}/messages`);
  const application = (await caseMessages(who, reference)) ?? notFound();
  return (
    <Page title="Messages" width="text" caption={`${application.title} · ${application.partner.name}`} crumbs={[{ to: "/staff", label: "Queue" }, { to: here, label: application.reference }, { label: "Messages" }]} lead={<p>A message stops no clock. What has to be changed, ask for on the case.</p>}>
      <Correspondence application={application} act={application.may.may ? write : null} hint="Every member of the partner reads it, with your name." />
      <Letters letters={await lettersAbout(application.reference, { partner: { id: application.partnerId, name: application.partner.name }, seesMembers: application.seesMembers })} />
      {!application.may.may && <Blocked why={application.may.why} ask={askAddress(application.may, here)}>Send it</Blocked>}
    </Page>
  );
}
