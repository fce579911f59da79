import "server-only";
import { abilityOf, oneself, type Action, type AppAbility, type GrantHeld, type Held, type SubjectName } from "@/lib/access/ability";
import { assetClassWords } from "@/lib/access/asset-class-words";
import { capabilities, capabilityNames, staffCapabilities, type Capability } from "@/lib/access/capabilities";
import { heldBy, trainingsFor } from "@/lib/access/held";
import { may } from "@/lib/access/may";
import { defaultPolicy, type Pair } from "@/lib/access/policy";
import { recencyOf } from "@/lib/access/recency";
import { wouldJoin } from "@/lib/access/separation";
import { peopleWhoReach, type Where } from "@/lib/access/time-machine";
import { dayOf, wordDay, wordInstant } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { asSystem } from "@/lib/core/wall";
import type { AssetClass, InterestKind } from "@/lib/core/prisma-client/client";

/** One condition of an act: met or not, in a sentence. */
export interface Step {
  ok: boolean;
  words: string;
  grantId?: string;
}

/** A grant, as it is told: what it allows, who gave it, when, why and until when. */
export interface Given {
  words: string;
  giver: string | null;
  givenAt: Date;
  reason: string;
  until: Date | null;
}

/** What one could ask for, to be able to do it. */
export interface Ask {
  capability: Capability;
  agencyId: string | null;
  zoneId: string | null;
  assetClass: AssetClass | null;
  tier: number | null;
}

export type Explanation =
  /** `by` is null for what everybody may do for themselves. */
  | { may: true; grantId: string; by: Given | null; steps: Step[] }
  /** `why` is one or two sentences: the first condition that is missing, and who can instead. `ask` is null where asking cannot help. */
  | { may: false; why: string; steps: Step[]; who: { id: string; name: string }[]; ask: Ask | null };

/** The acts that can be asked about, with words to follow "may". Zone, LedgerEntry, AccessPolicy and Review are asked without a record: give `{}`. */
export const acts: readonly { action: Action; kind: SubjectName; words: string }[] = [
  { action: "examine", kind: "Application", words: "see the case" },
  { action: "take", kind: "Application", words: "take the case" },
  { action: "assign", kind: "Application", words: "give the case to a colleague" },
  { action: "assess", kind: "Application", words: "assess the case" },
  { action: "review_assets", kind: "Application", words: "review its places, for their owner" },
  { action: "review_security", kind: "Application", words: "review its security" },
  { action: "review_privacy", kind: "Application", words: "review what it means for privacy" },
  { action: "review_network", kind: "Application", words: "review what it asks of the networks" },
  { action: "set_tier", kind: "Application", words: "set its risk tier" },
  { action: "request_changes", kind: "Application", words: "ask for changes" },
  { action: "write_to_partner", kind: "Application", words: "write to the partner about it" },
  { action: "approve", kind: "Application", words: "approve it" },
  { action: "refuse", kind: "Application", words: "refuse it" },
  { action: "read_security", kind: "Application", words: "read its security answers" },
  { action: "read_identifiers", kind: "Application", words: "read its serial numbers and network addresses" },
  { action: "read_contacts", kind: "Application", words: "read its personal contacts" },
  { action: "read_terms", kind: "Application", words: "read its commercial terms" },
  { action: "read", kind: "Application", words: "follow it as a member" },
  { action: "write", kind: "Application", words: "write and send it as a member" },
  { action: "examine", kind: "Permit", words: "see the permit" },
  { action: "suspend", kind: "Permit", words: "suspend the permit" },
  { action: "resume", kind: "Permit", words: "resume the permit" },
  { action: "revoke", kind: "Permit", words: "revoke the permit" },
  { action: "withhold", kind: "Permit", words: "decide whether residents read where its devices are" },
  { action: "read_security", kind: "Permit", words: "read its security answers" },
  { action: "read_identifiers", kind: "Permit", words: "read its serial numbers and network addresses" },
  { action: "read_contacts", kind: "Permit", words: "read its personal contacts" },
  { action: "read_terms", kind: "Permit", words: "read its commercial terms" },
  { action: "read", kind: "Permit", words: "follow the permit as a member" },
  { action: "suspend", kind: "Stop", words: "stop what lies under it for a time" },
  { action: "revoke", kind: "Stop", words: "withdraw what lies under it for good" },
  { action: "resume", kind: "Stop", words: "lift the stop" },
  { action: "ratify", kind: "Stop", words: "ratify the emergency stop" },
  { action: "set_aside", kind: "Stop", words: "set the stop aside" },
  { action: "decide", kind: "Stop", words: "decide anew what was set aside" },
  { action: "consider", kind: "Consideration", words: "give notice that it is considered" },
  { action: "answer", kind: "Consideration", words: "answer the notice as a member" },
  { action: "show", kind: "Permit", words: "show that a condition is kept, as a member" },
  { action: "check", kind: "Permit", words: "accept or send back what shows that a condition is kept" },
  { action: "appeal", kind: "Appeal", words: "appeal as a member" },
  { action: "withdraw", kind: "Appeal", words: "take the appeal back as a member" },
  { action: "decide", kind: "Appeal", words: "decide on the appeal" },
  { action: "surrender", kind: "Permit", words: "give the permit back as a member" },
  { action: "examine", kind: "Partner", words: "see the partner" },
  { action: "verify", kind: "Partner", words: "verify or refuse the partner" },
  { action: "invite", kind: "Partner", words: "invite colleagues to the partner" },
  { action: "sign", kind: "Partner", words: "sign the city’s terms for the partner" },
  { action: "examine", kind: "Person", words: "see the person" },
  { action: "invite", kind: "Person", words: "invite people" },
  { action: "deactivate", kind: "Person", words: "close the person's account" },
  { action: "give", kind: "Grant", words: "give such a grant" },
  { action: "end", kind: "Grant", words: "end the grant" },
  { action: "ratify", kind: "Grant", words: "ratify the emergency grant" },
  { action: "decide", kind: "GrantRequest", words: "decide what was asked for" },
  { action: "end", kind: "Interest", words: "end the declared tie" },
  { action: "record", kind: "Training", words: "record a training" },
  { action: "give", kind: "ApartException", words: "allow an exception to what is kept apart" },
  { action: "manage_assets", kind: "Agency", words: "manage the agency's assets" },
  { action: "manage_assets", kind: "Zone", words: "change the areas of the city" },
  { action: "examine", kind: "LedgerEntry", words: "read the ledger" },
  { action: "answer", kind: "DataRequestPart", words: "answer what people ask about their own data, as a member" },
  { action: "answer", kind: "Concern", words: "answer what residents report" },
  { action: "word", kind: "NoticeWording", words: "word the city’s letters" },
  { action: "publish", kind: "AccessPolicy", words: "change the rules of access" },
  { action: "launch", kind: "Review", words: "launch a review" },
];

