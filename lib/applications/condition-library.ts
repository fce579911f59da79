/** Conditions that come back often, in the city's own words: each with what shows that it is kept, by when, and how often. */
interface Kept {
  words: string;
  /** what the partner shows; nothing where it only binds */
  evidence?: string;
  /** how many days after the permit begins it is shown first */
  dueDays?: number;
  /** and then again after so many months */
  everyMonths?: number;
  /** the guideline it comes from */
  guideline: string;
}

export const conditionLibrary = {
  sign: { words: "Each device carries its sign, where people on the pavement can read it.", evidence: "A photograph of each sign, or a list of them with the day it was put up.", dueDays: 30, guideline: "4.7" },
  passwords: { words: "Every password a device came with is changed before it is connected, and each device has its own.", evidence: "Who changed them, on which day, and how that was checked.", dueDays: 14, guideline: "4.4" },
  ports: { words: "Unused connections and removable storage are closed before a device goes up.", evidence: "Who checked each device, and what was found.", dueDays: 14, guideline: "4.4" },
  blur: { words: "Faces and number plates are made unrecognisable on the device itself, before any picture leaves it.", evidence: "The result of a test with pictures from the place itself.", dueDays: 30, guideline: "4.4" },
  retention: { words: "What is collected is deleted when the time stated is over.", evidence: "The record of what was deleted, and when.", dueDays: 180, everyMonths: 12, guideline: "4.4" },
  scan: { words: "The devices are looked over for known weaknesses every year, and what is found is mended.", evidence: "The report, and what was mended by when.", dueDays: 365, everyMonths: 12, guideline: "4.6" },
  contact: { words: "Somebody who can switch the devices off answers the city’s call at any hour.", evidence: "The number, and the day the city rang it.", dueDays: 14, guideline: "4.7" },
  restore: { words: "When the permit ends, the devices are taken down within 30 days and the place is left as it was.", guideline: "4.5" },
} as const satisfies Record<string, Kept>;
export type LibraryKey = keyof typeof conditionLibrary;
export const libraryKeys = Object.keys(conditionLibrary) as [LibraryKey, ...LibraryKey[]];
