import { notFound } from "next/navigation";
import { Blocked } from "@/components/form/blocked";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Notice } from "@/components/show/notice";
import { Summary } from "@/components/show/summary";
import { Tag } from "@/components/show/tag";
import { HistoryOf } from "@/app/history-of";
import { GrantWords } from "@/app/staff/people/[id]/held-grants";
import { dayOf, wordDay, wordInstant } from "@/lib/core/calendar";
import { timelineOf } from "@/lib/ledger/queries";
import { requestFile } from "@/lib/people/queries";
import { fromWords, hoursWords, listWords, untilWords } from "@/lib/people/words";
import { one } from "../../asked";
import { AnswerForm, WithdrawForm } from "./forms";

const becauseWords: Record<string, string> = { to_oneself: "It is for yourself, so another person must agree.", own_proposal: "You proposed it yourself, so another person must agree." };
import { asStaff } from "../../as-staff";

export default async function Request({ params, searchParams }: PageProps<"/staff/access/requests/[id]">) {
  const { id } = await params;
  const who = await asStaff(`/staff/access/requests/${id}`);
  const request = (await requestFile(who, id)) ?? notFound();
  const isMine = request.person.id === who.person.id;
  const others = request.others.length > 0 ? `${listWords(request.others, "or")} can.` : "Nobody else can at the moment.";
  return (
    <Page
      title={request.kind === "proposed" ? "A permission is proposed" : "A permission is asked for"}
      width="wide"
      caption={`For ${isMine ? "you" : request.person.name}`}
      tag={<Tag record="grant" status={request.standing} />}
      lead={<p>{isMine ? "You" : request.person.name} would <GrantWords grant={request} />{request.hours && `, for ${hoursWords(request.hours)} from the moment it is given`}.</p>}
      crumbs={[{ to: "/staff/access", label: "Access" }, { to: "/staff/access/requests", label: "Askings" }, { label: request.person.name }]}
      aside={
        request.standing === "pending" && (
          <section className="panel" aria-labelledby="yours">
            <h2 id="yours">{request.mayDecide ? "Do you agree?" : "Waits for another person"}</h2>
            {request.mayDecide ? <AnswerForm request={request} /> : <Blocked why={`${becauseWords[request.because ?? ""] ?? "Your grants do not reach what is asked for."} ${others}`}>Give it</Blocked>}
            {request.mayWithdraw && <WithdrawForm request={request} isMine={isMine} />}
          </section>
        )
      }
    >
      {one((await searchParams).asked) === "yes" && <Notice kind="granted" title="You have asked.">{others === "Nobody else can at the moment." ? "Nobody can give it at the moment; speak to your access administrator." : `Told by mail: ${listWords(request.others)}. You hear by mail as soon as one of them answers.`}</Notice>}
      <Summary
        rows={[
          { term: "Reason", value: request.reason },
          { term: request.kind === "proposed" ? "Proposed by" : "Asked by", value: `${request.askedBy.id === who.person.id ? "You" : request.askedBy.name}, ${wordInstant(request.createdAt)}` },
          ...(request.validFrom || request.validUntil ? [{ term: "Would hold", value: `${request.validFrom ? `from ${fromWords(request.validFrom)}` : "at once"}${request.validUntil ? ` until ${untilWords(request.validUntil)}` : ", without an end"}` }] : []),
          ...(/^\/(?![/\\])/.test(request.page) ? [{ term: "Needed on", value: <a href={request.page}>The page that refused</a> }] : []),
          request.standing === "pending" ? { term: "Open until", value: wordDay(dayOf(request.expiresAt)) } : { term: "Answer", value: request.decidedAt ? `${request.decidedBy?.name ?? "The portal"}, ${wordInstant(request.decidedAt)}${request.answer ? `: ${request.answer}` : ""}` : `Nobody answered by ${wordDay(dayOf(request.expiresAt))}.` },
          ...(request.grant ? [{ term: "What came of it", value: <a href={isMine ? "/account" : `/staff/people/${request.grant.personId}/grants/${request.grant.id}`}>The permission</a> }] : []),
        ]}
      />
      {request.needsSecond && request.standing === "pending" && <Notice kind="waiting">This reaches far, so two people have to agree: the first yes proposes it, the second gives it.</Notice>}
      <Section title="What happened">
        <HistoryOf entries={await timelineOf(who, [{ type: "GrantRequest", id: request.id }])} you={who.person.id} />
      </Section>
    </Page>
  );
}
