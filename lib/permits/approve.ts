import "server-only";
import { addDays, addMonths, dayOf, isoDay, wordDay } from "@/lib/core/calendar";
import { canonicalJson } from "@/lib/core/canonical-json";
import { newDeviceCode, newId } from "@/lib/core/ids";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { Prisma, type Tx } from "@/lib/core/db";
import { ok, refused, type Result } from "@/lib/core/result";
import { beyondTheWall } from "@/lib/core/transaction";
import { decision, type Actor } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { stillCommented } from "@/lib/comments/periods";
import { applicationMoves } from "@/lib/applications/lifecycle";
import { conditionLibrary, type LibraryKey } from "@/lib/applications/condition-library";
import { heard, type Heard } from "@/lib/hearings/heard";
import { groundWords } from "@/lib/hearings/words";
import { consumeSlots, releaseSlots, releaseSlotsOn, takeOverSlots } from "@/lib/applications/occupancy";
import { stillFollows, type Followed } from "@/lib/applications/following";
import { inARow, reviewsOf } from "@/lib/applications/draft";
import { readiness } from "@/lib/applications/requirements";
import { asked } from "@/lib/applications/tier-asks";
import { reviewedSectionWords } from "@/lib/applications/words";
import { modelKey, modelsAmong } from "@/lib/applications/rules";
import { approveInput, contentSchema, type Content } from "@/lib/applications/schema";
import { abilityOf } from "@/lib/access/ability";
import { heldBy } from "@/lib/access/held";
import { may } from "@/lib/access/may";
import { considerationStateOn } from "@/lib/hearings/lifecycle";
import { comesBack } from "@/lib/applications/comes-back";
import { carriedOver } from "@/lib/applications/carried";
import { handlingOf } from "@/lib/permits/handling";
import { permitMoves } from "@/lib/permits/lifecycle";
import { toldByWords } from "@/lib/permits/places-told";
import { asNewcomer, changesOf, meetStops } from "@/lib/permits/standing";

/**
 * An officer lets a partner install, until a date and under conditions. What is approved is the submission the officer read
 * (its version), not a later one. Makes the permit and its devices; where it replaces a permit, that one is over, and what goes on keeps its code. Refuses what its tier asks for and nobody has done yet, objections that are not
 * answered, and an end in the past or after ten years. Where residents are not to read where its devices are, the words that they do read must not say it either.
 */
