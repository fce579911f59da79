import { basisWords, identifiesWords, passwordWords, planWords, portWords, powerWords, purposeWords, radioWords, socketWords, transferWords } from "@/lib/applications/words";
import { planPoints, type ModelSheet } from "@/lib/applications/schema";
import { readDay, wordDay } from "@/lib/core/calendar";
import { dutyWords, seatWords } from "@/lib/applications/duties";
import type { PresentedContent } from "@/lib/applications/presented";

/** Every answer of a submission under its name, as one text each. */
function flat({ security, contact, terms, files = [], duties = [], ...content }: PresentedContent): Map<string, string> {
  return new Map<string, string>([
    ["Name", content.purpose.title],
    ["What for", purposeWords[content.purpose.purpose] ?? content.purpose.purpose],
    ["Why", content.purpose.why],
    ["Wanted until", content.purpose.until],
    ["Devices", tally(content.devices.devices.map((device) => [device.name, device.make, device.model, device.serial, device.firmware && `(software ${device.firmware})`].filter(Boolean).join(" ")))],
    ["What they are", (content.devices.models ?? []).map((model) => `${model.make} ${model.model}: ${sheetInWords(model)}`).join("; ")],
    ["Places", content.sites.assets.map((asset) => asset.code).join(", ")],
    ["Networks", content.networks.names.join(", ")],
    ...(content.networks.talksTo ? ([["Talks only to", content.networks.talksTo.join(", ")]] as const) : []),
    ...(content.signed ? ([["The city’s terms", `Version ${content.signed.version}`]] as const) : []),
    ["Collects", content.data.collects.join("; ")],
    ["People", identifiesWords[content.data.identifies] ?? content.data.identifies],
    ["Kept", content.data.kept],
    ["Shared with", content.data.shared],
    ["Lawful basis", content.data.basis ? basisWords[content.data.basis] : ""],
    ["Who can get at it", content.data.access ?? ""],
    ["Processed by", content.data.processor ?? ""],
    ["Stored", content.data.storedIn ?? ""],
    ["Leaving the country", content.data.transfer ? transferWords[content.data.transfer] : ""],
    ...(security
      ? ([
          ["Updates", security.updates],
          ["Who watches", security.watches],
          ["How fast they react", security.reacts],
          ["Default passwords", passwordWords[security.passwords]],
          ["Unused ports", portWords[security.ports]],
          ["What stays as it was", security.exceptions],
          ...planPoints.map((point) => [planWords[point].term, security[point] ?? ""] as const),
        ] as const)
      : []),
    ...(contact ? ([["Who answers", `${contact.name}, ${contact.telephone}, ${contact.email}`]] as const) : []),
    ...(terms
      ? ([
          ["Paid to the city a year", terms.paid],
          ["Who else pays or earns", terms.others],
          ["Contract", terms.contract],
        ] as const)
      : []),
    ...(duties.length > 0 ? ([["Who does what", duties.map(({ duty, seat, name, isAccepted }) => `${dutyWords[duty]}, ${seatWords[seat].toLowerCase()}: ${name}${isAccepted ? "" : " (not accepted)"}`).join("; ")]] as const) : []),
    // Two files of one name are told apart by their numbers.
    ...(files.length > 0 ? ([["Evidence", files.map(({ name, number }) => `${name} (file ${number})`).join(", ")]] as const) : []),
  ]);
}

/** What is described of a model, as one line. */
export const sheetInWords = ({ radio, power, watts, kg, size, sockets, supportUntil }: ModelSheet): string =>
  [
    `${kg} kg, ${size} cm`,
    `runs on ${powerWords[power].toLowerCase()}${watts === undefined ? "" : `, ${watts} W`}`,
    radio.length > 0 ? `sends by ${radio.map((each) => radioWords[each]).join(", ")}` : "no radio",
    sockets.length > 0 ? `has ${sockets.map((each) => socketWords[each]).join(", ")}` : "no sockets",
    supportUntil ? `supported until ${wordDay(readDay(supportUntil) ?? new Date(supportUntil))}` : "end of support not said",
  ].join("; ");

/** "6 × Air quality sensor Tern 4, 1 × Gateway". */
function tally(names: string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, count]) => `${count} × ${name}`).join(", ");
}

/** The answers that two submissions of one application give differently, of those that may be seen of both. */
export function differences(before: PresentedContent, after: PresentedContent): { label: string; before: string; after: string }[] {
  const [earlier, later] = [flat(before), flat(after)];
  const labels = [...later.keys(), ...[...earlier.keys()].filter((label) => !later.has(label))];
  return labels.filter((label) => earlier.get(label) !== later.get(label)).map((label) => ({ label, before: earlier.get(label) ?? "", after: later.get(label) ?? "" }));
}
