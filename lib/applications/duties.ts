/** Who has to do what as long as the devices hang there (guideline 4.7): each in two pairs of hands. */
export const dutyKinds = ["security_monitoring", "patching", "on_site", "breach_notice"] as const;
export type DutyName = (typeof dutyKinds)[number];
export const dutySeats = ["primary", "deputy"] as const;
export type DutySeatName = (typeof dutySeats)[number];

export const dutyWords: Record<DutyName, string> = { security_monitoring: "Watching for break-ins", patching: "Putting flaws right", on_site: "Going to the place", breach_notice: "Telling the city of a breach" };
export const seatWords: Record<DutySeatName, string> = { primary: "First", deputy: "Stands in" };

/** A duty as it goes with an application. */
export interface DutySent {
  duty: DutyName;
  seat: DutySeatName;
  name: string;
  isAccepted: boolean;
}

/** What an officer would ask about the duties: those that nobody accepted, and those in which nobody stands in. Null where there is nothing. */
export function dutiesLacking(duties: readonly DutySent[]): string | null {
  const has = (duty: DutyName, seat: DutySeatName) => duties.some((each) => each.duty === duty && each.seat === seat && each.isAccepted);
  const inWords = (of: readonly DutyName[]) => new Intl.ListFormat("en-GB").format(of.map((duty) => dutyWords[duty].toLowerCase()));
  const without = dutyKinds.filter((duty) => !has(duty, "primary"));
  const alone = dutyKinds.filter((duty) => has(duty, "primary") && !has(duty, "deputy"));
  const told = [...(without.length > 0 ? [`Nobody has accepted this yet: ${inWords(without)}.`] : []), ...(alone.length > 0 ? [`Nobody stands in for: ${inWords(alone)}.`] : [])];
  return told.length > 0 ? told.join(" ") : null;
}
