import type { NoticeData, Template } from "@/lib/notices/data";

/**
 * The letters to partners whose words a city may change. The words are text with names in braces for what is put in; a paragraph in which one of them
 * is empty is left out. What a letter must say it says in any wording.
 */
interface Letter<T extends Template> {
  /** when it is sent */
  when: string;
  subject: string;
  text: string;
  /** what may not be left out of its text */
  must: readonly string[];
  /** of it, what is sometimes empty: it stands in a paragraph of its own, which is then left out */
  mayLack?: readonly string[];
  /** what the names stand for */
  fills(data: NoticeData[T]): Record<string, string>;
  /** by which a wording is shown before it is used; and the same with nothing to put in where that happens */
  sample: NoticeData[T];
  bare?: NoticeData[T];
}
const letter = <T extends Template>(of: Letter<T>): Letter<T> => of;

const days = (many: number): string => (many === 0 ? "today" : many === 1 ? "in 1 day" : `in ${many} days`);
const numbered = (lines: string[]): string => lines.map((words, index) => `${index + 1}. ${words}`).join("\n");
const sample = { reference: "LP-7QK2-M4XD", title: "Air quality sensors, Lantern Row", link: "https://permits.aldermouth.example/partner/LP-7QK2-M4XD" };
const permit = { permit: "LP-7QK2-M4XD", title: sample.title, link: sample.link };
const reason = "The places are free, and what is collected identifies nobody.";

