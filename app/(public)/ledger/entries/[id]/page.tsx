import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Disclosure } from "@/components/show/disclosure";
import { Notice } from "@/components/show/notice";
import { Summary } from "@/components/show/summary";
import { Ref } from "@/components/show/ref";
import { wordInstant } from "@/lib/core/calendar";
import { isId } from "@/lib/core/ids";
import { leafOfEntry, receiptOf } from "@/lib/ledger/tree";
import type { Leaf } from "@/lib/ledger/leaf";
import { entryWords } from "@/lib/ledger/words";
import { publicEntries } from "@/lib/registry/queries";
import { decisionSentence, officerWords } from "../../../decisions/words";

export default async function Entry({ params }: PageProps<"/ledger/entries/[id]">) {
  const { id } = await params;
  if (!isId(id)) notFound();
  const [placed, receipt, [decision]] = await Promise.all([leafOfEntry(id), receiptOf(id), publicEntries({ id, take: 1 })]);
  if (!placed) notFound();
  const leaf = JSON.parse(placed.leaf) as Leaf;
  const fragment = receipt ? Buffer.from(receipt).toString("base64url") : "";
  return (
    <Page
      title={decision ? decision.title : (entryWords[leaf.name] ?? leaf.name)}
      width="text"
      caption={`Entry ${placed.position.toLocaleString("en-GB")} of the ledger`}
      crumbs={[{ to: "/ledger", label: "The ledger" }, { label: `Entry ${placed.position.toLocaleString("en-GB")}` }]}
      lead={<p>{decision ? decisionSentence(decision) : "This entry is about a person or about a case that is not public. What it says stands sealed in the ledger; that it is there can be checked all the same."}</p>}
    >
      {receipt ? (
        <Notice kind="granted" title="It is sealed.">
          <a href={`/ledger/verify#${fragment}`}>Check its receipt in your browser</a>, or <a href={`/ledger/receipts/${id}`} download>keep the receipt as a file</a>.
        </Notice>
      ) : (
        <Notice kind="waiting" title="It is about to be sealed.">Load this page again in a second.</Notice>
      )}
      <Summary
        rows={[
          { term: "What", value: entryWords[leaf.name] ?? leaf.name },
          { term: "When", value: wordInstant(new Date(leaf.at)) },
          ...(decision ? [{ term: "Permit", value: <Ref key="r">{decision.reference}</Ref> }, { term: "Decided by", value: officerWords(decision) }, { term: "Partner", value: decision.partner }] : []),
          ...(leaf.from || leaf.to ? [{ term: "Stood before, and after", value: `${(leaf.from ?? "nothing").replaceAll("_", " ")}, ${(leaf.to ?? "the same").replaceAll("_", " ")}` }] : []),
        ]}
      />
      <Section title="The entry as it is sealed">
        <p>What is under “sealed” is a fingerprint of something that is not published, such as who acted.</p>
        <Disclosure summary="Show it">
          <pre className="leaf">{JSON.stringify(leaf, null, 2)}</pre>
        </Disclosure>
      </Section>
    </Page>
  );
}
