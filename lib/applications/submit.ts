import "server-only";
import { dayOf, isoDay, wordDay } from "@/lib/core/calendar";
import { runClock } from "@/lib/core/case-clock";
import { canonicalJson } from "@/lib/core/canonical-json";
import { sha256 } from "@/lib/core/crypto";
import { move } from "@/lib/core/lifecycle";
import { origin } from "@/lib/core/mode";
import { beyondTheWall } from "@/lib/core/transaction";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { membersOf } from "@/lib/notices/queue";
import { termsAt } from "@/lib/partners/terms";
import { filesInARow } from "@/lib/core/in-a-row";
import { draftOf, reviewsOf } from "@/lib/applications/draft";
import { comesBack } from "@/lib/applications/comes-back";
import { stillFollows } from "@/lib/applications/following";
import { applicationMoves } from "@/lib/applications/lifecycle";
import { freeLapsed, holdSlots } from "@/lib/applications/occupancy";
import { foundBy } from "@/lib/applications/presented";
import { common, firstIncomplete, sitesFit, devicesOf } from "@/lib/applications/rules";
import { daysToDecide, riskOf } from "@/lib/applications/risk-table";
import { readiness } from "@/lib/applications/requirements";
import { misplacedAnew } from "@/lib/applications/placed-before";
import { contentSchema, submitInput } from "@/lib/applications/schema";
import { sectionWords } from "@/lib/applications/words";

/**
 * A member sends the application. What is frozen here is what will be decided, and its places are held until then.
 * Refuses an incomplete section, a partner that is not verified or has not signed the city's terms, a place that is full, and a device on what does not carry it.
 */
