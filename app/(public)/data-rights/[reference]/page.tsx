import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Ref } from "@/components/show/ref";
import { Summary } from "@/components/show/summary";
import { Tag } from "@/components/show/tag";
import { languageNow } from "@/app/languages/language";
import { dayOf } from "@/lib/core/calendar";
import { requestTracked } from "@/lib/registry/rights";

/** What somebody asked about their own data and how it stands with each partner, for whoever has its reference. */
export default async function Tracked({ params, searchParams }: PageProps<"/data-rights/[reference]">) {
  const [found, { sent }, { words, to, written }] = await Promise.all([params.then(({ reference }) => requestTracked(reference)), searchParams, languageNow()]);
  const request = found ?? notFound();
  const { rights: said, formats } = words;
  const today = dayOf(new Date());
  const { device } = request;
  return (
    <Page title={sent === "yes" ? said.sent : said.yours} width="text" crumbsLabel={words.frame.breadcrumb} crumbs={[{ to: to("/data-rights"), label: said.title }, { label: request.reference }]}>
      <meta name="robots" content="noindex" />
      <div className="done">
        <p>
          {words.concern.reference} <Ref>{request.reference}</Ref>
        </p>
      </div>
      <p>{said.keep}</p>
      <Section title={said.who(request.parts.length)}>
        {request.parts.map((part) => {
          const status = part.status !== "answered" && part.dueOn < today ? ("overdue" as const) : part.status;
          return (
            <section key={part.partner} className="section">
              <div className="row row--base">
                <h3>{part.partner}</h3>
                <Tag record="request" status={status} words={said.status[status]} />
              </div>
              <p className="note">
                {said.devices(part.devices)}. {said.contact}: <a href={`mailto:${part.contact}`}>{part.contact}</a>
              </p>
              {part.extension && (
                <>
                  <p>{said.extended(part.extension.at)}</p>
                  <blockquote className="notice" {...written}>
                    <p>{part.extension.reason}</p>
                  </blockquote>
                </>
              )}
              {part.answer ? (
                <>
                  <p>
                    {said.answeredOn(part.answer.at)} {said.outcome[part.answer.outcome]}
                  </p>
                  {part.answer.words !== null && (
                    <blockquote className="notice" {...written}>
                      {part.answer.words.split("\n").filter(Boolean).map((paragraph, index) => (
                        <p key={index}>{paragraph}</p>
                      ))}
                    </blockquote>
                  )}
                </>
              ) : (
                <p>{said.due(part.dueOn)}</p>
              )}
            </section>
          );
        })}
      </Section>
      <Section title={said.yours}>
        <Summary
          rows={[
            { term: said.kindLabel, value: said.kinds[request.kind].label },
            { term: said.aboutLabel, value: device ? <a {...written} href={to(`/devices/${device.code}`)}>{device.name}</a> : request.onDay ? said.streetOn(request.street ?? "", request.onDay, request.around) : request.street },
            { term: said.wordsLabel, value: request.words ?? said.forgotten },
            { term: said.askedLabel, value: formats.instant(request.askedAt) },
          ]}
        />
      </Section>
    </Page>
  );
}
