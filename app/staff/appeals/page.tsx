import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Empty } from "@/components/show/empty";
import { Ref } from "@/components/show/ref";
import { Register } from "@/components/show/register";
import { Tag } from "@/components/show/tag";
import { appealsSeenBy } from "@/lib/appeals/queries";
import { againstWords } from "@/lib/appeals/words";
import { wordInstant } from "@/lib/core/calendar";
import { signedIn } from "@/lib/session/current";

const views = { waiting: "Waiting", decided: "Decided or taken back" } as const;

/** What partners ask to be looked at again. */
export default async function Appeals({ searchParams }: PageProps<"/staff/appeals">) {
  const who = await signedIn("/staff/appeals");
  if (!who.ability.rulesFor("examine", "Appeal").some((rule) => !rule.inverted)) notFound();
  const given = await searchParams;
  const view = given.view === "decided" ? "decided" : "waiting";
  const after = Number(given.after);
  const { appeals, more } = await appealsSeenBy(who, { view, after: Number.isSafeInteger(after) && after > 0 && after < 2_000_000_000 ? after : undefined });
  return (
    <Page title="Appeals" width="wide" crumbs={[{ to: "/staff", label: "Queue" }, { label: "Appeals" }]} lead={<p>Decisions that partners appeal against. An officer who did not take the decision looks at it.</p>}>
      <nav aria-label="Views">
        <ul className="views">
          {Object.entries(views).map(([each, words]) => (
            <li key={each}>
              <a href={`/staff/appeals?view=${each}`} aria-current={each === view ? "page" : undefined}>
                {words}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {appeals.length === 0 ? (
        <Empty title={view === "waiting" ? "No appeal waits" : "None was decided yet"} lamp={view === "waiting"}>
          A partner can appeal within thirty days of a decision against it.
        </Empty>
      ) : (
        <Register
          caption={views[view]}
          hideCaption
          columns={[{ head: "Appeal" }, { head: "What it is against" }, { head: "Since" }, { head: "Stands" }]}
          rows={appeals.map((appeal) => {
            const of = appeal.application ?? appeal.permit;
            return {
              key: appeal.id,
              cells: [
                <span key="a">
                  <a href={`/staff/appeals/${appeal.number}`}>{of?.title ?? `Appeal ${appeal.number}`}</a>
                  <small>
                    <Ref>{of?.reference ?? ""}</Ref> · {appeal.partner.name}
                  </small>
                </span>,
                `${againstWords[appeal.against]}, by ${appeal.decidedFirstBy}`,
                wordInstant(appeal.lodgedAt),
                <Tag key="t" record="appeal" status={appeal.status} />,
              ],
            };
          })}
        />
      )}
      <Pages {...(given.after ? { newer: `/staff/appeals?view=${view}` } : {})} {...(more ? { older: `/staff/appeals?view=${view}&after=${more}` } : {})} words={appeals.length === 1 ? "1 appeal" : `${appeals.length} appeals`} />
    </Page>
  );
}
