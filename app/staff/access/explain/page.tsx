import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Buttons } from "@/components/form/buttons";
import { DateField } from "@/components/form/date-field";
import { Select } from "@/components/form/select";
import { Page } from "@/components/page/page";
import { Empty } from "@/components/show/empty";
import { isoDay } from "@/lib/core/calendar";
import { askedAbout, holds, peopleToChoose } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { dayAsked, one } from "../asked";
import { ActFields, Answer } from "../explained";

export default async function Explain({ searchParams }: PageProps<"/staff/access/explain">) {
  const who = await signedIn("/staff/access/explain");
  if (!holds(who, "examine", "Person")) notFound();
  const given = await searchParams;
  const [personId, act, about] = [one(given.person) ?? "", one(given.act) ?? "", one(given.about) ?? ""];
  const { day, at, isWrong } = dayAsked(given);
  const people = await peopleToChoose(who);
  const asked = personId || act || about ? await askedAbout(who, { personId, act, about, at }) : null;
  const name = people.find(({ id }) => id === personId)?.name ?? "They";
  return (
    <Page
      title="May they, and why?"
      width="wide"
      crumbs={[{ to: "/staff/access", label: "Access" }, { label: "Explain" }]}
      lead={<p>One person, one act, one case or permit, on any day: allowed by which permission, or missing which condition.</p>}
      aside={
        <section className="panel" aria-labelledby="question">
          <h2 id="question">Ask</h2>
          <form action="/staff/access/explain" method="get">
            <Select name="person" label="Person" value={personId} options={[{ value: "", label: "Choose" }, ...people.map((each) => ({ value: each.id, label: each.line ? `${each.name}, ${each.line}` : each.name }))]} />
            <ActFields act={act} about={about} asked={asked} />
            <DateField name="on" legend="On the day" value={isoDay(day)} />
            <Buttons>
              <Button kind="plain">Ask</Button>
            </Buttons>
          </form>
        </section>
      }
    >
      {isWrong && <p role="status">There is no such day, so this is about today.</p>}
      {!asked && <Empty title="Nothing is asked yet">Choose a person and an act, and type the reference of a case or permit.</Empty>}
      {asked && "problem" in asked && <Empty title="This cannot be asked">{asked.problem}</Empty>}
      {asked && "answer" in asked && (
        <section aria-labelledby="answer" className="text">
          <h2 id="answer">
            May {name} {asked.words}
            {asked.title && `: ${asked.title}`}?
          </h2>
          <Answer asked={asked} day={at && day} personId={personId} />
        </section>
      )}
    </Page>
  );
}
