import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Notice } from "@/components/show/notice";
import { Summary } from "@/components/show/summary";
import { languageNow } from "@/app/languages/language";
import { origin } from "@/lib/core/mode";
import { ledgerStanding } from "@/lib/ledger/queries";
import { ledgerOrigin, ownVerifiers } from "@/lib/ledger/signers";

const code = (words: string) => <code key={words}>{words}</code>;

export default async function Ledger() {
  const [ledger, { words, to, written }] = await Promise.all([ledgerStanding(), languageNow()]);
  const { ledgerPage: said, formats } = words;
  return (
    <Page title={said.title} width="text" lead={<p>{said.lead}</p>}>
      {ledger.alarm && (
        <Notice kind="alarm" title={said.alarm}>
          <span {...written}>{ledger.alarm}</span> {said.alarmMore}
        </Notice>
      )}
      <Summary
        rows={[
          { term: said.entries, value: formats.number(ledger.entries) },
          { term: said.sealed, value: ledger.sealedAt ? said.sealedLast(ledger.sealed, ledger.sealedAt) : said.nothing },
          { term: said.seenBy, value: said.witnesses(ledger.witnesses) },
        ]}
      />
      <Section title={said.holds}>
        <p>{said.holdsMore((link) => <a href={to("/decisions")}>{link}</a>)}</p>
      </Section>
      <Section title={said.check}>
        <p>{said.checkMore((link) => <a href="/ledger/verify" hrefLang="en">{link}</a>)}</p>
        <p>{said.checkAll}</p>
      </Section>
      <Section title={said.why}>
        <ul>
          {said.whyMore.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </Section>
      <Section title={said.not}>
        {said.notMore.map((each) => (
          <p key={each}>{each}</p>
        ))}
      </Section>
      <Section title={said.machines}>
        <p className="note">{said.called(<code key="name" className="long">{ledgerOrigin(origin())}</code>)}</p>
        <ul>
          <li>
            <a href="/ledger/checkpoint">{said.checkpoint}</a>
          </li>
          <li>
            <a href="/ledger/key">{said.key}</a>: <code className="long">{ownVerifiers()[0]?.text ?? ""}</code>
          </li>
          <li>{said.tiles(code("/ledger/tile/<level>/<number>"), code("/ledger/tile/entries/<number>"), code("/ledger/receipts/<entry>"))}</li>
          <li>
            {said.feeds(
              (link) => <a href="/decisions.atom">{link}</a>,
              (link) => <a href="/decisions.json">{link}</a>,
              (link) => <a href="/permits.json">{link}</a>,
            )}
          </li>
        </ul>
      </Section>
    </Page>
  );
}
