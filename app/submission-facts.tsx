import { askAddress } from "@/app/staff/access/ask-address";
import { Icon } from "@/components/show/icon";
import { Plate } from "@/components/show/plate";
import { Register } from "@/components/show/register";
import { Summary, type SummaryRow } from "@/components/show/summary";
import type { FieldGroup } from "@/lib/access/field-groups";
import { modelKey, type ModelRow } from "@/lib/applications/rules";
import { basisWords, identifiesWords, passwordWords, planWords, portWords, powerWords, purposeWords, radioWords, sectionWords, socketWords, transferWords } from "@/lib/applications/words";
import type { PresentedContent } from "@/lib/applications/presented";
import type { NotShown } from "@/lib/applications/queries";
import { planPoints, type SectionName } from "@/lib/applications/schema";
import { dutyWords, seatWords } from "@/lib/applications/duties";
import { kinds, sizeWords } from "@/lib/files/words";
import { readDay, wordDay } from "@/lib/core/calendar";

export const wordStoredDay = (iso: string): string => {
  const day = readDay(iso);
  return day ? wordDay(day) : iso;
};

/** In the place of what a person may not see: why, who could give it, and the way to ask, which leads back `here`. */
function NotShownHere({ group, here }: { group: NotShown; here: string }) {
  const ask = askAddress(group.explained, here);
  return (
    <p className="why-not">
      <Icon name="lock" />
      <span>
        <b>Not shown:</b> {group.why}{" "}
        {ask && (
          <a href={ask}>
            Ask to see it<span className="sr-only"> ({group.words.toLowerCase()})</span>
          </a>
        )}
      </span>
    </p>
  );
}

/** Which groups are left out and why, and the page where that is told. */
interface LeftOut {
  groups: NotShown[];
  here: string;
}

/** The rows of a group that is there, or the one that says why it is not. */
function rowsOf(group: FieldGroup, rows: SummaryRow[] | undefined, { groups, here }: LeftOut): SummaryRow[] {
  if (rows) return rows;
  const absent = groups.find((each) => each.group === group);
  return absent ? [{ term: absent.words, value: <NotShownHere group={absent} here={here} /> }] : [];
}

type Act = (section: SectionName) => Pick<SummaryRow, "act">;

/** The answers that not everyone may see, each group with what may be seen of it. */
export function guardedRows({ networks, security, contact, terms }: PresentedContent, leftOut: LeftOut, act: Act = () => ({})): SummaryRow[] {
  return [
    ...rowsOf("identifiers", networks.talksTo && [{ term: "Talks only to", value: networks.talksTo.join(", "), ...act("networks") }], leftOut),
    ...rowsOf(
      "security",
      security && [
        { term: "Updates", value: security.updates, ...act("security") },
        { term: "Who watches", value: security.watches },
        { term: "How fast they react", value: security.reacts },
        { term: "Default passwords", value: passwordWords[security.passwords] },
        { term: "Unused ports", value: portWords[security.ports] },
        ...(security.exceptions ? [{ term: "What stays as it was", value: security.exceptions }] : []),
        ...planPoints.flatMap((point) => (security[point] ? [{ term: planWords[point].term, value: security[point] }] : [])),
      ],
      leftOut,
    ),
    ...rowsOf("contacts", contact && [{ term: "Who answers", value: `${contact.name}, ${contact.telephone}, ${contact.email}`, ...act("contact") }], leftOut),
    ...rowsOf(
      "terms",
      terms && [
        { term: "Paid to the city a year", value: terms.paid, ...act("terms") },
        { term: "Who else pays or earns", value: terms.others },
        ...(terms.contract ? [{ term: "Contract", value: terms.contract }] : []),
      ],
      leftOut,
    ),
  ];
}

/** Who does what, each with whether they accepted it; for whoever may see who answers. */
function dutyRows({ duties, contact }: PresentedContent, change: string | undefined): SummaryRow[] {
  if (!contact) return [];
  const act = change ? { act: { to: `${change}/duties`, label: "Change", about: "who does what" } } : {};
  if (!duties) return change ? [{ term: "Who does what", value: "Nobody is named", ...act }] : [];
  const list = (
    <ul className="plain">
      {duties.map(({ duty, seat, name, isAccepted }) => (
        <li key={`${duty} ${seat}`}>
          {dutyWords[duty]}, {seatWords[seat].toLowerCase()}: {name}
          {!isAccepted && <span className="soft"> (has not accepted)</span>}
        </li>
      ))}
    </ul>
  );
  return [{ term: "Who does what", value: list, ...act }];
}

/** The files it was sent with, each with what it shows. */
function evidenceRows({ files = [] }: PresentedContent, change: string | undefined): SummaryRow[] {
  const act = change ? { act: { to: `${change}/evidence`, label: "Change", about: "evidence files" } } : {};
  if (files.length === 0) return change ? [{ term: "Evidence", value: "No files", ...act }] : [];
  const list = (
    <ul className="plain">
      {files.map(({ number, name, kind, bytes, section }) => (
        <li key={number}>
          <a href={`/files/${number}`} download>
            {name}
          </a>{" "}
          <span className="soft">
            {kinds[kind as keyof typeof kinds].words}, {sizeWords(bytes)}, for “{sectionWords[section]}”
          </span>
        </li>
      ))}
    </ul>
  );
  return [{ term: "Evidence", value: list, ...act }];
}

