import "server-only";
import { addDays, addMonths, dayOf, isoDay, wordDay } from "@/lib/core/calendar";
import { newDeviceCode, newId } from "@/lib/core/ids";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import type { Tx } from "@/lib/core/db";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { applicationMoves } from "@/lib/applications/lifecycle";
import { conditionLibrary, type LibraryKey } from "@/lib/applications/condition-library";
import { heard, type Heard } from "@/lib/hearings/heard";
import { groundWords } from "@/lib/hearings/words";
import { consumeSlots, releaseSlotsOn } from "@/lib/applications/occupancy";
import { inARow, reviewsOf } from "@/lib/applications/draft";
import { readiness } from "@/lib/applications/requirements";
import { asked } from "@/lib/applications/tier-asks";
import { reviewedSectionWords } from "@/lib/applications/words";
import { approveInput, contentSchema, type Content } from "@/lib/applications/schema";
import { asNewcomer, changesOf, meetStops } from "@/lib/permits/standing";

/**
 * An officer lets a partner install, until a date and under conditions. What is approved is the submission the officer read
 * (its version), not a later one. Makes the permit and its devices. Refuses what its tier asks for and nobody has done yet, objections that are not
 * answered, and an end in the past or after ten years.
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
  async decide({ tx, input, record: application, now, personId }) {
    if (application.version !== input.version) return refused("changed_since_read");
    // From here on no wide stop begins or ends unseen.
    await asNewcomer(tx);
    const next = move(applicationMoves, application.status, input.conditions.length + input.library.length > 0 ? "approve_with_conditions" : "approve");
    if (!next.ok) return next;
    const submission = application.submissions[0];
    if (!submission) return refused("not_from_here", { about: { status: application.status } });
    const content = contentSchema.parse(submission.content);
    const { missing, wanted, against } = readiness(await reviewsOf(tx, application.id), content, application.tier);
    if (missing.length > 0) return refused("reviews_missing", { about: { what: new Intl.ListFormat("en-GB").format(missing.map((section) => reviewedSectionWords[section].toLowerCase())) } });
    if (wanted > 0) return refused("recommendations_missing", { about: { wanted } });
    if (against > 0 && input.despite.length < 10) return refused("objections_unanswered", { field: "despite" });
    const today = dayOf(now);
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
    const { count } = await tx.application.updateMany({ where: { id: application.id, version: input.version }, data: { status: next.value, version: { increment: 1 } } });
    if (count !== 1) return refused("changed_since_read");
    const permitStatus = startsOn > today ? "scheduled" : "active";
    const { agencyId, zoneId, assetClass, tier, partnerId, title, reference } = application;
    const permit = await tx.permit.create({
      data: {
        reference, applicationId: application.id, submissionId: submission.id, partnerId, title, status: permitStatus, startsOn, expiresOn: input.until, reason: input.reason,
        decidedById: personId, decidedAt: now, reviewOn: addMonths(startsOn, asked[application.tier as 1 | 2 | 3 | 4].reviewMonths), agencyId, zoneId, assetClass, tier,
      },
      select: { id: true, partnerId: true },
    });
    const conditions = await impose(tx, permit, input, { startsOn, expiresOn: input.until });
    await makeDevices(tx, permit, content, application.partner.name, new Set(leaveOut));
    await releaseSlotsOn(tx, application.id, leaveOut.flatMap((number) => content.sites.assetIds[number - 1] ?? []));
    await consumeSlots(tx, application.id);
    // Where something wider is stopped, what comes new is stopped too.
    const stopped = await meetStops(tx, permit.id, now);
    return ok({
      subject: { type: "Application", id: application.id },
      from: application.status,
      to: next.value,
      open: { submissionId: submission.id, contentHash: submission.contentHash, permitId: permit.id, ...(leaveOut.length > 0 ? { leftOut: leaveOut } : {}) },
      ...(against > 0 ? { sealed: { despite: input.despite } } : {}),
      also: [{ name: "permit.granted", subject: { type: "Permit", id: permit.id }, from: null, to: permitStatus, open: { reference, title, partner: application.partner.name, reason: input.reason, startsOn: isoDay(startsOn), expiresOn: isoDay(input.until), conditions, ...(leaveOut.length > 0 ? { leftOut: leaveOut.length, of: all, grounds: input.grounds, ...hearing } : {}), contentHash: submission.contentHash } }, ...changesOf(stopped, { reason: "What is stopped here is stopped for this permit too." })],
      reference,
      notices: (await membersOf(tx, partnerId)).map((to) => ({ template: "application-approved" as const, to, data: { reference, permit: reference, title, reason: input.reason, until: wordDay(input.until), conditions, leftOut: leaveOut.length > 0 ? { devices: leaveOut.length, of: all, grounds: input.grounds.map((ground) => groundWords[ground]) } : null, link: `${origin()}/partner/permits/${reference}` } })),
    });
  },
});

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
 * One device on each place of the frozen submission. By hand, since Prisma spends longer on composing the many values of
 * twenty rows than the database on writing them. Its status and days the database takes from the permit.
 */
async function makeDevices(tx: Tx, permit: { id: string; partnerId: string }, frozen: Content, partnerName: string, leftOut: ReadonlySet<number>): Promise<void> {
  const { devices: { devices }, sites, purpose, data, networks } = frozen;
  const codes = await freshCodes(tx, devices.length);
  const rows = devices.flatMap(({ name, make, model, serial }, index) => (leftOut.has(index + 1) ? [] : [{ id: newId(), code: codes[index], assetId: sites.assetIds[index], name, make, model, serial, words: [name, partnerName, make, model].join(" ") }]));
  const made = await tx.$executeRaw`
    INSERT INTO "Device" (id, code, "permitId", "partnerId", "assetId", "zoneId", "networkId", name, make, model, serial, purpose, why, collects, identifies, "keptWords", "sharedWords", lat, lon, words)
    SELECT row.id, row.code, ${permit.id}::uuid, ${permit.partnerId}::uuid, asset.id, asset."zoneId", ${networks.networkIds[0] ?? null}::uuid, row.name, row.make, row.model, row.serial,
      ${purpose.purpose}::"Purpose", ${purpose.why}, ${data.collects}::text[], ${data.identifies}::"Identifies", ${data.kept}, ${data.shared}, asset.lat, asset.lon, lower(concat_ws(' ', row.words, asset.code, asset.place))
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (id uuid, code text, "assetId" uuid, name text, make text, model text, serial text, words text)
    JOIN "Asset" asset ON asset.id = row."assetId"`;
  if (made !== rows.length) throw new Error("a frozen submission names an asset that is gone");
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
