import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import type { Prisma } from "@/lib/core/prisma-client/client";
import { good, inDays, must, testCity, type Someone } from "@/lib/core/test-city";
import { entriesOf } from "@/lib/core/test-refusals";
import { stopped, withdrawn } from "@/lib/core/test-stops";
import { consider } from "@/lib/hearings/consider";
import { dropConsideration } from "@/lib/hearings/drop";
import { requestChanges } from "@/lib/applications/request-changes";
import { asSuperuser } from "@/lib/core/test-superuser";
import { submitApplication } from "@/lib/applications/submit";
import { liftStop } from "@/lib/enforcement/lift-stop";
import { answerTransfer } from "@/lib/permits/answer-transfer";
import { approveApplication } from "@/lib/permits/approve";
import { beginFollowUp } from "@/lib/permits/begin-follow-up";
import { mayOperate } from "@/lib/permits/may-operate";
import { offerTransfer } from "@/lib/permits/offer-transfer";
import { suspendPermit } from "@/lib/permits/suspend";
import { surrenderPermit } from "@/lib/permits/surrender";
import { withdrawTransfer } from "@/lib/permits/withdraw-transfer";
import { withholdPlaces } from "@/lib/permits/withhold-places";
import { devicePage } from "@/lib/registry/queries";

const city = await testCity();
const { officer, partner, otherPartner } = city;
const { member } = partner;

type Draft = { devices: { devices: { name: string; make: string; model: string; serial: string }[] }; sites: { assetIds: string[] }; purpose: object };
async function given(places: string[], of?: { id: string; member: Someone }) {
  const made = await city.application("approved", { assetIds: places, identifies: "no", ...(of ? { of } : {}) });
  if (!made.permit) throw new Error("no permit");
  return { ...made.permit, applicationId: made.id };
}
/** Sent in the place of a permit, with these changes of the draft; reviewed by others where its tier asks for that. */
async function sent(permit: { id: string }, kind: "amendment" | "renewal", change: (draft: Draft) => object = () => ({})) {
  const { reference } = await must(beginFollowUp, member.actor, { permitId: permit.id, kind });
  const { id, draft } = await db.application.findUniqueOrThrow({ where: { reference: reference ?? "" } });
  const before = draft as unknown as Draft;
  await db.application.update({ where: { id }, data: { draft: { ...before, purpose: { ...before.purpose, until: inDays(400) }, ...change(before) } as unknown as Prisma.InputJsonObject } });
  await must(submitApplication, member.actor, { applicationId: id, version: 1, isTrue: "yes" });
  await city.reviewedByOthers(id);
  return { applicationId: id, version: 2, reason: good, until: inDays(400), conditions: "" };
}
const permitOf = (applicationId: string) => db.permit.findUniqueOrThrow({ where: { applicationId }, include: { devices: { orderBy: { id: "asc" } } } });
const slots = (assetId: string) => db.slotHold.findMany({ where: { assetId, status: { in: ["held", "consumed"] } }, select: { applicationId: true, status: true, slot: true }, orderBy: { slot: "asc" } });
const operations = async (ids: string[]) => (await mayOperate({ ids }, new Date())).map(({ operation }) => operation);

it("where something is stays withheld when another permit takes its place", async () => {
  const permit = await given([await city.asset()]);
  await must(withholdPlaces, officer.actor, { permitId: permit.id, version: 1, reason: good });
  const renewal = await sent(permit, "renewal");
  await must(approveApplication, officer.actor, renewal);
  const after = await permitOf(renewal.applicationId);
  expect(after).toMatchObject({ placesWithheld: true, devices: [{ code: permit.devices[0]?.code, placeWithheld: true }] });
  expect(await devicePage(permit.devices[0]?.code ?? "")).toMatchObject({ asset: null, permit: { reference: after.reference } });
});