/** The columns of a record on which a step can turn; each kind has some of them. */
interface Scoped {
  id?: string;
  partnerId?: string | null;
  agencyId?: string | null;
  zoneId?: string | null;
  assetClass?: string | null;
  tier?: number;
  highestTier?: number | null;
  submittedAt?: Date | null;
  capability?: string;
  personId?: string;
  orderedById?: string;
  intends?: string;
  against?: string;
  decidedFirstById?: string;
}

/** Why a step fails decides whether asking for a grant would mend it. */
interface Found extends Step {
  mends?: "grant";
}

const nobody: Held = { personId: "", isActive: true, grants: [], dormant: [], ownPartnerIds: [], formerPartnerIds: [], interestPartnerIds: [], policy: defaultPolicy };
const anywhere = (capability: Capability): GrantHeld => ({
  id: capability, capability, agencyId: null, zoneId: null, assetClass: null, highestTier: null, partnerId: capabilities[capability].for === "partner" ? capability : null, validUntil: null, needsStrength: null, needsRecentMinutes: null, needsTraining: null, isEmergency: false,
});
/** All the rules there can be: every capability anywhere, and every tie. What an act needs and what forbids it is read off them. */
const everyRule = abilityOf({ ...nobody, grants: capabilityNames.map(anywhere), ownPartnerIds: [""], formerPartnerIds: [""], interestPartnerIds: [""] });

/** The capabilities that allow an act, in the order of their list: the first is the one to ask for. */
function needs(action: Action, kind: SubjectName): Capability[] {
  const named = new Set(everyRule.rulesFor(action, kind).flatMap(({ inverted, reason }) => (inverted ? [] : [reason])));
  return capabilityNames.filter((name) => named.has(name));
}