export const submitApplication = decision({
  name: "application.submitted",
  input: submitInput,
  may: ["write", "Application"],
  async find({ tx, input }) {
    await filesInARow(tx, input.applicationId);
    return tx.application.findUnique({ where: { id: input.applicationId }, include: { partner: true, submissions: { select: { number: true } } } });
  },
  async decide({ tx, input, record: application, now, personId }) {
    const next = move(applicationMoves, application.status, "submit");
    if (!next.ok) return refused("not_a_draft");
    if (application.answerBy && application.answerBy < dayOf(now)) return refused("answer_too_late", { about: { by: wordDay(application.answerBy) } });
    if (application.partner.status !== "verified") return refused("partner_not_verified");
    const current = termsAt(now);
    const signature = await tx.termsSignature.findUnique({ where: { partnerId_termsVersion: { partnerId: application.partnerId, termsVersion: current.version } }, select: { termsHash: true, signedAt: true } });
    if (!signature) return refused("terms_unsigned");
    const draft = draftOf(application);
    if (draft.devices && draft.sites && !sitesFit(draft)) return refused("sites_do_not_match", { about: { devices: devicesOf(draft).length, sites: (draft.sites.assetIds as string[] | undefined)?.length ?? 0 } });
    const incomplete = firstIncomplete(draft);
    if (incomplete) return refused("section_missing", { about: { section: sectionWords[incomplete] } });

    const assetIds = draft.sites?.assetIds as string[];
    // What was sent in time can be sent again, though the permit run out while it is changed.
    const follows = await stillFollows(tx, application, application.submittedAt ? null : now);
    if (!follows.ok) return follows;
    const back = follows.value && (await comesBack(tx, follows.value.id, devicesOf(draft).map((device, index) => ({ ...device, assetId: assetIds[index] }))));
    if (back) return refused("replaced_withdrawn", { about: back });
    await freeLapsed(tx, assetIds, now);
    const held = await holdSlots(tx, application, assetIds, { now, until: null, replaced: follows.value?.applicationId });
    if (!held.ok) return held;
    const { assets } = held.value;
    const networkIds = (draft.networks?.networkIds as string[] | undefined) ?? [];
    const networks = networkIds.length > 0 ? await tx.network.findMany({ where: { id: { in: networkIds } }, select: { id: true, name: true } }) : [];
    const files = await tx.evidenceFile.findMany({ where: { applicationId: application.id, place: "application", removedAt: null }, orderBy: { number: "asc" }, select: { number: true, section: true, name: true, kind: true, bytes: true, contentHash: true } });
    const duties = await tx.duty.findMany({ where: { applicationId: application.id, endedAt: null }, orderBy: [{ duty: "asc" }, { seat: "asc" }], select: { duty: true, seat: true, acceptedAt: true, person: { select: { name: true } } } });
    const content = contentSchema.parse({
      purpose: draft.purpose,
      devices: draft.devices,
      sites: { assetIds, assets: assetIds.map((id) => assets.get(id)).map((asset) => ({ id: asset?.id, code: asset?.code, place: asset?.place, assetClass: asset?.assetClass, agency: asset?.agency, zone: asset?.zone })) },
      networks: { networkIds: networks.map(({ id }) => id), names: networks.map(({ name }) => name), talksTo: draft.networks?.talksTo },
      data: draft.data,
      security: draft.security,
      contact: draft.contact,
      terms: draft.terms,
      signed: { version: current.version, hash: signature.termsHash, on: isoDay(dayOf(signature.signedAt)) },
      ...(duties.length > 0 ? { duties: duties.map(({ duty, seat, person, acceptedAt }) => ({ duty, seat, name: person.name, isAccepted: acceptedAt !== null })) } : {}),
      ...(files.length > 0 ? { files: files.map(({ contentHash: hash, ...file }) => ({ ...file, hash })) } : {}),
    });
    const [wrong] = await misplacedAnew(tx, application, content);
    if (wrong) return refused("device_misplaced", { about: { device: wrong.index + 1, asset: wrong.code, why: wrong.why } });
    const risk = riskOf({ identifies: content.data.identifies, devices: content.devices.devices.length, purpose: content.purpose.purpose });
    const list = [...assets.values()];
    const contentHash = sha256(canonicalJson(content));
    const number = application.submissions.length + 1;
    const submission = await tx.submission.create({ data: { applicationId: application.id, number, content, contentHash, ...foundBy(content), sentById: personId }, select: { id: true } });
    await tx.evidenceFile.updateMany({ where: { applicationId: application.id, place: "application", removedAt: null, sentIn: null }, data: { sentIn: number } });
    // What an officer raised stays raised, whatever is sent again.
    const tier = Math.max(risk.tier, application.tierRaisedTo ?? 1) as 1 | 2 | 3 | 4;
    const clock = runClock(application, daysToDecide[tier], dayOf(now));
    const { dueOn } = clock;
    // What was reviewed before and is the same now needs no second look. A member sees no review.
    const reviews = await beyondTheWall(tx, () => reviewsOf(tx, application.id));
    const sectionsDue = readiness(reviews, content, tier).missing;
    const { count } = await tx.application.updateMany({
      where: { id: application.id, version: input.version },
      data: { status: application.heldById ? "in_review" : next.value, submittedAt: now, ...clock, sectionsDue, askedParts: [], answerBy: null, remindedDays: [], tierProposed: null, tierProposedById: null, tierProposedWhy: null, tier, agencyId: common(list.map((asset) => asset.agencyId)), zoneId: common(list.map((asset) => asset.zoneId)), assetClass: common(list.map((asset) => asset.assetClass)), version: { increment: 1 } },
    });
    if (count !== 1) return refused("changed_since_read");
    const to = application.heldById ? "in_review" : next.value;
    return ok({
      subject: { type: "Application", id: application.id },
      from: application.status,
      to,
      open: { submission: number, contentHash, tier, submissionId: submission.id },
      reference: application.reference,
      notices: (await membersOf(tx, application.partnerId)).map((member) => ({ template: "application-sent" as const, to: member, data: { reference: application.reference, title: application.title, dueOn: wordDay(dueOn), link: `${origin()}/partner/applications/${application.reference}` } })),
    });
  },
});
