import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Bars } from "@/components/show/bars";
import { Register } from "@/components/show/register";
import { appealsWaiting } from "@/lib/appeals/queries";
import { stopsWaiting } from "@/lib/enforcement/queries";
import { deskFigures } from "@/lib/permits/queries";
import { signedIn } from "@/lib/session/current";

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);
const days = (value: number | null) => (value === null ? "–" : value);

/** How the desk stands: each picture with the table behind it. */
export default async function Desk() {
  const who = await signedIn("/staff/desk");
  if (!who.ability.rulesFor("examine", "Application").some((rule) => !rule.inverted)) notFound();
  const [desk, stops, appeals] = await Promise.all([deskFigures(who), stopsWaiting(who), appealsWaiting(who)]);
  return (
    <Page title="The desk" width="wide" crumbs={[{ to: "/staff", label: "Queue" }, { label: "The desk" }]} lead={<p>What your grants reach, counted now.</p>}>
      <Section title="Cases that wait for the city">
        <Bars rows={desk.backlog.map(({ label, tiers }) => ({ label, count: sum(tiers) }))} />
        <Register
          caption="Open cases by working days since they were sent, and by risk tier"
          columns={[{ head: "Working days" }, ...[1, 2, 3, 4].map((tier) => ({ head: `Tier ${tier}`, numeric: true })), { head: "All", numeric: true }]}
          rows={desk.backlog.map(({ label, tiers }) => ({ key: label, cells: [label, ...tiers, sum(tiers)] }))}
        />
        <p className="note">
          <a href="/staff?view=late">{desk.overdue === 1 ? "1 is overdue" : `${desk.overdue} are overdue`}</a>; <a href="/staff?view=waiting">{desk.waiting === 1 ? "1 waits for its partner" : `${desk.waiting} wait for their partners`}</a>.
        </p>
      </Section>
      <Section title={`How long approvals took, in the last ${desk.days} days`}>
        <Bars rows={desk.took.map(({ tier, clock }) => ({ label: `Tier ${tier}`, count: clock ?? 0 }))} />
        <Register
          caption="The middle one of all approvals, by risk tier"
          columns={[{ head: "Tier" }, { head: "Approvals", numeric: true }, { head: "Working days of the clock", numeric: true }, { head: "Days of the calendar", numeric: true }]}
          rows={desk.took.map(({ tier, decisions, clock, calendar }) => ({ key: String(tier), cells: [`Tier ${tier}`, decisions, days(clock), days(calendar)] }))}
        />
        <p className="note">The clock stands while the partner owes an answer; the calendar does not.</p>
      </Section>
      <Section title="Coming up">
        <Register
          caption="What needs somebody soon"
          hideCaption
          columns={[{ head: "What" }, { head: "How many", numeric: true }]}
          rows={[
            ...desk.ending.map(({ days: within, count }) => ({ key: String(within), cells: [`Permits that end within ${within} days`, count] })),
            { key: "overdue", cells: [<a key="o" href="/staff/obligations">Conditions that were not shown to be kept in time</a>, desk.overdueObligations] },
            { key: "shown", cells: [<a key="s" href="/staff/obligations?view=shown">Conditions shown to be kept, to be looked at</a>, desk.shown] },
            { key: "review", cells: ["Permits to be looked at again within 30 days, as their tier asks", desk.toReview] },
            { key: "unratified", cells: [<a key="u" href="/staff/stops?state=unratified">Emergency stops that wait for a second officer</a>, stops.unratified] },
            { key: "appeals", cells: [<a key="ap" href="/staff/appeals">Appeals that wait for somebody else</a>, appeals] },
            { key: "aside", cells: [<a key="a" href="/staff/stops?state=set_aside">Stops to be decided anew</a>, stops.setAside] },
          ]}
        />
      </Section>
    </Page>
  );
}
