import { Button } from "@/components/form/button";
import { DateField } from "@/components/form/date-field";
import { Field } from "@/components/form/field";
import { FilterForm } from "@/components/form/filter-form";
import { Select } from "@/components/form/select";
import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Empty } from "@/components/show/empty";
import { addressWith } from "@/app/(public)/devices/search";
import { ledgerPage, lookedFor, noteReading, peopleToAsk, type Sought } from "@/lib/audits/queries";
import { isoDay } from "@/lib/core/calendar";
import { entryWords } from "@/lib/ledger/words";
import { EntryTable } from "./entry-table";
import { LedgerNav } from "./ledger-nav";
import { asAuditor } from "./as-auditor";
import { one, soughtIn } from "./sought";

export default async function Ledger({ searchParams }: PageProps<"/staff/ledger">) {
  const who = await asAuditor("/staff/ledger");
  const given = await searchParams;
  const sought: Sought = soughtIn(given);
  const looked = lookedFor(sought);
  const [{ entries, more }, people] = await Promise.all([ledgerPage(who, sought), peopleToAsk(who)]);
  await noteReading(who, "search", looked, entries.length);
  const isAsked = Object.keys(looked).length > 0;
  return (
    <Page title="Ledger" width="wide" lead={<p>Every act, newest first, in the words it was recorded with. What you look up here is written down too.</p>}>
      <LedgerNav at="/staff/ledger" />
      <FilterForm action="/staff/ledger">
        <Select name="person" label="Person" value={one(given.person) ?? ""} options={[{ value: "", label: "Anybody" }, ...people.map(({ id, name }) => ({ value: id, label: name }))]} />
        <Select name="name" label="Action" value={one(given.name) ?? ""} options={[{ value: "", label: "Everything" }, ...Object.entries(entryWords).map(([value, label]) => ({ value, label }))]} />
        <Field name="record" label="Case or permit" width="medium" value={one(given.record) ?? ""} />
        <Field name="reason" label="Words of a public reason" width="medium" value={one(given.reason) ?? ""} />
        <DateField name="from" legend="From" value={sought.from ? isoDay(sought.from) : ""} />
        <DateField name="to" legend="Until" value={sought.to ? isoDay(sought.to) : ""} />
        {one(given.grant) && <input type="hidden" name="grant" value={one(given.grant)} />}
        <Button kind="plain">Find</Button>
        {isAsked && <a href="/staff/ledger">Everything</a>}
      </FilterForm>
      {entries.length === 0 ? <Empty title="Nothing fits">Ask for less, or look at another day. What happened to a person’s permissions is found under the person.</Empty> : <EntryTable entries={entries} />}
      <p className="note">
        <a href={addressWith("/staff/ledger/entries.csv", given, { before: undefined })}>Download what was found as CSV</a>
        {" · "}
        <a href={addressWith("/staff/ledger/bundle.zip", given, { before: undefined })}>Download it as evidence, with proofs</a>, at most 500 entries.
      </p>
      <Pages {...(one(given.before) ? { newer: addressWith("/staff/ledger", given, { before: undefined }) } : {})} {...(more ? { older: addressWith("/staff/ledger", given, { before: more }) } : {})} words={entries.length === 1 ? "1 entry" : `${entries.length} entries`} />
    </Page>
  );
}