/** What can forbid an act whatever one holds: `own_partner`, `former_partner`, `interest`, `to_oneself`, `own_proposal`, `own_stop`, `own_decision`. */
const forbids = (action: Action, kind: SubjectName): Set<string> => new Set(everyRule.rulesFor(action, kind).flatMap(({ inverted, reason }) => (inverted && reason ? [reason] : [])));

/** Who is spoken to or of. */
interface Voice {
  isSelf: boolean;
  name: string;
  /** Whether ties to partners may be told, kind by kind. */
  tellsTies: boolean;
}
const say = ({ isSelf, name }: Voice, you: string, they: string): string => (isSelf ? `You ${you}` : `${name} ${they}`);
const grantOf = ({ isSelf, name }: Voice): string => (isSelf ? "Your grant" : `The grant of ${name}`);
const inSentence = (words: string): string => words.charAt(0).toLowerCase() + words.slice(1);
const ended = (words: string): string => (/[.?!…]$/.test(words) ? words : `${words}.`);

interface Facts {
  agencies: Record<string, string>;
  zones: Record<string, string>;
  partners: Record<string, string>;
  grant: { createdAt: string; reason: string; until: string | null; giver: string | null } | null;
  past: { validFrom: string; validUntil: string | null; endedAt: string | null; hasLapsed: boolean } | null;
  interest: { kind: InterestKind; reason: string; declaredAt: string } | null;
}

/** All that the sentences name, in one statement. */
async function factsFor({ personId, grantId, past, ids, partnerId, at }: { personId: string; grantId: string | null; past: Capability[]; ids: string[]; partnerId: string | null; at: Date | null }): Promise<Facts> {
  const [row] = await db.$queryRaw<[Facts]>`
    SELECT
      coalesce((SELECT jsonb_object_agg(id, name) FROM "Agency" WHERE id = ANY (${ids}::uuid[])), '{}') AS agencies,
      coalesce((SELECT jsonb_object_agg(id, name) FROM "Zone" WHERE id = ANY (${ids}::uuid[])), '{}') AS zones,
      coalesce((SELECT jsonb_object_agg(id, name) FROM "Partner" WHERE id = ANY (${ids}::uuid[])), '{}') AS partners,
      (SELECT jsonb_build_object('createdAt', g."createdAt", 'reason', g.reason, 'until', g."validUntil", 'giver', giver.name) FROM "Grant" g LEFT JOIN "Person" giver ON giver.id = g."givenById" WHERE g.id = ${grantId}::uuid) AS grant,
      (SELECT jsonb_build_object('validFrom', g."validFrom", 'validUntil', g."validUntil", 'endedAt', g."endedAt",
          'hasLapsed', g."ratifyBy" <= instant.now AND NOT EXISTS (SELECT FROM "Ratification" r WHERE r."grantId" = g.id AND r.outcome = 'ratified'))
        FROM "Grant" g WHERE g."personId" = ${personId}::uuid AND g.capability = ANY (${past}::text[]) AND g."createdAt" <= instant.now ORDER BY g.id DESC LIMIT 1) AS past,
      (SELECT jsonb_build_object('kind', i.kind, 'reason', i.reason, 'declaredAt', i."declaredAt") FROM "Interest" i
        WHERE i."personId" = ${personId}::uuid AND i."partnerId" = ${partnerId}::uuid AND i."declaredAt" <= instant.now AND (i."endedAt" IS NULL OR i."endedAt" > instant.now) ORDER BY i.id LIMIT 1) AS interest
    FROM (SELECT coalesce(${at}::timestamptz, now()) AS now) instant`;
  return row;
}

const isCase = (kind: SubjectName): kind is "Application" | "Permit" | "Stop" => kind === "Application" || kind === "Permit" || kind === "Stop";
const isOfGrant = (kind: SubjectName): kind is "Grant" | "GrantRequest" => kind === "Grant" || kind === "GrantRequest";
/** The partner whose case it is: ties to it forbid. */
const partnerOf = (kind: SubjectName, record: Scoped): string | null => (kind === "Partner" ? (record.id ?? null) : isCase(kind) ? (record.partnerId ?? null) : null);

