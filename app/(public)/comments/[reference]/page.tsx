import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Done } from "@/components/show/done";
import { Ref } from "@/components/show/ref";
import { Trap } from "@/app/(public)/trap";
import { languageNow } from "@/app/languages/language";
import { openFormKey } from "@/lib/forms/open-form";
import { daysKept } from "@/lib/comments/periods";
import { commentsOf } from "@/lib/registry/comments";
import { send } from "../acts";

/** One application that residents may say something about: what it is, until when, and what came of it. Sent by anybody, with scripts and without. */
export default async function CommentOn({ params, searchParams }: PageProps<"/comments/[reference]">) {
  const [{ reference }, { sent }, { code, words, to, written }] = await Promise.all([params, searchParams, languageNow()]);
  const periods = await commentsOf(reference);
  const [latest] = periods;
  if (!latest) notFound();
  const { comments: said, formats } = words;
  return (
    <Page
      title={latest.title}
      width="text"
      caption={<Ref>{latest.reference}</Ref>}
      crumbsLabel={words.frame.breadcrumb}
      crumbs={[{ to: to("/comments"), label: said.title }, { label: latest.reference }]}
      lead={<p>{said.asks(latest.partner, latest.devices, latest.zone, latest.isOpen)}</p>}
    >
      {sent === "yes" && <Done title={said.sentTitle}>{said.sent}</Done>}
      <Section title={said.about}>
        <p {...written}>{latest.about}</p>
        <dl className="summary">
          <div>
            <dt>{said.purpose}</dt>
            <dd>{words.purposes[latest.purpose]}</dd>
          </div>
          <div>
            <dt>{said.why}</dt>
            <dd {...written}>{latest.why}</dd>
          </div>
          <div>
            <dt>{said.collects}</dt>
            <dd {...written}>{latest.collects.join("; ")}</dd>
          </div>
          <div>
            <dt>{said.people}</dt>
            <dd>{words.identifies[latest.identifies]}</dd>
          </div>
          <div>
            <dt>{said.days}</dt>
            <dd>{said.fromTo(latest.openedAt, latest.until)}</dd>
          </div>
        </dl>
      </Section>
      {latest.isOpen && sent !== "yes" && (
        <Section title={said.say}>
          <Form act={send} title={said.say} words={words.form} hidden={{ ...openFormKey(), language: code, period: String(latest.number) }}>
            <TextArea name="words" label={said.words} hint={said.wordsHint(daysKept)} rows={6} />
            <Trap words={words} />
            <Buttons>
              <Button>{said.send}</Button>
            </Buttons>
          </Form>
        </Section>
      )}
      {periods
        .filter(({ isOpen }) => !isOpen)
        .map((period) => (
          <Section key={period.number} title={said.came(period.until)}>
            <p>{said.many(period.comments)}</p>
            {period.outcome && period.outcomeAt ? (
              <blockquote className="notice" {...written}>
                <p>{period.outcome}</p>
              </blockquote>
            ) : (
              <p>{said.notYet}</p>
            )}
            {period.outcomeAt && <p className="note">{formats.dayOf(period.outcomeAt)}</p>}
          </Section>
        ))}
    </Page>
  );
}
