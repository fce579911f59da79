import type { PresentedContent } from "@/lib/applications/presented";
import { dutiesLacking } from "@/lib/applications/duties";
import { riskOf } from "@/lib/applications/risk-table";
import { planPoints, type SectionName } from "@/lib/applications/schema";
import { modelKey, modelsAmong } from "@/lib/applications/rules";
import { misplacedIn } from "@/lib/applications/siting";
import { asked } from "@/lib/applications/tier-asks";
import { planWords } from "@/lib/applications/words";
import { addDays, readDay } from "@/lib/core/calendar";

/** Something an officer would ask about: in which section, under which guideline of the city's rules, in words that both sides read. */
export interface Question {
  section: SectionName;
  clause: string;
  words: string;
}

interface Check extends Pick<Question, "section" | "clause"> {
  /** what is to be asked, or null where nothing is; undefined where this person may not see what it looks at */
  asks(content: PresentedContent, today: Date): string | null | undefined;
}

/** An address that means something only inside a network, or names no machine that can be looked up. */
const isInside = (host: string): boolean => /^(?:\d{1,3}\.){3}\d{1,3}$/.test(host) || !host.includes(".") || /\.(?:local|internal|lan|localhost)$/i.test(host);
const listed = (words: string[]): string => new Intl.ListFormat("en-GB").format(words.slice(0, 5)) + (words.length > 5 ? ` and ${words.length - 5} more` : "");

/** The tier that the risk table gives what is said here. */
const tierOf = ({ purpose, devices, data }: PresentedContent) => riskOf({ identifies: data.identifies, devices: devices.devices.length, purpose: purpose.purpose }).tier;

/** The models of its devices that are not described. */
function notDescribed({ devices: { devices, models = [] } }: PresentedContent): string[] {
  const described = new Set(models.map(modelKey));
  return [...modelsAmong(devices)].flatMap(([key, { make, model }]) => (described.has(key) ? [] : [`${make} ${model}`]));
}

/** Whether a tier asks for a file that shows what a section says, and none does. */
const lacksEvidence = (content: PresentedContent, section: "security" | "data"): boolean =>
  asked[tierOf(content)].evidence.includes(section) && !(content.files ?? []).some((file) => file.section === section);

/** Words for what shows a person, or belongs to one, with what they are called when it is asked about. */
const personal: readonly (readonly [RegExp, string])[] = [
  [/\b(?:faces?|portraits?)\b/i, "faces"],
  [/\b(?:pictures?|photos?|photographs?|videos?|images?|footage)\b/i, "pictures"],
  [/\b(?:voices?|speech|conversations?|sound recordings?)\b/i, "voices"],
  [/\b(?:number|licen[cs]e|registration) plates?\b/i, "number plates"],
  [/\b(?:mac addresses|imei|imsi|device identifiers?|phone numbers?)\b/i, "what a phone is known by"],
];

/**
 * Asked of every application, before it is sent and when it is read. None of it keeps anything from being sent, save a device where it may not hang, if it is
 * new there: an answer may be good as it is, and then an officer sees why. In the order of the sections.
 */
