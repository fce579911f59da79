import { Section } from "@/components/page/section";
import { Summary } from "@/components/show/summary";
import type { EntryFile } from "@/lib/audits/queries";

const fieldWords: Record<string, string> = { actor: "Who acted", reason: "Reason", subject: "Whom or what it is about", ofPerson: "Of person", toPerson: "To person", second: "Second person", evidence: "Evidence", looked: "Looked for", onId: "On", onType: "On what kind", name: "Name", email: "E-mail address" };
const said = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** What is sealed in an entry: only that it is there, or what it says to who opened it. */
export function SealedFields({ fields, isOpen }: { fields: EntryFile["sealedFields"]; isOpen: boolean }) {
  if (fields.length === 0) return null;
  return (
    <Section title="What is sealed">
      <Summary
        compact
        rows={fields.map(({ field, commitment, opened }) => ({
          term: fieldWords[field] ?? field,
          value: opened && !opened.fits ? "What is stored does not fit what was sealed. Do not rely on it." : opened ? <>{said(opened.value)}<small className="block soft">Salt {opened.salt}; it fits the seal {commitment}</small></> : isOpen ? "Forgotten: its key was destroyed, and nobody can read it any more." : "Sealed",
        }))}
      />
    </Section>
  );
}
