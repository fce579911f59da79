import "server-only";
import { randomUUID } from "node:crypto";
import { inspect } from "node:util";
import type { ZodType } from "zod";
import { may, type Verdict } from "@/lib/access/may";
import { abilityOf, oneself, type Action, type AppAbility, type Held, type SubjectName } from "@/lib/access/ability";
import { defaultPolicy, type Policy } from "@/lib/access/policy";
import { recencyOf } from "@/lib/access/recency";
import { heldBy } from "@/lib/access/held";
import { canonicalJson } from "@/lib/core/canonical-json";
import { keyedHash } from "@/lib/core/crypto";
import { Prisma, type Tx } from "@/lib/core/db";
import { forLog, log } from "@/lib/core/log";
import { ok, refused, type Refusal, type Result } from "@/lib/core/result";
import { beyondTheWall, isTaken, RolledBack, transaction } from "@/lib/core/transaction";
import { asPerson, asSystem } from "@/lib/core/wall";
import { keptApart } from "@/lib/decisions/kept-apart";
import { append, appendAll } from "@/lib/ledger/append";
import { queueNotices, type Notice } from "@/lib/notices/queue";

/** Who acts. A person through a session; a visitor who has no account yet; or the operator at the machine's own console. */
export type Actor =
  | { kind: "person"; personId: string; secondFactor: boolean; /** when they last proved that it is them */ confirmedAt: Date | null }
  | { kind: "visitor"; from: string }
  | { kind: "operator" };

type Json = Prisma.InputJsonValue;

/** One governed record that changes: it gets an entry of its own. */
export interface Change {
  name: string;
  subject: { type: string; id: string };
  from: string | null;
  to: string | null;
  open?: Record<string, Json>;
  sealed?: Record<string, Json>;
}

/** What an act gives back to the door, which writes it into the ledger: the act itself cannot forget to. */
export interface Deed extends Omit<Change, "name"> {
  /** The same transaction's other changes, caused by this one. */
  also?: Change[];
  notices?: Notice[];
  /** Who acted, where the act itself made the person (registering, enrolling). */
  actorId?: string;
  /** Where to go next, for screens: a reference or another readable id. */
  reference?: string;
}

export interface Outcome {
  entryId: string;
  subjectId: string;
  reference: string | null;
}

export interface Scene<I> {
  tx: Tx;
  input: I;
  now: Date;
  actor: Actor;
  /** The acting person's id; empty for a visitor or the operator. */
  personId: string;
  /** The rules of access in force. */
  policy: Policy;
}

interface Spec<I, R extends object> {
  /** Past and dotted; the ledger's name for it. */
  name: string;
  input: ZodType<I>;
  /** Milliseconds it may take, where a large file is read. */
  timeout?: number;
  /** What a person must be allowed, on which kind of record, where it turns on what was sent as a function of that; or who may without an account, and why that is right. */
  may: [Action, SubjectName] | ((input: NoInfer<I>) => [Action, SubjectName]) | { visitor: string } | { operator: string };
  /** The record as it stands now. Null is answered `not_found`. For what is being made: the record as it would be. */
  find(scene: Scene<NoInfer<I>>): Promise<R | null>;
  /** Separation of duties: what the rules of access cannot see from the record alone. */
  apart?(scene: Scene<NoInfer<I>>, record: R): Promise<Refusal | null>;
  decide(scene: Scene<NoInfer<I>> & { record: R; grantId: string | null }): Promise<Result<Deed>>;
}

export interface Decision<I> {
  name: string;
  input: ZodType<I>;
  /**
   * Decides: all or nothing, with its entry and notices. `key` makes it happen once however often it is sent.
   * Answers a refusal as a value; throws only on a fault.
   */
  (actor: Actor, input: unknown, options?: { key?: string }): Promise<Result<Outcome>>;
  /** The same as part of another decision: same transaction, its own check, its own entry. A refusal is returned; the caller must pass it on. */
  inside(scene: Pick<Scene<unknown>, "tx" | "actor">, input: unknown, causeId?: string | null): Promise<Result<Outcome>>;
}

