import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Choices } from "@/components/form/choices";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Plate } from "@/components/show/plate";
import { Summary } from "@/components/show/summary";
import { Tag } from "@/components/show/tag";
import { dayOf, wordDay, wordInstant } from "@/lib/core/calendar";
import { formKey } from "@/lib/forms/form-key";
import { extendedDueOn } from "@/lib/rights/lifecycle";
import { requestToPartner } from "@/lib/rights/queries";
import { requestKindWords, requestOutcomeWords } from "@/lib/rights/words";
import { signedIn } from "@/lib/session/current";
import { answer, extend } from "../actions";

/** What one person asks a partner about their own data, and the partner's answer. */
export default async function DataRequest({ params }: PageProps<"/partner/data-requests/[number]">) {
  const { number } = await params;
  const who = await signedIn(`/partner/data-requests/${number}`);
  const part = (await requestToPartner(who, number)) ?? notFound();
  const { request } = part;
  const today = dayOf(new Date());
  const isOpen = part.status !== "answered";
  const title = `Request ${part.number}`;
  const theirs = request.language === "en" ? {} : { lang: request.language };
  const hidden = { ...formKey(part), partId: part.id };
  return (
    <Page
      title={title}
      width="text"
      caption={requestKindWords[request.kind]}
      tag={<Tag record="request" status={isOpen && part.dueOn < today ? "overdue" : part.status} />}
      crumbs={[{ to: "/partner/data-requests", label: "Data requests" }, { label: title }]}
      lead={isOpen ? <p>Answer by {wordDay(part.dueOn)}. Nobody of the city reads this; it knows only what came of it, and when.</p> : undefined}
    >
      <Summary
        rows={[
          { term: "In their words", value: request.words ? <span {...theirs}>{request.words}</span> : "Forgotten, since the time is over" },
          ...(request.onDay ? [{ term: "Where and when", value: `${request.street ?? ""}, on ${wordDay(request.onDay)}${request.around ? `, ${request.around}` : ""}` }] : request.around ? [{ term: "When", value: request.around }] : []),
          {
            term: part.devices.length === 1 ? "Device" : `${part.devices.length} devices`,
            value: (
              <ul className="plain">
                {part.devices.slice(0, 50).map((device) => (
                  <li key={device.code}>
                    <Plate code={device.asset.code} size="small" /> <a href={`/devices/${device.code}`}>{device.name}</a>, {device.asset.place}
                  </li>
                ))}
              </ul>
            ),
          },
          { term: "Their address", value: request.email ? <a href={`mailto:${request.email}`}>{request.email}</a> : "Forgotten" },
          { term: "Asked", value: wordInstant(request.askedAt) },
          ...(part.extendedAt ? [{ term: "Extended", value: `${part.extendedBy}, ${wordInstant(part.extendedAt)}: ${part.extensionReason}` }] : []),
          ...(part.outcome && part.answeredAt ? [{ term: "Answered", value: `${part.answeredBy}, ${wordInstant(part.answeredAt)}. ${requestOutcomeWords[part.outcome]}${part.answer ? `: ${part.answer}` : "."}` }] : []),
        ]}
      />
      <Section title="Your answer">
        <Form act={answer} title={title} of="answer" hidden={hidden} closed={isOpen ? undefined : <p>It was answered. Whoever asked has it by mail.</p>}>
          <Choices
            name="outcome"
            kind="radio"
            legend="What came of it?"
            options={[
              { value: "done", label: "Done as they asked", hint: "Send the data itself to their address, once you know that it is them. Do not write it here." },
              { value: "nothing_held", label: "You hold nothing about them", hint: "Or nothing by which they could be found." },
              { value: "refused", label: "You refuse", hint: "Say on which ground of the law. They are told that they may complain." },
            ]}
          />
          <TextArea name="words" label="What you write to them" hint="It goes to their address, under the name of your organisation. You cannot change it later." rows={7} />
          <Button>Send this answer</Button>
        </Form>
        {part.status === "forwarded" && today <= part.dueOn && (
          <Form act={extend} title={title} of="extend" hidden={hidden} fold="You need longer than a month">
            <TextArea name="reason" label="Why?" hint={`The law allows this once, where it is complex. You then have until ${wordDay(extendedDueOn(dayOf(request.askedAt)))}, and they read your reason.`} rows={4} />
            <Button kind="plain">Extend it</Button>
          </Form>
        )}
      </Section>
    </Page>
  );
}
