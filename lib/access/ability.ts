import { AbilityBuilder } from "@casl/ability";
import type { PrismaQueryOf } from "@casl/prisma/runtime";
import type { Ability } from "@casl/ability";
import type { Prisma } from "@/lib/core/prisma-client/client";
import type { Grant } from "@/lib/core/prisma-client/client";
import { isCapability, partnerCapabilities, staffCapabilities } from "@/lib/access/capabilities";
import type { Policy } from "@/lib/access/policy";
import { findingAbility } from "@/lib/access/rule-finder";

export type Action =
  | "read" // a member sees what is their own partner's
  | "write" // a member writes, sends and withdraws it
  | "examine" // an officer sees the case
  | "take"
  | "assign"
  | "assess"
  // one section of it, for those of that trade
  | "review_assets"
  | "review_security"
  | "review_privacy"
  | "review_network"
  | "set_tier"
  | "request_changes"
  | "approve"
  | "refuse"
  | "suspend"
  | "resume"
  | "revoke"
  | "withhold" // where a permit's devices are, from the public
  | "set_aside"
  | "surrender"
  | "follow" // one's own dates
  | "appeal"
  | "show" // that a condition is kept
  | "check" // what was shown
  | "write_to_partner"
  | "consider" // give notice of it first
  | "verify"
  // groups of fields of a case or permit
  | "read_security"
  | "read_identifiers"
  | "read_contacts"
  | "read_terms"
  | "invite"
  | "word" // how the city says something
  | "sign" // the city's terms, for a partner
  | "give"
  | "end"
  | "take_emergency"
  | "ratify"
  | "ask"
  | "withdraw"
  | "decide"
  | "declare"
  | "record"
  | "publish"
  | "deactivate"
  | "launch"
  | "close"
  | "answer"
  | "open" // what is sealed in an entry
  | "raise"
  | "forget"
  | "place"
  | "manage_assets";

export type SubjectName = "Application" | "Permit" | "Partner" | "Person" | "Grant" | "Agency" | "Asset" | "AssetImport" | "Zone" | "Network" | "LedgerEntry" | "GrantRequest" | "Interest" | "Training" | "ApartException" | "AccessPolicy" | "Review" | "ReviewItem" | "Finding" | "Sample" | "LegalHold" | "Stop" | "Consideration" | "Appeal" | "NoticeWording" | "Concern" | "DataRequestPart";

export type AppAbility = Ability<[Action, SubjectName | Record<PropertyKey, unknown>], PrismaQueryOf<Prisma.TypeMap>>;

/** Of a grant in force, what decides how far it reaches and what its use asks for. */
export type GrantHeld = Pick<Grant, "id" | "capability" | "agencyId" | "zoneId" | "assetClass" | "highestTier" | "partnerId" | "validUntil" | "needsStrength" | "needsRecentMinutes" | "needsTraining"> & { isEmergency: boolean };

/** What decides a person's ability: their grants that are in force and awake, and the partners from whose cases they keep away. */
export interface Held {
  personId: string;
  isActive: boolean;
  grants: GrantHeld[];
  /** in force, but asleep until something is put right */
  dormant: { grant: GrantHeld; because: "second_factor" | "training"; training: string | null }[];
  ownPartnerIds: string[];
  /** partners of which the person lately was a member */
  formerPartnerIds: string[];
  /** partners to which the person has a declared tie */
  interestPartnerIds: string[];
  /** the rules of access of the day */
  policy: Policy;
}

/** The reason that CASL gives where no grant is behind a rule: everybody may do this for themselves. */
export const oneself = "oneself";

/** The section that each of these is about. */
const reviewed = { "assets.review": "assets", "security.review": "security", "privacy.review": "privacy", "networks.review": "network" } as const;

/** A condition for each limit that a grant has; what it leaves open it does not limit. Written without spreads: it is made for each grant at each request. */
function limitsOf(grant: GrantHeld): Record<string, unknown> {
  const limits: Record<string, unknown> = {};
  if (grant.agencyId) limits.agencyId = grant.agencyId;
  if (grant.zoneId) limits.zoneId = grant.zoneId;
  if (grant.assetClass) limits.assetClass = grant.assetClass;
  if (grant.partnerId) limits.partnerId = grant.partnerId;
  return limits;
}

/** Where a grant reaches on a case. */
function where(grant: GrantHeld): Record<string, unknown> {
  const limits = limitsOf(grant);
  if (grant.highestTier) limits.tier = { lte: grant.highestTier };
  return limits;
}

/** The same for a grant that is to be given or ended: never wider than the giver's own. */
function within(grant: GrantHeld): Record<string, unknown> {
  const limits = limitsOf(grant);
  // An open tier is the widest; JavaScript would count it as below every number.
  if (grant.highestTier) limits.highestTier = { gte: 1, lte: grant.highestTier };
  // What concerns a partner's members is given by the partner itself.
  limits.capability = { in: staffCapabilities };
  return limits;
}

