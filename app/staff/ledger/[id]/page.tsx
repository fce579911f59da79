import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Disclosure } from "@/components/show/disclosure";
import { Notice } from "@/components/show/notice";
import { Summary } from "@/components/show/summary";
import { entryFile, noteReading } from "@/lib/audits/queries";
import { wordInstant } from "@/lib/core/calendar";
import { kindWords } from "@/lib/ledger/words";
import { asAuditor } from "../as-auditor";
import { OpenForm, RaiseForm } from "./forms";
import { GrantChain } from "../grant-chain";
import { SealedFields } from "./sealed-fields";

export default async function Entry({ params }: PageProps<"/staff/ledger/[id]">) {
  const { id } = await params;
  const who = await asAuditor(`/staff/ledger/${id}`);
  const entry = (await entryFile(who, id)) ?? notFound();
  await noteReading(who, "entry", { entry: id }, 1);
  const open = entry.open as Record<string, unknown>;
  return (
    <Page
      title={entry.words}
      width="wide"
      caption={entry.position === null ? "Waits for its position" : `Entry ${entry.position.toLocaleString("en-GB")}`}
      crumbs={[{ to: "/staff/ledger", label: "Ledger" }, { label: entry.words }]}
      aside={
        <>
          {!entry.isOpen && <OpenForm entryId={id} mayOpen={entry.mayOpen} isSealed={entry.sealedFields.length > 0} />}
          {entry.mayRaise && <RaiseForm entryId={id} />}
        </>
      }
    >
      <Summary
        rows={[
          { term: "When", value: wordInstant(entry.at) },
          { term: "Who", value: entry.actor?.name ?? (entry.actorKind === "operator" ? "At the portal’s console" : entry.actorKind === "visitor" ? "A visitor without an account" : "A forgotten person") },
          { term: "On", value: <a key="r" href={`/staff/ledger?record=${entry.subjectId}`}>{kindWords[entry.subjectType] ?? entry.subjectType}{typeof open.reference === "string" ? ` ${open.reference}` : ""}</a> },
          { term: "From, to", value: `${(entry.fromStatus ?? "nothing").replaceAll("_", " ")}, ${(entry.toStatus ?? "the same").replaceAll("_", " ")}` },
          { term: "Rules of access", value: entry.policyVersion === 0 ? "As the portal began" : `Version ${entry.policyVersion}` },
          ...(entry.previousId ? [{ term: "Before it, on the same record", value: <a key="p" href={`/staff/ledger/${entry.previousId}`}>The entry before</a> }] : []),
          ...(entry.causeId ? [{ term: "Caused by", value: <a key="c" href={`/staff/ledger/${entry.causeId}`}>The decision it belongs to</a> }] : []),
        ]}
      />
      {entry.position === null ? (
        <Notice kind="waiting">It gets its position, and its receipt, within a second.</Notice>
      ) : (
        <p>
          <a href={`/ledger/receipts/${id}`} download>Its receipt</a> · <a href={`/ledger/entries/${id}`}>As the public sees it</a> · <a href={`/staff/ledger/bundle.zip?entry=${id}`} download>As evidence</a>
        </p>
      )}
      {entry.findings.length > 0 && (
        <Section title="Findings">
          <ul>
            {entry.findings.map((finding) => (
              <li key={finding.id}>
                <a href={`/staff/ledger/findings/${finding.number}`}>Finding {finding.number}</a>, {finding.status}
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="What it says in the open">
        {Object.keys(open).length === 0 ? <p>Nothing more than the above.</p> : <Summary compact rows={Object.entries(open).map(([term, value]) => ({ term, value: typeof value === "string" ? value : JSON.stringify(value) }))} />}
      </Section>
      <SealedFields fields={entry.sealedFields} isOpen={entry.isOpen} />
      <GrantChain chain={entry.chain} />
      {entry.leaf && (
        <Section title="As it is sealed">
          <Disclosure summary="Show its exact text">
            <pre className="leaf">{entry.leaf}</pre>
          </Disclosure>
        </Section>
      )}
    </Page>
  );
}
