import fc from "fast-check";
import { expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { Deed, steps, stepsTimeout, Told } from "@/lib/core/test-model";
import { good, inDays, must, testCity, type Someone } from "@/lib/core/test-city";
import { asSuperuser } from "@/lib/core/test-superuser";
import type { Outcome } from "@/lib/decisions/decision";
import type { Result } from "@/lib/core/result";
import type { Prisma } from "@/lib/core/prisma-client/client";
import { submitApplication } from "@/lib/applications/submit";
import { withdrawApplication } from "@/lib/applications/withdraw";
import { decideAnew } from "@/lib/enforcement/decide-anew";
import { lapseStops } from "@/lib/enforcement/lapsing";
import { liftStop } from "@/lib/enforcement/lift-stop";
import { orderStop } from "@/lib/enforcement/order-stop";
import { ratifyStop } from "@/lib/enforcement/ratify-stop";
import { setAsideStop } from "@/lib/enforcement/set-aside-stop";
import { stopInput, seenNow } from "@/lib/core/test-stops";
import { withdrawRights } from "@/lib/enforcement/withdraw-rights";
import { mayOperate } from "@/lib/permits/may-operate";
import { approveApplication } from "@/lib/permits/approve";
import { beginFollowUp } from "@/lib/permits/begin-follow-up";
import { resumePermit } from "@/lib/permits/resume";
import { revokePermit } from "@/lib/permits/revoke";
import { suspendPermit } from "@/lib/permits/suspend";
import type { StopScope } from "@/lib/permits/standing";
import { surrenderPermit } from "@/lib/permits/surrender";

/*
 * Random people do random things to permits, devices and stops, allowed or not; a small model says what must come of each, and after each step
 * everything alive is compared with it. LAMPPOST_MODEL_STEPS says how many steps; 50,000 take about half an hour.
 */

const city = await testCity();
const { west, east, partner, otherPartner } = city;
const assets = await Promise.all(Array.from({ length: 8 }, async (_, n) => ({ id: await city.asset({ zoneId: n % 2 ? east.id : west.id, assetClass: n % 4 < 2 ? "light_pole" : "cabinet", slots: 12 }), zone: n % 2 ? east.id : west.id, kind: n % 4 < 2 ? ("light_pole" as const) : ("cabinet" as const) })));

type Effect = "restrict" | "suspend" | "revoke" | "void";
interface Hand { name: string; who: Someone; suspends: boolean; revokes: boolean; zone: string | null; keepsAwayFrom: string | null }
const hand = async (name: string, capabilities: ("permits.suspend" | "permits.revoke")[], zone: string | null = null, keepsAwayFrom: string | null = null): Promise<Hand> => {
  const who = await city.colleague();
  for (const capability of capabilities) await city.holds(who, { capability, ...(zone ? { zoneId: zone } : {}) });
  if (keepsAwayFrom) await city.tie(who, keepsAwayFrom);
  return { name, who, suspends: capabilities.includes("permits.suspend"), revokes: capabilities.includes("permits.revoke"), zone, keepsAwayFrom };
};
const hands: Hand[] = [
  await hand("anything", ["permits.suspend", "permits.revoke"]),
  await hand("anything too", ["permits.suspend", "permits.revoke"]),
  await hand("only for a time", ["permits.suspend"]),
  await hand("only for good", ["permits.revoke"]),
  await hand("only in the west", ["permits.suspend", "permits.revoke"], west.id),
  await hand("tied to a partner", ["permits.suspend", "permits.revoke"], null, otherPartner.id),
  await hand("nothing", []),
  { name: "a member", who: partner.member, suspends: false, revokes: false, zone: null, keepsAwayFrom: null },
];

// ── The model ────────────────────────────────────────────────────────────────────────────────────────────

interface Device { id: string; permit: string; asset: (typeof assets)[number] }
interface Permit { id: string; application: string; partner: string; begins: boolean; devices: Device[]; moves: number; zone: string | null; over: null | "surrendered" | "superseded" }
interface Stop { id: string; effect: Effect; scope: StopScope; wide: boolean; orderedBy: Hand; partner: string | null; zone: string | null; reach: Set<Device>; emergency: boolean; ratified: boolean; isPast: boolean; ended: boolean; aside: Hand | null; version: number }
const permits: Permit[] = [];
const stops: Stop[] = [];
const byId = new Map<string, Permit>();
const permitOf = (id: string | undefined) => byId.get(id ?? "");
/** What was ever ordered over each device: of thousands of stops, a device knows its own. */
const over = new Map<Device, Set<Stop>>();
function reach(stop: Stop, device: Device): void {
  stop.reach.add(device);
  over.set(device, (over.get(device) ?? new Set()).add(stop));
}
function takesEffect(stop: Stop): void {
  stops.push(stop);
  for (const device of stop.reach) reach(stop, device);
}
function isThere(permit: Permit): void {
  permits.push(permit);
  byId.set(permit.id, permit);
}

const stands = (stop: Stop) => !stop.ended && !(stop.emergency && !stop.ratified && stop.isPast);
const causes = (device: Device): Effect[] => [...(over.get(device) ?? [])].filter(stands).map(({ effect }) => effect);
const isGone = (device: Device) => causes(device).some((effect) => effect === "revoke" || effect === "void");
const operationOf = (permit: Permit, device: Device) => {
  const against = causes(device);
  if (permit.over) return "given_up";
  return isGone(device) ? "withdrawn" : permit.begins ? "not_begun" : against.includes("suspend") ? "suspended" : against.includes("restrict") ? "shut_out" : "operates";
};
function statusOf(permit: Permit): string {
  const { devices } = permit;
  if (permit.over) return permit.over;
  if (devices.every((device) => causes(device).includes("void"))) return "voided";
  if (devices.every(isGone)) return "revoked";
  const left = devices.filter((device) => !isGone(device));
  if (left.every((device) => causes(device).includes("suspend"))) return "suspended";
  if (left.length < devices.length || left.some((device) => causes(device).length > 0)) return "restricted";
  return permit.begins ? "scheduled" : "active";
}
const fits = (scope: StopScope, device: Device): boolean => {
  const permit = permitOf(device.permit) as Permit;
  return (!scope.permitId || scope.permitId === permit.id) && (!scope.deviceId || scope.deviceId === device.id) && (!scope.partnerId || scope.partnerId === permit.partner) && (!scope.assetId || scope.assetId === device.asset.id) &&
    (!scope.assetClass || scope.assetClass === device.asset.kind) && (!scope.zoneId || scope.zoneId === device.asset.zone) && (!scope.model || scope.model === "TC-2");
};
/** The zone of all that was asked for, or none where it was more than one: it stays with the permit, whatever goes on to another. */
const zoneOf = (devices: readonly Device[]) => (devices.every(({ asset }) => asset.zone === devices[0]?.asset.zone) ? (devices[0]?.asset.zone ?? null) : null);
const zoneOfPermit = (permit: Permit) => permit.zone;
const named = (scope: StopScope): Permit | undefined => permitOf(scope.permitId) ?? permits.find(({ devices }) => devices.some(({ id }) => id === scope.deviceId));
/** Whose hand reaches a stop over this. */
const reaches = (by: Hand, of: { partner: string | null; zone: string | null }) => (!by.zone || by.zone === of.zone) && (!by.keepsAwayFrom || by.keepsAwayFrom !== of.partner);
const ofScope = (scope: StopScope) => ({ partner: named(scope)?.partner ?? scope.partnerId ?? null, zone: scope.zoneId ?? (named(scope) ? zoneOfPermit(named(scope) as Permit) : (assets.find(({ id }) => id === scope.assetId)?.zone ?? null)) });
const seesAll = (by: Hand, stop: Stop) => ![...stop.reach].some((device) => permitOf(device.permit)?.partner === by.keepsAwayFrom);

/** What is alive before and after a step: a permit whose status or devices change has one entry more. */
const picture = () => new Map(permits.map((permit) => [permit.id, permit.over ? `${permit.over}, whatever else was withdrawn of it` : `${statusOf(permit)} ${permit.devices.filter(isGone).length}`]));

async function compare(all: boolean): Promise<void> {
  const wanted = permits.filter((permit) => all || !["revoked", "voided", "surrendered", "superseded"].includes(statusOf(permit)) || permits.indexOf(permit) > permits.length - 12);
  const stored = new Map((await db.permit.findMany({ where: { id: { in: wanted.map(({ id }) => id) } }, select: { id: true, status: true, version: true } })).map((permit) => [permit.id, permit]));
  expect(wanted.map(({ id }) => stored.get(id)?.status)).toEqual(wanted.map(statusOf));
  // Every change has its entry: the version counts them.
  expect(wanted.map(({ id }) => stored.get(id)?.version)).toEqual(wanted.map(({ moves }) => moves));
  const devices = wanted.flatMap((permit) => permit.devices.map((device) => ({ permit, device })));
  const answers = new Map((await mayOperate({ ids: devices.map(({ device }) => device.id) }, new Date())).map((each) => [each.id, each]));
  expect(devices.map(({ device }) => answers.get(device.id)?.operation)).toEqual(devices.map(({ permit, device }) => operationOf(permit, device)));
  // Only what may operate holds a place, and no place is held twice.
  const held = new Map((await db.slotHold.groupBy({ by: ["applicationId"], where: { applicationId: { in: wanted.map(({ application }) => application) }, status: "consumed" }, _count: true })).map(({ applicationId, _count }) => [applicationId, _count]));
  expect(wanted.map(({ application }) => held.get(application) ?? 0)).toEqual(wanted.map((permit) => (permit.over ? 0 : permit.devices.filter((device) => !isGone(device)).length)));
  for (const { permit, device } of devices) if (answers.get(device.id)?.may) expect(["active", "restricted"]).toContain(statusOf(permit));
}

// ── What can be done ─────────────────────────────────────────────────────────────────────────────────────

const told = new Told();
/** Does it, and holds the answer against what the model says; where it is decided the model follows. */
async function step(name: string, expected: string, act: () => Promise<Result<Outcome>>, follow: (outcome: Outcome) => void | Promise<void>): Promise<void> {
  // A long run takes longer than a proof of who one is lasts.
  for (const { who } of hands) who.actor.confirmedAt = new Date();
  const before = picture();
  const result = await act();
  const answer = result.ok ? "decided" : result.refusal;
  expect(`${name}: ${answer}`).toBe(`${name}: ${expected}`);
  told.add(name, answer);
  if (result.ok) await follow(result.value);
  const after = picture();
  for (const permit of permits) if (before.has(permit.id) && before.get(permit.id) !== after.get(permit.id)) permit.moves += 1;
  await compare(told.isMilestone());
}

const from = <T>(list: readonly T[], n: number): T | undefined => (list.length > 0 ? list[n % list.length] : undefined);
const alive = () => permits.filter((permit) => !["revoked", "voided", "surrendered", "superseded"].includes(statusOf(permit)));
const recent = () => stops.slice(-14);

/** A scope of some kind, over what there is. */
function scopeFrom(kind: number, n: number): StopScope | null {
  const permit = from(alive(), n) ?? from(permits, n);
  if (!permit) return null;
  const zoneId = n % 2 ? west.id : east.id;
  const scopes: StopScope[] = [
    { permitId: permit.id }, { deviceId: from(permit.devices, n)?.id }, { permitId: permit.id, zoneId }, { assetId: from(assets, n)?.id }, { assetId: from(assets, n)?.id, partnerId: permit.partner }, { zoneId, partnerId: permit.partner },
    { permitId: permit.id, assetClass: n % 3 ? "cabinet" : "light_pole" }, ...(n % 5 === 0 ? [{ zoneId } as StopScope, { partnerId: permit.partner }, { make: "Tern", model: "TC-2", assetId: from(assets, n)?.id }] : []),
  ];
  return from(scopes, kind) ?? null;
}

async function approve(n: number): Promise<void> {
  if (alive().length > 9) return;
  const of = n % 3 === 0 ? otherPartner : partner;
  const places = Array.from({ length: 1 + (n % 3) }, (_, k) => from(assets, n * 7 + k * 3) as (typeof assets)[number]);
  const begins = n % 7 === 0;
  const made = await city.application("approved", { assetIds: places.map(({ id }) => id), of, ...(begins ? { from: inDays(20) } : {}) });
  const permit: Permit = { id: made.permitId, application: made.id, partner: of.id, begins, devices: [], moves: 1, zone: null, over: null };
  const left = [...places];
  for (const device of made.permit?.devices ?? []) {
    const at = left.findIndex(({ id }) => id === device.assetId);
    permit.devices.push({ id: device.id, permit: permit.id, asset: left.splice(at, 1)[0] as (typeof assets)[number] });
  }
  permit.zone = zoneOf(permit.devices);
  isThere(permit);
  for (const stop of stops) if (stands(stop) && stop.wide && (stop.effect === "suspend" || stop.effect === "restrict")) for (const device of permit.devices) if (fits(stop.scope, device)) reach(stop, device);
  if (!["active", "scheduled"].includes(statusOf(permit))) permit.moves += 1;
  told.add("approve", "decided");
  await compare(false);
}

async function order(by: Hand, effect: Effect, scope: StopScope, emergency: boolean): Promise<void> {
  const isForGood = effect === "revoke" || effect === "void";
  const of = ofScope(scope);
  const reached = permits.flatMap(({ devices }) => devices).filter((device) => !isGone(device) && !permitOf(device.permit)?.over && fits(scope, device) && permitOf(device.permit)?.partner !== by.keepsAwayFrom);
  const isAllowed = (isForGood ? by.revokes : by.suspends) && reaches(by, of);
  const isPast = by.keepsAwayFrom !== null && named(scope)?.partner === by.keepsAwayFrom;
  const expected = !isAllowed || isPast ? "not_found" : reached.length === 0 ? "nothing_reached" : "decided";
  const act = async () => (isForGood ? withdrawRights(by.who.actor, { ...scope, effect, confirm: "yes", reason: good, without: "danger", seen: await seenNow(by.who, scope) }) : orderStop(by.who.actor, await stopInput(by.who, scope, { effect, emergency: emergency ? "yes" : "no" })));
  await step(isForGood ? "withdraw" : emergency ? "stop at once" : "stop", expected, act, ({ subjectId }) => {
    takesEffect({ id: subjectId, effect, scope, wide: !scope.permitId && !scope.deviceId, orderedBy: by, ...of, reach: new Set(reached), emergency: emergency && !isForGood, ratified: false, isPast: false, ended: false, aside: null, version: 1 });
  });
}

async function lift(by: Hand, stop: Stop): Promise<void> {
  const isForGood = stop.effect === "revoke" || stop.effect === "void";
  const expected = !by.suspends || !reaches(by, stop) ? "not_found" : isForGood ? "is_for_good" : !stands(stop) ? "stop_is_over" : !seesAll(by, stop) ? "not_all_seen" : "decided";
  await step("lift", expected, () => liftStop(by.who.actor, { stopId: stop.id, version: stop.version, reason: good }), () => {
    stop.ended = true;
    stop.version += 1;
  });
}

async function ratify(by: Hand, stop: Stop, outcome: "ratified" | "refused"): Promise<void> {
  const expected = !by.suspends || !reaches(by, stop) || by === stop.orderedBy ? "not_found" : !stop.emergency ? "not_an_emergency_stop" : stop.isPast ? "ratified_too_late" : stop.ended || stop.ratified ? "already_decided" : !seesAll(by, stop) ? "not_all_seen" : "decided";
  await step("ratify", expected, () => ratifyStop(by.who.actor, { stopId: stop.id, version: stop.version, outcome, reason: good }), () => {
    if (outcome === "ratified") stop.ratified = true;
    else stop.ended = true;
    stop.version += 1;
  });
}

/** Its time passes; sometimes long before anybody writes it down. */
async function pass(stop: Stop): Promise<void> {
  if (!stop.emergency || stop.ratified || stop.ended || stop.isPast) return;
  await asSuperuser(`UPDATE "Stop" SET "ratifyBy" = now() - interval '1 second' WHERE id = $1`, [stop.id]);
  const before = picture();
  stop.isPast = true;
  const after = picture();
  const devices = [...stop.reach];
  const answers = new Map((await mayOperate({ ids: devices.map(({ id }) => id) }, new Date())).map((each) => [each.id, each.operation]));
  expect(devices.map(({ id }) => answers.get(id))).toEqual(devices.map((device) => operationOf(permitOf(device.permit) as Permit, device)));
  expect(await lapseStops()).toBe(1);
  stop.ended = true;
  stop.version += 1;
  for (const permit of permits) if (before.get(permit.id) !== after.get(permit.id)) permit.moves += 1;
  told.add("lapse", "decided");
  await compare(false);
}

async function aside(by: Hand, stop: Stop): Promise<void> {
  const expected = !(by.suspends || by.revokes) || !reaches(by, stop) ? "not_found" : !stands(stop) || (stop.emergency && !stop.ratified) ? "stop_is_over" : stop.aside ? "set_aside_already" : "decided";
  await step("set aside", expected, () => setAsideStop(by.who.actor, { stopId: stop.id, version: stop.version, reason: good }), () => {
    stop.aside = by;
    stop.version += 1;
  });
}

async function anew(by: Hand, stop: Stop, outcome: "upheld" | "reversed"): Promise<void> {
  const expected = !by.revokes || !reaches(by, stop) || by === stop.orderedBy ? "not_found" : by === stop.aside ? "kept_apart" : !stop.aside ? "not_set_aside" : !stands(stop) ? "stop_is_over" : !seesAll(by, stop) ? "not_all_seen" : "decided";
  await step("decide anew", expected, () => decideAnew(by.who.actor, { stopId: stop.id, version: stop.version, outcome, reason: good }), () => {
    stop.aside = null;
    stop.version += 1;
    if (outcome === "reversed") stop.ended = true;
  });
}

/** The three deeds on one permit, which go by the same stops. */
async function onPermit(by: Hand, permit: Permit, deed: "suspend" | "resume" | "revoke"): Promise<void> {
  const status = statusOf(permit);
  const mayDo = (deed === "revoke" ? by.revokes : by.suspends) && (!by.zone || by.zone === zoneOfPermit(permit)) && by.keepsAwayFrom !== permit.partner;
  const isSeen = (by.suspends || by.revokes) && (!by.zone || by.zone === zoneOfPermit(permit)) && by.keepsAwayFrom !== permit.partner;
  const isRead = by.name === "a member" && permit.partner === partner.id;
  const mine = stops.filter((stop) => stands(stop) && (stop.effect === "suspend" || stop.effect === "restrict") && [...stop.reach].some((device) => device.permit === permit.id));
  const isPossible = { suspend: ["scheduled", "active", "restricted"], resume: ["suspended", "restricted"], revoke: ["scheduled", "active", "restricted", "suspended"] }[deed].includes(status);
  const expected = !mayDo ? (isSeen || isRead ? "not_allowed" : "not_found") : !isPossible ? "not_from_here" : deed === "resume" && mine.some((stop) => stop.scope.permitId !== permit.id) ? "stopped_otherwise" : deed === "resume" && mine.length === 0 ? "nothing_stopped" : "decided";
  const input = { permitId: permit.id, version: permit.moves, reason: good };
  const act = () => (deed === "suspend" ? suspendPermit(by.who.actor, { ...input, until: inDays(9), without: "danger" }) : deed === "resume" ? resumePermit(by.who.actor, input) : revokePermit(by.who.actor, { ...input, confirm: "yes", without: "danger" }));
  await step(deed, expected, act, async () => {
    if (deed === "resume") {
      for (const stop of mine) {
        stop.ended = true;
        stop.version += 1;
      }
      return;
    }
    const { id } = await db.stop.findFirstOrThrow({ where: { onPermitId: permit.id }, orderBy: { number: "desc" } });
    takesEffect({ id, effect: deed, scope: { permitId: permit.id }, wide: false, orderedBy: by, partner: permit.partner, zone: zoneOfPermit(permit), reach: new Set(permit.devices.filter((device) => !isGone(device))), emergency: false, ratified: false, isPast: false, ended: false, aside: null, version: 1 });
  });
}

/** A member gives a permit of their partner back. */
async function giveBack(by: Hand, permit: Permit): Promise<void> {
  const isTheirs = by.name === "a member" && permit.partner === partner.id;
  const isSeen = (by.suspends || by.revokes) && (!by.zone || by.zone === zoneOfPermit(permit)) && by.keepsAwayFrom !== permit.partner;
  const expected = !isTheirs ? (isSeen ? "not_allowed" : "not_found") : ["scheduled", "active", "restricted", "suspended"].includes(statusOf(permit)) ? "decided" : "not_from_here";
  await step("give back", expected, () => surrenderPermit(by.who.actor, { permitId: permit.id, version: permit.moves, reason: good, confirm: "yes" }), () => {
    permit.over = "surrendered";
  });
}

/** A member renews a permit, with all its devices or all but the last; an officer approves it, where nothing stands over just that permit. */
async function renew(permit: Permit, dropsOne: boolean): Promise<void> {
  const of = permit.partner === partner.id ? partner : otherPartner;
  const isInForce = ["scheduled", "active", "restricted", "suspended"].includes(statusOf(permit));
  let applicationId = "";
  await step("begin a renewal", isInForce ? "decided" : permit.over === "superseded" ? "permit_is_replaced" : "permit_is_over", () => beginFollowUp(of.member.actor, { permitId: permit.id, kind: "amendment" }), ({ subjectId }) => void (applicationId = subjectId));
  if (!applicationId) return;
  const { draft } = await db.application.findUniqueOrThrow({ where: { id: applicationId }, select: { draft: true } });
  const { devices: { devices: listed }, sites: { assetIds }, purpose, ...rest } = draft as { devices: { devices: unknown[] }; sites: { assetIds: string[] }; purpose: object };
  const count = dropsOne && listed.length > 1 ? listed.length - 1 : listed.length;
  await db.application.update({ where: { id: applicationId }, data: { draft: { ...rest, purpose: { ...purpose, until: inDays(200) }, devices: { devices: listed.slice(0, count) }, sites: { assetIds: assetIds.slice(0, count) } } as Prisma.InputJsonObject } });
  await must(submitApplication, of.member.actor, { applicationId, version: 1, isTrue: "yes" });
  await city.reviewedByOthers(applicationId);
  const isStopped = stops.some((stop) => stands(stop) && (stop.effect === "suspend" || stop.effect === "restrict") && (stop.scope.permitId === permit.id || permit.devices.some((device) => device.id === stop.scope.deviceId && !isGone(device))));
  await step("renew", isStopped ? "replaced_is_stopped" : "decided", () => approveApplication(city.officer.actor, { applicationId, version: 2, reason: good, until: inDays(100), conditions: "" }), async () => {
    const made = await db.permit.findUniqueOrThrow({ where: { applicationId }, select: { id: true, devices: { select: { id: true } } } });
    const going = permit.devices.filter(({ id }) => made.devices.some((device) => device.id === id));
    // What goes on are the same devices: as many as were asked for, of those that had not lost their right.
    expect([going.length, made.devices.length, going.some(isGone)]).toEqual([count, count, false]);
    permit.over = "superseded";
    permit.devices = permit.devices.filter((device) => !going.includes(device));
    const next: Permit = { id: made.id, application: applicationId, partner: permit.partner, begins: false, devices: going, moves: 1, zone: zoneOf(going), over: null };
    for (const device of going) device.permit = next.id;
    isThere(next);
    for (const stop of stops) if (stands(stop) && stop.wide && (stop.effect === "suspend" || stop.effect === "restrict")) for (const device of going) if (fits(stop.scope, device)) reach(stop, device);
    if (statusOf(next) !== "active") next.moves += 1;
  });
  if (isStopped) await must(withdrawApplication, of.member.actor, { applicationId, version: 2, reason: good });
}

/** The model and the portal themselves are beside this: both go on from run to run. */
const someone = fc.nat(hands.length - 1);
const n = fc.nat(5_000);
const by = (index: number) => hands[index] as Hand;
const withStop = (of: number, act: (stop: Stop) => Promise<void>) => async () => {
  const stop = from(recent(), of);
  if (stop) await act(stop);
};
const effect = fc.constantFrom<Effect>("suspend", "suspend", "suspend", "restrict", "restrict", "revoke", "void");
const commands = [
  n.map((of) => new Deed(`approve ${of}`, () => approve(of))),
  n.map((of) => new Deed(`approve ${of}`, () => approve(of))),
  fc.tuple(someone, effect, n, n, fc.boolean()).map(([who, what, kind, of, emergency]) => new Deed(`${by(who).name}: ${what} ${kind} ${of} ${emergency}`, async () => {
    const scope = scopeFrom(kind, of);
    if (scope) await order(by(who), what, scope, emergency);
  })),
  fc.tuple(someone, n).map(([who, of]) => new Deed(`${by(who).name}: lift ${of}`, withStop(of, (stop) => lift(by(who), stop)))),
  fc.tuple(someone, n).map(([who, of]) => new Deed(`${by(who).name}: lift ${of}`, withStop(of, (stop) => lift(by(who), stop)))),
  fc.tuple(someone, n, fc.constantFrom("ratified" as const, "refused" as const)).map(([who, of, outcome]) => new Deed(`${by(who).name}: ${outcome} ${of}`, withStop(of, (stop) => ratify(by(who), stop, outcome)))),
  n.map((of) => new Deed(`time passes ${of}`, async () => {
    const stop = from(stops.filter((each) => each.emergency && !each.ratified && !each.ended && !each.isPast).slice(-5), of);
    if (stop) await pass(stop);
  })),
  fc.tuple(someone, n).map(([who, of]) => new Deed(`${by(who).name}: set aside ${of}`, withStop(of, (stop) => aside(by(who), stop)))),
  fc.tuple(someone, n, fc.constantFrom("upheld" as const, "reversed" as const)).map(([who, of, outcome]) => new Deed(`${by(who).name}: ${outcome} ${of}`, withStop(of, (stop) => anew(by(who), stop, outcome)))),
  fc.tuple(someone, n, fc.constantFrom("suspend" as const, "resume" as const, "revoke" as const)).map(([who, of, deed]) => new Deed(`${by(who).name}: ${deed} permit ${of}`, async () => {
    const permit = from(permits, permits.length - 1 - (of % 12)) ?? from(permits, of);
    if (permit) await onPermit(by(who), permit, deed);
  })),
  fc.tuple(fc.constantFrom(hands.length - 1, hands.length - 1, 0, 4, 6), n).map(([who, of]) => new Deed(`${by(who).name}: give back permit ${of}`, async () => {
    const permit = from(permits, permits.length - 1 - (of % 12)) ?? from(permits, of);
    // Seldom, so that enough is left to be stopped.
    if (permit && of % 4 === 0) await giveBack(by(who), permit);
  })),
  fc.tuple(n, fc.boolean()).map(([of, dropsOne]) => new Deed(`renew permit ${of}`, async () => {
    const permit = from(permits, permits.length - 1 - (of % 12)) ?? from(permits, of);
    if (permit) await renew(permit, dropsOne);
  })),
];

it(`stands as the model says after each of ${steps} steps, whoever takes them`, { timeout: stepsTimeout }, async () => {
  await told.walk(commands, 20_261_128);
  await compare(true);
  told.expectAll(["approve", "withdraw", "stop", "stop at once", "lift", "ratify", "lapse", "set aside", "decide anew", "suspend", "resume", "revoke", "give back", "begin a renewal", "renew"], `${permits.length} permits, ${stops.length} stops`, 50_000);
});
