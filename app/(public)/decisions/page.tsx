import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Empty } from "@/components/show/empty";
import { Ref } from "@/components/show/ref";
import { Tag } from "@/components/show/tag";
import { languageNow } from "@/app/languages/language";
import { publicEntries } from "@/lib/registry/queries";
import { DecisionWords } from "./decision-words";
import { decisionTag, officerWords } from "./words";

export default async function Decisions({ searchParams }: PageProps<"/decisions">) {
  const [{ before }, { words, to, written }] = await Promise.all([searchParams, languageNow()]);
  const decisions = await publicEntries({ before: typeof before === "string" ? before : undefined, take: 21 });
  const shown = decisions.slice(0, 20);
  const { decisions: said } = words;
  return (
    <Page title={said.title} width="text" lead={<p>{said.lead}</p>}>
      {shown.length === 0 ? (
        <Empty title={said.none}>{said.noneMore}</Empty>
      ) : (
        <ul className="decisions decisions--wide">
          {shown.map((decision) => (
            <li key={decision.id}>
              <div>
                <p className="note soft">{words.formats.instant(decision.at)}</p>
                <h2 className="h3" {...written}>{decision.deviceCode ? <a href={to(`/devices/${decision.deviceCode}`)}>{decision.title}</a> : decision.title}</h2>
                <p className="note"><DecisionWords decision={decision} words={words} written={written} /></p>
                <div className="row">
                  <Tag {...decisionTag(decision, words)} />
                  <span className="note">
                    {said.decidedBy(officerWords(decision, words))} · <Ref>{decision.reference}</Ref> · <a href={to(`/ledger/entries/${decision.id}`)}>{said.proof}</a>
                  </span>
                </div>
              </div>
            </li>
          ))}
        </ul>
      )}
      <p className="note">
        <a href={to("/comments")}>{words.comments.title}</a>. <a href={to("/follow/new")}>{words.follow.title}</a>. {said.follow((link) => <a href="/decisions.atom">{link}</a>, (link) => <a href="/decisions.json">{link}</a>)}
      </p>
      <Pages {...(typeof before === "string" ? { newer: to("/decisions") } : {})} {...(decisions.length > 20 ? { older: to(`/decisions?before=${shown.at(-1)?.id}`) } : {})} words={said.shown(shown.length)} labels={words.frame} />
    </Page>
  );
}
