import { readDay, wordDay } from "@/lib/core/calendar";
import type { PublicDecision } from "@/lib/registry/queries";

const day = (iso: string | null): string => {
  const read = iso ? readDay(iso) : null;
  return read ? wordDay(read) : "further notice";
};
const devices = (n: number): string => (n === 1 ? "1 device" : `${n} devices`);

/** What was decided, in one sentence with its reason. */
export function decisionSentence(decision: PublicDecision): string {
  const what = {
    "permit.granted": `${decision.partner} may run ${devices(decision.devices)} until ${day(decision.until)}.`,
    "permit.suspended": `${decision.partner} may not run its ${devices(decision.devices)} for now; the city looks at it again on ${day(decision.until)}.`,
    "permit.eased": `${decision.partner} may run some of its ${devices(decision.devices)} again.`,
    "permit.resumed": `${decision.partner} may run its ${devices(decision.devices)} again.`,
    "permit.revoked": `${decision.partner} must remove its ${devices(decision.devices)}.`,
    "permit.restricted": `${decision.partner} may not run all of its ${devices(decision.devices)} as before.`,
    "permit.narrowed": `What ${decision.partner} may run under this permit changed.`,
    "permit.voided": `This permit of ${decision.partner} counts as never given.`,
    "permit.reinstated": `${decision.partner} has its permit back.`,
    "permit.surrendered": `${decision.partner} gave this permit back.`,
    "permit.superseded": "Another permit took the place of this one.",
    "application.refused": `${decision.partner} asked for this.`,
  }[decision.name];
  return `${what} ${decision.reason}`;
}

const titles: Record<PublicDecision["name"], string> = { "permit.granted": "Allowed", "permit.suspended": "Suspended", "permit.eased": "Allowed again in part", "permit.resumed": "Allowed again", "permit.revoked": "Revoked", "permit.restricted": "Restricted", "permit.narrowed": "Changed", "permit.voided": "Void from the start", "permit.reinstated": "Valid again", "permit.surrendered": "Given back", "permit.superseded": "Replaced", "application.refused": "Refused" };
/** For a list without room for more: what was done, to what. */
export const decisionTitle = (decision: PublicDecision): string => `${titles[decision.name]}: ${decision.title} (${decision.reference})`;

export function decisionStatus(decision: PublicDecision): { record: "application" | "permit"; status: string } {
  switch (decision.name) {
    case "permit.granted":
      return { record: "application", status: decision.conditions > 0 ? "approved_with_conditions" : "approved" };
    case "permit.suspended":
      return { record: "permit", status: "suspended" };
    case "permit.eased":
    case "permit.restricted":
    case "permit.narrowed":
      return { record: "permit", status: "restricted" };
    case "permit.surrendered":
      return { record: "permit", status: "surrendered" };
    case "permit.superseded":
      return { record: "permit", status: "superseded" };
    case "permit.voided":
      return { record: "permit", status: "voided" };
    case "permit.reinstated":
    case "permit.resumed":
      return { record: "permit", status: "active" };
    case "permit.revoked":
      return { record: "permit", status: "revoked" };
    case "application.refused":
      return { record: "application", status: "refused" };
  }
}
