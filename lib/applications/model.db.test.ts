import fc from "fast-check";
import { expect, it } from "vitest";
import { db } from "@/lib/core/db";
import type { Prisma } from "@/lib/core/prisma-client/client";
import type { Result } from "@/lib/core/result";
import { Deed, steps, stepsTimeout, Told } from "@/lib/core/test-model";
import { good, inDays, operator, testCity, type Someone } from "@/lib/core/test-city";
import { asSuperuser } from "@/lib/core/test-superuser";
import type { Outcome } from "@/lib/decisions/decision";
import { chooseSites } from "@/lib/applications/choose-sites";
import { givePlace } from "@/lib/applications/give-place";
import { lapseApplication } from "@/lib/applications/lapse";
import { lapseHolds } from "@/lib/applications/lapse-holds";
import { refuseApplication } from "@/lib/applications/refuse";
import { requestChanges } from "@/lib/applications/request-changes";
import { startApplication } from "@/lib/applications/start";
import { stopWaiting } from "@/lib/applications/stop-waiting";
import { submitApplication } from "@/lib/applications/submit";
import { takeApplication } from "@/lib/applications/take";
import { waitForPlace } from "@/lib/applications/wait-for-place";
import { withdrawApplication } from "@/lib/applications/withdraw";
import { refusePartner } from "@/lib/partners/refuse-partner";
import { signTerms } from "@/lib/partners/sign-terms";
import { termsOn } from "@/lib/partners/terms";
import { verifyPartner } from "@/lib/partners/verify-partner";
import { approveApplication } from "@/lib/permits/approve";
import { surrenderPermit } from "@/lib/permits/surrender";

/*
 * Random people do random things to partners, applications and places, allowed or not, and time passes; a small model says what must come of each, and after
 * each step everything that is open is compared with it: how it stands, how often it changed, and who has which place, or waits for one. What becomes of a
 * permit afterwards is the model's beside the stops. LAMPPOST_MODEL_STEPS says how many steps.
 */

const city = await testCity();
const assets = await Promise.all(Array.from({ length: 6 }, (_, n) => city.asset({ zoneId: n % 2 ? city.east.id : city.west.id, slots: 1 + (n % 3) })));
const slots = new Map(assets.map((id, n) => [id, 1 + (n % 3)]));
const zoneOf = (assetId: string): string => (assets.indexOf(assetId) % 2 ? city.east.id : city.west.id);

// ── The model ────────────────────────────────────────────────────────────────────────────────────────────

interface Partner { id: string; member: Hand; status: "registered" | "verified" | "refused"; isSigned: boolean; version: number }
interface Hand { name: string; who: Someone; reviews: boolean; decides: boolean; verifies: boolean; zone: string | null; keepsAwayFrom: string | null; partner: string | null }
type Status = "draft" | "submitted" | "in_review" | "changes_requested" | "approved" | "refused" | "withdrawn" | "lapsed";
/** A place that an application has: while it is written for a time, which may be over; once it is sent, until it is decided. */
type Hold = "for a time" | "past" | "sent" | "permit";
interface Application { id: string; partner: Partner; status: Status; version: number; devices: number; places: string[]; holds: Map<string, Hold>; zone: string | null; isHeld: boolean; wasSent: boolean; isLate: boolean; permitId: string | null; isOver: boolean }
interface Wait { application: Application; assetId: string }
const partners: Partner[] = [];
const applications: Application[] = [];
/** The longest wait first. */
let waits: Wait[] = [];

const officer = async (name: string, capabilities: ("applications.review" | "permits.decide" | "partners.verify")[], zone: string | null = null): Promise<Hand> => {
  const who = await city.colleague();
  for (const capability of capabilities) await city.holds(who, { capability, ...(zone && capability !== "partners.verify" ? { zoneId: zone } : {}) });
  return { name, who, reviews: capabilities.includes("applications.review"), decides: capabilities.includes("permits.decide"), verifies: capabilities.includes("partners.verify"), zone, keepsAwayFrom: null, partner: null };
};
const officers: Hand[] = [
  await officer("anything", ["applications.review", "permits.decide", "partners.verify"]),
  await officer("only reviews", ["applications.review"]),
  await officer("only decides, in the west", ["permits.decide"], city.west.id),
  await officer("tied to a partner", ["applications.review", "permits.decide", "partners.verify"]),
  await officer("nothing", []),
];
async function registers(ready: boolean): Promise<Partner> {
  const { id, member } = await city.organisation({ verified: ready, signed: ready });
  const partner: Partner = { id, member: { name: `a member of ${partners.length}`, who: member, reviews: false, decides: false, verifies: false, zone: null, keepsAwayFrom: null, partner: id }, status: ready ? "verified" : "registered", isSigned: ready, version: ready ? 2 : 1 };
  partners.push(partner);
  return partner;
}
for (const ready of [true, true, false]) await registers(ready);
const tied = officers[3] as Hand;
tied.keepsAwayFrom = partners[1]?.id ?? null;
await city.tie(tied.who, tied.keepsAwayFrom ?? "");

