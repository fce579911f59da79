import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { FilterForm } from "@/components/form/filter-form";
import { Select } from "@/components/form/select";
import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Register } from "@/components/show/register";
import { addressWith } from "@/app/(public)/devices/search";
import { wordInstant } from "@/lib/core/calendar";
import { ledgerPage } from "@/lib/ledger/queries";
import { entryWords } from "@/lib/ledger/words";
import { signedIn } from "@/lib/session/current";

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value) || undefined;

export default async function Ledger({ searchParams }: PageProps<"/staff/ledger">) {
  const who = await signedIn("/staff/ledger");
  if (!who.ability.rulesFor("examine", "LedgerEntry").some((rule) => !rule.inverted)) notFound();
  const given = await searchParams;
  const { entries, more } = await ledgerPage(who, { before: one(given.before), name: one(given.name), actorId: one(given.actor) });
  return (
    <Page title="Ledger" width="wide" lead={<p>Every act, newest first, in the words it was recorded with.</p>}>
      <FilterForm action="/staff/ledger">
        <Select name="name" label="What" value={one(given.name) ?? ""} options={[{ value: "", label: "Everything" }, ...Object.entries(entryWords).map(([value, label]) => ({ value, label }))]} />
        <Button kind="plain">Filter</Button>
        {one(given.actor) && <a href="/staff/ledger">Everyone’s</a>}
      </FilterForm>
      <Register
        queue
        caption="Entries"
        hideCaption
        columns={[{ head: "When" }, { head: "What" }, { head: "On" }, { head: "From, to" }, { head: "Who" }, { head: "Reason" }]}
        rows={entries.map((entry) => ({
          key: entry.id,
          cells: [
            <span key="w" className="nowrap">{wordInstant(entry.at)}</span>,
            <span key="n">
              {entry.words}
              <small>{entry.name}</small>
            </span>,
            <span key="s">
              {entry.subjectType}
              <small>{entry.subjectId.slice(0, 8)}</small>
            </span>,
            [entry.from, entry.to].filter(Boolean).join(" → ").replaceAll("_", " ") || "–",
            entry.actor ? <a key="a" href={addressWith("/staff/ledger", given, { actor: entry.actor.id, before: undefined })}>{entry.actor.name}</a> : entry.actorKind === "operator" ? "Console" : "A visitor",
            entry.reason ?? (typeof entry.open.attempted === "string" ? `Tried: ${entry.open.attempted}` : "–"),
          ],
        }))}
      />
      <Pages {...(one(given.before) ? { newer: addressWith("/staff/ledger", given, { before: undefined }) } : {})} {...(more ? { older: addressWith("/staff/ledger", given, { before: more }) } : {})} words={entries.length === 1 ? "1 entry" : `${entries.length} entries`} />
    </Page>
  );
}
