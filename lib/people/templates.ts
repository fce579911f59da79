import type { Capability } from "@/lib/access/capabilities";

export interface Template {
  words: string;
  /** Which capabilities it stands for: one grant each, given one by one. */
  capabilities: readonly Capability[];
  /** What the form asks for besides. */
  limits: readonly ("agency" | "zone" | "tier")[];
  /** The days after which such a grant ends, unless another day is typed. */
  days: number;
  reason: string;
}

/** Usual jobs. A template only fills the form: what is stored is one person's own grant, and nothing remembers the template. */
export const templates = {
  "permit-officer": { words: "Permit officer", capabilities: ["applications.review", "permits.decide"], limits: ["agency", "zone", "tier"], days: 365, reason: "Decides permits at the permit desk" },
  assessor: { words: "Assessor", capabilities: ["applications.review"], limits: ["zone"], days: 365, reason: "Assesses applications before they are decided" },
  enforcement: { words: "Enforcement", capabilities: ["permits.suspend", "permits.revoke"], limits: ["zone"], days: 365, reason: "Enforces the conditions of permits" },
  "night-duty": { words: "Night duty", capabilities: ["permits.suspend", "emergency.take"], limits: ["zone"], days: 180, reason: "On duty outside office hours" },
  "assets-clerk": { words: "Assets clerk", capabilities: ["assets.manage"], limits: ["agency"], days: 365, reason: "Keeps the register of assets" },
  "partner-desk": { words: "Partner desk", capabilities: ["partners.verify", "contacts.read"], limits: [], days: 365, reason: "Checks and verifies partners" },
  "security-reader": { words: "Security adviser", capabilities: ["security.read", "identifiers.read"], limits: ["zone"], days: 180, reason: "Advises on the security of what is applied for" },
  "asset-owner": { words: "Reviewer for an asset owner", capabilities: ["assets.review"], limits: ["agency"], days: 365, reason: "Reviews where devices go, for the owner" },
  "security-reviewer": { words: "Security reviewer", capabilities: ["security.review"], limits: ["zone"], days: 365, reason: "Reviews the security of what is applied for" },
  "privacy-reviewer": { words: "Privacy reviewer", capabilities: ["privacy.review"], limits: ["zone"], days: 365, reason: "Reviews what it means for people’s privacy" },
  "network-reviewer": { words: "Network reviewer", capabilities: ["networks.review"], limits: ["agency"], days: 365, reason: "Reviews what it asks of the networks" },
  auditor: { words: "Auditor", capabilities: ["ledger.read"], limits: [], days: 365, reason: "Internal audit" },
} as const satisfies Record<string, Template>;

export type TemplateName = keyof typeof templates;
export const templateNames = Object.keys(templates) as TemplateName[];
export const isTemplate = (word: string): word is TemplateName => Object.hasOwn(templates, word);
