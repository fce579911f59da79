/** The closed list of what a grant can allow. A word here, its rule in `ability.ts`, its sentence below: nothing else allows anything. */
export const capabilities = {
  "assets.manage": { for: "staff", words: "manage the city's assets, areas and networks", scope: ["agency"] },
  "applications.review": { for: "staff", words: "read applications, take cases and ask for changes", scope: ["agency", "zone", "assetClass", "tier"] },
  "permits.decide": { for: "staff", words: "approve or refuse applications", scope: ["agency", "zone", "assetClass", "tier"] },
  "permits.suspend": { for: "staff", words: "suspend and resume permits", scope: ["agency", "zone", "assetClass", "tier"] },
  "permits.revoke": { for: "staff", words: "revoke permits", scope: ["agency", "zone", "assetClass", "tier"] },
  "partners.verify": { for: "staff", words: "check and verify partners", scope: [] },
  "people.invite": { for: "staff", words: "invite people", scope: [] },
  "people.grant": { for: "staff", words: "give and end people's grants", scope: ["agency", "zone", "assetClass", "tier"] },
  "ledger.read": { for: "staff", words: "read the ledger, with the names of who acted", scope: [] },
  "deployments.apply": { for: "partner", words: "write and send applications, and follow permits", scope: ["partner"] },
  "members.invite": { for: "partner", words: "invite colleagues and end their grants", scope: ["partner"] },
} as const satisfies Record<string, { for: "staff" | "partner"; words: string; scope: readonly Scope[] }>;

export type Scope = "agency" | "zone" | "assetClass" | "tier" | "partner";
export type Capability = keyof typeof capabilities;
export const capabilityNames = Object.keys(capabilities) as Capability[];
export const isCapability = (word: string): word is Capability => Object.hasOwn(capabilities, word);
export const staffCapabilities = capabilityNames.filter((word) => capabilities[word].for === "staff");
export const partnerCapabilities = capabilityNames.filter((word) => capabilities[word].for === "partner");
