import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Notice } from "@/components/show/notice";
import { Summary } from "@/components/show/summary";
import { wordInstant } from "@/lib/core/calendar";
import { origin } from "@/lib/core/mode";
import { ledgerStanding } from "@/lib/ledger/queries";
import { ledgerOrigin, ownVerifiers } from "@/lib/ledger/signers";

const number = (n: number): string => n.toLocaleString("en-GB");

export default async function Ledger() {
  const ledger = await ledgerStanding();
  return (
    <Page title="The ledger" width="text" lead={<p>Everything the city decides here is written down in the same moment as it takes effect, with who decided it and why. You need not believe us: what is written can be checked by anyone, and nobody can change it unnoticed, not even we.</p>}>
      {ledger.alarm && (
        <Notice kind="alarm" title="Do not rely on the ledger at the moment.">
          {ledger.alarm} The city’s own staff see this too. What was decided before can still be checked with the receipts that people hold.
        </Notice>
      )}
      <Summary
        rows={[
          { term: "Entries", value: number(ledger.entries) },
          { term: "Sealed", value: ledger.sealedAt ? `${number(ledger.sealed)}, last ${wordInstant(ledger.sealedAt)}` : "Nothing yet" },
          { term: "Seen by", value: ledger.witnesses === 0 ? "No witness outside the city yet" : ledger.witnesses === 1 ? "1 witness outside the city" : `${ledger.witnesses} witnesses outside the city` },
        ]}
      />
      <Section title="What it holds">
        <p>An entry for every act: an application sent, a permit granted, suspended or revoked, an organisation verified, a permission given to a person or ended. Each says what changed, from what to what, and under which permission. What the public may read of it is under <a href="/decisions">Decisions</a> and in the history of each device.</p>
      </Section>
      <Section title="How you can check it">
        <p>Each decision has a <strong>receipt</strong>: a small file that anybody may keep. The <a href="/ledger/verify">page that checks receipts</a> does so in your browser, asks nobody, and works as well when you have saved it to your disk and this portal is gone.</p>
        <p>Who wants to check all of it, entry by entry, runs a program of ours or of their own against the files below.</p>
      </Section>
      <Section title="Why nobody can change it unnoticed">
        <ul>
          <li>An act and its entry are stored together or not at all. The database itself refuses the one without the other.</li>
          <li>All entries together have one fingerprint. If any of them were changed, removed, added in between or put in another order, the fingerprint would be another.</li>
          <li>The city signs the fingerprint within seconds, and hands it out with every receipt. Whoever holds an old one can show that the ledger still begins with the same entries.</li>
          <li>Witnesses outside the city can sign it too. They refuse to sign a ledger that does not continue the one they saw before, and then every page here says so in red.</li>
        </ul>
      </Section>
      <Section title="What it does not tell">
        <p>Who a person is, and texts that may name people, do not stand in what is published: only a seal that fits them. When somebody has a right to be forgotten, the key to their seals is destroyed. Nobody can read them any more, and every proof still holds.</p>
        <p>Officers act under their own names; there are no shared accounts. An attempt that was not allowed is written down as well.</p>
      </Section>
      <Section title="For machines">
        <p className="note">
          The ledger is called <code className="long">{ledgerOrigin(origin())}</code> and follows RFC 6962 and C2SP (checkpoint, tiles, proofs, witnesses).
        </p>
        <ul>
          <li><a href="/ledger/checkpoint">The signed checkpoint</a></li>
          <li><a href="/ledger/key">The key it is signed with</a>: <code className="long">{ownVerifiers()[0]?.text ?? ""}</code></li>
          <li>Tiles at <code>/ledger/tile/&lt;level&gt;/&lt;number&gt;</code>, entries at <code>/ledger/tile/entries/&lt;number&gt;</code>, receipts at <code>/ledger/receipts/&lt;entry&gt;</code></li>
          <li><a href="/decisions.atom">Decisions as a feed</a>, <a href="/decisions.json">as data</a>, and <a href="/permits.json">every permit and where it stands</a></li>
        </ul>
      </Section>
    </Page>
  );
}