const isOpen = ({ status }: Application): boolean => ["draft", "submitted", "in_review", "changes_requested"].includes(status);
const isTheirs = ({ status }: Application): boolean => status === "draft" || status === "changes_requested";
const hasNow = (application: Application, assetId: string): boolean => ["for a time", "sent", "permit"].includes(application.holds.get(assetId) ?? "past");
const takenBy = (assetId: string, but: Application): number => applications.filter((each) => each !== but && hasNow(each, assetId)).length;
const ahead = (assetId: string, of: Application): number => {
  const row = waits.filter((wait) => wait.assetId === assetId);
  const own = row.findIndex(({ application }) => application === of);
  return own < 0 ? row.length : own;
};
/** Whether there is a place for it past those kept for whoever came before. */
const isFreeFor = (assetId: string, of: Application): boolean => (slots.get(assetId) ?? 0) - takenBy(assetId, of) > ahead(assetId, of);
const endsWaiting = (of: Application, assetId?: string): void => void (waits = waits.filter((wait) => wait.application !== of || (assetId !== undefined && wait.assetId !== assetId)));
const isOver = (of: Application, status: Status): void => {
  of.status = status;
  of.version += 1;
  of.holds.clear();
  endsWaiting(of);
};

/** Whether a person of the city sees a case: it was sent, lies where they are responsible, and is of no partner they keep away from. */
const sees = (by: Hand, of: Application): boolean => (by.reviews || by.decides) && of.wasSent && (!by.zone || by.zone === of.zone) && by.keepsAwayFrom !== of.partner.id;
const mayWrite = (by: Hand, of: Application): boolean => by.partner === of.partner.id;
const notHis = (by: Hand, of: Application): string => (mayWrite(by, of) || sees(by, of) ? "not_allowed" : "not_found");

// ── What can be done ─────────────────────────────────────────────────────────────────────────────────────

const told = new Told();
async function step(name: string, expected: string, act: () => Promise<Result<Outcome>>, follow: (outcome: Outcome) => void | Promise<void>): Promise<void> {
  for (const { who } of [...officers, ...partners.map(({ member }) => member)]) who.actor.confirmedAt = new Date();
  const result = await act();
  const answer = result.ok ? "decided" : result.refusal;
  expect(`${name}: ${answer}`).toBe(`${name}: ${expected}`);
  told.add(name, answer);
  if (result.ok) await follow(result.value);
  await compare(told.isMilestone());
}