/** The one door to a write. */
export function decision<I, R extends object>(spec: Spec<I, R>): Decision<I> {
  /** What a person must be allowed; null where it is for those without an account. */
  const askedOf = (input: I): [Action, SubjectName] | null => (typeof spec.may === "function" ? spec.may(input) : Array.isArray(spec.may) ? spec.may : null);

  /** Parse → grants → find → authorise → separation of duties → decide → entries and notices, inside the given transaction. */
  async function run(tx: Tx, actor: Actor, raw: unknown, causeId: string | null): Promise<Result<Outcome>> {
    const parsed = spec.input.safeParse(raw);
    if (!parsed.success) return badInput(parsed.error.issues);
    // One clock for validity and dates: the database's.
    const { now, held, name, policyNumber } = actor.kind === "person" ? await heldBy(tx, actor.personId, { secondFactor: actor.secondFactor }) : { now: await clockOf(tx), held: null, name: null, policyNumber: 0 };
    const personId = actor.kind === "person" ? actor.personId : "";
    const scene: Scene<I> = { tx, input: parsed.data, now, actor, personId, policy: held?.policy ?? defaultPolicy };

    const record = await spec.find(scene);
    if (!record) return held ? unseen(scene, held) : refused("not_found");

    let grantId: string | null = null;
    let exceptionId: string | null = null;
    const asks = askedOf(scene.input);
    if (asks) {
      if (!held) return refused("sign_in_first");
      const [action, kind] = asks;
      const ability = abilityOf(held);
      const verdict = may(ability, action, kind, record);
      const on = { type: kind, id: idOf(record) };
      if (!verdict.may) return denial(verdict, ability, kind, record);
      if (verdict.grantId !== oneself) {
        grantId = verdict.grantId;
        let apart = await keptApart(tx, { decision: spec.name, personId, grantId, record, held });
        // Of several grants that allow the same, one that comes back to them does not spoil the others.
        for (let { grants } = held; apart.kind === "apart" && apart.pair === "grant_use"; ) {
          grants = grants.filter(({ id }) => id !== grantId);
          const other = may(abilityOf({ ...held, grants }), action, kind, record);
          if (!other.may || other.grantId === oneself) break;
          grantId = other.grantId;
          apart = await keptApart(tx, { decision: spec.name, personId, grantId, record, held });
        }
        if (apart.kind === "ended") return { ...refused("not_allowed"), on };
        if (apart.kind === "apart") return { ...refused("kept_apart", { about: { words: apart.words } }), because: apart.pair, on };
        exceptionId = apart.exceptionId;
        const minutes = recencyOf(held, grantId);
        if (minutes && actor.kind === "person" && !(actor.confirmedAt && actor.confirmedAt.getTime() > now.getTime() - minutes * 60_000)) return refused("confirm_first", { about: { minutes } });
      }
    } else if (typeof spec.may === "object" && "operator" in spec.may && actor.kind !== "operator") {
      return refused("not_found");
    }

    const conflict = await spec.apart?.(scene, record);
    if (conflict) return conflict;

    const decided = await spec.decide({ ...scene, record, grantId });
    if (!decided.ok) return decided;
    const deed = decided.value;
    const by = { actorKind: actor.kind, actorId: deed.actorId ?? (personId || null), actorName: name, grantId, policyVersion: policyNumber } as const;
    const written = ({ name, subject, from, to, open = {}, sealed = {} }: Change) => ({ name, subject, from, to, open, sealed, ...by });
    const entry = await append(tx, { ...written({ ...deed, name: spec.name, sealed: { ...deed.sealed, ...(exceptionId ? { exceptionId } : {}) } }), causeId });
    await appendAll(tx, (deed.also ?? []).map((change) => ({ ...written(change), causeId: entry.id })));
    await queueNotices(tx, deed.notices ?? [], entry.id);
    return ok({ entryId: entry.id, subjectId: deed.subject.id, reference: deed.reference ?? null });
  }

  /** Behind the wall there is no such record. Whether there is one past it is looked up only to record the attempt: to the person it is not found. */
  async function unseen(scene: Scene<I>, held: Held): Promise<Refusal> {
    const asks = askedOf(scene.input);
    const record = asks ? await beyondTheWall(scene.tx, () => spec.find(scene)) : null;
    if (!record || !asks) return refused("not_found");
    const [action, kind] = asks;
    const ability = abilityOf(held);
    const verdict = may(ability, action, kind, record);
    if (!verdict.may) return denial(verdict, ability, kind, record);
    log.error({ decision: spec.name, on: { type: kind, id: idOf(record) } }, "the rules of access allow what the wall keeps back");
    return { ...refused("not_found"), hidden: true, because: "wall", on: { type: kind, id: idOf(record) } };
  }

  const decide = async (actor: Actor, raw: unknown, options: { key?: string } = {}): Promise<Result<Outcome>> => {
    // A person decides behind the wall, in their own name. What is for visitors, who have no account yet, or for the operator, who has none at
    // all, is beyond it: why that is right is said in its `may`.
    const asked = (Array.isArray(spec.may) || typeof spec.may === "function") && actor.kind === "person" ? (work: () => Promise<Result<Outcome>>) => asPerson(actor.personId, work) : asSystem;
    try {
      return await asked(() => transaction(async (tx) => {
        const claim = options.key ? await claimKey(tx, spec.name, actor, options.key, raw) : null;
        if (claim?.kind === "known") return claim.outcome;
        const result = await run(tx, actor, raw, null);
        if (!result.ok) throw new RolledBack(result);
        if (claim) await tx.decisionKey.update({ where: { id: claim.id }, data: { outcome: { ...result.value } } });
        return result;
      }, spec.timeout ? { timeout: spec.timeout } : {}));
    } catch (problem) {
      if (problem instanceof RolledBack) {
        const refusal = problem.because as Refusal;
        await recordDenial(spec.name, actor, raw, refusal);
        return refusal;
      }
      if (isTaken(problem)) return refused("taken_meanwhile");
      const id = randomUUID().slice(0, 8);
      log.error({ fault: id, decision: spec.name, problem: forLog(problem) }, "a decision failed");
      throw new Fault(id, problem);
    }
  };

  const inside: Decision<I>["inside"] = async ({ tx, actor }, raw, causeId = null) => run(tx, actor, raw, causeId);
  // A function's own `name` is read-only, so the ledger's name is defined over it.
  Object.defineProperty(decide, "name", { value: spec.name });
  return Object.assign(decide, { input: spec.input, inside }) as unknown as Decision<I>;
}

