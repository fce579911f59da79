import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Articles } from "@/components/show/articles";
import { readDay, wordDay } from "@/lib/core/calendar";
import { terms, termsHash, termsAt } from "@/lib/partners/terms";

/** On which terms partners hang things on the city's assets: every version, the one that applies first. */
export default async function PublicTerms() {
  const current = termsAt(new Date());
  const others = terms.filter(({ version }) => version !== current.version).toReversed();
  return (
    <Page title="The city’s terms" width="text" lead={<p>Whoever hangs something on a pole, a shelter or a roof of the city has signed these.</p>}>
      {[current, ...others].map((each) => {
        const from = readDay(each.from);
        return (
          <Section key={each.version} title={`Version ${each.version}${from ? `, ${each.version <= current.version ? "since" : "from"} ${wordDay(from)}` : ""}`} id={`v${each.version}`}>
            <Articles articles={each.articles.map(({ heading, words, clause }) => ({ heading, words, from: `Guideline ${clause}` }))} />
            <p className="hint">
              Each signature is over this text, whose SHA-256 hash is <code>{termsHash(each)}</code>
            </p>
          </Section>
        );
      })}
    </Page>
  );
}
