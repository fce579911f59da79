import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Notice } from "@/components/show/notice";
import { Summary } from "@/components/show/summary";
import { sampleFile } from "@/lib/audits/queries";
import { wordInstant } from "@/lib/core/calendar";
import { origin } from "@/lib/core/mode";
import { entryWords } from "@/lib/ledger/words";
import { asAuditor } from "../../as-auditor";
import { EntryTable } from "../../entry-table";
import { GrantChain } from "../../grant-chain";

export default async function Sample({ params }: PageProps<"/staff/ledger/samples/[sampleId]">) {
  const { sampleId } = await params;
  const who = await asAuditor(`/staff/ledger/samples/${sampleId}`);
  const sample = (await sampleFile(who, sampleId)) ?? notFound();
  return (
    <Page
      title={`A sample of ${sample.count}`}
      width="wide"
      caption={`${wordInstant(sample.takenAt)}, ${sample.takenBy}`}
      crumbs={[{ to: "/staff/ledger", label: "Ledger" }, { to: "/staff/ledger/samples", label: "Samples" }, { label: `${sample.count} of ${sample.below.toLocaleString("en-GB")}` }]}
      lead={<p>{sample.reason}</p>}
    >
      <Summary
        rows={[
          { term: "Drawn from", value: `${sample.name ? `${entryWords[sample.name] ?? sample.name}, of` : ""} the first ${sample.below.toLocaleString("en-GB")} entries`.trim() },
          { term: "Announced", value: sample.announcedId ? <a key="a" href={`/staff/ledger/${sample.announcedId}`}>{sample.position === null ? "Waits for its position" : `At position ${sample.position.toLocaleString("en-GB")}`}</a> : "–" },
          { term: "Seed", value: <code key="s" className="long">{sample.seed}</code> },
          { term: "Root that sealed it", value: sample.root ? <code key="r" className="long">{sample.root}</code> : "Not sealed yet" },
        ]}
      />
      {sample.root === null ? (
        <Notice kind="waiting" title="It is drawn as soon as its announcement is sealed.">Load this page again in a second.</Notice>
      ) : (
        <>
          <Section title="What was drawn">
            <EntryTable entries={sample.entries} caption="What was drawn" />
            <p className="note">
              Anybody draws the same from outside: <code className="long">npm run ledger:sample -- {origin()}/ledger {sample.announcedId}</code>
              <br />
              <a href={`/staff/ledger/bundle.zip?sample=${sample.id}`}>Take it as evidence, with proofs</a>
            </p>
          </Section>
          {sample.entries.filter(({ chain }) => chain.length > 0).map((entry) => (
            <details key={entry.id}>
              <summary>{entry.words}, position {entry.position?.toLocaleString("en-GB")}: who gave the permission</summary>
              <GrantChain chain={entry.chain} />
            </details>
          ))}
        </>
      )}
    </Page>
  );
}
