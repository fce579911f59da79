import "server-only";
import { db } from "@/lib/core/db";
import { abilityOf, type Action, type Held, type SubjectName } from "@/lib/access/ability";
import { capabilities, type Capability } from "@/lib/access/capabilities";
import { heldBy, inForce } from "@/lib/access/held";
import { may } from "@/lib/access/may";
import { wordDay } from "@/lib/core/calendar";

/** Which capability an act needs; the first is the one to ask for. */
const needs: Partial<Record<Action, Capability[]>> = {
  take: ["applications.review", "permits.decide"],
  request_changes: ["applications.review", "permits.decide"],
  approve: ["permits.decide"],
  refuse: ["permits.decide"],
  suspend: ["permits.suspend"],
  resume: ["permits.suspend"],
  revoke: ["permits.revoke"],
  verify: ["partners.verify"],
  invite: ["people.invite"],
  give: ["people.grant"],
  end: ["people.grant"],
  manage_assets: ["assets.manage"],
};

export type Explanation = { may: true; grantId: string } | { may: false; why: string };

interface Scoped {
  agencyId?: string | null;
  zoneId?: string | null;
  assetClass?: string | null;
  tier?: number;
}

/** Whether a person may do this, by which grant; or the first thing that stands in the way, and who could do it instead. */
export async function explain(held: Held, action: Action, kind: SubjectName, record: object & Scoped): Promise<Explanation> {
  const verdict = may(abilityOf(held), action, kind, record);
  if (verdict.may) return verdict;
  const who = await whoMay(action, kind, record, held.personId);
  const instead = who.length === 0 ? "Nobody can at the moment; an access administrator can give it." : `${listed(who)} can.`;
  return { may: false, why: `${await reason(held, action, record, verdict.because)} ${instead}` };
}

async function reason(held: Held, action: Action, record: Scoped, because: string | null): Promise<string> {
  if (because === "own_partner") return "You belong to this partner, so another person must do it.";
  const wanted = needs[action] ?? [];
  const words = wanted[0] ? capabilities[wanted[0]].words : action;
  const held_ = held.grants.filter((grant) => (wanted as string[]).includes(grant.capability));
  const grant = held_[0];
  if (!grant) {
    const past = await db.grant.findFirst({ where: { personId: held.personId, capability: { in: wanted } }, orderBy: { id: "desc" } });
    if (past?.endedAt) return `Your grant to ${words} was ended on ${wordDay(past.endedAt)}.`;
    if (past?.validUntil) return `Your grant to ${words} ran out on ${wordDay(past.validUntil)}.`;
    return `You hold no grant to ${words}.`;
  }
  if (grant.agencyId && grant.agencyId !== record.agencyId) return record.agencyId ? "Your grant is for assets of another agency." : "This spans several agencies, and your grant is for one.";
  if (grant.zoneId && grant.zoneId !== record.zoneId) return record.zoneId ? "Your grant is for another part of the city." : "This spans several parts of the city, and your grant is for one.";
  if (grant.assetClass && grant.assetClass !== record.assetClass) return "Your grant is for another kind of asset.";
  if (grant.highestTier && record.tier && grant.highestTier < record.tier) return `Your grant reaches risk tier ${grant.highestTier}, and this is tier ${record.tier}.`;
  return "Your grants do not reach this.";
}

/** Up to three other people who may do this now, by name. */
async function whoMay(action: Action, kind: SubjectName, record: object, but: string): Promise<string[]> {
  const now = new Date();
  const holders = await db.person.findMany({
    where: { id: { not: but }, status: "active", grants: { some: { capability: { in: needs[action] ?? [] }, ...inForce(now) } } },
    select: { id: true, name: true },
    orderBy: { name: "asc" },
    take: 50,
  });
  const able: string[] = [];
  for (const holder of holders) {
    if (able.length === 3) break;
    const { held } = await heldBy(db, holder.id, { secondFactor: true });
    if (may(abilityOf(held), action, kind, record).may) able.push(holder.name);
  }
  return able;
}

const listed = (names: string[]): string => (names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`);