/** Where a record lies, as a grant would have to reach it; nothing for what no grant is bound by. */
function placeOf(kind: SubjectName, record: Scoped): Omit<Where, "capability"> & { assetClass?: AssetClass | null } {
  const assetClass = (record.assetClass ?? null) as AssetClass | null;
  if (isCase(kind)) return { agencyId: record.agencyId ?? null, zoneId: record.zoneId ?? null, assetClass, tier: record.tier ?? null, partnerId: record.partnerId ?? null };
  if (isOfGrant(kind)) return { agencyId: record.agencyId ?? null, zoneId: record.zoneId ?? null, assetClass, tier: record.highestTier ?? null, partnerId: record.partnerId ?? null };
  if (kind === "Partner") return { partnerId: record.id ?? null };
  if (kind === "Agency") return { agencyId: record.id ?? null };
  if (kind === "Asset" || kind === "Network" || kind === "AssetImport") return { agencyId: record.agencyId ?? null };
  if (kind === "Zone") return { agencyId: null };
  return {};
}

/** How far one grant reaches, against the record: a step for each limit it has. */
function reachSteps(grant: GrantHeld, action: Action, kind: SubjectName, record: Scoped, { agencies, zones, partners }: Facts, voice: Voice): Found[] {
  const place = placeOf(kind, record);
  const steps: Found[] = [];
  const step = (ok: boolean, yes: string, no: string) => steps.push({ ok, words: ok ? yes : no, mends: "grant" });
  const your = grantOf(voice);
  const onlyUnbound = (kind === "Interest" || kind === "ApartException") && action !== "examine";
  if (onlyUnbound) step(!grant.agencyId && !grant.zoneId && !grant.assetClass && !grant.highestTier && !grant.partnerId, "The grant holds for the whole city, as this asks.", `${your} is for a part of the city, and this asks for one without limits.`);
  if (place.agencyId !== undefined && grant.agencyId) {
    const theirs = agencies[grant.agencyId] ?? "another agency";
    step(place.agencyId === grant.agencyId, `The assets are those of ${theirs}.`, place.agencyId === null ? `This spans several agencies, and ${inSentence(your)} is for ${theirs}.` : `${your} is for assets of ${theirs}, and these are of ${agencies[place.agencyId] ?? "another agency"}.`);
  }
  if (place.zoneId !== undefined && grant.zoneId) {
    const theirs = zones[grant.zoneId] ?? "another part of the city";
    step(place.zoneId === grant.zoneId, `It lies in ${theirs}.`, place.zoneId === null ? `This spans several parts of the city, and ${inSentence(your)} is for ${theirs}.` : `${your} is for ${theirs}, and this lies in ${zones[place.zoneId] ?? "another part of the city"}.`);
  }
  if (place.assetClass !== undefined && grant.assetClass) {
    const theirs = assetClassWords[grant.assetClass] ?? grant.assetClass;
    step(place.assetClass === grant.assetClass, `It is about ${theirs}.`, `${your} is for ${theirs}, and this is about ${place.assetClass === null ? "several kinds of asset" : (assetClassWords[place.assetClass] ?? place.assetClass)}.`);
  }
  if (place.tier !== undefined && grant.highestTier) {
    step(place.tier !== null && place.tier <= grant.highestTier, `It is of risk tier ${place.tier ?? ""}; the grant reaches tier ${grant.highestTier}.`, `${your} reaches risk tier ${grant.highestTier}, and this is ${place.tier === null ? "for every tier" : `tier ${place.tier}`}.`);
  }
  if (place.partnerId !== undefined && grant.partnerId) {
    step(place.partnerId === grant.partnerId, `It is about ${partners[grant.partnerId] ?? "the partner of the grant"}.`, `${your} is for ${partners[grant.partnerId] ?? "one partner"}, and this is about ${place.partnerId === null ? "no partner" : "another"}.`);
  }
  if (steps.length === 0 && Object.keys(place).length > 0) steps.push({ ok: true, words: "The grant holds everywhere, without limits." });
  if (kind === "Application" && capabilities[grant.capability as Capability].for === "staff") steps.push(record.submittedAt ? { ok: true, words: "It has been sent to the city." } : { ok: false, words: "It has not been sent to the city yet." });
  return steps;
}

const apartWords: Record<Pair, { you: string; they: string }> = {
  assess_decide: { you: "assessed this case yourself, so another person must decide it.", they: "assessed this case, so another person must decide it." },
  decide_ratify: { you: "acted in this emergency yourself, so another person must ratify it.", they: "acted in this emergency, so another person must ratify it." },
  tier_decide: { you: "set the risk tier of this case, so another person must decide it.", they: "set the risk tier of this case, so another person must decide it." },
  grant_use: { you: "gave the permission from which this one comes, so you cannot use it.", they: "gave the permission from which this one comes, and so cannot use it." },
  register_verify: { you: "registered this partner yourself, so another person must verify it.", they: "registered this partner, so another person must verify it." },
};

