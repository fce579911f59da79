import type { Capability } from "@/lib/access/capabilities";

/** A capability in two or three words, for the head of a column or a line of a drawing. Its sentence is in lib/access. */
const short: Record<Capability, string> = {
  "assets.manage": "Manage assets",
  "applications.review": "Read and assess",
  "assets.review": "Review places",
  "security.review": "Review security",
  "privacy.review": "Review privacy",
  "networks.review": "Review networks",
  "permits.decide": "Decide permits",
  "permits.suspend": "Suspend permits",
  "permits.revoke": "Revoke permits",
  "partners.verify": "Verify partners",
  "security.read": "Security answers",
  "identifiers.read": "Identifiers",
  "contacts.read": "Contacts",
  "terms.read": "Terms",
  "people.invite": "Invite people",
  "people.grant": "Give permissions",
  "people.deactivate": "Close accounts",
  "training.record": "Record training",
  "reviews.run": "Run reviews",
  "policies.publish": "Rules of access",
  "concerns.answer": "Answer residents",
  "notices.word": "Word letters",
  "emergency.take": "Emergencies",
  "ledger.open": "Open sealed fields",
  "people.forget": "Forget people",
  "ledger.read": "Read the ledger",
  "deployments.apply": "Apply",
  "members.invite": "Invite members",
};

export const shortWords = (capability: string): string => (Object.hasOwn(short, capability) ? short[capability as Capability] : capability);
