import { ButtonLink } from "@/components/form/button";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Bars } from "@/components/show/bars";
import { Register } from "@/components/show/register";
import { FindByReference } from "@/app/(public)/find-by-reference";
import { languageNow } from "@/app/languages/language";
import { daysKept, daysToAnswer } from "@/lib/concerns/lifecycle";
import { completeness, concernFigures } from "@/lib/registry/concerns";

/** Where residents begin: to report something, to see how it stands, and what came of all that was reported. */
export default async function Concerns({ searchParams }: PageProps<"/concerns">) {
  const [{ none }, { words, to }, figures] = await Promise.all([searchParams, languageNow(), concernFigures()]);
  const { concern: said, formats } = words;
  const { open, overdue, months, inspected } = figures;
  const typed = typeof none === "string" ? none.slice(0, 60) : null;
  const answered = months.reduce((sum, month) => sum + month.answered, 0);
  const days = months.flatMap((month) => (month.days === null ? [] : [month.days])).toSorted((a, b) => a - b);
  const middle = days[Math.floor(days.length / 2)];
  const outcomes = (["onRegister", "missing", "nothingThere", "notOurs"] as const).map((key) => ({ key, label: said.outcomes[key], count: inspected[key] }));
  return (
    <Page
      title={said.title}
      crumbsLabel={words.frame.breadcrumb}
      lead={<p>{said.lead}</p>}
      aside={<FindByReference action="/concerns/find" title={said.find} hint={said.findMore} problem={typed === null ? null : said.notFound(typed)} typed={typed ?? ""} words={words} />}
    >
      <p>
        <ButtonLink to={to("/concerns/new")}>{said.report}</ButtonLink>
      </p>
      <Section title={said.how}>
        <ol>
          {[said.steps.read, said.steps.looked, said.steps.answered(daysToAnswer), said.steps.again, said.steps.forgotten(daysKept)].map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </Section>
      <Section title={said.figures}>
        <dl className="summary">
          <div>
            <dt>{said.waiting}</dt>
            <dd>
              {formats.number(open)}
              {overdue > 0 && <>, {said.overdue(overdue)}</>}
            </dd>
          </div>
          <div>
            <dt>{said.answered}</dt>
            <dd>
              {formats.number(answered)}
              {middle !== undefined && <>, {said.middle(middle)}</>}
            </dd>
          </div>
          <div>
            <dt>{said.complete}</dt>
            <dd>
              {formats.percent(completeness(figures))}. {said.completeMore(figures.devices, figures.missingNow)}
            </dd>
          </div>
        </dl>
      </Section>
      <Section title={said.inspected}>
        <p>{said.inspectedMore}</p>
        <Bars rows={outcomes} labels={220} number={formats.number} />
        <Register caption={said.inspected} hideCaption columns={[{ head: said.outcome }, { head: said.times, numeric: true }]} rows={outcomes.map(({ key, label, count }) => ({ key, cells: [label, formats.number(count)] }))} />
      </Section>
    </Page>
  );
}
