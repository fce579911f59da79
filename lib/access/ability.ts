import { AbilityBuilder } from "@casl/ability";
import { createPrismaAbility } from "@casl/prisma/runtime";
import type { PrismaQueryOf } from "@casl/prisma/runtime";
import type { Ability } from "@casl/ability";
import type { Prisma } from "@/lib/core/prisma-client/client";
import type { Grant } from "@/lib/core/prisma-client/client";
import { isCapability } from "@/lib/access/capabilities";

export type Action =
  | "read" // a member sees what is their own partner's
  | "write" // a member writes, sends and withdraws it
  | "examine" // an officer sees the case
  | "take"
  | "request_changes"
  | "approve"
  | "refuse"
  | "suspend"
  | "resume"
  | "revoke"
  | "verify"
  | "invite"
  | "give"
  | "end"
  | "manage_assets";

export type SubjectName = "Application" | "Permit" | "Partner" | "Person" | "Grant" | "Agency" | "Asset" | "AssetImport" | "Zone" | "Network" | "LedgerEntry";

export type AppAbility = Ability<[Action, SubjectName | Record<PropertyKey, unknown>], PrismaQueryOf<Prisma.TypeMap>>;

/** Of a grant in force, what decides how far it reaches. */
export type GrantHeld = Pick<Grant, "id" | "capability" | "agencyId" | "zoneId" | "assetClass" | "highestTier" | "partnerId" | "validUntil">;

/** What decides a person's ability: their grants that are in force now, and the partners they belong to. */
export interface Held {
  personId: string;
  grants: GrantHeld[];
  /** partners of which the person is, or lately was, a member */
  ownPartnerIds: string[];
}

/** Where a grant reaches on a case. What it leaves open it does not limit. */
function where(grant: GrantHeld) {
  return {
    ...(grant.agencyId ? { agencyId: grant.agencyId } : {}),
    ...(grant.zoneId ? { zoneId: grant.zoneId } : {}),
    ...(grant.assetClass ? { assetClass: grant.assetClass } : {}),
    ...(grant.highestTier ? { tier: { lte: grant.highestTier } } : {}),
  };
}

/** The same for a grant that is to be given or ended: never wider than the giver's own. */
function within(grant: GrantHeld) {
  return {
    ...(grant.agencyId ? { agencyId: grant.agencyId } : {}),
    ...(grant.zoneId ? { zoneId: grant.zoneId } : {}),
    ...(grant.assetClass ? { assetClass: grant.assetClass } : {}),
    // An open tier is the widest; JavaScript would count it as below every number.
    ...(grant.highestTier ? { highestTier: { gte: 1, lte: grant.highestTier } } : {}),
  };
}

/**
 * All the rules, on one page. A person without a grant has no rule and may do nothing.
 * Each rule carries the grant it came from as its reason, so that the ledger can name it.
 */
export function abilityOf({ personId, grants, ownPartnerIds }: Held): AppAbility {
  const { can, cannot, build } = new AbilityBuilder<AppAbility>(createPrismaAbility);

  for (const grant of grants) {
    if (!isCapability(grant.capability)) continue;
    const allow = (actions: Action[], subject: SubjectName, conditions: object = {}) =>
      can(actions, subject as "Application", conditions as never).because(grant.id);
    const partner = grant.partnerId ? { partnerId: grant.partnerId } : null;

    switch (grant.capability) {
      case "applications.review":
        allow(["examine", "take", "request_changes"], "Application", { ...where(grant), submittedAt: { not: null } });
        allow(["examine"], "Permit", where(grant));
        break;
      case "permits.decide":
        allow(["examine", "take", "request_changes", "approve", "refuse"], "Application", { ...where(grant), submittedAt: { not: null } });
        allow(["examine"], "Permit", where(grant));
        break;
      case "permits.suspend":
        allow(["examine", "suspend", "resume"], "Permit", where(grant));
        break;
      case "permits.revoke":
        allow(["examine", "revoke"], "Permit", where(grant));
        break;
      case "partners.verify":
        allow(["examine", "verify"], "Partner");
        break;
      case "people.invite":
        allow(["examine", "invite"], "Person");
        break;
      case "people.grant":
        allow(["examine"], "Person");
        // What concerns a partner's members is given by the partner itself.
        allow(["give", "end"], "Grant", { ...within(grant), partnerId: null });
        break;
      case "assets.manage":
        allow(["manage_assets"], "Agency", grant.agencyId ? { id: grant.agencyId } : {});
        allow(["manage_assets"], "Asset", grant.agencyId ? { agencyId: grant.agencyId } : {});
        allow(["manage_assets"], "AssetImport", grant.agencyId ? { OR: [{ agencyId: grant.agencyId }, { agencyId: null, startedById: personId }] } : {});
        // The areas of the whole city are for those whose grant is not bound to one agency.
        if (!grant.agencyId) allow(["manage_assets"], "Zone");
        allow(["manage_assets"], "Network", grant.agencyId ? { agencyId: grant.agencyId } : {});
        break;
      case "ledger.read":
        allow(["examine"], "LedgerEntry");
        break;
      case "deployments.apply":
        if (!partner) break;
        allow(["read", "write"], "Application", partner);
        allow(["read"], "Permit", partner);
        allow(["read"], "Partner", { id: partner.partnerId });
        break;
      case "members.invite":
        if (!partner) break;
        allow(["read", "invite"], "Partner", { id: partner.partnerId });
        allow(["give", "end"], "Grant", { ...partner, agencyId: null, zoneId: null, assetClass: null, highestTier: null });
        break;
    }
  }

  // Last, and so above all the others: one's own partner, never; to oneself, never.
  if (ownPartnerIds.length > 0) {
    const own = { partnerId: { in: ownPartnerIds } };
    cannot(["examine", "take", "request_changes", "approve", "refuse"], "Application", own as never).because("own_partner");
    cannot(["examine", "suspend", "resume", "revoke"], "Permit", own as never).because("own_partner");
    cannot(["examine", "verify"], "Partner" as "Application", { id: { in: ownPartnerIds } } as never).because("own_partner");
  }
  cannot(["give"], "Grant" as "Application", { personId } as never).because("to_oneself");

  return build();
}