/** Everything that can still move, or had its last move lately; now and then all there ever was. */
async function compare(all: boolean): Promise<void> {
  const wanted = applications.filter((each, index) => all || isOpen(each) || (each.permitId && !each.isOver) || index > applications.length - 6);
  const ids = wanted.map(({ id }) => id);
  const stored = new Map((await db.application.findMany({ where: { id: { in: ids } }, select: { id: true, status: true, version: true, heldById: true, zoneId: true } })).map((each) => [each.id, each]));
  // Every change counts one, and each has its entry, or the database would not have taken it.
  expect(wanted.map(({ id }) => [stored.get(id)?.status, stored.get(id)?.version, stored.get(id)?.heldById !== null])).toEqual(wanted.map(({ status, version, isHeld }) => [status, version, isHeld]));
  const holds = await db.slotHold.findMany({ where: { status: { in: ["held", "consumed"] }, assetId: { in: assets } }, select: { applicationId: true, assetId: true, slot: true, status: true, until: true } });
  const now = new Date();
  const standing = holds.filter(({ until }) => until === null || until > now);
  const has = (hold: (typeof holds)[number]): Hold => (hold.status === "consumed" ? "permit" : hold.until ? "for a time" : "sent");
  const pairs = (list: string[][]): string[] => list.map((each) => each.join(" ")).toSorted();
  expect(pairs(standing.map((hold) => [hold.applicationId, hold.assetId, has(hold)]))).toEqual(pairs(applications.flatMap(({ id, holds: mine }) => [...mine].filter(([, hold]) => hold !== "past").map(([assetId, hold]) => [id, assetId, hold]))));
  // Nobody has the same place as somebody else, and no asset has more than it has room for.
  expect(new Set(holds.map(({ assetId, slot }) => `${assetId} ${slot}`)).size).toBe(holds.length);
  for (const { assetId, slot } of holds) expect(slot).toBeLessThanOrEqual(slots.get(assetId) ?? 0);
  const rows = await db.placeWait.findMany({ where: { endedAt: null }, orderBy: { id: "asc" }, select: { applicationId: true, assetId: true } });
  expect(rows.map(({ applicationId, assetId }) => `${applicationId} ${assetId}`)).toEqual(waits.map(({ application, assetId }) => `${application.id} ${assetId}`));
  const kept = new Map((await db.partner.findMany({ where: { id: { in: partners.map(({ id }) => id) } }, select: { id: true, status: true, version: true } })).map((each) => [each.id, each]));
  expect(partners.map(({ id }) => [kept.get(id)?.status, kept.get(id)?.version])).toEqual(partners.map(({ status, version }) => [status, version]));
}

async function start(partner: Partner, devices: number): Promise<void> {
  if (applications.filter(isOpen).length > 9) return;
  await step("begin", "decided", () => startApplication(partner.member.who.actor, { partnerId: partner.id, title: "Counting bicycles" }), async ({ subjectId: id }) => {
    // What else is asked is filled in at once; where it goes is chosen step by step.
    const draft = { ...city.answers([], "no"), devices: { devices: Array.from({ length: devices }, (_, n) => ({ name: "Bicycle counter", make: "Tern", model: "TC-2", serial: `S-${n}` })) } };
    await db.application.update({ where: { id }, data: { draft: draft as Prisma.InputJsonObject, version: { increment: 1 } } });
    applications.push({ id, partner, status: "draft", version: 2, devices, places: [], holds: new Map(), zone: null, isHeld: false, wasSent: false, isLate: false, permitId: null, isOver: false });
  });
}

/** Chooses just these places of all there are. */
async function choose(by: Hand, of: Application, wanted: string[]): Promise<void> {
  const expected = !mayWrite(by, of) ? notHis(by, of) : isTheirs(of) ? "decided" : "not_a_draft";
  await step("choose", expected, () => chooseSites(by.who.actor, { applicationId: of.id, version: of.version, assetIds: wanted, shown: assets }), () => {
    of.version += 1;
    // In the order in which they were chosen first.
    of.places = [...of.places.filter((id) => wanted.includes(id)), ...wanted.filter((id) => !of.places.includes(id))];
    for (const assetId of of.holds.keys()) if (!of.places.includes(assetId) || of.holds.get(assetId) === "past") of.holds.delete(assetId);
    for (const assetId of of.places)
      if (!of.holds.has(assetId) && isFreeFor(assetId, of)) {
        of.holds.set(assetId, "for a time");
        endsWaiting(of, assetId);
      }
  });
}

async function submit(by: Hand, of: Application): Promise<void> {
  const isFull = of.places.some((assetId) => !hasNow(of, assetId) && !isFreeFor(assetId, of));
  const expected = !mayWrite(by, of) ? notHis(by, of)
    : !isTheirs(of) ? "not_a_draft"
    : of.isLate ? "answer_too_late"
    : of.partner.status !== "verified" ? "partner_not_verified"
    : !of.partner.isSigned ? "terms_unsigned"
    : of.places.length !== of.devices ? "sites_do_not_match"
    : isFull ? "asset_full" : "decided";
  await step("send", expected, () => submitApplication(by.who.actor, { applicationId: of.id, version: of.version, isTrue: "yes" }), () => {
    of.status = of.isHeld ? "in_review" : "submitted";
    of.version += 1;
    of.wasSent = true;
    of.holds = new Map(of.places.map((assetId) => [assetId, "sent"]));
    const zones = new Set(of.places.map(zoneOf));
    of.zone = zones.size === 1 ? ([...zones][0] ?? null) : null;
    endsWaiting(of);
  });
}