const checks: readonly Check[] = [
  {
    section: "purpose",
    clause: "4.1",
    asks: ({ purpose }, today) => {
      const until = readDay(purpose.until);
      return until && until <= addDays(today, 30) ? "It is to end within 30 days of now. A decision can take as long as that." : null;
    },
  },
  {
    section: "devices",
    clause: "4.1",
    asks: ({ devices: { devices } }) => {
      if (devices.some(({ serial }) => serial === undefined)) return undefined;
      const without = devices.filter(({ serial }) => !serial).length;
      if (without === 0) return null;
      const many = without === devices.length ? "None of the devices has a" : without === 1 ? `1 device of ${devices.length} has no` : `${without} of ${devices.length} devices have no`;
      return `${many} serial number. With one, each can be told apart when something is wrong with it.`;
    },
  },
  {
    section: "devices",
    clause: "4.1",
    asks: ({ devices: { devices } }) => {
      const [all, serials] = [devices.flatMap(({ serial }) => serial || []), new Set<string>()];
      const twice = new Set(all.filter((serial) => serials.has(serial) || !serials.add(serial)));
      return twice.size > 0 ? `The serial number ${listed([...twice])} is given more than once.` : null;
    },
  },
  {
    section: "devices",
    clause: "4.1",
    asks: (content) => {
      if (!asked[tierOf(content)].sections.some(({ section }) => section === "assets")) return null;
      const missing = notDescribed(content);
      return missing.length > 0 ? `It is not said what ${listed(missing)} ${missing.length === 1 ? "is" : "are"}: weight, size, power and radio. The owner of the assets needs to know.` : null;
    },
  },
  {
    section: "devices",
    clause: "4.6",
    asks: ({ purpose, devices: { models = [] } }) => {
      const until = readDay(purpose.until);
      const over = models.filter(({ supportUntil }) => {
        const end = supportUntil && readDay(supportUntil);
        return end && until && end < until;
      });
      return over.length > 0 ? `The maker stops putting right what is wrong with ${listed(over.map(({ make, model }) => `${make} ${model}`))} before the devices come down. Say who does it after that.` : null;
    },
  },
  {
    section: "sites",
    clause: "4.1",
    asks: (content) => {
      const [first, ...others] = misplacedIn(content);
      return first ? `Device ${first.index + 1} may not go on ${first.code}. ${first.why}.${others.length > 0 ? ` The same kind of thing holds for ${others.length === 1 ? "1 other" : `${others.length} others`}.` : ""}` : null;
    },
  },
  {
    section: "networks",
    clause: "4.2",
    asks: ({ networks: { talksTo } }) => {
      const open = talksTo?.filter((address) => !/:\d+$/.test(address));
      return open && (open.length > 0 ? `${listed(open)} ${open.length === 1 ? "has" : "have"} no port, so every port of it would be open. Name the port, like :8883.` : null);
    },
  },
  {
    section: "networks",
    clause: "4.2",
    asks: ({ networks: { talksTo } }) => {
      const inside = talksTo?.filter((address) => isInside(address.replace(/:\d+$/, "")));
      return inside && (inside.length > 0 ? `${listed(inside)} ${inside.length === 1 ? "is" : "are"} not a name that anybody else can look up. Give the whole name, like data.example.org.` : null);
    },
  },
  {
    section: "networks",
    clause: "4.2",
    asks: ({ networks: { talksTo } }) => talksTo && (talksTo.some((address) => /:(?:21|23|80|1883)$/.test(address)) ? "One of the ports is one on which most things are sent unprotected (21, 23, 80 or 1883). Say how it is protected, or use another." : null),
  },
  {
    section: "data",
    clause: "4.4",
    asks: ({ data }) => {
      const found = data.identifies === "no" ? personal.filter(([word]) => data.collects.some((line) => word.test(line))).map(([, name]) => name) : [];
      return found.length > 0 ? `It collects ${listed(found)}, and says that it identifies nobody. Say how that is so, or choose another answer.` : null;
    },
  },
  {
    section: "data",
    clause: "4.4",
    asks: ({ data }) => (data.identifies !== "no" && !/\d|\b(?:one|two|three|four|five|six|seven|ten|twelve|fourteen|thirty)\b|\bnot (?:kept|stored)\b|\bnothing\b|\bat once\b/i.test(data.kept) ? "It says of data about people how long it is kept, and names no time. Write how many hours, days or months." : null),
  },
  {
    section: "data",
    clause: "4.4",
    asks: ({ data }) => {
      if (data.identifies === "no") return null;
      const missing = [...(data.basis ? [] : ["on which lawful basis it is used"]), ...(data.access ? [] : ["who can get at it"]), ...(data.storedIn ? [] : ["where it is stored"]), ...(data.transfer ? [] : ["whether it leaves the country"])];
      return missing.length > 0 ? `It notices people, and does not say ${listed(missing)}.` : null;
    },
  },
  {
    section: "data",
    clause: "4.4",
    asks: ({ data }) => (data.transfer && data.transfer !== "stays" && !data.processor ? "The data leaves the country, and nobody is named who processes it there." : null),
  },
  {
    section: "data",
    clause: "4.4",
    asks: (content) => (lacksEvidence(content, "data") ? "No file shows how the data is protected. A deployment of its tier needs one: an impact assessment, a data protection plan, or a report of a test." : null),
  },
  {
    section: "security",
    clause: "4.2",
    asks: (content) => (content.security ? (lacksEvidence(content, "security") ? "No file shows that it is as safe as is said. A deployment of its tier needs one: a certificate, an assessment, or a report of a test." : null) : undefined),
  },
  {
    section: "security",
    clause: "4.1",
    asks: (content) => {
      const { security } = content;
      if (!security) return undefined;
      const missing = asked[tierOf(content)].plan ? planPoints.filter((point) => !security[point]) : [];
      return missing.length > 0 ? `A deployment of its tier needs a security plan. It does not say ${listed(missing.map((point) => planWords[point].lacks))}.` : null;
    },
  },
  {
    section: "security",
    clause: "4.4",
    asks: ({ security }) => security && (security.passwords === "some_left" ? `Not all passwords that devices came with are changed${security.exceptions ? "" : ", and it is not said why"}. Change them before the devices go up${security.exceptions ? ", or say how nobody can use them" : ""}.` : null),
  },
  {
    section: "security",
    clause: "4.4",
    asks: ({ security }) => security && (security.ports === "some_open" && !security.exceptions ? "Not all unused ports are closed, and it is not said which, and why." : null),
  },
  {
    section: "security",
    clause: "4.6",
    asks: ({ security }) => security && (/\b(?:usb|memory card|storage card|sd card)\b/i.test(`${security.exceptions} ${security.updates}`) ? "Storage that can be pulled out, or a socket for it, is allowed only where it is protected. Say how it is." : null),
  },
  {
    section: "contact",
    clause: "4.7",
    // Of the lowest tier one person who answers is enough.
    asks: (content) => (content.contact === undefined ? undefined : tierOf(content) === 1 ? null : dutiesLacking(content.duties ?? [])),
  },
];

/**
 * What an officer would ask about an application as it stands, for who sees it as given.
 * @returns the questions in the order of the sections, and which sections were left out because they may not be seen
 */
export function preflight(content: PresentedContent, today: Date): { questions: Question[]; unseen: SectionName[] } {
  const asked = checks.map((check) => ({ check, words: check.asks(content, today) }));
  return {
    questions: asked.flatMap(({ check: { section, clause }, words }) => (words ? [{ section, clause, words }] : [])),
    unseen: [...new Set(asked.flatMap(({ check, words }) => (words === undefined ? [check.section] : [])))],
  };
}