const interestWords: Record<InterestKind, string> = { family: "family", employment: "employment", ownership: "ownership", other: "another tie" };

/** What stands above every grant: ties to the partner, and oneself. */
function aboveSteps(held: Held, action: Action, kind: SubjectName, record: Scoped, because: string | null, facts: Facts, voice: Voice): Found[] {
  const possible = forbids(action, kind);
  const partnerId = partnerOf(kind, record);
  const steps: Found[] = [];
  if (partnerId) {
    const another = "so another person must do it.";
    const ties: Found[] = [];
    if (possible.has("own_partner") && held.ownPartnerIds.includes(partnerId)) ties.push({ ok: false, words: say(voice, `belong to this partner, ${another}`, `belongs to this partner, ${another}`) });
    if (possible.has("former_partner") && held.formerPartnerIds.includes(partnerId)) ties.push({ ok: false, words: say(voice, `belonged to this partner until lately, ${another}`, `belonged to this partner until lately, ${another}`) });
    if (possible.has("interest") && held.interestPartnerIds.includes(partnerId)) {
      const { interest } = facts;
      const since = interest ? ` (${interestWords[interest.kind]}, declared on ${wordDay(dayOf(new Date(interest.declaredAt)))}: ${interest.reason})` : "";
      ties.push({ ok: false, words: say(voice, `have a declared tie to this partner${since}, ${another}`, `has a declared tie to this partner${since}, ${another}`) });
    }
    if (ties.length > 0) steps.push(...(voice.tellsTies ? ties : [{ ok: false, words: `${voice.name} keeps away from the cases of this partner, ${another}` }]));
    else if (possible.has("interest")) steps.push({ ok: true, words: say(voice, "have no tie to this partner.", "has no tie to this partner.") });
  }
  if (because === "to_oneself") steps.push({ ok: false, words: say(voice, "cannot do this for yourself; another person must.", "cannot do this for themselves; another person must.") });
  else if (because === "own_proposal") steps.push({ ok: false, words: say(voice, "proposed this yourself, so another person must decide it.", "proposed this, so another person must decide it.") });
  else if (because === "own_decision") steps.push({ ok: false, words: say(voice, "decided this first, so another person must look at it again.", "decided this first, so another person must look at it again.") });
  else if (because === "own_stop") steps.push({ ok: false, words: say(voice, "ordered this yourself, so another person must do it.", "ordered this, so another person must do it.") });
  else if (possible.has("to_oneself")) steps.push({ ok: true, words: say(voice, "do it for somebody else, not for yourself.", "does it for somebody else, not for themselves.") });
  return steps;
}

/** What became of the grant one once held, or is to hold. */
function missingWords({ past }: Facts, words: string, at: Date | null, voice: Voice): string {
  const now = at ?? new Date();
  const your = `${grantOf(voice)} to ${words}`;
  if (past?.endedAt && new Date(past.endedAt) <= now) return `${your} was ended on ${wordDay(dayOf(new Date(past.endedAt)))}.`;
  if (past?.hasLapsed) return `${your} lapsed, since nobody ratified it in time.`;
  // The end is the first instant it no longer holds: the day before is the last one it did.
  if (past?.validUntil && new Date(past.validUntil) <= now) return `${your} ran out on ${wordDay(new Date(new Date(past.validUntil).getTime() - 1))}.`;
  if (past && new Date(past.validFrom) > now) return `${your} begins on ${wordDay(dayOf(new Date(past.validFrom)))}.`;
  return say(voice, `hold no grant to ${words}.`, `holds no grant to ${words}.`);
}

interface Asked {
  held: Held;
  action: Action;
  kind: SubjectName;
  record: object & Scoped;
  at: Date | null;
  voice: Voice;
  /** Steps that the caller knows of besides. */
  extra: Step[];
}

/** Past the wall: who else could, and what stands in their way, is found in grants, ties and trainings that the asker need not see. */
const explained = (asked: Asked): Promise<Explanation> => asSystem(() => composed(asked));

