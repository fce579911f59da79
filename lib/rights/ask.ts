import "server-only";
import { dayOf, isoDay, wordDay } from "@/lib/core/calendar";
import { newId, newTicket } from "@/lib/core/ids";
import { origin } from "@/lib/core/mode";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { pageFor } from "@/lib/notices/to-residents";
import { isWrittenToEnough, membersOf } from "@/lib/notices/queue";
import { accountableForDevice, accountableInStreet } from "@/lib/rights/accountable";
import { answerDueOn } from "@/lib/rights/lifecycle";
import { askInput } from "@/lib/rights/schema";

/**
 * Somebody asks about their own data, once, of a device or of a street and a day. Each partner who answers for something there gets its part, with a month to answer. What was
 * written, and by whom, is between them: it is in no entry of the ledger, and nobody of the city reads it.
 */
export const askForData = decision({
  name: "rights.asked",
  input: askInput,
  may: { visitor: "whoever passes by may ask what is held about them; it is handed on to those who answer for it, and to nobody else" },
  find: async () => ({}),
  async decide({ tx, input, now }) {
    if (input.website !== "") return refused("written_by_no_hand");
    const today = dayOf(now);
    const { kind, words, email, language, street, onDay, around } = input;
    if (onDay && onDay > today) return refused("day_is_ahead", { field: "onDay" });
    const ofDevice = input.device ? await accountableForDevice(tx, input.device) : null;
    if (input.device && !ofDevice) return refused("code_unknown", { field: "street", about: { code: input.device } });
    const parts = ofDevice ? ofDevice.parts : await accountableInStreet(tx, street, onDay ?? today);
    if (parts === "too_many") return refused("street_too_wide", { field: "street" });
    if (parts.length === 0) return refused("nothing_there", { field: "street" });
    const [id, reference, dueOn] = [newId(), newTicket("R"), answerDueOn(today)];
    const { number } = await tx.dataRequest.create({ data: { id, reference, kind, words, email, language, around: around || null, askedAt: now, onDay: onDay ?? null, ...(ofDevice ? { deviceId: ofDevice.deviceId } : { street }) }, select: { number: true } });
    const made = [];
    for (const { partnerId, devices } of parts) made.push({ partnerId, ...(await tx.dataRequestPart.create({ data: { requestId: id, partnerId, devices, dueOn }, select: { id: true, number: true } })) });
    const members = await Promise.all(made.map(async (part) => (await membersOf(tx, part.partnerId)).map((to) => ({ template: "rights-forwarded" as const, to, data: { number: part.number, by: wordDay(dueOn), link: `${origin()}/partner/data-requests/${part.number}` } }))));
    return ok({
      subject: { type: "DataRequest", id },
      from: null,
      to: "forwarded",
      open: { request: number, kind, parts: parts.length, devices: parts.reduce((sum, { devices }) => sum + devices.length, 0), dueOn: isoDay(dueOn) },
      also: made.map((part) => ({ name: "rights.forwarded", subject: { type: "DataRequestPart", id: part.id }, from: null, to: "forwarded", open: { request: number, part: part.number, partnerId: part.partnerId } })),
      reference,
      notices: [...((await isWrittenToEnough(tx, email, now)) ? [] : [{ template: "rights-asked" as const, to: { email }, data: { reference, language, dueOn: dueOn.toISOString(), partners: parts.length, link: pageFor(language, `/data-rights/${reference}`) } }]), ...members.flat()],
    });
  },
});