export const letters = {
  "partner-verified": letter<"partner-verified">({
    when: "An organisation is verified",
    subject: "{partner} is verified",
    text: "The city verified {partner}. You can now send applications.\n\n{link}",
    must: ["partner", "link"],
    fills: (data) => data,
    sample: { partner: "Tern & Tide Sensing", link: "https://permits.aldermouth.example/partner" },
  }),
  "partner-refused": letter<"partner-refused">({
    when: "An organisation could not be verified",
    subject: "{partner} could not be verified",
    text: "The city could not verify {partner}.\n\nReason: {reason}\n\nYou can answer the permit desk by telephone or mail.",
    must: ["partner", "reason"],
    fills: (data) => data,
    sample: { partner: "Tern & Tide Sensing", reason: "The number is not in the company register." },
  }),
  "application-sent": letter<"application-sent">({
    when: "An application was sent",
    subject: "{reference}: the city has your application",
    text: "“{title}” was sent. Its reference is {reference}.\n\nAn officer decides it by {dueOn}. Where it stands:\n\n{link}",
    must: ["reference", "dueOn", "link"],
    fills: (data) => data,
    sample: { ...sample, dueOn: "18 December 2026" },
  }),
  "changes-requested": letter<"changes-requested">({
    when: "Changes are asked for",
    subject: "{reference}: please change your application",
    text: "An officer read “{title}” and asks you to change it:\n\n{reason}\n\nThese parts are open for it: {parts}.\n\nPlease send it again by {by}; what is not answered by then lapses. The city's clock stands meanwhile. Everything you wrote is kept:\n\n{link}",
    must: ["reason", "parts", "by", "link"],
    mayLack: ["parts"],
    fills: ({ parts, ...data }) => ({ ...data, parts: parts.join(", ") }),
    sample: { ...sample, reason: "Say how long the pictures are kept.", parts: ["What data, and about whom"], by: "18 December 2026" },
    bare: { ...sample, reason: "Say how long the pictures are kept.", parts: [], by: "18 December 2026" },
  }),
  "answer-due": letter<"answer-due">({
    when: "The answer to a request for changes is due soon",
    subject: "{reference}: your answer is due {when}",
    text: "The city asked you to change “{title}”. Send it again by {by}; otherwise it lapses and its places become free.\n\n{link}",
    must: ["by", "link"],
    fills: ({ days: many, ...data }) => ({ ...data, when: many === 1 ? "in 1 day" : `in ${many} days` }),
    sample: { ...sample, days: 7, by: "18 December 2026" },
  }),
  "application-lapsed": letter<"application-lapsed">({
    when: "An application has lapsed",
    subject: "{reference}: lapsed",
    text: "“{title}” was not sent again in time, so it lapsed and its places are free. You can apply again; what you wrote is kept to read.\n\n{link}",
    must: ["title", "link"],
    fills: (data) => data,
    sample,
  }),
  "application-approved": letter<"application-approved">({
    when: "An application is approved",
    subject: "{reference}: approved until {until}",
    text: "“{title}” is approved until {until}. The permit is {permit}.\n\nReason: {reason}\n\n{leftOut}\n\nThese conditions bind:\n{conditions}\n\n{link}",
    must: ["permit", "until", "reason", "leftOut", "conditions", "link"],
    mayLack: ["leftOut", "conditions"],
    fills: ({ conditions, leftOut, ...data }) => ({ ...data, conditions: numbered(conditions), leftOut: leftOut === null ? "" : `${leftOut.devices} of the ${leftOut.of} devices are not approved, on these grounds: ${leftOut.grounds.join("; ")}.` }),
    sample: { ...sample, permit: sample.reference, reason, until: "30 November 2029", conditions: ["A sign with its code is on every device.", "Each month somebody looks whether it hangs fast."], leftOut: { devices: 1, of: 6, grounds: ["The place does not carry it"] } },
    bare: { ...sample, permit: sample.reference, reason, until: "30 November 2029", conditions: [], leftOut: null },
  }),
  "application-refused": letter<"application-refused">({
    when: "An application is refused",
    subject: "{reference}: refused",
    text: "“{title}” is refused.\n\nOn these grounds: {grounds}.\n\nReason: {reason}\n\nYou can appeal within 30 days, or apply again with the reason in mind.\n\n{link}",
    must: ["grounds", "reason", "link"],
    fills: ({ grounds, ...data }) => ({ ...data, grounds: grounds.join("; ") }),
    sample: { ...sample, grounds: ["The place does not suit"], reason: "From there the whole square is seen." },
  }),
  considered: letter<"considered">({
    when: "The city considers a decision against a partner",
    subject: "{reference}: the city considers {what}; you can answer until {by}",
    text: "Nothing is decided yet. The city considers {what}: “{title}”.\n\nOn these grounds: {grounds}.\n\nReason: {reason}\n\nYou can answer once, by {by}. The city reads your answer before it decides; after that day it may decide without one.\n\n{link}",
    must: ["what", "grounds", "reason", "by", "link"],
    fills: ({ grounds, ...data }) => ({ ...data, grounds: grounds.join("; ") }),
    sample: { ...sample, what: "refusing it", grounds: ["The place does not suit"], reason: "From there the whole square is seen.", by: "18 December 2026" },
  }),
  "consideration-dropped": letter<"consideration-dropped">({
    when: "A decision is no longer considered",
    subject: "{reference}: no longer considered",
    text: "The city gave you notice about “{title}”. It considers that no longer, and you need do nothing.\n\nReason: {reason}\n\n{link}",
    must: ["reason", "link"],
    fills: (data) => data,
    sample: { ...sample, reason: "Your answer shows that the camera looks away from the square." },
  }),
  "consideration-due": letter<"consideration-due">({
    when: "The answer to such a notice is due soon",
    subject: "{reference}: last day to answer the city’s notice: {by}",
    text: "The city gave you notice that it considers a decision against “{title}”. You can answer by {by}; after that it may decide without your answer.\n\n{link}",
    must: ["by", "link"],
    fills: ({ days: many, ...data }) => ({ ...data, when: days(many) }),
    sample: { ...sample, days: 2, by: "18 December 2026" },
  }),
  "permit-suspended": letter<"permit-suspended">({
    when: "A permit is suspended",
    subject: "{permit}: suspended",
    text: "The permit for “{title}” is suspended. Its devices may not operate until the city lifts it; it looks at it again on {until}.\n\nReason: {reason}\n\n{link}",
    must: ["until", "reason", "link"],
    fills: (data) => data,
    sample: { ...permit, reason: "A cable hangs loose over the pavement.", until: "18 December 2026" },
  }),
  "permit-resumed": letter<"permit-resumed">({
    when: "A permit is in force again",
    subject: "{permit}: in force again",
    text: "The permit for “{title}” is in force again.\n\nReason: {reason}\n\n{link}",
    must: ["reason", "link"],
    fills: (data) => data,
    sample: { ...permit, reason: "The cable is fixed." },
  }),
  "permit-revoked": letter<"permit-revoked">({
    when: "A permit is revoked",
    subject: "{permit}: revoked",
    text: "The permit for “{title}” is revoked for good. Its devices must be switched off and removed.\n\nReason: {reason}\n\n{link}",
    must: ["reason", "link"],
    fills: (data) => data,
    sample: { ...permit, reason: "It was used for something else than what it was given for." },
  }),
  "permit-ends": letter<"permit-ends">({
    when: "A permit ends soon",
    subject: "{permit}: ends {when}",
    text: "The permit for “{title}” ends on {on}. After that day its devices may not operate.\n\nTo go on, renew it in time from its page; an officer needs some weeks to decide.\n\n{link}",
    must: ["on", "link"],
    fills: ({ days: many, ...data }) => ({ ...data, when: many === 1 ? "tomorrow" : days(many) }),
    sample: { ...permit, days: 30, on: "18 December 2026" },
  }),
};
export type LetterName = keyof typeof letters;
export const letterNames = Object.keys(letters) as LetterName[];
export const isLetter = (template: string): template is LetterName => Object.hasOwn(letters, template);

