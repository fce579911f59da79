import { describe, expect, it } from "vitest";
import { dayOf } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { inDays, must, testCity, visitor } from "@/lib/core/test-city";
import { about, asked } from "@/lib/core/test-requests";
import { entriesOf, entryOf, membersTold, refuses, refusesGarbage, sentTwice, toldSince } from "@/lib/core/test-refusals";
import { requestTracked } from "@/lib/registry/rights";
import { answerDueOn } from "@/lib/rights/lifecycle";
import { askForData } from "@/lib/rights/ask";

const city = await testCity();
const { partner, otherPartner } = city;
const { permit } = await city.application("approved");
const code = permit?.devices[0]?.code ?? "";
const input = { kind: "access", device: code, words: about, email: "asker@mail.test" };

describe("somebody asks about their own data", async () => {
  it("of a device: its partner gets it, with a month to answer; the asker is told to whom it went", async () => {
    const { told, outcome } = await toldSince(() => must(askForData, visitor, input));
    const request = await db.dataRequest.findUniqueOrThrow({ where: { id: outcome.subjectId }, include: { parts: true } });
    expect(request).toMatchObject({ kind: "access", words: about, email: "asker@mail.test", deviceId: permit?.devices[0]?.id, street: null, parts: [{ partnerId: partner.id, devices: [code], status: "forwarded", dueOn: answerDueOn(dayOf(new Date())) }] });
    expect(outcome.reference).toMatch(/^R-/);
    expect(told.toSorted()).toEqual([["rights-asked", "asker@mail.test"], ...(await membersTold(partner.id, "rights-forwarded"))].toSorted());
    expect((await entriesOf(outcome.entryId)).map(({ name, subjectType, toStatus, actorKind }) => [name, subjectType, toStatus, actorKind])).toEqual([["rights.asked", "DataRequest", "forwarded", "visitor"], ["rights.forwarded", "DataRequestPart", "forwarded", "visitor"]]);
    expect(await requestTracked(outcome.reference ?? "")).toMatchObject({ words: about, parts: [{ partner: partner.name, devices: 1, answer: null }] });
  });

  it("and nothing of what they wrote goes into the ledger, nor into a mail to anybody else", async () => {
    const { told, outcome } = await toldSince(() => must(askForData, visitor, { ...input, words: "WORDS-CANARY beside the crossing", email: "canary@mail.test", around: "CANARY" }));
    for (const { entryId } of [outcome]) expect(JSON.stringify([await entryOf(entryId), ...(await db.ledgerEntry.findMany({ where: { causeId: entryId } }))], (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)).toUpperCase()).not.toContain("CANARY");
    const letters = await db.notice.findMany({ where: { template: "rights-forwarded" }, orderBy: { id: "desc" }, take: told.length });
    expect(JSON.stringify(letters)).not.toMatch(/CANARY|canary@/);
  });

  it("of a street and a day: each partner whose devices notice people there gets its own part, and no other", async () => {
    await city.application("approved", { of: otherPartner });
    await city.application("approved", { of: partner, identifies: "no" });
    const request = await asked(city, { street: "quay STREET", around: "about noon" });
    expect(request).toMatchObject({ street: "quay STREET", around: "about noon", deviceId: null });
    expect(request.parts.map(({ partnerId }) => partnerId).toSorted()).toEqual([partner.id, otherPartner.id].toSorted());
    const devices = await db.device.findMany({ where: { code: { in: request.parts.flatMap((part) => part.devices) } } });
    expect(devices.length).toBeGreaterThan(1);
    expect(devices.every(({ identifies }) => identifies !== "no")).toBe(true);
    for (const part of request.parts) expect(devices.filter(({ code: each }) => part.devices.includes(each)).every(({ partnerId }) => partnerId === part.partnerId)).toBe(true);
  });

  sentTwice(askForData, async () => ({ who: visitor, input, other: { ...input, words: "Something else altogether." } }));
  const inStreet = { kind: "deletion", street: "Quay Street", onDay: inDays(0), words: about, email: "asker@mail.test" };
  refuses(askForData, [
    ["nothing at all", visitor, { ...input, device: "" }, "bad_input"],
    ["of a device that is not there", visitor, { ...input, device: "NOSUCH1" }, "code_unknown"],
    ["of a street where nothing hangs", visitor, { ...inStreet, street: "Nowhere Lane" }, "nothing_there"],
    ["of a day before anything hung there", visitor, { ...inStreet, onDay: "1999-01-01" }, "nothing_there"],
    ["of tomorrow", visitor, { ...inStreet, onDay: inDays(1) }, "day_is_ahead"],
    ["of a street without a day", visitor, { ...inStreet, onDay: "" }, "bad_input"],
    ["of every street", visitor, { ...inStreet, street: "%" }, "bad_input"],
    ["of every street, by what stands for all", visitor, { ...inStreet, street: "%%%%" }, "nothing_there"],
    ["without an address", visitor, { ...input, email: "" }, "bad_input"],
    ["without words", visitor, { ...input, words: "" }, "bad_input"],
    ["for something else", visitor, { ...input, kind: "money" }, "bad_input"],
    ["by what fills in every field it finds", visitor, { ...input, website: "https://cheap.example" }, "written_by_no_hand"],
  ]);
  refusesGarbage(askForData, visitor, { ...input, street: "", around: "", language: "en", website: "" });
});
