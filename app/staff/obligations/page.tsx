import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Empty } from "@/components/show/empty";
import { Ref } from "@/components/show/ref";
import { Register } from "@/components/show/register";
import { wordDay } from "@/lib/core/calendar";
import { obligationsSeenBy } from "@/lib/permits/queries";
import { signedIn } from "@/lib/session/current";

const views = { overdue: "Not shown in time", shown: "Shown, to be looked at" } as const;

/** What conditions ask for: what was not shown in time, and what waits for somebody to look at it. */
export default async function Obligations({ searchParams }: PageProps<"/staff/obligations">) {
  const who = await signedIn("/staff/obligations");
  if (!who.ability.rulesFor("examine", "Permit").some((rule) => !rule.inverted)) notFound();
  const given = await searchParams;
  const view = given.view === "shown" ? "shown" : "overdue";
  const after = typeof given.after === "string" ? given.after : undefined;
  const { obligations, more } = await obligationsSeenBy(who, { view, after });
  return (
    <Page title="Conditions to be shown" width="wide" crumbs={[{ to: "/staff/permits", label: "Permits" }, { label: "Conditions" }]} lead={<p>What permits ask their partners to show.</p>}>
      <nav aria-label="Views">
        <ul className="views">
          {Object.entries(views).map(([each, words]) => (
            <li key={each}>
              <a href={`/staff/obligations?view=${each}`} aria-current={each === view ? "page" : undefined}>
                {words}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {obligations.length === 0 ? (
        <Empty title={view === "shown" ? "Nothing waits to be looked at" : "Everything was shown in time"} lamp>
          {view === "shown" ? "What partners show stands here." : "What is not shown by its day stands here, and the partner is reminded."}
        </Empty>
      ) : (
        <Register
          caption={views[view]}
          hideCaption
          columns={[{ head: "Permit" }, { head: "Condition" }, { head: "Due" }]}
          rows={obligations.map(({ id, dueOn, condition, permit }) => ({
            key: id,
            cells: [
              <span key="p">
                <a href={`/staff/permits/${permit.reference}#obligations`}>{permit.title}</a>
                <small>
                  <Ref>{permit.reference}</Ref> · {permit.partner.name}
                </small>
              </span>,
              condition.words,
              wordDay(dueOn),
            ],
          }))}
        />
      )}
      <Pages {...(after ? { newer: `/staff/obligations?view=${view}` } : {})} {...(more ? { older: `/staff/obligations?view=${view}&after=${more}` } : {})} words={obligations.length === 1 ? "1 condition" : `${obligations.length} conditions`} />
    </Page>
  );
}
