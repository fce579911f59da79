import { notFound, redirect } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Choices } from "@/components/form/choices";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { SubmissionFacts } from "@/app/submission-facts";
import { caseFile } from "@/lib/applications/queries";
import { sectionNames } from "@/lib/applications/schema";
import { reviewedSectionWords, reviewOutcomeWords, sectionWords } from "@/lib/applications/words";
import { formKey } from "@/lib/forms/form-key";
import { signedIn } from "@/lib/session/current";
import { review } from "../../actions";

export default async function ReviewSection({ params }: PageProps<"/staff/cases/[reference]/review/[section]">) {
  const { reference, section } = await params;
  const here = `/staff/cases/${reference}`;
  const who = await signedIn(`${here}/review/${section}`);
  const file = (await caseFile(who, reference)) ?? notFound();
  const asked = file.reviews.sections.find((each) => each.section === section) ?? notFound();
  if (!asked.may.may) redirect(here);
  const isOpen = file.status === "submitted" || file.status === "in_review";
  const title = `Review: ${reviewedSectionWords[asked.section].toLowerCase()}`;
  return (
    <Page
      title={title}
      width="wide"
      caption={`${file.title} · submission ${file.submission.number}`}
      crumbs={[{ to: "/staff", label: "Queue" }, { to: here, label: file.reference }, { label: title }]}
      lead={<p>What you find stays among the city’s staff; what the partner has to change goes to the partner. You do not decide this case yourself then.</p>}
    >
      <Form act={review} title={`${title}, ${file.title}`} hidden={{ ...formKey(), applicationId: file.id, section: asked.section, submission: String(file.submission.number) }} closed={isOpen ? undefined : <p>It is not the city’s to look at now: <a href={here}>see where it stands</a>.</p>}>
        <Choices name="outcome" kind="radio" legend="What did you find?" options={Object.entries(reviewOutcomeWords).map(([value, label]) => ({ value, label, ...(value === "satisfied" ? {} : { hint: value === "objects" ? "It can be approved only by somebody who answers this in writing." : "Until it has changed, it can be approved only by somebody who answers this in writing." }) }))} />
        <TextArea name="words" label="What you looked at and found" hint="For colleagues and the auditor." rows={5} />
        <TextArea name="asks" label="If something must change: what the partner has to do" hint="Kept only with “Something must change”. Whoever holds the case puts it into the request to the partner." rows={3} optional />
        <Choices name="parts" kind="checkbox" small legend="In which parts" options={sectionNames.map((name) => ({ value: name, label: sectionWords[name] }))} />
        <Buttons>
          <Button>Write it into the case</Button>
          <a href={here}>Leave it</a>
        </Buttons>
      </Form>
      <Section title="What is applied for">
        <SubmissionFacts content={file.content} leftOut={{ groups: file.notShown, here }} />
      </Section>
    </Page>
  );
}
