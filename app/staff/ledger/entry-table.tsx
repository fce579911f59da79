import { Register } from "@/components/show/register";
import { wordInstant } from "@/lib/core/calendar";
import type { LedgerRow } from "@/lib/audits/queries";
import { kindWords } from "@/lib/ledger/words";

const whose = (entry: LedgerRow): string => entry.actor?.name ?? (entry.actorKind === "operator" ? "Console" : entry.actorKind === "visitor" ? "A visitor" : "A forgotten person");

/** Entries as a table; each leads to its own page. */
export function EntryTable({ entries, caption = "Entries" }: { entries: LedgerRow[]; caption?: string }) {
  return (
    <Register
      queue
      caption={caption}
      hideCaption
      columns={[{ head: "What" }, { head: "When" }, { head: "On" }, { head: "From, to" }, { head: "Who" }, { head: "Reason" }, { head: "Position" }]}
      rows={entries.map((entry) => ({
        key: entry.id,
        cells: [
          <span key="n">
            <a href={`/staff/ledger/${entry.id}`}>{entry.words}</a>
            <small>{entry.name}</small>
          </span>,
          <span key="w" className="nowrap">{wordInstant(entry.at)}</span>,
          <span key="s">
            {kindWords[entry.subjectType] ?? entry.subjectType}
            <small>{typeof entry.open.reference === "string" ? entry.open.reference : entry.subjectId.slice(0, 8)}</small>
          </span>,
          [entry.from, entry.to].filter(Boolean).join(" → ").replaceAll("_", " ") || "–",
          whose(entry),
          typeof entry.open.reason === "string" ? entry.open.reason : typeof entry.open.attempted === "string" ? `Tried: ${entry.open.attempted}` : "–",
          entry.position === null ? "Waits" : entry.position.toLocaleString("en-GB"),
        ],
      }))}
    />
  );
}
