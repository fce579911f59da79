/** The closed list of what a grant can allow. A word here, its rule in `ability.ts`, its sentence below: nothing else allows anything. */
export const capabilities = {
  "assets.manage": { for: "staff", words: "manage the city's assets, areas and networks", scope: ["agency"] },
  "applications.review": { for: "staff", words: "read applications, take cases, assess them and ask for changes", scope: ["agency", "zone", "assetClass", "tier", "partner"] },
  "permits.decide": { for: "staff", words: "approve or refuse applications", scope: ["agency", "zone", "assetClass", "tier", "partner"] },
  "permits.suspend": { for: "staff", words: "suspend and resume permits", scope: ["agency", "zone", "assetClass", "tier", "partner"] },
  "permits.revoke": { for: "staff", words: "revoke permits", scope: ["agency", "zone", "assetClass", "tier", "partner"] },
  "partners.verify": { for: "staff", words: "check and verify partners", scope: [] },
  // what only some may see of a case: the groups of fields are in field-groups.ts
  "security.read": { for: "staff", words: "read the security answers of cases and permits", scope: ["agency", "zone", "assetClass", "tier", "partner"] },
  "identifiers.read": { for: "staff", words: "read serial numbers and exact network addresses", scope: ["agency", "zone", "assetClass", "tier", "partner"] },
  "contacts.read": { for: "staff", words: "read personal contacts in cases and permits", scope: ["agency", "zone", "assetClass", "tier", "partner"] },
  "terms.read": { for: "staff", words: "read commercial terms", scope: ["agency", "zone", "assetClass", "tier", "partner"] },
  // who reviews a section of a case sees what is in it
  "assets.review": { for: "staff", words: "review where devices go, for the owner of the assets", scope: ["agency", "zone", "assetClass", "tier", "partner"] },
  "security.review": { for: "staff", words: "review the security of cases", scope: ["agency", "zone", "assetClass", "tier", "partner"] },
  "privacy.review": { for: "staff", words: "review what cases mean for people’s privacy", scope: ["agency", "zone", "assetClass", "tier", "partner"] },
  "networks.review": { for: "staff", words: "review what cases ask of the city’s networks", scope: ["agency", "zone", "assetClass", "tier", "partner"] },
  "people.invite": { for: "staff", words: "invite people", scope: [] },
  "people.grant": { for: "staff", words: "give and end people's grants", scope: ["agency", "zone", "assetClass", "tier", "partner"] },
  "people.deactivate": { for: "staff", words: "close the accounts of people who leave", scope: [] },
  "people.forget": { for: "staff", words: "make the portal forget people who left, and hold that back where the law asks for it", scope: [] },
  "training.record": { for: "staff", words: "record who has passed which training", scope: [] },
  "reviews.run": { for: "staff", words: "launch and close reviews of grants", scope: [] },
  "policies.publish": { for: "staff", words: "change the rules of access", scope: [] },
  "concerns.answer": { for: "staff", words: "answer what residents report, and have places inspected", scope: ["agency", "zone", "assetClass"] },
  "notices.word": { for: "staff", words: "word the letters that the city sends to partners", scope: [] },
  "emergency.take": { for: "staff", words: "take a permission at once in an emergency, for another person to ratify", scope: ["agency", "zone", "assetClass", "tier"] },
  "ledger.read": { for: "staff", words: "read the ledger, with the names of who acted", scope: [] },
  "ledger.open": { for: "staff", words: "open what is sealed in the ledger, each time for a purpose", scope: [] },
  "deployments.apply": { for: "partner", words: "write and send applications, and follow permits", scope: ["partner"] },
  "members.invite": { for: "partner", words: "invite colleagues and end their grants, and sign the city’s terms", scope: ["partner"] },
} as const satisfies Record<string, { for: "staff" | "partner"; words: string; scope: readonly Scope[] }>;

export type Scope = "agency" | "zone" | "assetClass" | "tier" | "partner";
export type Capability = keyof typeof capabilities;
export const capabilityNames = Object.keys(capabilities) as Capability[];
export const isCapability = (word: string): word is Capability => Object.hasOwn(capabilities, word);
export const staffCapabilities = capabilityNames.filter((word) => capabilities[word].for === "staff");
export const partnerCapabilities = capabilityNames.filter((word) => capabilities[word].for === "partner");

/** The column of a grant, of a request and of a case that each scope is about. */
export const scopeColumns = { agency: "agencyId", zone: "zoneId", assetClass: "assetClass", tier: "highestTier", partner: "partnerId" } as const satisfies Record<Scope, string>;
export const scopeWords: Record<Scope, string> = { agency: "agency", zone: "zone", assetClass: "kind of asset", tier: "risk tier", partner: "partner" };
