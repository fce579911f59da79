import { createServer, type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import sharp from "sharp";
import { addWorkingDays, dayOf } from "@/lib/core/calendar";
import { db } from "@/lib/core/db";
import { must, testCity, visitor } from "@/lib/core/test-city";
import { noticed, photo } from "@/lib/core/test-concerns";
import { entriesOf, entryOf, everythingStored, refuses, refusesGarbage, sentTwice, toldSince } from "@/lib/core/test-refusals";
import { asPerson } from "@/lib/core/wall";
import { concernPicture } from "@/lib/concerns/queries";
import { reportConcern } from "@/lib/concerns/report";
import { contentOf } from "@/lib/files/content";
import type { Who } from "@/lib/session/current";

const city = await testCity();
const { permit, assetIds } = await city.application("approved");
const device = await db.device.findUniqueOrThrow({ where: { id: permit?.devices[0]?.id ?? "" } });
const asset = await db.asset.findUniqueOrThrow({ where: { id: assetIds[0] ?? "" } });
const input = { kind: "wrong", device: device.code, words: noticed };
const report = async (what: object = {}) => {
  const outcome = await must(reportConcern, visitor, { ...input, ...what });
  return { ...outcome, concern: await db.concern.findUniqueOrThrow({ where: { id: outcome.subjectId }, include: { inspections: true, photos: true } }) };
};
const elsewhere = { device: undefined };

describe("a resident reports", async () => {
  it("something about a device: it is for those who answer for its place, and an answer is promised", async () => {
    const { concern, entryId, reference } = await report();
    const today = dayOf(new Date());
    expect(concern).toMatchObject({ kind: "wrong", status: "received", words: noticed, deviceId: device.id, assetId: device.assetId, agencyId: city.lighting.id, zoneId: city.west.id, assetClass: "light_pole", partnerId: city.partner.id, email: null, language: "en", dueOn: addWorkingDays(today, 10), inspections: [], photos: [] });
    expect(reference).toMatch(/^C-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(concern.reference).toBe(reference);
    expect(await entriesOf(entryId)).toEqual([{ name: "concern.reported", subjectType: "Concern", subjectId: concern.id, fromStatus: null, toStatus: "received", actorId: null, actorKind: "visitor", grantId: null }]);
  });

  it("and nothing of what they wrote goes into the ledger, nor who they are, nor the reference", async () => {
    const { entryId, concern } = await report({ words: "WORDS-CANARY on the corner", place: "PLACE-CANARY", email: "canary@mail.test" });
    const entry = await entryOf(entryId);
    expect(entry).toMatchObject({ open: { concern: concern.number, kind: "wrong", photos: 0 }, sealed: {} });
    expect(JSON.stringify(entry).toUpperCase()).not.toMatch(/CANARY/);
    expect(JSON.stringify(entry)).not.toContain(concern.reference);
  });

  it.each([
    ["the plate of an asset", { plate: asset.code }],
    ["a plate as people type it", { plate: ` ${asset.code.toLowerCase()} ` }],
  ])("something about an asset, by %s", async (_, where) => {
    expect((await report({ ...elsewhere, ...where })).concern).toMatchObject({ deviceId: null, assetId: asset.id, agencyId: city.lighting.id, zoneId: city.west.id, partnerId: null });
  });

  it("a place on the map: it is for those who answer for that part of the city", async () => {
    expect((await report({ ...elsewhere, at: "52.005,4.015" })).concern).toMatchObject({ lat: 52.005, lon: 4.015, zoneId: city.east.id, assetId: null, agencyId: null });
  });

  it("a place in words, which is for those who answer for the whole city", async () => {
    expect((await report({ ...elsewhere, place: "Opposite the bakery" })).concern).toMatchObject({ place: "Opposite the bakery", zoneId: null });
  });

  it("what is not in the register: somebody is to go and look", async () => {
    const { concern } = await report({ ...elsewhere, kind: "unlisted", plate: asset.code });
    expect(concern.inspections).toMatchObject([{ orderedById: null, outcome: null, dueOn: addWorkingDays(dayOf(new Date()), 5) }]);
  });

  it("where the answer goes: they are written to at once, in their language, with nothing of what they wrote", async () => {
    const { told, outcome } = await toldSince(() => report({ words: "WORDS-CANARY on the corner", email: " Vecina@Mail.test ", language: "es" }));
    expect(told).toEqual([["concern-received", "vecina@mail.test"]]);
    const { data } = await db.notice.findFirstOrThrow({ where: { about: outcome.concern.reference } });
    expect(data).toMatchObject({ language: "es", link: expect.stringContaining(outcome.concern.reference) });
    expect(JSON.stringify(data)).not.toContain("CANARY");
  });

  it("with pictures: drawn anew, encrypted, for those who answer it only", async () => {
    const { concern } = await report({ photos: [await photo(), await photo("again.png", "png")] });
    expect(concern.photos).toHaveLength(2);
    const [first] = concern.photos;
    const stored = await db.fileContent.findUniqueOrThrow({ where: { hash: first?.contentHash ?? "" } });
    expect(Buffer.from(stored.sealed).subarray(0, 3).toString("hex")).not.toBe("ffd8ff");
    const bytes = await contentOf(first?.contentHash ?? "");
    expect((await sharp(bytes ?? Buffer.alloc(0)).metadata()).exif).toBeUndefined();
    const officer = await city.officerWith("concerns.answer");
    expect(await asPerson(officer.id, () => contentOf(first?.contentHash ?? ""))).toEqual(bytes);
    for (const who of [await city.colleague(), city.officer, city.partner.member]) expect(await asPerson(who.id, () => contentOf(first?.contentHash ?? ""))).toBeNull();
    expect(await concernPicture({ person: { id: city.officer.id }, ability: { rulesFor: () => [] } } as unknown as Who, String(concern.number), String(first?.number)).catch(() => null)).toBeNull();
  });

  sentTwice(reportConcern, async () => ({ who: visitor, input, other: { ...input, words: "Something else altogether." } }));
  refuses(reportConcern, [
    ["nowhere at all", visitor, { ...input, device: "" }, "bad_input"],
    ["about a device that is not there", visitor, { ...input, device: "NOSUCH1" }, "device_unknown"],
    ["about a plate that is not there", visitor, { ...input, device: "", plate: "HQ 9999" }, "plate_unknown"],
    ["about every plate", visitor, { ...input, device: "", plate: "%" }, "plate_unknown"],
    ["a place off the earth", visitor, { ...input, device: "", at: "95,4" }, "bad_input"],
    ["a place that is none", visitor, { ...input, device: "", at: "here" }, "bad_input"],
    ["without words", visitor, { ...input, words: "" }, "bad_input"],
    ["in one word", visitor, { ...input, words: "hums" }, "bad_input"],
    ["a book", visitor, { ...input, words: "long ".repeat(1000) }, "bad_input"],
    ["of no kind", visitor, { ...input, kind: "other" }, "bad_input"],
    ["with an address that is none", visitor, { ...input, email: "me" }, "bad_input"],
    ["in a language that nobody is written to in", visitor, { ...input, language: "xx" }, "bad_input"],
    ["by what fills in every field it finds", visitor, { ...input, website: "https://cheap.example" }, "written_by_no_hand"],
    ["with four pictures", visitor, { ...input, photos: [await photo(), await photo(), await photo(), await photo()] }, "photo_unfit"],
    ["with a picture that is none", visitor, { ...input, photos: [await photo(), new File(["words"], "x.jpg")] }, "photo_unfit"],
    ["with a picture that is too large", visitor, { ...input, photos: [new File([Buffer.alloc(8 * 1024 * 1024 + 1)], "x.jpg")] }, "photo_unfit"],
    ["with texts for pictures", visitor, { ...input, photos: ["x.jpg"] }, "bad_input"],
  ]);
  const { kind, words, device: code } = { ...input };
  refusesGarbage(reportConcern, visitor, { kind, words, device: code, plate: "", place: "", email: "", language: "en", website: "", at: "" });

  it("is taken with a form that carries a file field in which nothing was chosen", async () => {
    const before = await everythingStored();
    await report({ photos: [new File([], "")] });
    expect(await everythingStored()).not.toEqual(before);
  });
});

describe("where a scanner is set up", () => {
  let answer = "stream: OK";
  /** Until this is settled the scanner does not answer. */
  let hold: Promise<unknown> = Promise.resolve();
  const server = createServer((socket) => socket.on("error", () => undefined).on("data", (piece) => piece.subarray(-4).readUInt32BE(0) === 0 && void hold.then(() => socket.end(`${answer}\0`))));
  beforeAll(async () => {
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    process.env.LAMPPOST_CLAMD = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => {
    delete process.env.LAMPPOST_CLAMD;
    server.close();
  });
  const withPicture = async () => reportConcern(visitor, { ...input, photos: [await photo()] });

  it.each([
    ["a virus", "stream: Win.Test.EICAR_HDB-1 FOUND", "One of these is no picture that can be read here. Send a photo as JPEG, PNG or WebP."],
    ["what nobody could look through", "ERROR", "The pictures could not be looked through for viruses just now. Try again in a few minutes, or send it without them."],
  ])("%s is not kept, and nothing is reported with it", async (_, said, words) => {
    answer = said;
    const before = await everythingStored();
    expect(await withPicture()).toMatchObject({ refusal: "photo_unfit", issues: [{ field: "photos", words }] });
    expect(await everythingStored()).toEqual(before);
    answer = "stream: OK";
  });

  it("pictures of two reports are taken in at a time: the third is told to wait, and a report without pictures waits for nobody", async () => {
    let go: (nothing?: unknown) => void = () => undefined;
    hold = new Promise((settle) => (go = settle));
    const waiting = [withPicture(), withPicture(), withPicture()];
    expect(await Promise.race(waiting)).toMatchObject({ ok: false, refusal: "pictures_wait" });
    await must(reportConcern, visitor, input);
    go();
    expect((await Promise.all(waiting)).filter(({ ok }) => ok)).toHaveLength(2);
    expect(await withPicture()).toMatchObject({ ok: true });
  });
});
