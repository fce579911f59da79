import { Button } from "@/components/form/button";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Done } from "@/components/show/done";
import { DecisionWords } from "@/app/(public)/decisions/decision-words";
import { Trap } from "@/app/(public)/trap";
import { languageNow } from "@/app/languages/language";
import { openFormKey } from "@/lib/forms/open-form";
import { decisionsOn, followable } from "@/lib/registry/queries";
import { start } from "../acts";

/** Whoever wants to be told of what is decided on a street, a part of the city, a partner or a device: by mail, in a reader of feeds, or in a calendar. */
export default async function FollowThis({ searchParams }: PageProps<"/follow/new">) {
  const [given, { code, words, to, written }] = await Promise.all([searchParams, languageNow()]);
  const { follow: said, formats } = words;
  if (given.sent === "yes") {
    return (
      <Page title={said.sentTitle} width="text">
        <Done title={said.sentTitle}>{said.sent}</Done>
      </Page>
    );
  }
  const followed = await followable(given);
  const decisions = followed ? await decisionsOn(followed, { take: 5 }) : [];
  const { name, query, ...of } = followed ?? { name: "", query: "" };
  return (
    <Page title={said.title} width="text" lead={<p {...(followed ? written : {})}>{followed ? said.lead(name) : said.choose}</p>}>
      {!followed && (
        <form action={to("/follow/new")} method="get" className="form">
          <div className="field">
            <label className="label" htmlFor="street">
              {said.street}
            </label>
            <p className="hint" id="street-hint">
              {said.streetHint}
            </p>
            <input id="street" name="street" autoComplete="off" aria-describedby="street-hint" minLength={4} maxLength={100} required />
          </div>
          <button type="submit" className="button">
            {said.go}
          </button>
        </form>
      )}
      {followed && (
        <>
          <Section title={said.byMail}>
            <Form act={start} title={said.title} words={words.form} hidden={{ ...openFormKey(), language: code, ...(Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as Record<string, string>) }}>
              <Field name="email" type="email" label={said.email} hint={said.emailHint} autoComplete="email" />
              <Trap words={words} />
              <Button>{said.send}</Button>
            </Form>
          </Section>
          <Section title={said.bySelf}>
            <ul>
              <li>
                <a href={`/decisions.atom?${query}`}>{said.feed}</a>
              </li>
              <li>
                <a href={`/permits.ics?${query}`}>{said.calendar}</a>
              </li>
            </ul>
          </Section>
          <Section title={said.latest}>
            {decisions.length === 0 ? (
              <p>{said.none}</p>
            ) : (
              <ul className="decisions decisions--wide">
                {decisions.map((decision) => (
                  <li key={decision.id}>
                    <div>
                      <p className="note soft">{formats.instant(decision.at)}</p>
                      <h3 {...written}>{decision.title}</h3>
                      <p className="note">
                        <DecisionWords decision={decision} words={words} written={written} /> <a href={to(`/ledger/entries/${decision.id}`)}>{words.decisions.proof}</a>
                      </p>
                    </div>
                  </li>
                ))}
              </ul>
            )}
          </Section>
        </>
      )}
    </Page>
  );
}
