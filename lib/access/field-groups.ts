import type { Action, AppAbility } from "@/lib/access/ability";
import { may } from "@/lib/access/may";

/**
 * Groups of fields that only some may see. Each is a capability of its own; what a person may not see of a case is taken
 * out here, before it reaches a page, an answer of the API, a file, a search or a notice.
 */
export const fieldGroups = {
  security: { capability: "security.read", action: "read_security", words: "Security answers" },
  identifiers: { capability: "identifiers.read", action: "read_identifiers", words: "Serial numbers and network addresses" },
  contacts: { capability: "contacts.read", action: "read_contacts", words: "Personal contacts" },
  terms: { capability: "terms.read", action: "read_terms", words: "Commercial terms" },
} as const satisfies Record<string, { capability: string; action: Action; words: string }>;
export type FieldGroup = keyof typeof fieldGroups;
export const fieldGroupNames = Object.keys(fieldGroups) as FieldGroup[];

/** The groups a person may see of one case or permit. The record needs the columns that the rules look at. */
export const groupsSeen = (ability: AppAbility, kind: "Application" | "Permit", record: object): Set<FieldGroup> =>
  new Set(fieldGroupNames.filter((group) => may(ability, fieldGroups[group].action, kind, record).may));