describe("a table of places that changed", () => {
  const heavy = [{ make: "Tern", model: "TC-2", radio: [], power: "mains", kg: 90, size: "20 × 10 × 5", sockets: [] }];
  /** A device as it could hang there before the table said how much a pole carries. */
  const ofOld = async () => {
    const permit = await given([await city.asset()]);
    await asSuperuser(`UPDATE "Submission" SET content = jsonb_set(content, '{devices,models}', $2::jsonb) WHERE id = (SELECT "submissionId" FROM "Permit" WHERE id = $1)`, [permit.id, JSON.stringify(heavy)]);
    return permit;
  };
  it("keeps nobody from renewing what hangs there; nor from changing something else of it", async () => {
    await must(approveApplication, officer.actor, await sent(await ofOld(), "renewal"));
    await must(approveApplication, officer.actor, await sent(await ofOld(), "amendment"));
  });
  it("but holds for what would come there anew", async () => {
    const pole = await city.asset();
    await expect(sent(await ofOld(), "amendment", ({ devices, sites }) => ({ devices: { ...devices, devices: [...devices.devices, ...devices.devices] }, sites: { assetIds: [...sites.assetIds, pole] } }))).rejects.toThrow(/device_misplaced/);
  });
  it("keeps nobody from answering either, who is asked for a change of something else", async () => {
    const { id } = await city.application("changes_requested", { identifies: "no" });
    await asSuperuser(`UPDATE "Submission" SET content = jsonb_set(content, '{devices,models}', $2::jsonb) WHERE "applicationId" = $1`, [id, JSON.stringify(heavy)]);
    await asSuperuser(`UPDATE "Application" SET draft = jsonb_set(draft, '{devices,models}', $2::jsonb), "askedParts" = '{data}' WHERE id = $1`, [id, JSON.stringify(heavy)]);
    const { version } = await db.application.findUniqueOrThrow({ where: { id } });
    await must(submitApplication, member.actor, { applicationId: id, version, isTrue: "yes" });
  });
  it("and a renewal does not tell the catalogue what was said years ago", async () => {
    const permit = await ofOld();
    await asSuperuser(`INSERT INTO "DeviceModel" (id, key, make, model, sheet, "permitId", "agreedAt") VALUES (gen_random_uuid(), 'tern\ntc-2', 'Tern', 'TC-2', '{"kg": 4}', $1, now())`.replace("\n", "\n"), [permit.id]);
    await must(approveApplication, officer.actor, await sent(permit, "renewal"));
    expect((await db.deviceModel.findMany()).map(({ sheet }) => sheet)).toEqual([{ kg: 4 }]);
  });
});

