import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Field } from "@/components/form/field";
import { FilterForm } from "@/components/form/filter-form";
import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Empty } from "@/components/show/empty";
import { Plate } from "@/components/show/plate";
import { Register } from "@/components/show/register";
import { Tag } from "@/components/show/tag";
import { isOpen } from "@/lib/concerns/lifecycle";
import { concernCounts, concernsSeenBy, concernViews, type ConcernView } from "@/lib/concerns/queries";
import { kindWords } from "@/lib/concerns/words";
import { dayOf, isoDay, readDay, wordDay, wordInstant } from "@/lib/core/calendar";
import { signedIn } from "@/lib/session/current";

const views: Record<ConcernView, string> = { waiting: "Waiting for an answer", inspections: "To be inspected", missing: "Missing in the register", answered: "Answered" };
const none: Record<ConcernView, [title: string, words: string]> = {
  waiting: ["Nothing waits for an answer", "What residents report appears here, what is due first on top."],
  inspections: ["Nothing is to be inspected", "What residents say is not in the register is looked at on the spot."],
  missing: ["Nothing is known to be missing", "What an inspection found missing stands here until it is registered or taken down. Till then it counts against the register."],
  answered: ["Nothing was answered yet", "What was answered, or merged into another, stays here."],
};

/** What residents report, as far as an officer may answer it. */
export default async function Concerns({ searchParams }: PageProps<"/staff/concerns">) {
  const who = await signedIn("/staff/concerns");
  if (!who.ability.rulesFor("examine", "Concern").some((rule) => !rule.inverted)) notFound();
  const given = await searchParams;
  const view = concernViews.find((each) => each === given.view) ?? "waiting";
  const find = typeof given.find === "string" ? given.find.slice(0, 100) : "";
  const [, day = "", number = ""] = /^(\d{4}-\d{2}-\d{2})_(\d{1,9})$/.exec(typeof given.after === "string" ? given.after : "") ?? [];
  const dueOn = readDay(day);
  const [{ concerns, more }, counts] = await Promise.all([concernsSeenBy(who, { view, find, ...(dueOn ? { after: { dueOn, number: Number(number) } } : {}) }), concernCounts(who)]);
  const today = dayOf(new Date());
  const address = (more: Record<string, string>) => `/staff/concerns?${new URLSearchParams({ view, ...(find ? { find } : {}), ...more })}`;
  return (
    <Page title="Concerns" width="wide" lead={<p>What residents report. They were promised an answer; nothing that they write is published.</p>}>
      <nav aria-label="Views">
        <ul className="views">
          {concernViews.map((each) => (
            <li key={each}>
              <a href={`/staff/concerns?view=${each}`} aria-current={each === view ? "page" : undefined}>
                {views[each]} <span className="num">{counts[each]}</span>
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <FilterForm action="/staff/concerns">
        <input type="hidden" name="view" value={view} />
        <Field name="find" type="search" label="Find" hint="Words, a plate, a street, a number, or the reference that the reporter has." value={find} spellCheck={false} />
        <Button kind="plain">Find</Button>
      </FilterForm>
      {concerns.length === 0 ? (
        <Empty title={find ? `Nothing matches “${find}”` : none[view][0]} lamp={view === "waiting" && !find}>
          {find ? "Look for part of a word, or in another view." : none[view][1]}
        </Empty>
      ) : (
        <Register
          caption={views[view]}
          hideCaption
          columns={[{ head: "Concern" }, { head: "Where" }, { head: "Received" }, { head: view === "inspections" ? "Inspect by" : "Answer by" }, { head: "Stands" }]}
          rows={concerns.map((concern) => {
            const inspectBy = view === "inspections" ? concern.inspections[0]?.dueOn : undefined;
            const by = inspectBy ?? concern.dueOn;
            const isLate = isOpen(concern.status) && by < today;
            return {
              key: concern.id,
              cells: [
                <span key="c">
                  <a href={`/staff/concerns/${concern.number}`}>
                    {concern.number}: {kindWords[concern.kind]}
                  </a>
                  <small>
                    <span lang={concern.language === "en" ? undefined : concern.language}>{concern.words ? `${[...concern.words].slice(0, 120).join("")}${[...concern.words].length > 120 ? "…" : ""}` : "Forgotten"}</span>
                    {concern._count.photos > 0 && ` · ${concern._count.photos === 1 ? "1 picture" : `${concern._count.photos} pictures`}`}
                    {concern._count.duplicates > 0 && ` · ${concern._count.duplicates + 1} reported it`}
                  </small>
                </span>,
                <span key="w">
                  {concern.asset && <Plate code={concern.asset.code} size="small" />} {concern.device?.name ?? concern.asset?.place ?? concern.place ?? "On the map"}
                  <small>{[concern.partner?.name, concern.zone?.name].filter(Boolean).join(", ")}</small>
                </span>,
                wordInstant(concern.receivedAt),
                isLate ? <Tag key="d" record="concern" status="overdue" words={`${wordDay(by)}: overdue`} /> : <time key="d" dateTime={isoDay(by)}>{wordDay(by)}</time>,
                <span key="s">
                  <Tag record="concern" status={concern.status} />
                  {concern.takenBy && <small>{concern.takenBy.name}</small>}
                </span>,
              ],
            };
          })}
        />
      )}
      <Pages {...(dueOn ? { newer: address({}) } : {})} {...(more ? { older: address({ after: `${isoDay(more.dueOn)}_${more.number}` }) } : {})} words={concerns.length === 1 ? "1 concern" : `${concerns.length} concerns`} />
    </Page>
  );
}
