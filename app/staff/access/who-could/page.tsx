import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Empty } from "@/components/show/empty";
import { Register } from "@/components/show/register";
import { addressWith } from "@/app/(public)/devices/search";
import { wordDay } from "@/lib/core/calendar";
import { holds, partnersToChoose, scopesToChoose, seesEveryGrant, whoCouldSeenBy } from "@/lib/people/queries";
import { limitsOf } from "@/lib/people/words";
import { signedIn } from "@/lib/session/current";
import { dayAsked, one } from "../asked";
import { WhoCouldForm } from "./form";
import { whereAsked } from "./where-asked";

const here = "/staff/access/who-could";

export default async function WhoCould({ searchParams }: PageProps<"/staff/access/who-could">) {
  const who = await signedIn(here);
  if (!holds(who, "examine", "Grant")) notFound();
  const given = await searchParams;
  const { day, at, isWrong } = dayAsked(given);
  const where = whereAsked(given);
  const [scopes, partners, found] = await Promise.all([scopesToChoose(), partnersToChoose(who), where ? whoCouldSeenBy(who, where, at, one(given.after)) : null]);
  return (
    <Page title="Who could, and when" width="wide" crumbs={[{ to: "/staff/access", label: "Access" }, { label: "Who could" }]} lead={<p>From permissions and rules as they were, for any day since the beginning.</p>} aside={<WhoCouldForm given={given} day={day} scopes={{ ...scopes, partners }} />}>
      {isWrong && <p role="status">There is no such day, so this is about today.</p>}
      {!found && <Empty title="Nothing is asked yet">Choose what, where and on which day.</Empty>}
      {found && found.grants.length === 0 && <Empty title={`Nobody ${at ? `could on ${wordDay(day)}` : "may now"}`}>Ask about another day, or leave the place open.</Empty>}
      {found && found.grants.length > 0 && (
        <Register
          queue
          caption={at ? `Who could at the end of ${wordDay(day)}` : "Who may now"}
          columns={[{ head: "Person" }, { head: "Where" }, { head: "Given by" }, { head: "Reason" }]}
          rows={found.grants.map((grant) => ({
            key: grant.id,
            cells: [
              <span key="p">
                <a href={`/staff/people/${grant.person.id}${at ? `?on=${day.toISOString().slice(0, 10)}` : ""}`}>{grant.person.name}</a>
                {grant.asleepFor && <small>asleep: the training “{grant.asleepFor}” was not in force</small>}
              </span>,
              limitsOf(grant).map(({ before, name }) => `${before} ${name}`).join(", ") || "the whole city, without a limit",
              grant.givenBy ? `${grant.givenBy.name}${grant.secondBy ? `, with ${grant.secondBy.name}` : ""}` : grant.origin === "setup" ? "Set-up" : "Themselves, in an emergency",
              <a key="r" href={`/staff/people/${grant.person.id}/grants/${grant.id}`}>{grant.reason}</a>,
            ],
          }))}
        />
      )}
      {found && found.grants.length > 0 && seesEveryGrant(who) && <p className="no-print"><a href={addressWith(`${here}/who-could.csv`, given, { after: undefined })}>Download as CSV</a></p>}
      {found && <Pages {...(one(given.after) ? { newer: addressWith(here, given, { after: undefined }) } : {})} {...(found.more ? { older: addressWith(here, given, { after: found.more }) } : {})} words={found.grants.length === 1 ? "1 permission" : `${found.grants.length} permissions`} />}
    </Page>
  );
}