async function withdraw(by: Hand, of: Application, isOld: boolean): Promise<void> {
  const expected = !mayWrite(by, of) ? notHis(by, of) : isOld ? "changed_since_read" : isOpen(of) ? "decided" : "not_from_here";
  await step("take back", expected, () => withdrawApplication(by.who.actor, { applicationId: of.id, version: of.version - (isOld ? 1 : 0), reason: good }), () => isOver(of, "withdrawn"));
}

const isInHand = ({ status }: Application): boolean => status === "submitted" || status === "in_review";
async function take(by: Hand, of: Application): Promise<void> {
  await step("take", !sees(by, of) ? notHis(by, of) : isInHand(of) ? "decided" : "not_from_here", () => takeApplication(by.who.actor, { applicationId: of.id, version: of.version }), () => {
    of.status = "in_review";
    of.version += 1;
    of.isHeld = true;
  });
}
async function asks(by: Hand, of: Application): Promise<void> {
  await step("ask for changes", !sees(by, of) ? notHis(by, of) : isInHand(of) ? "decided" : "not_from_here", () => requestChanges(by.who.actor, { applicationId: of.id, version: of.version, reason: good }), () => {
    of.status = "changes_requested";
    of.version += 1;
    of.isHeld = true;
    of.isLate = false;
  });
}
async function decides(by: Hand, of: Application, deed: "approve" | "refuse"): Promise<void> {
  const expected = !sees(by, of) || !by.decides ? notHis(by, of) : isInHand(of) ? "decided" : "not_from_here";
  const input = { applicationId: of.id, version: of.version, reason: good };
  await step(deed, expected, () => (deed === "approve" ? approveApplication(by.who.actor, { ...input, until: inDays(100), conditions: "" }) : refuseApplication(by.who.actor, { ...input, grounds: "place", without: "danger" })), async () => {
    if (deed === "refuse") return isOver(of, "refused");
    of.status = "approved";
    of.version += 1;
    for (const assetId of of.holds.keys()) of.holds.set(assetId, "permit");
    of.permitId = (await db.permit.findUniqueOrThrow({ where: { applicationId: of.id }, select: { id: true } })).id;
  });
}
/** Its partner gives the permit back, and its places are free. */
async function giveBack(of: Application): Promise<void> {
  if (!of.permitId || of.isOver) return;
  const { permitId } = of;
  await step("give back", "decided", () => surrenderPermit(of.partner.member.who.actor, { permitId, version: 1, reason: good, confirm: "yes" }), () => {
    of.isOver = true;
    of.holds.clear();
  });
}

/** The day to answer by is over; sometimes nobody has written that down yet when the partner comes after all. */
async function isTooLate(of: Application, isWrittenDown: boolean): Promise<void> {
  if (of.status === "changes_requested" && !of.isLate) {
    await asSuperuser(`UPDATE "Application" SET "answerBy" = current_date - 2 WHERE id = $1`, [of.id]);
    of.isLate = true;
  }
  if (isWrittenDown) await step("lapse", of.isLate && of.status === "changes_requested" ? "decided" : "not_from_here", () => lapseApplication(operator, { applicationId: of.id }), () => isOver(of, "lapsed"));
}
/** The fortnight of what it holds while it is written is over. */
async function holdsPass(of: Application, isWrittenDown: boolean): Promise<void> {
  await asSuperuser(`UPDATE "SlotHold" SET until = now() - interval '1 second' WHERE "applicationId" = $1 AND status = 'held' AND until IS NOT NULL`, [of.id]);
  for (const [assetId, hold] of of.holds) if (hold === "for a time") of.holds.set(assetId, "past");
  if (!isWrittenDown) return;
  const result = await lapseHolds(operator, { applicationId: of.id });
  expect(result.ok ? "decided" : result.refusal).toMatch(/^(decided|nothing_lapsed)$/);
  for (const [assetId, hold] of of.holds) if (hold === "past") of.holds.delete(assetId);
  await compare(false);
}

