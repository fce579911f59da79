import { Page } from "@/components/page/page";
import { Empty } from "@/components/show/empty";
import { Register } from "@/components/show/register";
import { findingsSeenBy } from "@/lib/audits/queries";
import { wordInstant } from "@/lib/core/calendar";
import { signedIn } from "@/lib/session/current";
import { LedgerNav } from "../ledger-nav";
import { weightWords } from "../weight-words";

const standing = { open: "Waits for an answer", answered: "Answered, waits to be closed", closed: "Closed" } as const;

/** Also for whom a finding concerns, who need not read the ledger. */
export default async function Findings() {
  const who = await signedIn("/staff/ledger/findings");
  const findings = await findingsSeenBy(who);
  const isAuditor = who.ability.rulesFor("examine", "LedgerEntry").some((rule) => !rule.inverted);
  return (
    <Page title="Findings" width="wide" lead={<p>What auditors found about decisions, what those who made them answered, and what came of it.</p>}>
      {isAuditor && <LedgerNav at="/staff/ledger/findings" />}
      {findings.length === 0 ? (
        <Empty title="Nothing was found">A finding is raised on the page of an entry.</Empty>
      ) : (
        <Register
          queue
          caption="Findings"
          hideCaption
          columns={[{ head: "Finding" }, { head: "Weighs" }, { head: "Concerns" }, { head: "Raised" }, { head: "Stands" }]}
          rows={findings.map((each) => ({
            key: each.id,
            cells: [
              <span key="f">
                <a href={`/staff/ledger/findings/${each.number}`}>Finding {each.number}</a>
                <small>{each.words.length > 120 ? `${each.words.slice(0, 120)}…` : each.words}</small>
              </span>,
              weightWords[each.weight].label,
              each.concerns,
              `${wordInstant(each.raisedAt)}, ${each.raisedBy}`,
              standing[each.status],
            ],
          }))}
        />
      )}
    </Page>
  );
}