async function composed({ held, action, kind, record, at, voice, extra }: Asked): Promise<Explanation> {
  const verdict = may(abilityOf(held), action, kind, record);
  const wanted = needs(action, kind);
  if (verdict.may && verdict.grantId === oneself) return { may: true, grantId: oneself, by: null, steps: [{ ok: true, words: "Everybody may do this for themselves." }, ...extra] };

  const candidates = [...held.grants.map((grant) => ({ grant, asleep: null })), ...held.dormant.map((dormant) => ({ grant: dormant.grant, asleep: dormant }))].filter(({ grant }) => (wanted as string[]).includes(grant.capability));
  const place = placeOf(kind, record);
  const partnerId = partnerOf(kind, record);
  const ids = [place.agencyId, place.zoneId, place.partnerId, ...candidates.flatMap(({ grant }) => [grant.agencyId, grant.zoneId, grant.partnerId])].filter((id) => typeof id === "string");
  // Of several grants, the one that comes nearest; where one allows it, that one.
  const nearest = candidates
    .map((candidate) => ({ ...candidate, misses: reachSteps(candidate.grant, action, kind, record, noFacts, voice).filter(({ ok }) => !ok).length + (candidate.asleep ? 0.5 : 0) - (verdict.may && verdict.grantId === candidate.grant.id ? 100 : 0) }))
    .toSorted((a, b) => a.misses - b.misses)[0];
  const [facts, broken] = await Promise.all([
    factsFor({ personId: held.personId, grantId: nearest?.grant.id ?? null, past: nearest ? [] : wanted, ids, partnerId, at }),
    nearest ? wouldJoin(db, { action, kind, record, personId: held.personId, grantId: nearest.grant.id, policy: held.policy, at }) : [],
  ]);

  const steps: Found[] = [];
  const first = wanted[0];
  if (!held.isActive) steps.push({ ok: false, words: at ? `${voice.name} had no open account then.` : say(voice, "have no open account.", "has no open account.") });
  else if (!first) steps.push({ ok: false, words: "People may do this only for themselves." });
  else if (!nearest) steps.push({ ok: false, words: missingWords(facts, capabilities[first].words, at, voice), mends: "grant" });
  else {
    const { grant, asleep } = nearest;
    const { words } = capabilities[grant.capability as Capability];
    const given = facts.grant ? `, given ${facts.grant.giver ? `by ${facts.grant.giver} ` : ""}on ${wordDay(dayOf(new Date(facts.grant.createdAt)))}: ${facts.grant.reason}` : "";
    steps.push({ ok: true, words: ended(say(voice, `hold a grant to ${words}${given}`, `holds a grant to ${words}${given}`)), grantId: grant.id });
    steps.push(...reachSteps(grant, action, kind, record, facts, voice));
    if (asleep?.because === "training") steps.push({ ok: false, words: say(voice, `need the training “${asleep.training ?? ""}”, and none is in force.`, `needs the training “${asleep.training ?? ""}”, and none is in force.`) });
    else if (!asleep) for (const training of trainingsFor(grant, held.policy)) steps.push({ ok: true, words: `The training “${training}” is in force.` });
    if (asleep?.because === "second_factor") steps.push({ ok: false, words: say(voice, "signed in without a code, and this permission sleeps without one. Set up a second factor, or sign in with it.", "signed in without a code, and this permission sleeps without one.") });
    else if (grant.needsStrength === 2 || capabilities[grant.capability as Capability].for === "staff") steps.push({ ok: true, words: voice.isSelf ? "You signed in with a code." : "It asks for a sign-in with a code; this answer supposes one." });
    const minutes = recencyOf(held, grant.id);
    if (minutes) steps.push({ ok: true, words: voice.isSelf ? `It asks for a proof, not older than ${minutes} minutes, that it is you.` : `It asks for a proof, not older than ${minutes} minutes, that it is ${voice.name}.` });
  }
  steps.push(...aboveSteps(held, action, kind, record, verdict.may ? null : verdict.because, facts, voice));
  for (const { pair, exceptedUntil } of broken) {
    if (exceptedUntil) steps.push({ ok: true, words: `An exception until ${wordInstant(exceptedUntil)} lets both acts lie in one hand.` });
    else steps.push({ ok: false, words: say(voice, apartWords[pair].you, apartWords[pair].they) });
  }
  if (nearest && broken.length === 0) steps.push({ ok: true, words: say(voice, "did nothing here that must lie in another hand.", "did nothing here that must lie in another hand.") });
  steps.push(...extra);
  // Whatever the sentences know: what the rules refuse is refused.
  if (!verdict.may && steps.every(({ ok }) => ok)) steps.push({ ok: false, words: voice.isSelf ? "Your grants do not reach this." : `The grants of ${voice.name} do not reach this.` });

  const told = steps.map(({ mends: _, ...step }): Step => step);
  const missing = steps.filter(({ ok }) => !ok);
  if (missing.length === 0 && verdict.may && nearest) {
    const given = facts.grant;
    return { may: true, grantId: verdict.grantId, by: given && { words: capabilities[nearest.grant.capability as Capability].words, giver: given.giver, givenAt: new Date(given.createdAt), reason: given.reason, until: given.until ? new Date(given.until) : null }, steps: told };
  }
  const who = await whoMay({ action, kind, record, wanted, at, but: held.personId });
  const instead = who.length > 0 ? `${listed(who.map(({ name }) => name))} can.` : "Nobody can at the moment; an access administrator can give it.";
  const askFor = held.isActive && missing.every(({ mends }) => mends === "grant") ? wanted.find((name) => staffCapabilities.includes(name)) : undefined;
  return { may: false, why: `${missing[0]?.words ?? "Your grants do not reach this."} ${instead}`, steps: told, who, ask: askFor ? askOf(askFor, place) : null };
}

