import type { Owner } from "@/lib/ledger/sealing";

/** Kinds of record that are about one person: which one is sealed, and nothing published leads from one such entry to another. */
export const personalKinds: ReadonlySet<string> = new Set(["Person", "Grant", "GrantRequest", "Interest", "Training", "ApartException", "Review", "ReviewItem", "LegalHold", "Finding", "LedgerRead"]);

/** Kinds that have a case of the city: their texts are sealed for the record, and outlive whoever wrote them. */
const caseKinds: ReadonlySet<string> = new Set(["Application", "Permit", "Partner", "Concern", "DataRequest", "DataRequestPart", "Follow"]);

const text = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** Whose key seals what an entry says in free text: the person it is about, the case it belongs to, or who acted. */
export function ownerOf(entry: { subject: { type: string; id: string }; to: string | null; actorId: string | null; sealed: Record<string, unknown> }): Owner {
  // Why somebody was forgotten is for those who answer for it: the person's own key is gone by then.
  if (entry.subject.type === "Person" && entry.to === "forgotten" && entry.actorId) return { id: entry.actorId, kind: "person" };
  const about = text(entry.sealed.ofPerson) ?? text(entry.sealed.toPerson) ?? (entry.subject.type === "Person" ? entry.subject.id : null);
  if (about) return { id: about, kind: "person" };
  if (caseKinds.has(entry.subject.type) || !entry.actorId) return { id: entry.subject.id, kind: "record" };
  return { id: entry.actorId, kind: "person" };
}
