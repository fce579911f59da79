import { notFound } from "next/navigation";
import type { ReactNode } from "react";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Disclosure } from "@/components/show/disclosure";
import { Notice } from "@/components/show/notice";
import { Summary } from "@/components/show/summary";
import { Ref } from "@/components/show/ref";
import { languageNow } from "@/app/languages/language";
import { isId } from "@/lib/core/ids";
import { leafOfEntry, receiptOf } from "@/lib/ledger/tree";
import type { Leaf } from "@/lib/ledger/leaf";
import { entryWords } from "@/lib/ledger/words";
import { publicEntries } from "@/lib/registry/queries";
import { decisionWhat, officerWords } from "../../../decisions/words";

export default async function Entry({ params }: PageProps<"/ledger/entries/[id]">) {
  const [{ id }, { words, to, written }] = await Promise.all([params, languageNow()]);
  if (!isId(id)) notFound();
  const [placed, receipt, [decision]] = await Promise.all([leafOfEntry(id), receiptOf(id), publicEntries({ id, take: 1 })]);
  if (!placed) notFound();
  const leaf = JSON.parse(placed.leaf) as Leaf;
  const fragment = receipt ? Buffer.from(receipt).toString("base64url") : "";
  const { entryPage: said, formats } = words;
  // What is only staff's is called in the city's own language.
  const what = decision ? words.decisions.entry[decision.name] : (entryWords[leaf.name] ?? leaf.name);
  const stood = (status: string | null, otherwise: string): ReactNode => (status === null ? otherwise : (words.standing[status]?.toLowerCase() ?? words.decided[status]?.toLowerCase() ?? <span {...written}>{status.replaceAll("_", " ")}</span>));
  return (
    <Page
      title={decision ? decision.title : what}
      width="text"
      caption={said.caption(placed.position)}
      crumbs={[{ to: to("/ledger"), label: words.ledgerPage.title }, { label: said.called(placed.position) }]}
      crumbsLabel={words.frame.breadcrumb}
      lead={
        decision ? (
          <p>
            {decisionWhat(decision, words)} <span {...written}>{decision.reason}</span>
          </p>
        ) : (
          <p>{said.notPublic}</p>
        )
      }
    >
      {receipt ? (
        <Notice kind="granted" title={said.sealed}>
          {said.check(
            (link) => (
              <a href={`/ledger/verify#${fragment}`} hrefLang="en">{link}</a>
            ),
            (link) => (
              <a href={`/ledger/receipts/${id}`} download>
                {link}
              </a>
            ),
          )}
        </Notice>
      ) : (
        <Notice kind="waiting" title={said.soon}>{said.soonMore}</Notice>
      )}
      <Summary
        rows={[
          { term: said.what, value: decision ? what : <span {...written}>{what}</span> },
          { term: said.when, value: formats.instant(new Date(leaf.at)) },
          ...(decision ? [{ term: said.permit, value: <Ref key="r">{decision.reference}</Ref> }, { term: said.by, value: officerWords(decision, words) }, { term: said.partner, value: decision.partner }] : []),
          ...(leaf.from || leaf.to ? [{ term: said.stood, value: <>{stood(leaf.from, said.nothing)}, {stood(leaf.to, said.same)}</> }] : []),
        ]}
      />
      <Section title={said.leaf}>
        <p>{said.leafMore}</p>
        <Disclosure summary={said.show}>
          <pre className="leaf">{JSON.stringify(leaf, null, 2)}</pre>
        </Disclosure>
      </Section>
    </Page>
  );
}
