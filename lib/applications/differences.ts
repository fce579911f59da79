import { identifiesWords, purposeWords } from "@/lib/applications/words";
import type { Content } from "@/lib/applications/schema";

/** Every answer of a submission under its name, as one text each. */
function flat(content: Content): Map<string, string> {
  return new Map([
    ["Name", content.purpose.title],
    ["What for", purposeWords[content.purpose.purpose] ?? content.purpose.purpose],
    ["Why", content.purpose.why],
    ["Wanted until", content.purpose.until],
    ["Devices", tally(content.devices.devices.map((device) => [device.name, device.make, device.model, device.serial].filter(Boolean).join(" ")))],
    ["Places", content.sites.assets.map((asset) => asset.code).join(", ")],
    ["Networks", content.networks.names.join(", ")],
    ["Talks only to", content.networks.talksTo.join(", ")],
    ["Collects", content.data.collects.join("; ")],
    ["People", identifiesWords[content.data.identifies] ?? content.data.identifies],
    ["Kept", content.data.kept],
    ["Shared with", content.data.shared],
    ["Who answers", `${content.contact.name}, ${content.contact.telephone}, ${content.contact.email}`],
  ]);
}

/** "6 × Air quality sensor Tern 4, 1 × Gateway". */
function tally(names: string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${count} × ${name}`).join(", ");
}

/** The answers that two submissions of one application give differently. */
export function differences(before: Content, after: Content): { label: string; before: string; after: string }[] {
  const earlier = flat(before);
  return [...flat(after)].filter(([label, text]) => earlier.get(label) !== text).map(([label, text]) => ({ label, before: earlier.get(label) ?? "", after: text }));
}
