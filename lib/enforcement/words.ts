import type { StopEffect } from "@/lib/core/prisma-client/client";
import type { StopState } from "@/lib/permits/lifecycle";

/** What a stop does, by its effect: as a choice, as a deed on a button, and as what is lost. */
export const effectWords: Record<StopEffect, { label: string; hint: string; title: string; button: (devices: string) => string; loses: string }> = {
  suspend: { label: "Stop it for a time", hint: "It may not operate until an officer lifts the stop.", title: "Stop for a time", button: (devices) => `Stop ${devices} now`, loses: "may not operate on" },
  restrict: { label: "Shut it out of the city’s networks", hint: "It may run where it hangs, but not connect.", title: "Shut out of the networks", button: (devices) => `Shut ${devices} out now`, loses: "may not connect from" },
  revoke: { label: "Withdraw it for good", hint: "The partner must switch it off and remove it.", title: "Withdraw for good", button: (devices) => `Withdraw ${devices} for good`, loses: "lose their right to" },
  void: { label: "Void it from the start", hint: "As if it had never been allowed: it was got by false statements, or by mistake.", title: "Void from the start", button: (devices) => `Void ${devices} from the start`, loses: "count as never allowed on" },
};
export type { StopEffect };
export const effects = ["suspend", "restrict", "revoke", "void"] as const satisfies readonly StopEffect[];
export const isForGood = (effect: StopEffect): boolean => effect === "revoke" || effect === "void";

export const stateWords: Record<StopState, string> = {
  standing: "Stands",
  unratified: "Emergency, not ratified",
  lapsed: "Lapsed",
  lifted: "Lifted",
  not_ratified: "Not ratified",
  reversed: "Reversed",
};