describe("a permit takes the place of another", () => {
  it("renewed: the same devices with the same codes, on the places they have, under the new one alone", async () => {
    // The pole is full: what hangs there needs no second place.
    const pole = await city.asset({ slots: 1 });
    const old = await given([pole]);
    const input = await sent(old, "renewal");
    const { entryId } = await must(approveApplication, officer.actor, input);
    const renewed = await permitOf(input.applicationId);
    expect(renewed).toMatchObject({ status: "active", replacedById: null, expiresOn: new Date(`${inDays(400)}T00:00:00Z`) });
    expect(renewed.devices.map(({ id, code, permitStatus }) => ({ id, code, permitStatus }))).toEqual(old.devices.map(({ id, code }) => ({ id, code, permitStatus: "active" })));
    expect(await db.permit.findUniqueOrThrow({ where: { id: old.id }, include: { devices: true } })).toMatchObject({ status: "superseded", replacedById: renewed.id, devices: [] });
    expect(await slots(pole)).toEqual([{ applicationId: input.applicationId, status: "consumed", slot: 1 }]);
    expect(await operations(old.devices.map(({ id }) => id))).toEqual(["operates"]);
    expect((await entriesOf(entryId)).map(({ name, subjectId, fromStatus, toStatus }) => ({ name, subjectId, fromStatus, toStatus }))).toEqual([
      { name: "application.approved", subjectId: input.applicationId, fromStatus: "submitted", toStatus: "approved" },
      { name: "permit.granted", subjectId: renewed.id, fromStatus: null, toStatus: "active" },
      { name: "permit.superseded", subjectId: old.id, fromStatus: "active", toStatus: "superseded" },
    ]);
    // The sign on the pole leads to the whole history.
    const page = await devicePage(old.devices[0]?.code ?? "");
    expect(page?.permit.reference).toBe(renewed.reference);
    expect(page?.history.map(({ name, reference }) => `${name} ${reference}`)).toEqual([`permit.superseded ${old.reference}`, `permit.granted ${renewed.reference}`, `permit.granted ${old.reference}`]);
  });

  it("changed: what goes on keeps its code, what is new gets one, what is left out may not operate and its place is free", async () => {
    const [stays, goes, comes] = await Promise.all([city.asset(), city.asset(), city.asset()]);
    const old = await given([stays, goes]);
    const input = await sent(old, "amendment", (draft) => ({ sites: { assetIds: draft.sites.assetIds.map((id) => (id === goes ? comes : id)) } }));
    await must(approveApplication, officer.actor, input);
    const changed = await permitOf(input.applicationId);
    const [kept, left] = [old.devices.find(({ assetId }) => assetId === stays), old.devices.find(({ assetId }) => assetId === goes)];
    expect(changed.devices).toHaveLength(2);
    expect(changed.devices.find(({ assetId }) => assetId === stays)?.code).toBe(kept?.code);
    expect(old.devices.map(({ code }) => code)).not.toContain(changed.devices.find(({ assetId }) => assetId === comes)?.code);
    expect(await db.device.findUniqueOrThrow({ where: { id: left?.id ?? "" } })).toMatchObject({ permitId: old.id, status: "deauthorised" });
    expect(await operations([left?.id ?? ""])).toEqual(["given_up"]);
    expect([await slots(stays), await slots(goes), await slots(comes)].map((found) => found.map(({ applicationId }) => applicationId))).toEqual([[input.applicationId], [], [input.applicationId]]);
  });

  it("in part: what is not approved of it ends", async () => {
    const [one, two] = await Promise.all([city.asset(), city.asset()]);
    const old = await given([one, two]);
    const input = await sent(old, "renewal");
    await must(approveApplication, officer.actor, { ...input, leaveOut: "1", grounds: ["place"], without: "danger" });
    const renewed = await permitOf(input.applicationId);
    expect(renewed.devices).toHaveLength(1);
    const freed = [one, two].find((id) => id !== renewed.devices[0]?.assetId) ?? "";
    expect(await slots(freed)).toEqual([]);
    expect(await slots(renewed.devices[0]?.assetId ?? "")).toMatchObject([{ applicationId: input.applicationId, status: "consumed" }]);
  });

  it("under a stop over the whole zone: what goes on stays stopped, and lifting that one stop lets it run", async () => {
    const pole = await city.asset({ zoneId: city.east.id });
    const old = await given([pole]);
    const stop = await stopped(officer, { zoneId: city.east.id });
    expect(await operations(old.devices.map(({ id }) => id))).toEqual(["suspended"]);
    const input = await sent(old, "renewal");
    await must(approveApplication, officer.actor, input);
    expect(await permitOf(input.applicationId)).toMatchObject({ status: "suspended" });
    expect(await operations(old.devices.map(({ id }) => id))).toEqual(["suspended"]);
    await must(liftStop, officer.actor, { stopId: stop.id, version: 1, reason: good });
    expect(await permitOf(input.applicationId)).toMatchObject({ status: "active" });
    expect(await db.permit.findUniqueOrThrow({ where: { id: old.id } })).toMatchObject({ status: "superseded" });
    expect(await operations(old.devices.map(({ id }) => id))).toEqual(["operates"]);
  });

  it("by another partner: its devices, its duty; the one before is told and has nothing left", async () => {
    const pole = await city.asset({ slots: 1 });
    const old = await given([pole]);
    await must(offerTransfer, member.actor, { permitId: old.id, toId: otherPartner.id, words: "We leave the city; you know these devices." });
    const offer = await db.transferOffer.findFirstOrThrow({ where: { permitId: old.id } });
    const { reference } = await must(answerTransfer, otherPartner.member.actor, { offerId: offer.id, version: 1, outcome: "accepted" });
    const { id, draft } = await db.application.findUniqueOrThrow({ where: { reference: reference ?? "" } });
    const { security, contact, terms, networks } = city.answers([pole]);
    await db.application.update({ where: { id }, data: { draft: { ...(draft as object), networks, security, contact, terms } as unknown as Prisma.InputJsonObject } });
    await must(submitApplication, otherPartner.member.actor, { applicationId: id, version: 1, isTrue: "yes" });
    await must(approveApplication, officer.actor, { applicationId: id, version: 2, reason: good, until: inDays(90), conditions: "" });
    const taken = await permitOf(id);
    expect(taken).toMatchObject({ partnerId: otherPartner.id, devices: [{ id: old.devices[0]?.id, code: old.devices[0]?.code, partnerId: otherPartner.id }] });
    expect(await db.permit.findUniqueOrThrow({ where: { id: old.id } })).toMatchObject({ status: "superseded", partnerId: partner.id });
    expect((await devicePage(old.devices[0]?.code ?? ""))?.partner.name).toBe(otherPartner.name);
    const notices = await db.notice.findMany({ where: { template: { in: ["permit-superseded", "application-approved"] }, OR: [{ personId: member.id }, { personId: otherPartner.member.id }] }, orderBy: { id: "desc" }, take: 2 });
    expect(notices.map(({ template, personId }) => [template, personId]).toSorted()).toEqual([["application-approved", otherPartner.member.id], ["permit-superseded", member.id]]);
  });
});

