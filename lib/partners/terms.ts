import { dayOf, isoDay } from "@/lib/core/calendar";
import { canonicalJson } from "@/lib/core/canonical-json";
import { sha256 } from "@/lib/core/crypto";

/** One version of the terms on which the city lets partners put things on its assets. Nobody changes it once it was published: a change is a new version. */
export interface Terms {
  version: number;
  /** from this day on, yyyy-mm-dd */
  from: string;
  articles: readonly { heading: string; clause: string; words: string }[];
}

export const terms: readonly Terms[] = [
  {
    version: 1,
    from: "2026-01-01",
    articles: [
      { heading: "What a permit allows", clause: "4.5", words: "You hang only what the permit names, only where it says, only for what it is for, and only until its last day. Whatever else you want needs a permit of its own." },
      { heading: "What the city may do", clause: "4.5", words: "The city may narrow, stop or withdraw what it allowed: a device, a place, a network or the whole permit. It tells you why, and hears you first where nobody is in danger. You stop what it stops at once, and take down what it withdraws." },
      { heading: "Harm kept small", clause: "4.1", words: "You build and run your devices so that a fault, or somebody who breaks in, does as little harm as can be; and so that you notice it soon." },
      { heading: "Known rules of the trade", clause: "4.2", words: "You follow recognised standards for the security of such devices. A device speaks to the addresses in its permit and to no others." },
      { heading: "The right people", clause: "4.3", words: "Each person who works on the devices does so under their own name, with no more access than the work needs, and only while it needs it. You share no accounts." },
      { heading: "Data", clause: "4.4", words: "Data is protected on its way and where it lies. Sockets and ports that are not needed are closed. You collect what the permit names and keep it no longer than it says." },
      { heading: "Looked at again", clause: "4.6", words: "You watch the devices all the time, have them tested as you wrote, and let the city look: at records, at reports of tests, and at the devices where they hang." },
      { heading: "Who does what", clause: "4.7", words: "Somebody watches, somebody puts flaws right, somebody goes to the place, and somebody stands in for each. The names in the application are kept up to date." },
      { heading: "When something happened", clause: "4.7", words: "Of a break-in, or of data that got out, you tell the city within 24 hours of knowing, with what you know then; the rest follows. You help the city to tell whoever else has to know." },
      { heading: "At the end", clause: "4.5", words: "When a permit is over you take the devices down within 30 days, leave the place as it was, delete what the permit says is deleted, and show that you did." },
      { heading: "What is public", clause: "4.5", words: "Who hangs what where, what for, what it collects and who allowed it is in the public register. Serial numbers, addresses in networks, security answers and what is paid are not." },
    ],
  },
];

/** The hash by which a version is signed: no word of it changes unseen. */
export const termsHash = ({ version, from, articles }: Terms): string => sha256(canonicalJson({ version, from, articles }));

/** The version that applies on a day, yyyy-mm-dd. */
export function termsOn(day: string): Terms {
  const found = terms.findLast(({ from }) => from <= day) ?? terms[0];
  if (!found) throw new Error("the city has no terms");
  return found;
}

/** The version that applies at an instant, by the day of the city. */
export const termsAt = (now: Date): Terms => termsOn(isoDay(dayOf(now)));
