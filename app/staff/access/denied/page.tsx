import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Empty } from "@/components/show/empty";
import { Register } from "@/components/show/register";
import { wordInstant } from "@/lib/core/calendar";
import { deniedAttempts, holds } from "@/lib/people/queries";
import { entryWords } from "@/lib/ledger/words";
import { signedIn } from "@/lib/session/current";
import { one } from "../asked";
import { subjectWords } from "../deeds";

const becauseWords: Record<string, string> = {
  own_partner: "It is of a partner they belong to",
  former_partner: "It is of a partner they lately belonged to",
  interest: "They declared a tie to the partner",
  to_oneself: "It was for themselves",
  own_proposal: "It was their own proposal",
  assess_decide: "They assessed the case themselves",
  decide_ratify: "They acted in the emergency themselves",
  grant_use: "The permission goes back to one they gave themselves",
  register_verify: "They registered the partner themselves",
};
const whyWords: Record<string, string> = {
  not_allowed: "No permission of theirs allows it here",
  not_found: "No permission of theirs shows it to them",
  not_to_oneself: "It was for themselves",
  not_own_proposal: "It was their own proposal",
  kept_apart: "It must lie in different hands",
};

export default async function Denied({ searchParams }: PageProps<"/staff/access/denied">) {
  const who = await signedIn("/staff/access/denied");
  if (!holds(who, "examine", "LedgerEntry")) notFound();
  const before = one((await searchParams).before);
  const { attempts, more } = await deniedAttempts(who, { before });
  return (
    <Page title="Denied attempts" width="wide" crumbs={[{ to: "/staff/access", label: "Access" }, { label: "Denied attempts" }]} lead={<p>Who tried what, on what, and why it was refused. Nothing was changed by any of these.</p>}>
      {attempts.length === 0 ? (
        <Empty title="Nothing was denied">Each attempt that the portal refuses for want of a permission stands here.</Empty>
      ) : (
        <Register
          queue
          caption="Denied attempts, newest first"
          hideCaption
          columns={[{ head: "Who" }, { head: "Tried" }, { head: "On" }, { head: "Because" }, { head: "When" }]}
          rows={attempts.map((attempt) => ({
            key: attempt.id,
            cells: [
              attempt.person ? <a key="p" href={`/staff/people/${attempt.person.id}`}>{attempt.person.name}</a> : "Somebody",
              <span key="a">
                {entryWords[attempt.attempted] ?? attempt.attempted}
                <small>{attempt.attempted}</small>
              </span>,
              attempt.onType ? (
                <span key="o">
                  {subjectWords[attempt.onType] ?? attempt.onType}
                  <small>{attempt.onId.slice(0, 8)}</small>
                </span>
              ) : (
                "Not recorded"
              ),
              becauseWords[attempt.because] ?? whyWords[attempt.why] ?? attempt.why,
              wordInstant(attempt.at),
            ],
          }))}
        />
      )}
      <Pages {...(before ? { newer: "/staff/access/denied" } : {})} {...(more ? { older: `/staff/access/denied?before=${more}` } : {})} words={attempts.length === 1 ? "1 attempt" : `${attempts.length} attempts`} />
    </Page>
  );
}
