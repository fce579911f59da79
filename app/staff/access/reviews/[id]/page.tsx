import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Tag } from "@/components/show/tag";
import { HistoryOf } from "@/app/history-of";
import { wordDay, wordInstant } from "@/lib/core/calendar";
import { ownItems, reviewReport, reviewRows } from "@/lib/reviews/queries";
import { scopeWords, silenceWords } from "@/lib/reviews/words";
import { signedIn } from "@/lib/session/current";
import { one } from "../../asked";
import { reviewTag } from "../review-tag";
import { Answers } from "./answers";
import { Deeds } from "./deeds";
import { OwnItems } from "./own-items";
import { Report } from "./report";

export default async function Review({ params, searchParams }: PageProps<"/staff/access/reviews/[id]">) {
  const { id } = await params;
  const who = await signedIn(`/staff/access/reviews/${id}`);
  const given = await searchParams;
  const [own, report, answers] = await Promise.all([ownItems(who, id), reviewReport(who, id), reviewRows(who, id, { after: one(given.after), answer: one(given.answer) })]);
  const review = report ?? own ?? notFound();
  return (
    <Page
      title={review.title}
      width="wide"
      tag={<Tag {...reviewTag(review.status)} />}
      crumbs={[{ to: "/staff/access", label: "Access" }, { to: "/staff/access/reviews", label: "Reviews" }, { label: review.title }]}
      caption={report ? `Launched by ${report.launchedBy.name}, ${wordInstant(report.launchedAt)}` : undefined}
      lead={<p>{report ? scopeWords(report.scope) : "Is each of these permissions still needed?"} Last day to answer: {wordDay(review.dueOn)}. {silenceWords[review.silence]}.</p>}
      aside={report && report.status !== "remediated" ? <Deeds report={report} /> : undefined}
    >
      {own && <OwnItems own={own} />}
      {report && <Report report={report} />}
      {answers && report && <Answers id={id} given={given} {...answers} />}
      {report && (
        <Section title="What happened">
          <HistoryOf entries={report.timeline} you={who.person.id} />
        </Section>
      )}
    </Page>
  );
}
