import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Form } from "@/components/form/form";
import { TextArea } from "@/components/form/text-area";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Ref } from "@/components/show/ref";
import { Summary } from "@/components/show/summary";
import { Tag } from "@/components/show/tag";
import { languageNow } from "@/app/languages/language";
import { openFormKey } from "@/lib/forms/open-form";
import { concernTracked } from "@/lib/registry/concerns";
import { reopen } from "../acts";

/** What somebody reported and how it stands, for whoever has its reference. */
export default async function Tracked({ params, searchParams }: PageProps<"/concerns/[reference]">) {
  const [found, { sent }, { code, words, to, written }] = await Promise.all([params.then(({ reference }) => concernTracked(reference)), searchParams, languageNow()]);
  const concern = found ?? notFound();
  const { concern: said } = words;
  const { answer, device, asset, status } = concern;
  const isOver = status === "resolved" || status === "no_action" || status === "duplicate";
  const lines = [
    { at: concern.receivedAt, words: said.line.received(concern.receivedAt) },
    ...(concern.takenAt ? [{ at: concern.takenAt, words: said.line.taken(concern.takenAt) }] : []),
    ...concern.inspections.flatMap((each) => (each.recordedAt ? [{ at: each.recordedAt, words: said.line.inspected(each.recordedAt) }] : [{ at: each.orderedAt, words: said.line.inspection(each.dueOn) }])),
    ...(concern.reopenedAt ? [{ at: concern.reopenedAt, words: said.line.reopened(concern.reopenedAt) }] : []),
    ...(answer ? [{ at: answer.at, words: said.line.answered(answer.at) }] : []),
  ].toSorted((a, b) => a.at.getTime() - b.at.getTime());
  return (
    <Page title={sent === "yes" ? said.sent : said.yours} width="text" crumbsLabel={words.frame.breadcrumb} crumbs={[{ to: to("/concerns"), label: said.nav }, { label: concern.reference }]} tag={<Tag record="concern" status={status} words={said.status[status]} />}>
      <meta name="robots" content="noindex" />
      <div className="done">
        <p>
          {said.reference} <Ref>{concern.reference}</Ref>
        </p>
      </div>
      <p>{said.keep}</p>
      {answer && (
        <Section title={said.answer}>
          {concern.isOfAnother && <p>{said.answerOfAnother}</p>}
          <blockquote className="notice" {...written}>
            {answer.words.split("\n").filter(Boolean).map((paragraph, index) => (
              <p key={index}>{paragraph}</p>
            ))}
          </blockquote>
        </Section>
      )}
      {!answer && concern.isOfAnother && <p>{said.noAnswerOfAnother}</p>}
      <Section title={said.stands}>
        <ul>
          {lines.map((line) => (
            <li key={line.words}>{line.words}</li>
          ))}
          {!isOver && <li>{said.line.due(concern.dueOn)}</li>}
        </ul>
        {!concern.isForgotten && <p className="note">{concern.hasEmail ? said.mail : said.noMail}</p>}
      </Section>
      <Section title={said.yours}>
        {concern.isForgotten ? (
          <p>{said.forgotten}</p>
        ) : (
          <Summary
            rows={[
              { term: said.kindLabel, value: said.kinds[concern.kind].label },
              { term: said.placeLabel, value: device ? <><span {...written}>{device.name}</span>, <a href={to(`/devices/${device.code}`)}>{asset?.code}</a></> : asset ? <><a href={to(`/assets/${encodeURIComponent(asset.code)}`)}>{asset.code}</a>, {asset.place}</> : (concern.place ?? said.spot) },
              { term: said.wordsLabel, value: concern.words },
              ...(concern.photos > 0 ? [{ term: said.photosLabel, value: said.nPhotos(concern.photos) }] : []),
            ]}
          />
        )}
      </Section>
      {isOver && !concern.isForgotten && (
        <Section title={said.reopen}>
          <Form act={reopen} title={said.reopen} words={words.form} hidden={{ ...openFormKey(), language: code, reference: concern.reference }}>
            <TextArea name="words" label={said.reopenWords} rows={4} />
            <Button kind="plain">{said.reopenIt}</Button>
          </Form>
        </Section>
      )}
    </Page>
  );
}
