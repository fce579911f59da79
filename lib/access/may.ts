import type { Action, AppAbility, SubjectName } from "@/lib/access/ability";
import { ruleFor } from "@/lib/access/rule-finder";

/** The columns that the rules look at. A record without them would pass an inverted rule unseen, so it is refused loudly. */
const looksAt: Record<SubjectName, readonly string[]> = {
  Application: ["partnerId", "agencyId", "zoneId", "assetClass", "tier", "submittedAt"],
  Permit: ["partnerId", "agencyId", "zoneId", "assetClass", "tier"],
  Partner: ["id"],
  Person: ["id"],
  Grant: ["personId", "capability", "partnerId", "agencyId", "zoneId", "assetClass", "highestTier"],
  Agency: ["id"],
  Asset: ["agencyId"],
  AssetImport: ["agencyId", "startedById"],
  Zone: [],
  Network: ["agencyId"],
  LedgerEntry: [],
  GrantRequest: ["personId", "askedById", "capability", "partnerId", "agencyId", "zoneId", "assetClass", "highestTier"],
  Interest: ["personId"],
  Training: ["personId"],
  ApartException: ["personId"],
  NoticeWording: [],
  DataRequestPart: ["partnerId"],
  Concern: ["partnerId", "agencyId", "zoneId", "assetClass"],
  AccessPolicy: [],
  Review: [],
  ReviewItem: ["reviewerId", "holderId"],
  Finding: ["concernsId"],
  Sample: [],
  LegalHold: ["personId"],
  Stop: ["partnerId", "agencyId", "zoneId", "assetClass", "tier", "orderedById"],
  Consideration: ["partnerId", "agencyId", "zoneId", "assetClass", "tier", "intends"],
  Appeal: ["partnerId", "agencyId", "zoneId", "assetClass", "tier", "against", "decidedFirstById"],
};

export type Verdict = { may: true; grantId: string } | { may: false; because: string | null };

/** Whether a person may do this to this record, and by which grant; or which rule forbids it (null: no rule allows it). */
export function may(ability: AppAbility, action: Action, kind: SubjectName, record: object): Verdict {
  for (const column of looksAt[kind]) {
    if ((record as Record<string, unknown>)[column] === undefined) throw new Error(`${kind}.${column} was not loaded before asking for permission`);
  }
  const rule = ruleFor(ability, action, kind, record);
  if (!rule) return { may: false, because: null };
  if (rule.inverted) return { may: false, because: rule.reason ?? null };
  return { may: true, grantId: rule.reason ?? "" };
}
