import { redirect } from "next/navigation";
import { Select } from "@/components/form/select";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Unsent } from "@/components/page/unsent";
import { FileForms } from "@/app/partner/files/file-forms";
import { EvidenceList } from "@/app/evidence-list";
import { groupOf } from "@/lib/applications/presented";
import { isPartOpen } from "@/lib/applications/rules";
import { sectionNames } from "@/lib/applications/schema";
import { sectionWords } from "@/lib/applications/words";
import { filesOn } from "@/lib/files/queries";
import { load } from "../load";
import { addEvidence, takeBackEvidence } from "../actions";

/** What comes to mind first comes first. */
const order = ["security", "data", "devices", "purpose", "sites", "networks", "contact", "terms"] as const;

export default async function Evidence({ params }: PageProps<"/partner/applications/[reference]/evidence">) {
  const { who, application, here, isWritable } = await load(params);
  if (!isWritable) redirect(here);
  const files = await filesOn(who, { applicationId: application.id });
  const open = order.filter((section) => isPartOpen(application, section) && !(groupOf[section] && application.leftOut.includes(groupOf[section])));
  const elsewhere = files.filter(({ section }) => section && !isPartOpen(application, section));
  const named = sectionNames.filter((section) => files.some((file) => file.section === section));
  return (
    <Page
      title="Evidence files"
      width="text"
      crumbs={[{ to: "/partner", label: "Applications" }, { to: here, label: application.title }, { label: "Evidence files" }]}
      lead={<p>Certificates, reports of tests, drawings, assessments: what shows that your answers are so. Whoever may read a part of the application may take its files; residents may not.</p>}
    >
      <Unsent />
      {named.length > 1 && <p className="note">Here are files for: {new Intl.ListFormat("en-GB").format(named.map((section) => `“${sectionWords[section]}”`))}.</p>}
      {elsewhere.length > 0 && (
        <Section title="As sent">
          <EvidenceList files={elsewhere} label="Files of parts that are not open" />
        </Section>
      )}
      <FileForms place="application" ofId={application.id} files={files.filter((file) => !elsewhere.includes(file))} isOpen={open.length > 0} add={addEvidence} remove={takeBackEvidence} back={here}>
        <Select name="section" label="What do these files show?" options={open.map((section) => ({ value: section, label: sectionWords[section] }))} />
      </FileForms>
    </Page>
  );
}