const idOf = (record: object): string => ("id" in record && typeof record.id === "string" ? record.id : "");

async function clockOf(tx: Tx): Promise<Date> {
  const [{ now }] = await tx.$queryRaw<[{ now: Date }]>`SELECT now() AS now`;
  return now;
}

/** A bug or an outage, told by its id only; the operational log has the rest. */
export class Fault extends Error {
  constructor(readonly id: string, cause: unknown) {
    super(`fault ${id}`, { cause });
  }
}

function badInput(issues: readonly { path: PropertyKey[]; message: string }[]): Refusal {
  const told = issues.map((issue) => ({ field: issue.path.join("."), words: issue.message }));
  return { ...refused("bad_input", { field: told[0]?.field ?? "", about: { words: told[0]?.words ?? "" } }), issues: told };
}

/** What one may not see does not exist; what one may see but not do is refused with its reason. */
function denial(verdict: Extract<Verdict, { may: false }>, ability: AppAbility, kind: SubjectName, record: object): Refusal {
  const visible = may(ability, "examine", kind, record).may || may(ability, "read", kind, record).may;
  return { ...denied(verdict, visible), on: { type: kind, id: idOf(record) } };
}

function denied(verdict: Extract<Verdict, { may: false }>, visible: boolean): Refusal {
  const because = verdict.because ? { because: verdict.because } : {};
  if (verdict.because === "to_oneself") return refused("not_to_oneself");
  if (verdict.because === "own_proposal") return { ...refused("not_own_proposal"), ...because };
  return visible ? { ...refused("not_allowed"), ...because } : { ...refused("not_found"), hidden: true, ...because };
}

const toldOf = (value: unknown): unknown => (value instanceof File ? { file: value.name, size: value.size } : Array.isArray(value) && value.some((each) => each instanceof File) ? value.map(toldOf) : value);

/** Tells two sendings apart. A password is left out: not even its hash is kept here. */
function hashOf(raw: unknown): string {
  const { password: _, ...rest } = raw !== null && typeof raw === "object" ? (raw as Record<string, unknown>) : { raw };
  // A file has no JSON of its own: its name and size stand for it.
  const told = Object.entries(rest).map(([field, value]) => [field, toldOf(value)] as const);
  try {
    return keyedHash(canonicalJson(Object.fromEntries(told)), "what was sent");
  } catch {
    // What no JSON can hold was sent by no form, and is told apart well enough by how it prints.
    return keyedHash(inspect(told, { depth: 4, maxArrayLength: 100 }), "what was sent");
  }
}

/** One form, one decision: the first to come decides, the others wait for it and get its outcome. */
async function claimKey(tx: Tx, decisionName: string, actor: Actor, key: string, raw: unknown) {
  const sender = actor.kind === "person" ? actor.personId : actor.kind === "visitor" ? actor.from : "operator";
  const inputHash = hashOf(raw);
  const id = randomUUID();
  const claimed = (await tx.$queryRaw`
    INSERT INTO "DecisionKey" (id, sender, key, decision, "inputHash") VALUES (${id}::uuid, ${sender}, ${key}, ${decisionName}, ${inputHash})
    ON CONFLICT (sender, key) DO NOTHING RETURNING id`) as { id: string }[];
  if (claimed.length === 1) return { kind: "ours", id } as const;
  const known = await tx.decisionKey.findUniqueOrThrow({ where: { sender_key: { sender, key } } });
  if (known.decision !== decisionName || known.inputHash !== inputHash) throw new RolledBack(refused("sent_differently_before"));
  if (!known.outcome) throw new RolledBack(refused("still_deciding"));
  return { kind: "known", outcome: ok(known.outcome as unknown as Outcome) } as const;
}

const denials = new Set<string>(["not_allowed", "not_to_oneself", "not_own_proposal", "kept_apart"]);

/** A denied attempt is itself recorded, in a transaction of its own: the first one is already undone. */
async function recordDenial(attempted: string, actor: Actor, raw: unknown, refusal: Refusal): Promise<void> {
  const denied = refusal.hidden || denials.has(refusal.refusal);
  if (!denied || actor.kind !== "person") return;
  // Written of the person, not by them.
  await asSystem(() => transaction((tx) =>
    append(tx, {
      name: "attempt.denied",
      subject: { type: "Person", id: actor.personId },
      from: null,
      to: null,
      grantId: null,
      actorKind: "person",
      actorId: actor.personId,
      open: { attempted, why: refusal.refusal, ...(refusal.because ? { because: refusal.because } : {}) },
      sealed: { inputHash: hashOf(raw), ...(refusal.on?.id ? { onType: refusal.on.type, onId: refusal.on.id } : {}) },
      causeId: null,
    }),
  ));
}
