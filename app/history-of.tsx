import { Empty } from "@/components/show/empty";
import { Timeline } from "@/components/show/timeline";
import { wordInstant } from "@/lib/core/calendar";
import type { TimelineEntry } from "@/lib/ledger/queries";

const decisions = new Set(["permit.granted", "permit.suspended", "permit.resumed", "permit.revoked", "permit.restricted", "permit.narrowed", "permit.voided", "permit.eased", "permit.surrendered", "permit.reinstated", "stop.ordered", "rights.withdrawn", "stop.lifted", "stop.ratified", "stop.decided_anew", "application.approved", "application.refused"]);
const partners = new Set(["application.started", "application.submitted", "application.withdrawn", "consideration.answered", "obligation.shown", "removal.reported", "file.added", "file.removed", "appeal.lodged", "appeal.withdrawn", "partner.registered"]);

/** What happened to a record, newest first: what, when, who and why. */
export function HistoryOf({ entries, you }: { entries: TimelineEntry[]; you?: string }) {
  if (entries.length === 0) return <Empty title="Nothing has happened yet">Each step will stand here, with who took it and why.</Empty>;
  return (
    <Timeline
      entries={entries.map((entry) => ({
        key: entry.id,
        kind: decisions.has(entry.name) ? ("decision" as const) : partners.has(entry.name) ? ("partner" as const) : entry.actorKind === "operator" ? ("machine" as const) : ("officer" as const),
        title: typeof entry.open.submission === "number" && entry.open.submission > 1 ? `${entry.words}, submission ${entry.open.submission}` : entry.name === "application.assessed" ? `${entry.words}: ${String(entry.open.recommends)} recommended` : entry.words,
        at: wordInstant(entry.at),
        line: entry.actor ? (entry.actor.id === you ? "You" : entry.actor.name) : entry.actorKind === "operator" ? "At the portal’s console" : undefined,
        body: entry.reason ? `“${entry.reason}”` : undefined,
        sealed: entry.position !== null,
        ...(entry.position === null ? {} : { proof: `/ledger/entries/${entry.id}` }),
      }))}
    />
  );
}