/** A grant that is not bound to any part of the city. */
const isUnlimited = (grant: GrantHeld): boolean => !grant.agencyId && !grant.zoneId && !grant.assetClass && !grant.highestTier && !grant.partnerId;

/**
 * All the rules, on one page. A person without a grant has no rule and may do nothing, save for themselves.
 * Each rule carries the grant it came from as its reason, so that the ledger can name it.
 */
export function abilityOf({ personId, isActive, grants, ownPartnerIds, formerPartnerIds, interestPartnerIds, policy }: Held): AppAbility {
  const { can, cannot, build } = new AbilityBuilder<AppAbility>(findingAbility<AppAbility>);
  if (!isActive) return build();

  for (const grant of grants) {
    if (!isCapability(grant.capability)) continue;
    const allow = (actions: Action[], subject: SubjectName, conditions: object = {}) =>
      can(actions, subject as "Application", conditions as never).because(grant.id);
    const cases = where(grant);
    cases.submittedAt = { not: null };
    const partner = grant.partnerId ? { partnerId: grant.partnerId } : null;

    switch (grant.capability) {
      case "applications.review":
        allow(["examine", "take", "assign", "assess", "set_tier", "request_changes", "write_to_partner"], "Application", cases);
        allow(["examine"], "Permit", where(grant));
        allow(["examine"], "Consideration", where(grant));
        break;
      case "assets.review":
      case "security.review":
      case "privacy.review":
      case "networks.review": {
        const section = reviewed[grant.capability];
        // Whoever reviews a section sees what is in it.
        const reads: Action[] = section === "security" ? ["read_security", "read_identifiers"] : section === "network" ? ["read_identifiers"] : [];
        allow(["examine", `review_${section}`, ...reads], "Application", cases);
        break;
      }
      case "permits.decide":
        allow(["examine", "take", "assign", "set_tier", "request_changes", "write_to_partner", "approve", "refuse"], "Application", cases);
        allow(["examine", "check", "withhold"], "Permit", where(grant));
        allow(["examine"], "Consideration", where(grant));
        allow(["consider"], "Consideration", { ...where(grant), intends: "refusal" });
        allow(["examine", "decide"], "Appeal", { ...where(grant), against: "refusal" });
        break;
      case "permits.suspend":
        allow(["examine", "suspend", "resume", "check"], "Permit", where(grant));
        allow(["suspend", "resume", "ratify", "set_aside"], "Stop", where(grant));
        allow(["examine"], "Consideration", where(grant));
        allow(["consider"], "Consideration", { ...where(grant), intends: "suspension" });
        allow(["examine", "decide"], "Appeal", { ...where(grant), against: "suspension" });
        break;
      case "permits.revoke":
        allow(["examine", "revoke"], "Permit", where(grant));
        allow(["revoke", "set_aside", "decide"], "Stop", where(grant));
        allow(["examine"], "Consideration", where(grant));
        allow(["consider"], "Consideration", { ...where(grant), intends: "revocation" });
        allow(["examine", "decide"], "Appeal", { ...where(grant), against: "revocation" });
        break;
      case "security.read":
      case "identifiers.read":
      case "contacts.read":
      case "terms.read": {
        // Only of what may be examined: these add to what is seen of a case, and show no case by themselves.
        const read = `read_${grant.capability.split(".")[0]}` as Action;
        allow([read], "Application", cases);
        allow([read], "Permit", where(grant));
        break;
      }
      case "partners.verify":
        allow(["examine", "verify"], "Partner");
        break;
      case "people.invite":
        allow(["examine", "invite"], "Person");
        break;
      case "people.grant":
        allow(["examine"], "Person");
        allow(["examine", "give", "end", "ratify"], "Grant", within(grant));
        allow(["examine", "decide"], "GrantRequest", within(grant));
        allow(["examine"], "Interest");
        allow(["examine"], "Training");
        allow(["examine"], "ApartException");
        allow(["examine"], "Review");
        if (isUnlimited(grant)) {
          allow(["declare", "end"], "Interest");
          allow(["give", "end"], "ApartException");
        }
        break;
      case "people.deactivate":
        allow(["examine", "deactivate"], "Person");
        break;
      case "people.forget":
        allow(["examine", "forget"], "Person");
        allow(["examine", "place", "end"], "LegalHold");
        break;
      case "training.record":
        allow(["examine"], "Person");
        allow(["examine", "record", "end"], "Training");
        break;
      case "reviews.run":
        allow(["examine"], "Person");
        allow(["examine", "launch", "close"], "Review");
        break;
      case "policies.publish":
        allow(["publish"], "AccessPolicy");
        break;
      case "concerns.answer":
        allow(["examine", "answer"], "Concern", limitsOf(grant));
        break;
      case "notices.word":
        allow(["examine", "word"], "NoticeWording");
        break;
      case "emergency.take":
        allow(["take_emergency"], "Grant", { ...within(grant), personId, capability: { in: policy.emergency.capabilities } });
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
        allow(["examine", "raise", "close"], "Finding");
        allow(["examine", "launch"], "Sample");
        for (const kind of ["LegalHold", "Person", "Grant", "GrantRequest", "Interest", "Training", "ApartException", "Review"] as const) allow(["examine"], kind);
        break;
      case "ledger.open":
        allow(["examine", "open"], "LedgerEntry");
        break;
      case "deployments.apply":
        if (!partner) break;
        allow(["read", "write", "read_security", "read_identifiers", "read_contacts", "read_terms"], "Application", partner);
        allow(["read", "surrender", "show", "read_security", "read_identifiers", "read_contacts", "read_terms"], "Permit", partner);
        allow(["read", "answer"], "Consideration", partner);
        allow(["read", "appeal", "withdraw"], "Appeal", partner);
        allow(["read", "answer"], "DataRequestPart", partner);
        allow(["read"], "Partner", { id: partner.partnerId });
        break;
      case "members.invite":
        if (!partner) break;
        allow(["read", "invite", "sign"], "Partner", { id: partner.partnerId });
        allow(["give", "end"], "Grant", { ...partner, capability: { in: partnerCapabilities }, agencyId: null, zoneId: null, assetClass: null, highestTier: null });
        break;
    }
  }

  // What everybody may do for themselves, without a grant.
  const oneselfMay = (actions: Action[], subject: SubjectName, conditions: object) => can(actions, subject as "Application", conditions as never).because(oneself);
  oneselfMay(["follow"], "Person", { id: personId });
  oneselfMay(["ask"], "GrantRequest", { personId, askedById: personId });
  // Who proposed it takes it back; and nobody has to take what they are proposed, or what they once asked for.
  oneselfMay(["withdraw"], "GrantRequest", { OR: [{ askedById: personId }, { personId }] });
  oneselfMay(["declare"], "Interest", { personId });
  oneselfMay(["answer"], "ReviewItem", { reviewerId: personId });
  oneselfMay(["examine", "answer"], "Finding", { concernsId: personId });

  // Last, and so above all the others: one's own partner, never; a partner one has a tie to, never; to oneself, never.
  for (const [because, partnerIds] of [["own_partner", ownPartnerIds], ["former_partner", formerPartnerIds], ["interest", interestPartnerIds]] as const) {
    if (partnerIds.length === 0) continue;
    const theirs = { partnerId: { in: partnerIds } };
    const never = (actions: Action[], subject: SubjectName, conditions: object) => cannot(actions, subject as "Application", conditions as never).because(because);
    const reads: Action[] = because === "own_partner" ? [] : ["read_security", "read_identifiers", "read_contacts", "read_terms"];
    const onCases: Action[] = ["examine", "take", "assign", "assess", "set_tier", "request_changes", "write_to_partner", "approve", "refuse", "review_assets", "review_security", "review_privacy", "review_network", ...reads];
    never(onCases, "Application", theirs);
    // Nor what would take the place of a permit that they have.
    never(onCases, "Application", { fromPartnerId: { in: partnerIds, not: null } });
    never(["examine", "suspend", "resume", "revoke", "withhold", "check", ...reads], "Permit", theirs);
    never(["examine", "consider"], "Consideration", theirs);
    never(["examine", "decide"], "Appeal", theirs);
    // What is about nothing of anybody's has no partner: as with stops.
    never(["examine", "answer"], "Concern", { partnerId: { in: partnerIds, not: null } });
    // What is over several partners has none, and SQL would take "not one of these" of nothing for no.
    never(["suspend", "resume", "revoke", "ratify", "set_aside", "decide"], "Stop", { partnerId: { in: partnerIds, not: null } });
    never(["examine", "verify"], "Partner", { id: { in: partnerIds } });
  }
  const neverOfOneself = (actions: Action[], subject: SubjectName, conditions: object, because = "to_oneself") => cannot(actions, subject as "Application", conditions as never).because(because);
  neverOfOneself(["give", "ratify"], "Grant", { personId });
  neverOfOneself(["decide"], "GrantRequest", { personId });
  neverOfOneself(["decide"], "GrantRequest", { askedById: personId }, "own_proposal");
  neverOfOneself(["ratify", "decide"], "Stop", { orderedById: personId }, "own_stop");
  neverOfOneself(["decide"], "Appeal", { decidedFirstById: personId }, "own_decision");
  neverOfOneself(["end"], "Interest", { personId });
  neverOfOneself(["record", "end"], "Training", { personId });
  neverOfOneself(["give"], "ApartException", { personId });
  neverOfOneself(["answer"], "ReviewItem", { holderId: personId });
  neverOfOneself(["deactivate", "forget"], "Person", { id: personId });
  neverOfOneself(["place", "end"], "LegalHold", { personId });

  return build();
}
