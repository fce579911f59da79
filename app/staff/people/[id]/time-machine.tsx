import { Button } from "@/components/form/button";
import { DateField } from "@/components/form/date-field";
import { isoDay, wordDay } from "@/lib/core/calendar";
import type { PersonFile } from "@/lib/people/queries";
import { Years } from "./years";

/** Asks the same page about another day, and draws the years. */
export function TimeMachine({ person, day, at, now, isWrong }: { person: PersonFile; day: Date; at: Date | null; now: Date; isWrong: boolean }) {
  const here = `/staff/people/${person.id}`;
  return (
    <form className="time" aria-label="Time machine" action={here} method="get">
      <div className="wrap wrap--wide">
        <div className="time-in">
          <DateField name="on" legend="Show what they could do on" value={isoDay(day)} />
          <Button kind="plain">Show</Button>
          <p className="note soft" role="status">
            {isWrong ? "There is no such day, so this is today. Enter day, month and year. " : at ? `As it was at the end of ${wordDay(day)}. ` : "Today. "}
            {at && <a href={here}>Back to today</a>}
            {at && " · "}
            <a href={`${here}/could.csv${at ? `?on=${isoDay(day)}` : ""}`}>Download as CSV</a>
          </p>
        </div>
        <Years grants={person.grants} at={at ?? now} />
      </div>
    </form>
  );
}
