import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Summary } from "@/components/show/summary";
import { EvidenceList } from "@/app/evidence-list";
import { filesOn } from "@/lib/files/queries";
import { wordDay, wordInstant } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import { noticeToPartner } from "@/lib/hearings/queries";
import { groundWords, intentWords, type Ground } from "@/lib/hearings/words";
import { signedIn } from "@/lib/session/current";
import { answer } from "../actions";

const standing = { open: "", answered: "You answered. The city reads it before it decides.", expired: "The time to answer is over. The city may decide now.", stale: "The city did not decide on it in time. To decide now it would have to give notice again.", dropped: "The city considers this no longer.", decided: "The city has decided." } as const;

export default async function Consideration({ params }: PageProps<"/partner/notices/[number]">) {
  const { number } = await params;
  const who = await signedIn(`/partner/notices/${number}`);
  const notice = (await noticeToPartner(who, number)) ?? notFound();
  const { reference, title } = notice.application ?? notice.permit ?? notFound();
  const to = notice.application ? `/partner/applications/${reference}` : `/partner/permits/${reference}`;
  const isOpen = notice.isAnswerable;
  const files = await filesOn(who, notice.applicationId ? { applicationId: notice.applicationId } : { permitId: notice.permitId ?? "" });
  return (
    <Page
      title={`The city considers ${intentWords[notice.intends]}`}
      width="text"
      caption={title}
      crumbs={[notice.application ? { to: "/partner", label: "Applications" } : { to: "/partner/permits", label: "Permits" }, { to, label: reference }, { label: `Notice ${notice.number}` }]}
      lead={<p>{isOpen ? `Nothing is decided yet. You can answer once, until the end of ${wordDay(notice.answerBy)}. The city reads your answer before it decides.` : notice.state === "open" ? "What the city considered is decided or over by now." : standing[notice.state]}</p>}
    >
      <Summary
        rows={[
          { term: "From", value: `${notice.openedBy}, ${wordInstant(notice.openedAt)}` },
          { term: "Grounds", value: notice.grounds.map((ground) => groundWords[ground as Ground]).join("; ") },
          { term: "Why", value: notice.reason },
          ...(notice.answer ? [{ term: "Your answer", value: notice.answer }, ...(notice.answeredAt ? [{ term: "Answered", value: `${notice.answeredBy}, ${wordInstant(notice.answeredAt)}` }] : [])] : []),
          ...(notice.closeReason ? [{ term: "Why no longer", value: notice.closeReason }] : []),
        ]}
      />
      <EvidenceList files={files.filter(({ considerationId }) => considerationId === notice.id)} label="Files with your answer" />
      {isOpen && (
        <p>
          <a href={`/partner/files/notice/${notice.number}`}>Add files to your answer</a> first, if something shows what you say.
        </p>
      )}
      {isOpen || !notice.answer ? (
        <Section title="Your answer">
          <Form act={answer} title="Your answer" hidden={{ ...formKey(notice), considerationId: notice.id }} closed={isOpen ? undefined : <p>There is nothing to answer any more. <a href={to}>See where it stands</a>.</p>}>
            <TextArea name="answer" label="What should the city know before it decides?" hint="What is not right in its reasons, what you have changed or will change and by when, and what you can show for it. You cannot change it later." rows={10} />
            <Buttons>
              <Button>Send this answer</Button>
              <a href={to}>Not now</a>
            </Buttons>
          </Form>
        </Section>
      ) : (
        <p>
          <a href={to}>See where it stands</a>
        </p>
      )}
    </Page>
  );
}