async function waitsFor(by: Hand, of: Application, assetId: string): Promise<void> {
  const row = waits.filter((wait) => wait.assetId === assetId);
  const left = (slots.get(assetId) ?? 0) - applications.filter((each) => hasNow(each, assetId)).length - row.length;
  const expected = !mayWrite(by, of) ? notHis(by, of)
    : !isTheirs(of) ? "not_a_draft"
    : row.some(({ application }) => application.partner === of.partner) ? "waits_already"
    : hasNow(of, assetId) ? "place_held"
    : left > 0 ? "place_free" : "decided";
  await step("wait", expected, () => waitForPlace(by.who.actor, { applicationId: of.id, assetId }), () => void waits.push({ application: of, assetId }));
}
async function leaves(by: Hand, of: Application, assetId: string): Promise<void> {
  const isThere = waits.some((wait) => wait.application === of && wait.assetId === assetId);
  await step("wait no more", !mayWrite(by, of) ? notHis(by, of) : isThere ? "decided" : "not_waiting", () => stopWaiting(by.who.actor, { applicationId: of.id, assetId }), () => endsWaiting(of, assetId));
}
/** What is free is held for whoever waits longest. */
async function passesOn(wait: Wait): Promise<void> {
  const { application: of, assetId } = wait;
  const { id: waitId } = await db.placeWait.findFirstOrThrow({ where: { applicationId: of.id, assetId, endedAt: null }, select: { id: true } });
  await step("pass on", isFreeFor(assetId, of) ? "decided" : "asset_full", () => givePlace(operator, { waitId }), () => {
    of.version += 1;
    of.holds.set(assetId, "for a time");
    if (!of.places.includes(assetId)) of.places.push(assetId);
    endsWaiting(of, assetId);
  });
}

async function onPartner(by: Hand, partner: Partner, deed: "verify" | "refuse"): Promise<void> {
  const mayDo = by.verifies && by.keepsAwayFrom !== partner.id;
  const expected = mayDo ? (partner.status === "registered" || (deed === "verify" && partner.status === "refused") ? "decided" : "not_from_here") : by.partner === partner.id ? "not_allowed" : "not_found";
  await step(`${deed} a partner`, expected, () => (deed === "verify" ? verifyPartner : refusePartner)(by.who.actor, { partnerId: partner.id, version: partner.version, reason: good }), () => {
    partner.status = deed === "verify" ? "verified" : "refused";
    partner.version += 1;
  });
}
async function signs(by: Hand, partner: Partner): Promise<void> {
  const isSeen = by.verifies && by.keepsAwayFrom !== partner.id;
  const expected = by.partner !== partner.id ? (isSeen ? "not_allowed" : "not_found") : partner.isSigned ? "terms_signed_already" : "decided";
  await step("sign", expected, () => signTerms(by.who.actor, { partnerId: partner.id, termsVersion: termsOn(inDays(0)).version, capacity: "Managing director", mayBind: "yes" }), () => void (partner.isSigned = true));
}

// ── Who does what, by chance ─────────────────────────────────────────────────────────────────────────────