/** What a letter says, as a city words it. */
export interface Wording {
  subject: string;
  text: string;
}

const named = /\{([a-zA-Z]+)\}/g;
/** The names in braces that a text uses. */
const namesIn = (text: string): string[] => [...text.matchAll(named)].map(([, name]) => name ?? "");

/** A line with nothing but blanks on it parts two paragraphs. */
const paragraphsOf = (text: string): string[] => text.trim().split(/\n[ \t\u00a0]*\n\s*/);

/** What may be put into a letter, by name. */
export const fillsOf = (template: LetterName): string[] => Object.keys((letters[template] as Letter<Template>).fills(letters[template].sample as never));

/** A letter in these words about this. What is put in is not read again: whoever writes a brace into a reason gets a brace. */
export function fill(template: LetterName, wording: Wording, data: unknown): Wording {
  const fills = (letters[template] as Letter<Template>).fills(data as never);
  const put = (text: string): string => text.replace(named, (whole, name: string) => fills[name] ?? whole);
  const { mayLack = [] } = letters[template] as Letter<Template>;
  const paragraphs = paragraphsOf(wording.text).filter((paragraph) => !namesIn(paragraph).some((name) => mayLack.includes(name) && fills[name] === ""));
  return { subject: put(wording.subject), text: paragraphs.map(put).join("\n\n") };
}

/** What is wrong with a wording, each beside the field; nothing where it can be used. */
export function wordingProblems(template: LetterName, { subject, text }: Wording): { field: "subject" | "text"; words: string }[] {
  const known = new Set(fillsOf(template));
  const unknown = (of: string) => [...new Set(namesIn(of).filter((name) => !known.has(name)))];
  const list = (names: readonly string[]) => new Intl.ListFormat("en-GB").format(names.map((name) => `{${name}}`));
  const { mayLack = [] } = letters[template] as Letter<Template>;
  // What is left out with its paragraph takes along whatever else the letter has to say there.
  const crowded = mayLack.filter((name) => paragraphsOf(text).some((paragraph) => namesIn(paragraph).includes(name) && namesIn(paragraph).some((other) => other !== name && letters[template].must.includes(other))));
  const missing = letters[template].must.filter((name) => !namesIn(text).includes(name));
  return [
    ...(unknown(subject).length > 0 ? [{ field: "subject" as const, words: `Nothing is called ${list(unknown(subject))} in this letter. Use what stands in the list.` }] : []),
    ...(unknown(text).length > 0 ? [{ field: "text" as const, words: `Nothing is called ${list(unknown(text))} in this letter. Use what stands in the list.` }] : []),
    ...(missing.length > 0 ? [{ field: "text" as const, words: `This letter has to say ${list(missing)}. Put ${missing.length === 1 ? "it" : "them"} in.` }] : []),
    ...(crowded.length > 0 ? [{ field: "text" as const, words: `Put ${list(crowded)} in a paragraph of ${crowded.length === 1 ? "its" : "their"} own, with an empty line before and after: it is left out where there is nothing to put in, and takes the rest of its paragraph along.` }] : []),
  ];
}