const noFacts: Facts = { agencies: {}, zones: {}, partners: {}, grant: null, past: null, interest: null };

/** The smallest grant that would do, as far as this capability can be limited. */
function askOf(capability: Capability, place: ReturnType<typeof placeOf>): Ask {
  const scope = capabilities[capability].scope as readonly string[];
  return {
    capability,
    agencyId: scope.includes("agency") ? (place.agencyId ?? null) : null,
    zoneId: scope.includes("zone") ? (place.zoneId ?? null) : null,
    assetClass: scope.includes("assetClass") ? (place.assetClass ?? null) : null,
    tier: scope.includes("tier") ? (place.tier ?? null) : null,
  };
}

/**
 * Whether a person may do this now, by which grant; or the first thing that stands in the way, all the others, and who could do it
 * instead. For the person themselves: it tells their own ties. The record needs the columns that the rules look at.
 */
export const explain = (held: Held, action: Action, kind: SubjectName, record: object & Scoped, extra: Step[] = []): Promise<Explanation> =>
  explained({ held, action, kind, record, at: null, voice: { isSelf: true, name: "", tellsTies: true }, extra });

/**
 * The same for any person at any instant (null: now), with a second factor supposed; of the record as it stands now. Null where there is
 * no such person. Ties to partners are told only to an asker who may examine them; to any other it says no more than that the person keeps away.
 */
export async function explainFor(
  personId: string,
  action: Action,
  kind: SubjectName,
  record: object & Scoped,
  at: Date | null,
  { asker, extra = [] }: { asker?: AppAbility; extra?: Step[] } = {},
): Promise<(Explanation & { person: { id: string; name: string } }) | null> {
  const person = await db.person.findUnique({ where: { id: personId }, select: { id: true, name: true } });
  if (!person) return null;
  const { held } = await asSystem(() => heldBy(db, personId, { secondFactor: true, at }));
  const tellsTies = asker !== undefined && may(asker, "examine", "Interest", { personId }).may;
  return { ...(await explained({ held, action, kind, record, at, voice: { isSelf: false, name: person.name, tellsTies }, extra })), person };
}

/** Up to three other people who may do this, by name: found by their grants, then asked one by one. */
async function whoMay({ action, kind, record, wanted, at, but }: { action: Action; kind: SubjectName; record: object & Scoped; wanted: Capability[]; at: Date | null; but: string }): Promise<{ id: string; name: string }[]> {
  if (wanted.length === 0) return [];
  const place = placeOf(kind, record);
  const found = await peopleWhoReach(db, wanted.map((capability): Where => ({ capability, ...place })), at, { but, take: 12 });
  const able: { id: string; name: string }[] = [];
  for (const person of found) {
    if (able.length === 3) break;
    const { held } = await heldBy(db, person.id, { secondFactor: true, at });
    const verdict = may(abilityOf(held), action, kind, record);
    if (!verdict.may || verdict.grantId === oneself) continue;
    const broken = await wouldJoin(db, { action, kind, record, personId: person.id, grantId: verdict.grantId, policy: held.policy, at });
    if (broken.every(({ exceptedUntil }) => exceptedUntil)) able.push(person);
  }
  return able;
}

const listed = (names: string[]): string => (names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} or ${names.at(-1) ?? ""}`);