export const approveApplication = decision({
  name: "application.approved",
  input: approveInput,
  may: ["approve", "Application"],
  async find({ tx, input }) {
    // Before anything is asked about who did what: whoever reviews at this moment is waited for, and seen.
    await inARow(tx, input.applicationId);
    return tx.application.findUnique({ where: { id: input.applicationId }, include: { partner: true, submissions: { orderBy: { number: "desc" }, take: 1 } } });
  },
  async apart({ personId }, application) {
    return application.submissions.some((submission) => submission.sentById === personId) ? refused("kept_apart", { about: { words: "You sent this application yourself, so another person must decide it." } }) : null;
  },
  async decide({ tx, input, record: application, now, personId, actor }) {
    if (application.version !== input.version) return refused("changed_since_read");
    // From here on no wide stop begins or ends unseen.
    await asNewcomer(tx);
    const next = move(applicationMoves, application.status, input.conditions.length + input.library.length > 0 ? "approve_with_conditions" : "approve");
    if (!next.ok) return next;
    const commented = await stillCommented(tx, application.id, now);
    if (commented) return commented;
    const submission = application.submissions[0];
    if (!submission) return refused("not_from_here", { about: { status: application.status } });
    const content = contentSchema.parse(submission.content);
    const { missing, wanted, against } = readiness(await reviewsOf(tx, application.id), content, application.tier);
    if (missing.length > 0) return refused("reviews_missing", { about: { what: new Intl.ListFormat("en-GB").format(missing.map((section) => reviewedSectionWords[section].toLowerCase())) } });
    if (wanted > 0) return refused("recommendations_missing", { about: { wanted } });
    if (against > 0 && input.despite.length < 10) return refused("objections_unanswered", { field: "despite" });
    const today = dayOf(now);
    const follows = await replaceable(tx, application, personId, actor, now);
    if (!follows.ok) return follows;
    const replaced = follows.value;
    if (replaced && input.from && input.from > today) return refused("follow_up_begins_now", { field: "from" });
    const startsOn = input.from && input.from > today ? input.from : today;
    if (input.until <= today || input.until < startsOn) return refused("until_is_past", { field: "until" });
    if (input.until > addDays(today, 3653)) return refused("until_too_far", { field: "until" });

    if (input.conditionsBy && (input.conditionsBy <= today || input.conditionsBy > input.until)) return refused("shown_by_past", { field: "conditionsBy" });
    // A part that is not approved is refused: on grounds, and once the partner was heard.
    const { leaveOut } = input;
    const all = content.devices.devices.length;
    let hearing: Heard | Record<string, never> = {};
    if (leaveOut.length > 0) {
      if ((leaveOut.at(-1) ?? 0) > all) return refused("no_such_device", { field: "leaveOut", about: { count: all } });
      if (leaveOut.length === all) return refused("nothing_left", { field: "leaveOut" });
      if (input.grounds.length === 0) return refused("grounds_missing", { field: "grounds" });
      const answer = await heard(tx, { applicationId: application.id, submissionId: submission.id }, { intends: "refusal", without: input.without }, now);
      if (!answer.ok) return answer;
      hearing = answer.value;
    }
    const wantedNow = content.devices.devices.flatMap((device, index) => (leaveOut.includes(index + 1) ? [] : [{ ...device, assetId: content.sites.assetIds[index] }]));
    const back = replaced && (await comesBack(tx, replaced.id, wantedNow));
    if (back) return refused("replaced_withdrawn", { about: back });
    // What was withheld of the permit before stays so, until it is decided otherwise.
    const placesWithheld = input.withhold !== "" || (replaced?.placesWithheld ?? false);
    if (input.withhold !== "" && input.withhold.length < 10) return refused("withhold_why_missing", { field: "withhold" });
    const told = placesWithheld ? await toldByWords(tx, wantedNow.map(({ assetId }) => assetId ?? ""), [application.title, content.purpose.why, input.reason, input.withhold, ...input.conditions, ...wantedNow.map(({ name }) => name)]) : null;
    if (told) return refused("place_is_told", { field: "withhold", about: { place: told } });
    const { count } = await tx.application.updateMany({ where: { id: application.id, version: input.version }, data: { status: next.value, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    const permitStatus = startsOn > today ? "scheduled" : "active";
    const { agencyId, zoneId, assetClass, tier, partnerId, title, reference } = application;
    const permit = await tx.permit.create({
      data: {
        reference, applicationId: application.id, submissionId: submission.id, partnerId, title, status: permitStatus, startsOn, expiresOn: input.until, reason: input.reason, handling: handlingOf(content), placesWithheld,
        decidedById: personId, decidedAt: now, reviewOn: addMonths(startsOn, asked[application.tier as 1 | 2 | 3 | 4].reviewMonths), agencyId, zoneId, assetClass, tier,
      },
      select: { id: true, partnerId: true },
    });
    const conditions = await impose(tx, permit, input, { startsOn, expiresOn: input.until });
    const carried = await makeDevices(tx, permit, content, application.partner.name, new Set(leaveOut), replaced);
    await enterModels(tx, permit.id, content, { leftOut: new Set(leaveOut), sentAt: submission.sentAt, replacesId: replaced?.id ?? null, now });
    await releaseSlotsOn(tx, application.id, leaveOut.flatMap((number) => content.sites.assetIds[number - 1] ?? []));
    const kept = content.sites.assetIds.filter((_, index) => !leaveOut.includes(index + 1));
    const stoppedAt = replaced && (await slipsAway(tx, replaced, partnerId, carried, kept, now));
    if (stoppedAt) return refused("replaced_device_stopped", { about: { asset: stoppedAt } });
    if (replaced && !(await takeOverSlots(tx, replaced.applicationId, application.id, kept))) return refused("replaced_place_gone");
    await consumeSlots(tx, application.id);
    if (replaced) await supersede(tx, replaced, permit.id, carried, now);
    // Where something wider is stopped, what comes new is stopped too.
    const stopped = await meetStops(tx, permit.id, now);
    return ok({
      subject: { type: "Application", id: application.id },
      from: application.status,
      to: next.value,
      open: { submissionId: submission.id, contentHash: submission.contentHash, permitId: permit.id, ...(leaveOut.length > 0 ? { leftOut: leaveOut } : {}) },
      ...(against > 0 ? { sealed: { despite: input.despite } } : {}),
      also: [{ name: "permit.granted", subject: { type: "Permit", id: permit.id }, from: null, to: permitStatus, open: { reference, title, partner: application.partner.name, reason: input.reason, startsOn: isoDay(startsOn), expiresOn: isoDay(input.until), conditions, ...(replaced ? { replaces: replaced.reference, goOn: carried.length } : {}), ...(leaveOut.length > 0 ? { leftOut: leaveOut.length, of: all, grounds: input.grounds, ...hearing } : {}), contentHash: submission.contentHash } }, ...(input.withhold === "" ? [] : [{ name: "permit.places_withheld", subject: { type: "Permit" as const, id: permit.id }, from: permitStatus, to: permitStatus, open: { reference, title, reason: input.withhold } }]), ...(replaced ? [{ name: "permit.superseded", subject: { type: "Permit", id: replaced.id }, from: replaced.status, to: "superseded", open: { reference: replaced.reference, title: replaced.title, by: reference } }] : []), ...changesOf(stopped, { reason: "What is stopped here is stopped for this permit too." })],
      reference,
      notices: [...(replaced && replaced.partnerId !== partnerId ? (await membersOf(tx, replaced.partnerId)).map((to) => ({ template: "permit-superseded" as const, to, data: { permit: replaced.reference, title: replaced.title, by: application.partner.name, link: `${origin()}/partner/permits/${replaced.reference}` } })) : []), ...(await membersOf(tx, partnerId)).map((to) => ({ template: "application-approved" as const, to, data: { reference, permit: reference, title, reason: input.reason, until: wordDay(input.until), conditions, leftOut: leaveOut.length > 0 ? { devices: leaveOut.length, of: all, grounds: input.grounds.map((ground) => groundWords[ground]) } : null, link: `${origin()}/partner/permits/${reference}` } }))],
    });
  },
});

/**
 * The permit that would be replaced, held as it is until the end of this decision. Refuses where it is over, stopped by itself, under a notice that nobody
 * has decided on, or not for this person to decide on.
 */
async function replaceable(tx: Tx, application: Parameters<typeof stillFollows>[1], personId: string, actor: Actor, now: Date): Promise<Result<Followed | null>> {
  const { replacesId } = application;
  if (!replacesId) return ok(null);
  const follows = await stillFollows(tx, application);
  if (!follows.ok) return follows;
  // Behind the wall: who keeps away from the partner that has it does not hand it to another.
  const seen = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM "Permit" WHERE id = ${replacesId}::uuid FOR UPDATE`;
  if (seen.length === 0) return refused("replaced_not_seen");
  const { held } = await heldBy(tx, personId, { secondFactor: actor.kind === "person" && actor.secondFactor });
  if (!may(abilityOf(held), "examine", "Permit", await tx.permit.findUniqueOrThrow({ where: { id: replacesId } })).may) return refused("replaced_out_of_reach");
  const [stop] = await tx.$queryRaw<{ number: number }[]>`
    SELECT s.number FROM "Stop" s WHERE lamppost_stands(s, ${now}::timestamptz) AND s.effect IN ('restrict', 'suspend')
      AND (s."onPermitId" = ${replacesId}::uuid OR EXISTS (SELECT FROM "Device" d WHERE d.id = s."onDeviceId" AND d."permitId" = ${replacesId}::uuid AND d.status = 'authorised')) ORDER BY 1 LIMIT 1`;
  if (stop) return refused("replaced_is_stopped", { about: { stop: stop.number } });
  const notices = await tx.consideration.findMany({ where: { permitId: replacesId, status: { in: ["open", "answered"] } }, orderBy: { number: "asc" } });
  const open = notices.find((notice) => considerationStateOn(notice, dayOf(now)) !== "stale");
  return open ? refused("replaced_is_considered", { about: { notice: open.number } }) : follows;
}

/**
 * A device that is under a stop over its partner does not go, and another partner's comes in its place on the same asset: that would be the stop's end by another name.
 * What is stopped by where it is, or by what it is, is stopped for whatever comes there, or is rightly exchanged. @returns the asset's plate; null where none does
 */
async function slipsAway(tx: Tx, replaced: Followed, toId: string, carried: string[], assetIds: string[], now: Date): Promise<string | null> {
  const [found] = await tx.$queryRaw<{ code: string }[]>`
    SELECT a.code FROM "Device" d JOIN "Asset" a ON a.id = d."assetId" JOIN "StopReach" r ON r."deviceId" = d.id JOIN "Stop" s ON s.id = r."stopId"
    WHERE d."permitId" = ${replaced.id}::uuid AND d.status = 'authorised' AND NOT d.id = ANY (${carried}::uuid[]) AND d."assetId" = ANY (${assetIds}::uuid[]) AND s."onPartnerId" IS NOT NULL AND s."onPartnerId" <> ${toId}::uuid AND s.effect IN ('restrict', 'suspend') AND lamppost_stands(s, ${now}::timestamptz) ORDER BY 1 LIMIT 1`;
  return found?.code ?? null;
}

/** The permit that was replaced is over: what did not go on loses its right, and its places are free. The stops over what went on go along. */
async function supersede(tx: Tx, replaced: Followed, byId: string, carried: string[], now: Date): Promise<void> {
  const next = move(permitMoves, replaced.status, "supersede");
  if (!next.ok) throw new Error(`a permit that stands as ${replaced.status} was to be replaced`);
  await beyondTheWall(tx, () => tx.$executeRaw`
    UPDATE "StopReach" r SET "permitId" = ${byId}::uuid FROM "Stop" s WHERE s.id = r."stopId" AND s."endedAt" IS NULL AND r."deviceId" = ANY (${carried}::uuid[])`);
  await tx.permit.update({ where: { id: replaced.id }, data: { status: next.value, suspendedUntil: null, replacedById: byId, version: { increment: 1 } }, select: { id: true } });
  await releaseSlots(tx, replaced.applicationId, now);
}

/** The conditions of a permit, those of the library before those that were written, and what of them is to be shown by when. @returns their words */
async function impose(tx: Tx, permit: { id: string; partnerId: string }, { library, conditions, conditionsBy }: { library: LibraryKey[]; conditions: string[]; conditionsBy?: Date | undefined }, { startsOn, expiresOn }: { startsOn: Date; expiresOn: Date }): Promise<string[]> {
  const kept = [
    ...library.map((key) => {
      const { words, evidence = "", dueDays, everyMonths }: { words: string; evidence?: string; dueDays?: number; everyMonths?: number } = conditionLibrary[key];
      return { words, evidence, everyMonths: everyMonths ?? null, dueOn: dueDays === undefined ? null : addDays(startsOn, dueDays) };
    }),
    ...conditions.map((words) => ({ words, evidence: conditionsBy ? "Who checked it, when, and what was found." : "", everyMonths: null, dueOn: conditionsBy ?? null })),
  ].map((condition, index) => ({ id: newId(), permitId: permit.id, number: index + 1, ...condition }));
  if (kept.length > 0) await tx.permitCondition.createMany({ data: kept.map(({ dueOn: _, ...condition }) => condition) });
  // What would be due after the permit's end is not due.
  const due = kept.flatMap(({ id, dueOn }) => (dueOn && dueOn <= expiresOn ? [{ permitId: permit.id, conditionId: id, partnerId: permit.partnerId, dueOn }] : []));
  if (due.length > 0) await tx.obligation.createMany({ data: due });
  return kept.map(({ words }) => words);
}

/**
 * One device on each place of the frozen submission. What goes on from a permit that is replaced keeps its code; the others are new. By hand, since
 * Prisma spends longer on composing the many values of twenty rows than the database on writing them. Its status and days the database takes from
 * the permit. @returns the devices that go on
 */
async function makeDevices(tx: Tx, permit: { id: string; partnerId: string }, frozen: Content, partnerName: string, leftOut: ReadonlySet<number>, replaced: { id: string } | null): Promise<string[]> {
  const { devices: { devices }, sites, purpose, data, networks } = frozen;
  const wanted = devices.flatMap((device, index) => (leftOut.has(index + 1) ? [] : [{ ...device, assetId: sites.assetIds[index] }]));
  const there = replaced ? await tx.device.findMany({ where: { permitId: replaced.id, status: "authorised" }, orderBy: { id: "asc" }, select: { id: true, assetId: true, name: true, make: true, model: true, serial: true } }) : [];
  const goesOn = carriedOver(wanted, there);
  const codes = await freshCodes(tx, wanted.length - goesOn.size);
  const rows = wanted.map(({ name, make, model, serial, firmware = "", assetId }, index) => ({ id: goesOn.get(index) ?? newId(), code: goesOn.has(index) ? null : codes.pop(), assetId, name, make, model, serial, firmware, words: [name, partnerName, make, model, ...data.collects].join(" ") }));
  const said = Prisma.sql`${permit.id}::uuid AS "permitId", ${permit.partnerId}::uuid AS "partnerId", ${networks.networkIds[0] ?? null}::uuid AS "networkId", ${purpose.purpose}::"Purpose" AS purpose, ${purpose.why} AS why, ${data.collects}::text[] AS collects,
    ${data.identifies}::"Identifies" AS identifies, ${data.kept} AS "keptWords", ${data.shared} AS "sharedWords"`;
  const all = Prisma.sql`
    SELECT row.id, row.code, row.name, row.make, row.model, row.serial, row.firmware, asset.id AS "assetId", asset."zoneId", asset.lat, asset.lon, lower(concat_ws(' ', row.words, asset.code, asset.place)) AS words, ${said}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (id uuid, code text, "assetId" uuid, name text, make text, model text, serial text, firmware text, words text)
    JOIN "Asset" asset ON asset.id = row."assetId"`;
  const made = await tx.$executeRaw`
    INSERT INTO "Device" (id, code, "permitId", "partnerId", "assetId", "zoneId", "networkId", name, make, model, serial, firmware, purpose, why, collects, identifies, "keptWords", "sharedWords", lat, lon, words)
    SELECT id, code, "permitId", "partnerId", "assetId", "zoneId", "networkId", name, make, model, serial, firmware, purpose, why, collects, identifies, "keptWords", "sharedWords", lat, lon, words FROM (${all}) made WHERE code IS NOT NULL`;
  const moved = goesOn.size === 0 ? 0 : await tx.$executeRaw`
    UPDATE "Device" d SET "permitId" = n."permitId", "partnerId" = n."partnerId", "networkId" = n."networkId", name = n.name, make = n.make, model = n.model, serial = n.serial, firmware = n.firmware, purpose = n.purpose, why = n.why, collects = n.collects, identifies = n.identifies,
      "keptWords" = n."keptWords", "sharedWords" = n."sharedWords", words = n.words, version = d.version + 1 FROM (${all}) n WHERE n.code IS NULL AND d.id = n.id`;
  if (made + moved !== rows.length) throw new Error("a frozen submission names an asset that is gone");
  return [...goesOn.values()];
}

/**
 * What is approved of a model is what the catalogue says of it from now on; but not what only goes on as it was said for the permit that is replaced, nor what was
 * sent before the catalogue was told otherwise. In the order of their keys, so that two approvals do not wait for each other.
 */
async function enterModels(tx: Tx, permitId: string, { devices: { devices, models = [] } }: Content, { leftOut, sentAt, replacesId, now }: { leftOut: ReadonlySet<number>; sentAt: Date; replacesId: string | null; now: Date }): Promise<void> {
  const before = replacesId && models.length > 0 ? await beyondTheWall(tx, () => tx.permit.findUniqueOrThrow({ where: { id: replacesId }, select: { submission: { select: { content: true } } } })) : null;
  const asBefore = new Map((before ? (contentSchema.parse(before.submission.content).devices.models ?? []) : []).map((row) => [modelKey(row), canonicalJson({ ...row, make: "", model: "" })]));
  const there = modelsAmong(devices.filter((_, index) => !leftOut.has(index + 1)));
  const rows = models.map(({ make, model, ...sheet }) => ({ id: newId(), key: modelKey({ make, model }), make, model, sheet })).filter(({ key, sheet }) => there.has(key) && asBefore.get(key) !== canonicalJson({ ...sheet, make: "", model: "" })).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  if (rows.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO "DeviceModel" (id, key, make, model, sheet, "permitId", "agreedAt")
    SELECT id, key, make, model, sheet, ${permitId}::uuid, ${now}::timestamptz FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (id uuid, key text, make text, model text, sheet jsonb)
    ON CONFLICT (key) DO UPDATE SET sheet = excluded.sheet, "permitId" = excluded."permitId", "agreedAt" = excluded."agreedAt" WHERE "DeviceModel"."agreedAt" < ${sentAt}::timestamptz`;
}

/** Codes that no device has yet. */
async function freshCodes(tx: Tx, count: number): Promise<string[]> {
  const codes = new Set<string>();
  while (codes.size < count) {
    while (codes.size < count) codes.add(newDeviceCode());
    for (const { code } of await tx.device.findMany({ where: { code: { in: [...codes] } }, select: { code: true } })) codes.delete(code);
  }
  return [...codes];
}
