import { Button } from "@/components/form/button";
import { DateField } from "@/components/form/date-field";
import { Field } from "@/components/form/field";
import { FilterForm } from "@/components/form/filter-form";
import { Page } from "@/components/page/page";
import { Section } from "@/components/page/section";
import { Empty } from "@/components/show/empty";
import { Summary } from "@/components/show/summary";
import { HistoryOf } from "@/app/history-of";
import { noteReading, recordAsOf } from "@/lib/audits/queries";
import { addDays, dayOf, isoDay, wordDay } from "@/lib/core/calendar";
import { kindWords } from "@/lib/ledger/words";
import { asAuditor } from "../as-auditor";
import { LedgerNav } from "../ledger-nav";
import { dayIn, one } from "../sought";

const said = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** A record as it stood at the end of a day, replayed from nothing but its entries. */
export default async function RecordOnADay({ searchParams }: PageProps<"/staff/ledger/record">) {
  const who = await asAuditor("/staff/ledger/record");
  const given = await searchParams;
  const [record, day] = [one(given.record)?.trim() ?? "", dayIn(given, "on") ?? dayOf(new Date())];
  const found = record ? await recordAsOf(who, record, new Date(addDays(day, 1).getTime() - 1)) : null;
  if (found) await noteReading(who, "record", { record, to: isoDay(day) }, found.entries.length);
  return (
    <Page title="A record on a day" width="wide" lead={<p>How a case, a permit or any other record stood at the end of a day: put together from its entries alone, not from what the portal stores of it now.</p>}>
      <LedgerNav at="/staff/ledger/record" />
      <FilterForm action="/staff/ledger/record">
        <Field name="record" label="Reference, or the id of a record" width="medium" value={record} />
        <DateField name="on" legend="At the end of" value={isoDay(day)} />
        <Button kind="plain">Show</Button>
      </FilterForm>
      {!found ? (
        <Empty title="Nothing is asked yet">Type the reference of a case or permit, such as LP-7K3M-2Q9F.</Empty>
      ) : !found.isKnown ? (
        <Empty title="There is no such record">Look at the reference again: its last character tells when one before it is wrong.</Empty>
      ) : found.records.length === 0 ? (
        <Empty title={`Nothing was written about it by ${wordDay(day)}`}>Choose a later day.</Empty>
      ) : (
        <>
          {found.records.map((each) => (
            <Section key={each.id} title={`${kindWords[each.type] ?? each.type}: ${(each.status ?? "begun").replaceAll("_", " ")}`}>
              <Summary compact rows={Object.entries(each.facts).map(([term, value]) => ({ term, value: said(value) }))} />
            </Section>
          ))}
          <Section title="Every entry until then">
            <HistoryOf entries={found.entries} you={who.person.id} />
          </Section>
        </>
      )}
    </Page>
  );
}