describe("it is not approved", () => {
  const refused = async (input: object, told: string) => {
    const result = await approveApplication(officer.actor, input);
    expect(result.ok ? "decided" : result.refusal).toBe(told);
  };

  it("while the permit, or a device of it, is stopped by itself: else the replacement would lift it", async () => {
    const old = await given([await city.asset()]);
    const input = await sent(old, "renewal");
    await must(suspendPermit, officer.actor, { permitId: old.id, version: 1, until: inDays(3), reason: good, without: "danger" });
    await refused(input, "replaced_is_stopped");
    const other = await given([await city.asset(), await city.asset()]);
    const [device] = other.devices;
    const inputOfOther = await sent(other, "renewal");
    const stop = await stopped(officer, { deviceId: device?.id });
    await refused(inputOfOther, "replaced_is_stopped");
    await must(liftStop, officer.actor, { stopId: stop.id, version: 1, reason: good });
    await must(approveApplication, officer.actor, inputOfOther);
  });

  it("when the permit is over meanwhile, or a device of it was withdrawn", async () => {
    const old = await given([await city.asset()]);
    const input = await sent(old, "renewal");
    await must(surrenderPermit, member.actor, { permitId: old.id, version: 1, confirm: "yes", reason: good });
    await refused(input, "replaced_is_over");
    const other = await given([await city.asset(), await city.asset()]);
    const inputOfOther = await sent(other, "renewal");
    await withdrawn(officer, { deviceId: other.devices[0]?.id });
    await refused(inputOfOther, "replaced_withdrawn");
  });

  it("where it would bring back what was withdrawn; a renewal that was begun before says so when it is sent", async () => {
    const old = await given([await city.asset(), await city.asset()]);
    const { reference } = await must(beginFollowUp, member.actor, { permitId: old.id, kind: "renewal" });
    const { id, draft } = await db.application.findUniqueOrThrow({ where: { reference: reference ?? "" } });
    await db.application.update({ where: { id }, data: { draft: { ...(draft as object), purpose: { ...(draft as unknown as Draft).purpose, until: inDays(400) } } as unknown as Prisma.InputJsonObject } });
    await withdrawn(officer, { deviceId: old.devices[0]?.id });
    expect(await submitApplication(member.actor, { applicationId: id, version: 1, isTrue: "yes" })).toMatchObject({ refusal: "replaced_withdrawn" });
    const sentBefore = await given([await city.asset(), await city.asset()]);
    const input = await sent(sentBefore, "renewal");
    await withdrawn(officer, { deviceId: sentBefore.devices[1]?.id });
    await refused(input, "replaced_withdrawn");
  });

  it("where another partner’s device would come in the place of one that is stopped by its partner; the partner’s own comes under the stop", async () => {
    const pole = await city.asset();
    const old = await given([pole]);
    const stop = await stopped(officer, { partnerId: partner.id, assetId: pole });
    const another = (draft: Draft) => ({ devices: { devices: draft.devices.devices.map((device) => ({ ...device, serial: "ANOTHER-ONE" })) } });
    const input = await sent(old, "amendment", another);
    await must(approveApplication, officer.actor, input);
    const changed = await permitOf(input.applicationId);
    expect(changed.status).toBe("suspended");

    await must(offerTransfer, member.actor, { permitId: changed.id, toId: otherPartner.id, words: "We leave the city; you know these devices." });
    const offer = await db.transferOffer.findFirstOrThrow({ where: { permitId: changed.id } });
    const { reference } = await must(answerTransfer, otherPartner.member.actor, { offerId: offer.id, version: 1, outcome: "accepted" });
    const { id, draft } = await db.application.findUniqueOrThrow({ where: { reference: reference ?? "" } });
    const { security, contact, terms, networks } = city.answers([]);
    const theirs = (draft as unknown as Draft).devices.devices.map((device) => ({ ...device, serial: "YET-ANOTHER" }));
    await db.application.update({ where: { id }, data: { draft: { ...(draft as object), devices: { devices: theirs }, networks, security, contact, terms } as unknown as Prisma.InputJsonObject } });
    await must(submitApplication, otherPartner.member.actor, { applicationId: id, version: 1, isTrue: "yes" });
    await refused({ applicationId: id, version: 2, reason: good, until: inDays(90), conditions: "" }, "replaced_device_stopped");
    await must(liftStop, officer.actor, { stopId: stop.id, version: 1, reason: good });
    await must(approveApplication, officer.actor, { applicationId: id, version: 2, reason: good, until: inDays(90), conditions: "" });
  });

  it("where what was withdrawn is left out by one change, and slipped in by the next", async () => {
    const [one, two] = [await city.asset(), await city.asset()];
    const old = await given([one, two]);
    const gone = old.devices.find(({ assetId }) => assetId === two);
    await withdrawn(officer, { deviceId: gone?.id });
    const first = await sent(old, "renewal");
    await must(approveApplication, officer.actor, first);
    const { reference } = await must(beginFollowUp, member.actor, { permitId: (await permitOf(first.applicationId)).id, kind: "amendment" });
    const { id, draft } = await db.application.findUniqueOrThrow({ where: { reference: reference ?? "" } });
    const before = draft as unknown as Draft;
    await db.application.update({ where: { id }, data: { draft: { ...before, purpose: { ...before.purpose, until: inDays(400) }, devices: { devices: [...before.devices.devices, { name: gone?.name, make: gone?.make, model: gone?.model, serial: gone?.serial }] }, sites: { assetIds: [...before.sites.assetIds, two] } } as unknown as Prisma.InputJsonObject } });
    expect(await submitApplication(member.actor, { applicationId: id, version: 1, isTrue: "yes" })).toMatchObject({ refusal: "replaced_withdrawn" });
  });

  it("yet it is, when the permit ran out while changes were asked for", async () => {
    const old = await given([await city.asset()]);
    const input = await sent(old, "renewal");
    await must(requestChanges, officer.actor, { applicationId: input.applicationId, version: input.version, reason: good, parts: ["purpose"] });
    await asSuperuser(`UPDATE "Permit" SET "startsOn" = current_date - 30, "expiresOn" = current_date - 1 WHERE id = $1`, [old.id]);
    await must(submitApplication, member.actor, { applicationId: input.applicationId, version: input.version + 1, isTrue: "yes" });
    await city.reviewedByOthers(input.applicationId);
    await must(approveApplication, officer.actor, { ...input, version: input.version + 2 });
    expect(await operations(old.devices.map(({ id }) => id))).toEqual(["operates"]);
  });

  it("while a notice against the permit is not decided", async () => {
    const old = await given([await city.asset()]);
    const input = await sent(old, "renewal");
    await must(consider, officer.actor, { permitId: old.id, version: 1, intends: "revocation", grounds: "conditions", reason: good });
    await refused(input, "replaced_is_considered");
    const notice = await db.consideration.findFirstOrThrow({ where: { permitId: old.id } });
    await must(dropConsideration, officer.actor, { considerationId: notice.id, version: 1, reason: good });
    await must(approveApplication, officer.actor, input);
  });

  it("by whoever's grants do not reach the permit that it would replace", async () => {
    const old = await given([await city.asset({ zoneId: city.east.id })]);
    const there = await city.asset({ zoneId: city.west.id });
    const input = await sent(old, "amendment", () => ({ sites: { assetIds: [there] } }));
    const inTheWest = await city.officerWith("permits.decide", { zoneId: city.west.id });
    expect(await approveApplication(inTheWest.actor, input)).toMatchObject({ refusal: "replaced_out_of_reach" });
  });

  it("with a first day that lies ahead: there would be a gap", async () => {
    await refused({ ...(await sent(await given([await city.asset()]), "renewal")), from: inDays(5) }, "follow_up_begins_now");
  });

  it("once the offer was taken back: what was begun for it is closed", async () => {
    const old = await given([await city.asset()]);
    await must(offerTransfer, member.actor, { permitId: old.id, toId: otherPartner.id, words: "We leave the city; you know these devices." });
    const offer = await db.transferOffer.findFirstOrThrow({ where: { permitId: old.id } });
    const { reference } = await must(answerTransfer, otherPartner.member.actor, { offerId: offer.id, version: 1, outcome: "accepted" });
    const { id, draft } = await db.application.findUniqueOrThrow({ where: { reference: reference ?? "" } });
    const { security, contact, terms, networks } = city.answers([]);
    await db.application.update({ where: { id }, data: { draft: { ...(draft as object), networks, security, contact, terms } as unknown as Prisma.InputJsonObject } });
    await must(submitApplication, otherPartner.member.actor, { applicationId: id, version: 1, isTrue: "yes" });
    await must(withdrawTransfer, member.actor, { offerId: offer.id, version: 2 });
    await refused({ applicationId: id, version: 3, reason: good, until: inDays(90), conditions: "" }, "not_from_here");
    expect((await db.application.findUniqueOrThrow({ where: { id } })).status).toBe("withdrawn");
    // And its partner goes on as it likes.
    await must(beginFollowUp, member.actor, { permitId: old.id, kind: "renewal" });
  });

  it("by whoever keeps away from the partner that has it", async () => {
    const tied = await city.officerWith("permits.decide");
    const old = await given([await city.asset()]);
    await must(offerTransfer, member.actor, { permitId: old.id, toId: otherPartner.id, words: "We leave the city; you know these devices." });
    const offer = await db.transferOffer.findFirstOrThrow({ where: { permitId: old.id } });
    const { reference } = await must(answerTransfer, otherPartner.member.actor, { offerId: offer.id, version: 1, outcome: "accepted" });
    const { id, draft } = await db.application.findUniqueOrThrow({ where: { reference: reference ?? "" } });
    const { security, contact, terms, networks } = city.answers([]);
    await db.application.update({ where: { id }, data: { draft: { ...(draft as object), networks, security, contact, terms } as unknown as Prisma.InputJsonObject } });
    await must(submitApplication, otherPartner.member.actor, { applicationId: id, version: 1, isTrue: "yes" });
    await city.tie(tied, partner.id);
    // Not only that: the case is not theirs to see.
    expect(await approveApplication(tied.actor, { applicationId: id, version: 2, reason: good, until: inDays(90), conditions: "" })).toMatchObject({ refusal: "not_found", hidden: true });
  });

  it("at the same moment as the permit is stopped: one of them comes second, and nothing slips through", async () => {
    for (let turn = 0; turn < 4; turn += 1) {
      const old = await given([await city.asset()]);
      const input = await sent(old, "renewal");
      const [approved, suspended] = await Promise.all([approveApplication(officer.actor, input), suspendPermit(city.secondOfficer.actor, { permitId: old.id, version: 1, until: inDays(3), reason: good, without: "danger" })]);
      expect([approved.ok, suspended.ok].filter(Boolean)).toHaveLength(1);
      expect(await operations(old.devices.map(({ id }) => id))).toEqual([approved.ok ? "operates" : "suspended"]);
    }
  });
});

describe("the database keeps it, whatever the code says:", () => {
  it("a device moves to no permit but the one that replaces its own", async () => {
    const [one, two] = [await given([await city.asset()]), await given([await city.asset()])];
    await expect(db.$executeRaw`UPDATE "Device" SET "permitId" = ${two.id}::uuid WHERE "permitId" = ${one.id}::uuid`).rejects.toThrow(/moves only to the permit/);
    await expect(db.$executeRaw`UPDATE "Device" SET make = 'Another' WHERE "permitId" = ${one.id}::uuid`).rejects.toThrow(/decided with its permit/);
  });
});