const from = <T>(list: readonly T[], n: number): T | undefined => (list.length > 0 ? list[n % list.length] : undefined);
const n = fc.nat(5_000);
const cityHand = (index: number): Hand => from(officers, index) as Hand;
/** Mostly whoever it concerns: else nothing would get far. */
const memberFor = (of: Application, index: number): Hand => (index % 5 < 4 ? of.partner.member : index % 2 ? (from(partners, index)?.member ?? of.partner.member) : cityHand(index));
const onOpen = (words: string, act: (of: Application, k: number) => Promise<void>) => fc.tuple(n, n).map(([of, k]) => new Deed(`${words} ${of} ${k}`, async () => {
  const application = of % 9 === 0 ? from(applications.slice(-12), of) : from(applications.filter(isOpen), of);
  if (application) await act(application, k);
}));
/** What lies with the city, most of the time: else officers would mostly be told that they see nothing. */
const onCase = (words: string, act: (of: Application, k: number) => Promise<void>) => fc.tuple(n, n).map(([of, k]) => new Deed(`${words} ${of} ${k}`, async () => {
  const application = (k % 5 ? from(applications.filter(isInHand), of) : undefined) ?? from(applications.filter(isOpen), of);
  if (application) await act(application, k);
}));
const some = (k: number, count: number): string[] => Array.from({ length: count }, (_, index) => from(assets, k + index * (1 + (k % 3))) as string).filter((id, index, all) => all.indexOf(id) === index);
const commands = [
  fc.tuple(n, n).map(([of, k]) => new Deed(`begin ${of} ${k}`, async () => {
    const partner = from(of % 4 ? partners.slice(0, 2) : partners.slice(-3), k) as Partner;
    // Who is no member is turned away at the door, which other tests say in full.
    await start(partner, 1 + (k % 2));
  })),
  onOpen("choose", (of, k) => choose(memberFor(of, k), of, some(k, k % 7 === 0 ? 3 : of.devices))),
  onOpen("choose", (of, k) => choose(of.partner.member, of, some(k, of.devices))),
  onOpen("send", (of, k) => submit(memberFor(of, k), of)),
  // Two deeds in a row, since by chance alone little would ever be sent.
  onOpen("choose what is free, and send it", async (of, k) => {
    const free = assets.filter((id) => isFreeFor(id, of));
    if (isTheirs(of)) await choose(of.partner.member, of, free.slice(k % 3).concat(free).slice(0, of.devices).filter((id, index, all) => all.indexOf(id) === index));
    await submit(of.partner.member, of);
  }),
  onOpen("take back", (of, k) => (k % 2 ? withdraw(memberFor(of, k), of, k % 4 === 1) : Promise.resolve())),
  onCase("take", (of, k) => take(k % 6 === 0 ? of.partner.member : cityHand(k), of)),
  onCase("ask for changes", (of, k) => asks(cityHand(k), of)),
  onCase("approve", (of, k) => decides(k % 6 === 0 ? of.partner.member : cityHand(k), of, "approve")),
  onCase("approve", (of, k) => decides(cityHand(k % 2 ? 0 : 2), of, "approve")),
  onCase("refuse", (of, k) => decides(cityHand(k), of, "refuse")),
  n.map((k) => new Deed(`give back ${k}`, async () => {
    const of = from(applications.filter(({ permitId, isOver: over }) => permitId && !over), k);
    if (of) await giveBack(of);
  })),
  onOpen("too late", (of, k) => (of.status === "changes_requested" || k % 3 === 0 ? isTooLate(of, k % 2 === 0) : Promise.resolve())),
  onOpen("a fortnight", (of, k) => holdsPass(of, k % 2 === 0)),
  onOpen("wait", (of, k) => waitsFor(memberFor(of, k), of, from(assets, k) as string)),
  onOpen("wait", (of, k) => waitsFor(of.partner.member, of, from(assets.filter((id) => applications.filter((each) => hasNow(each, id)).length >= (slots.get(id) ?? 0)), k) ?? (assets[0] as string))),
  onOpen("wait no more", (of, k) => leaves(memberFor(of, k), of, waits.find(({ application }) => application === of)?.assetId ?? (from(assets, k) as string))),
  n.map((k) => new Deed(`pass on ${k}`, async () => {
    const wait = from(waits, k);
    if (wait) await passesOn(wait);
  })),
  n.map((k) => new Deed(`register ${k}`, async () => {
    if (k % 6 === 0 && partners.length < 3 + steps / 100) await registers(false);
  })),
  fc.tuple(n, n, fc.constantFrom("verify" as const, "verify" as const, "refuse" as const)).map(([who, of, deed]) => new Deed(`${deed} partner ${of} by ${who}`, () => onPartner(who % 7 === 0 ? (from(partners, who)?.member as Hand) : cityHand(who), from(partners.slice(-3), of) as Partner, deed))),
  fc.tuple(n, n).map(([who, of]) => new Deed(`sign ${of} by ${who}`, async () => {
    const partner = from(partners.slice(-3), of) as Partner;
    await signs(who % 3 ? partner.member : cityHand(who), partner);
  })),
];

it(`stands as the model says after each of ${steps} steps, whoever takes them`, { timeout: stepsTimeout }, async () => {
  await told.walk(commands, 20_261_129);
  await compare(true);
  told.expectAll(["begin", "choose", "send", "take back", "take", "ask for changes", "approve", "refuse", "give back", "lapse", "wait", "wait no more", "pass on", "verify a partner", "refuse a partner", "sign"], `${applications.length} applications, ${partners.length} partners`);
});
