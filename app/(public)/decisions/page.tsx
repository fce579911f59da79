import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Empty } from "@/components/show/empty";
import { Ref } from "@/components/show/ref";
import { Tag } from "@/components/show/tag";
import { wordInstant } from "@/lib/core/calendar";
import { publicEntries } from "@/lib/registry/queries";
import { decisionSentence, decisionStatus } from "./words";

export default async function Decisions({ searchParams }: PageProps<"/decisions">) {
  const { before } = await searchParams;
  const decisions = await publicEntries({ before: typeof before === "string" ? before : undefined, take: 21 });
  const shown = decisions.slice(0, 20);
  return (
    <Page title="Decisions" width="text" lead={<p>What the city allowed, refused, stopped and revoked on its poles, cabinets and shelters; by whom, and why. Newest first.</p>}>
      {shown.length === 0 ? (
        <Empty title="Nothing has been decided yet">The first decision will stand here, with its reason.</Empty>
      ) : (
        <ul className="decisions decisions--wide">
          {shown.map((decision) => (
            <li key={decision.id}>
              <div>
                <p className="note soft">{wordInstant(decision.at)}</p>
                <h2 className="h3">{decision.deviceCode ? <a href={`/devices/${decision.deviceCode}`}>{decision.title}</a> : decision.title}</h2>
                <p className="note">{decisionSentence(decision)}</p>
                <div className="row">
                  <Tag {...decisionStatus(decision)} />
                  <span className="note">
                    Decided by {decision.officer} · <Ref>{decision.reference}</Ref> · <a href={`/ledger/entries/${decision.id}`}>Proof</a>
                  </span>
                </div>
              </div>
            </li>
          ))}
        </ul>
      )}
      <p className="note">
        Follow them in a <a href="/decisions.atom">reader of feeds</a>, or take them as <a href="/decisions.json">data</a>.
      </p>
      <Pages {...(typeof before === "string" ? { newer: "/decisions" } : {})} {...(decisions.length > 20 ? { older: `/decisions?before=${shown.at(-1)?.id}` } : {})} words={shown.length === 1 ? "1 decision" : `${shown.length} decisions`} />
    </Page>
  );
}
