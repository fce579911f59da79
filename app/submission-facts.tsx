import { Plate } from "@/components/show/plate";
import { Register } from "@/components/show/register";
import { Summary } from "@/components/show/summary";
import { identifiesWords, purposeWords, sectionWords } from "@/lib/applications/words";
import type { Content, SectionName } from "@/lib/applications/schema";
import { readDay, wordDay } from "@/lib/core/calendar";

export const wordStoredDay = (iso: string): string => {
  const day = readDay(iso);
  return day ? wordDay(day) : iso;
};

/** Every answer of a submission, section by section. `change` adds the ways back to edit them; `contact` shows who answers. */
export function SubmissionFacts({ content, change, contact = false }: { content: Content; change?: string; contact?: boolean }) {
  const act = (section: SectionName) => (change ? { act: { to: `${change}/${section}`, label: "Change", about: sectionWords[section].toLowerCase() } } : {});
  return (
    <div className="stack-lg">
      <Summary
        rows={[
          { term: "Name", value: content.purpose.title, ...act("purpose") },
          { term: "What for", value: purposeWords[content.purpose.purpose] },
          { term: "Why", value: content.purpose.why },
          { term: "Wanted until", value: wordStoredDay(content.purpose.until) },
          { term: "Networks", value: content.networks.names.join(", ") || "None of the city’s", ...act("networks") },
          { term: "Talks only to", value: content.networks.talksTo.join(", ") },
          { term: "Collects", value: content.data.collects.join("; "), ...act("data") },
          { term: "People", value: identifiesWords[content.data.identifies] },
          { term: "Kept", value: content.data.kept },
          { term: "Shared with", value: content.data.shared },
          ...(contact ? [{ term: "Who answers", value: `${content.contact.name}, ${content.contact.telephone}, ${content.contact.email}`, ...act("contact") }] : []),
        ]}
      />
      <Register
        caption={`${content.devices.devices.length} devices and where they go`}
        columns={[{ head: "No.", numeric: true }, { head: "Device" }, { head: "Make and model" }, { head: "On" }, { head: "Place" }]}
        rows={content.devices.devices.map((device, index) => {
          const asset = content.sites.assets[index];
          return { key: String(index), cells: [index + 1, device.name, `${device.make} ${device.model}`, asset ? <Plate key="p" code={asset.code} size="small" /> : "–", asset?.place ?? ""] };
        })}
      />
    </div>
  );
}
