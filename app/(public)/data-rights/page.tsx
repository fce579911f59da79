import { ButtonLink } from "@/components/form/button";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Register } from "@/components/show/register";
import { FindByReference } from "@/app/(public)/find-by-reference";
import { languageNow } from "@/app/languages/language";
import { daysKept } from "@/lib/rights/lifecycle";
import { answerTimes } from "@/lib/registry/rights";

/** Where somebody begins to ask what is held about them, and how long each partner takes to answer. */
export default async function DataRights({ searchParams }: PageProps<"/data-rights">) {
  const [{ none }, { words, to }, times] = await Promise.all([searchParams, languageNow(), answerTimes()]);
  const { rights: said, formats } = words;
  const typed = typeof none === "string" ? none.slice(0, 60) : null;
  return (
    <Page
      title={said.title}
      crumbsLabel={words.frame.breadcrumb}
      lead={<p>{said.lead}</p>}
      aside={<FindByReference action="/data-rights/find" title={said.find} hint={said.findMore} problem={typed === null ? null : said.notFound(typed)} typed={typed ?? ""} words={words} />}
    >
      <p>
        <ButtonLink to={to("/data-rights/ask")}>{said.ask}</ButtonLink>
      </p>
      <Section title={said.how}>
        <ol>
          {[said.steps.found, said.steps.handed, said.steps.month, said.steps.proof, said.steps.forgotten(daysKept)].map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </Section>
      <Section title={said.times}>
        {times.length === 0 ? (
          <p>{said.noTimes}</p>
        ) : (
          <>
            <p>{said.timesMore}</p>
            <Register
              caption={said.times}
              hideCaption
              columns={[{ head: said.columns.partner }, { head: said.columns.asked, numeric: true }, { head: said.columns.answered, numeric: true }, { head: said.columns.days, numeric: true }, { head: said.columns.late, numeric: true }]}
              rows={times.map((row) => ({ key: row.partner, cells: [row.partner, formats.number(row.asked), formats.number(row.answered), row.days === null ? "–" : formats.number(Math.max(1, Math.round(row.days))), formats.number(row.late)] }))}
            />
          </>
        )}
      </Section>
    </Page>
  );
}
