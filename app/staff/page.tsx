import { Button } from "@/components/form/button";
import { Field } from "@/components/form/field";
import { FilterForm } from "@/components/form/filter-form";
import { Select } from "@/components/form/select";
import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Clock } from "@/components/show/clock";
import { Empty } from "@/components/show/empty";
import { Ref } from "@/components/show/ref";
import { Register } from "@/components/show/register";
import { RiskTier } from "@/components/show/risk-tier";
import { Tag } from "@/components/show/tag";
import { QueueKeys } from "@/components/page/queue-keys";
import { addressWith } from "@/app/(public)/devices/search";
import { casesInQueue, isReviewer, queueCounts, views, type View } from "@/lib/applications/queries";
import { clockOf } from "@/lib/applications/rules";
import { dayOf, wordInstant } from "@/lib/core/calendar";
import { caseDeeds } from "@/lib/bulk/schema";
import { Pick, PickForm } from "./bulk/pick";
import { ownViews } from "@/lib/people/queries";
import { OwnViews } from "./views";
import { zonesListed } from "@/lib/registry/queries";
import { isStaff, signedIn } from "@/lib/session/current";

const viewWords: Record<View, string> = { open: "All open", review: "To review", mine: "Held by me", team: "Held by colleagues", nobody: "Nobody’s yet", late: "Overdue", waiting: "Waiting for partner" };
const emptyWords: Record<View, [string, string]> = {
  open: ["Nothing needs you now", "No case within your grants waits for a decision."],
  review: ["Nothing waits for your review", "A case is here while a section that you review has not been looked at."],
  mine: ["You hold no case", "Take one from those that nobody has yet."],
  team: ["No colleague holds a case", "What others within your grants work on stands here."],
  late: ["Nothing is overdue", "A case is here once its time to decide is over."],
  nobody: ["Every case has somebody", "New ones appear here when a partner sends them."],
  waiting: ["No partner is asked for anything", "A case is here while its partner changes it; its clock is stopped."],
};
const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value) || undefined;

export default async function Queue({ searchParams }: PageProps<"/staff">) {
  const who = await signedIn("/staff");
  const mayRead = who.ability.rulesFor("examine", "Application").some((rule) => !rule.inverted);
  if (!mayRead) return <NoQueue isStaffMember={isStaff(who)} />;
  const given = await searchParams;
  const view = views.find((each) => each === one(given.view)) ?? "open";
  const tier = ["1", "2", "3", "4"].includes(one(given.tier) ?? "") ? Number(one(given.tier)) : undefined;
  const [own, { cases, more }, counts, zones] = await Promise.all([ownViews(who), casesInQueue(who, { view, find: one(given.find), tier, zoneId: one(given.zone), after: one(given.after) }), queueCounts(who), zonesListed()]);
  const now = new Date();
  const today = dayOf(now);
  const shown = Object.fromEntries(Object.entries({ view: view === "open" ? "" : view, find: one(given.find) ?? "", tier: tier ? String(tier) : "", zone: one(given.zone) ?? "" }).filter(([, value]) => value !== ""));
  const isDecider = who.ability.rulesFor("take", "Application").some((rule) => !rule.inverted);
  const isNarrowed = Boolean(one(given.find) || tier || one(given.zone));
  return (
    <Page title="Queue" width="wide" caption={<>{wordInstant(now)} · times in working days of the city · <a href="/staff/desk">the desk in figures</a></>}>
      <nav aria-label="Views">
        <ul className="views">
          {views.filter((each) => each !== "review" || isReviewer(who)).map((each) => (
            <li key={each}>
              <a href={each === "open" ? "/staff" : `/staff?view=${each}`} aria-current={each === view ? "page" : undefined}>
                {viewWords[each]} <span className="num">{counts[each] > 100 ? "100+" : counts[each]}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <FilterForm action="/staff">
        {view !== "open" && <input type="hidden" name="view" value={view} />}
        <Field name="find" type="search" label="Find a case" value={one(given.find) ?? ""} width="medium" />
        <Select name="tier" label="Risk" value={tier ? String(tier) : ""} options={[{ value: "", label: "Any tier" }, ...[1, 2, 3, 4].map((each) => ({ value: String(each), label: `Tier ${each}` }))]} />
        <Select name="zone" label="Area" value={one(given.zone) ?? ""} options={[{ value: "", label: "Any area" }, ...zones.map(({ id, name }) => ({ value: id, label: name }))]} />
        <Button kind="plain">Filter</Button>
      </FilterForm>
      <OwnViews personId={who.person.id} views={own} shown={shown} />
      {cases.length === 0 ? (
        <Empty title={isNarrowed ? "No case matches" : emptyWords[view][0]} lamp={!isNarrowed && view !== "waiting"}>
          {isNarrowed ? <a href={view === "open" ? "/staff" : `/staff?view=${view}`}>Show the whole view</a> : emptyWords[view][1]}
        </Empty>
      ) : (
        <Register
          queue
          caption="Cases in this view, soonest due first"
          hideCaption
          columns={[{ head: "Case" }, { head: "Risk" }, { head: "Working days" }, { head: "Status" }, { head: "Where" }, { head: "Held by" }]}
          rows={cases.map((each) => ({
            key: each.id,
            chosen: each.heldBy?.id === who.person.id && view !== "mine",
            cells: [
              <span key="c">
                {isDecider && <Pick reference={each.reference} title={each.title} />}
                <a href={`/staff/cases/${each.reference}`}>{each.title}</a>
                <small>
                  <Ref>{each.reference}</Ref> · {each.partner.name}
                </small>
              </span>,
              <RiskTier key="r" tier={each.tier as 1 | 2 | 3 | 4} />,
              <Clock key="k" {...clockOf(each, today)} />,
              <Tag key="t" record="application" status={each.status} />,
              each.zone?.name ?? "Several parts",
              each.heldBy ? each.heldBy.id === who.person.id ? <b key="h">You</b> : each.heldBy.name : <span key="h" className="soft">Nobody</span>,
            ],
          }))}
        />
      )}
      {isDecider && cases.length > 0 && <PickForm deeds={caseDeeds} search={{ view, find: one(given.find), tier: one(given.tier), zone: one(given.zone) }} />}
      <QueueKeys />
      <Pages {...(one(given.after) ? { newer: addressWith("/staff", given, { after: undefined }) } : {})} {...(more ? { older: addressWith("/staff", given, { after: more }) } : {})} words={cases.length === 1 ? "1 case" : `${cases.length} cases`} />
    </Page>
  );
}

function NoQueue({ isStaffMember }: { isStaffMember: boolean }) {
  return (
    <Page title={isStaffMember ? "My work" : "City staff"} width="text">
      <Empty title={isStaffMember ? "You hold no grant to read cases" : "You hold no grant of city staff"}>
        {isStaffMember ? "What your grants allow is in the bar above." : "An access administrator gives grants to each person by name. Ask them, and say what you need to do."} <a href="/account">See what you may do</a>
      </Empty>
    </Page>
  );
}