const catalogueWords = { missing: "New to the city", same: "As approved before", differs: "Said otherwise when it was approved last" } as const;

/** What each model is. `catalogue` says how that stands to what the city approved before, for who decides. */
export function ModelTable({ models, catalogue }: { models: readonly ModelRow[]; catalogue?: ReadonlyMap<string, "same" | "differs"> | undefined }) {
  if (models.length === 0) return null;
  return (
    <Register
      caption={models.length === 1 ? "What the model is" : "What the models are"}
      columns={[{ head: "Make and model" }, { head: "Weight", numeric: true }, { head: "Size" }, { head: "Runs on" }, { head: "Sends by" }, { head: "Sockets" }, { head: "Supported until" }, ...(catalogue ? [{ head: "In the catalogue" }] : [])]}
      rows={models.map((row) => ({
        key: modelKey(row),
        cells: [
          `${row.make} ${row.model}`,
          `${row.kg} kg`,
          `${row.size} cm`,
          `${powerWords[row.power]}${row.watts === undefined ? "" : `, ${row.watts} W`}`,
          row.radio.map((each) => radioWords[each]).join(", ") || "No radio",
          row.sockets.map((each) => socketWords[each]).join(", ") || "None",
          row.supportUntil ? wordStoredDay(row.supportUntil) : "Not said",
          ...(catalogue ? [catalogueWords[catalogue.get(modelKey(row)) ?? "missing"]] : []),
        ],
      }))}
    />
  );
}

/** Every answer of a submission that may be seen. `change` adds the ways back to edit them; `leftOut` says why others are missing. */
export function SubmissionFacts({ content, leftOut = { groups: [], here: "" }, change, catalogue }: { content: PresentedContent; leftOut?: LeftOut; change?: string; catalogue?: ReadonlyMap<string, "same" | "differs"> }) {
  const act: Act = (section) => (change ? { act: { to: `${change}/${section}`, label: "Change", about: sectionWords[section].toLowerCase() } } : {});
  const { devices } = content.devices;
  const withSerials = devices.some(({ serial }) => serial !== undefined);
  const withFirmware = devices.some(({ firmware }) => firmware);
  return (
    <div className="stack-lg">
      <Summary
        rows={[
          { term: "Name", value: content.purpose.title, ...act("purpose") },
          { term: "What for", value: purposeWords[content.purpose.purpose] },
          { term: "Why", value: content.purpose.why },
          { term: "Wanted until", value: wordStoredDay(content.purpose.until) },
          { term: "Networks", value: content.networks.names.join(", ") || "None of the city’s", ...act("networks") },
          { term: "Collects", value: content.data.collects.join("; "), ...act("data") },
          { term: "People", value: identifiesWords[content.data.identifies] },
          { term: "Kept", value: content.data.kept },
          { term: "Shared with", value: content.data.shared },
          ...(content.data.basis ? [{ term: "Lawful basis", value: basisWords[content.data.basis] }] : []),
          ...(content.data.access ? [{ term: "Who can get at it", value: content.data.access }] : []),
          ...(content.data.processor ? [{ term: "Processed by", value: content.data.processor }] : []),
          ...(content.data.storedIn ? [{ term: "Stored", value: content.data.storedIn }] : []),
          ...(content.data.transfer ? [{ term: "Leaving the country", value: transferWords[content.data.transfer] }] : []),
          ...guardedRows(content, leftOut, act),
          ...(content.signed ? [{ term: "The city’s terms", value: <a href={`/terms#v${content.signed.version}`}>Version {content.signed.version}, signed {wordStoredDay(content.signed.on)}</a> }] : []),
          ...dutyRows(content, change),
          ...evidenceRows(content, change),
        ]}
      />
      <Register
        caption={devices.length === 1 ? "1 device and where it goes" : `${devices.length} devices and where they go`}
        columns={[{ head: "No.", numeric: true }, { head: "Device" }, { head: "Make and model" }, ...(withSerials ? [{ head: "Serial number" }] : []), ...(withFirmware ? [{ head: "Software" }] : []), { head: "On" }, { head: "Place" }]}
        rows={devices.map((device, index) => {
          const asset = content.sites.assets[index];
          return { key: String(index), cells: [index + 1, device.name, `${device.make} ${device.model}`, ...(withSerials ? [device.serial || "–"] : []), ...(withFirmware ? [device.firmware || "–"] : []), asset ? <Plate key="p" code={asset.code} size="small" /> : "–", asset?.place ?? ""] };
        })}
      />
      <ModelTable models={content.devices.models ?? []} catalogue={catalogue} />
    </div>
  );
}
