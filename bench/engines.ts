import { subject } from "@casl/ability";
import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import { newEnforcer, newModelFromString } from "casbin";
import { abilityOf, type Held } from "@/lib/access/ability";
import { may } from "@/lib/access/may";

/** A permit as far as the rules look at it. */
export interface PermitAsked {
  id: string;
  partnerId: string;
  agencyId: string | null;
  zoneId: string | null;
  assetClass: string | null;
  tier: number;
}

/** One engine that was given one person's grants: whether they may suspend this permit. */
type Check = (permit: PermitAsked) => boolean;

interface Engine {
  name: string;
  prepare(held: Held): Check | Promise<Check>;
}

const model = `
[request_definition]
r = act, obj
[policy_definition]
p = act, agency, zone, class, tier, partner, eft
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = r.act == p.act && (p.zone == "*" || p.zone == r.obj.zoneId) && (p.class == "*" || p.class == r.obj.assetClass) && (p.agency == "*" || p.agency == r.obj.agencyId) && (p.tier == "*" || r.obj.tier <= p.tier) && (p.partner == "*" || p.partner == r.obj.partnerId)
`;

const acts = ["examine", "suspend", "resume"] as const;
const keptFrom = (held: Held): string[] => [...new Set([...held.ownPartnerIds, ...held.formerPartnerIds, ...held.interestPartnerIds])];

let count = 0;

/** The same grants and ties, to each engine in the form that its makers recommend, prepared as far as it allows. */
export const engines: readonly Engine[] = [
  {
    name: "Lamppost, `may()`: the grant by name",
    prepare(held) {
      const ability = abilityOf(held);
      return (permit) => may(ability, "suspend", "Permit", permit).may;
    },
  },
  {
    name: "CASL, `can()`: yes or no",
    prepare(held) {
      const ability = abilityOf(held);
      return (permit) => ability.can("suspend", subject("Permit", permit as unknown as Record<PropertyKey, unknown>));
    },
  },
  {
    name: "casbin, `enforceSync()`",
    async prepare(held) {
      const enforcer = await newEnforcer(newModelFromString(model));
      const lines = [
        ...held.grants.flatMap((grant) => acts.map((act) => [act, grant.agencyId ?? "*", grant.zoneId ?? "*", grant.assetClass ?? "*", String(grant.highestTier ?? "*"), grant.partnerId ?? "*", "allow"])),
        ...keptFrom(held).flatMap((partnerId) => acts.map((act) => [act, "*", "*", "*", "*", partnerId, "deny"])),
      ];
      await enforcer.addPolicies(lines);
      return (permit) => enforcer.enforceSync("suspend", permit);
    },
  },
  {
    name: "cedar-wasm, `statefulIsAuthorized()`",
    prepare(held) {
      const conditions = (grant: Held["grants"][number]) =>
        [
          grant.agencyId && `resource.agencyId == "${grant.agencyId}"`,
          grant.zoneId && `resource.zoneId == "${grant.zoneId}"`,
          grant.assetClass && `resource.assetClass == "${grant.assetClass}"`,
          grant.highestTier && `resource.tier <= ${grant.highestTier}`,
          grant.partnerId && `resource.partnerId == "${grant.partnerId}"`,
        ].filter(Boolean);
      const on = `action in [${acts.map((act) => `Action::"${act}"`).join(", ")}], resource is Permit`;
      const staticPolicies = Object.fromEntries([
        ...held.grants.map((grant) => [grant.id, `permit(principal == Person::"${held.personId}", ${on}) when { ${conditions(grant).join(" && ") || "true"} };`]),
        ["ties", `forbid(principal == Person::"${held.personId}", ${on}) when { ${JSON.stringify(keptFrom(held))}.contains(resource.partnerId) };`],
      ]) as Record<string, string>;
      const preparsedPolicySetId = `person-${count++}`;
      const answer = cedar.preparsePolicySet(preparsedPolicySetId, { staticPolicies });
      if (answer.type !== "success") throw new Error(JSON.stringify(answer.errors));
      return (permit) => {
        const resource = { type: "Permit", id: permit.id };
        // Cedar has no null: nothing there is an empty word.
        const attrs = { partnerId: permit.partnerId, agencyId: permit.agencyId ?? "", zoneId: permit.zoneId ?? "", assetClass: permit.assetClass ?? "", tier: permit.tier };
        const asked = cedar.statefulIsAuthorized({ principal: { type: "Person", id: held.personId }, action: { type: "Action", id: "suspend" }, resource, context: {}, preparsedPolicySetId, entities: [{ uid: resource, attrs, parents: [] }] });
        if (asked.type !== "success") throw new Error(JSON.stringify(asked.errors));
        return asked.response.decision === "allow";
      };
    },
  },
];
