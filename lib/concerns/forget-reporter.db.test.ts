import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, operator, testCity, visitor } from "@/lib/core/test-city";
import { answered, daysLater, photo, reported } from "@/lib/core/test-concerns";
import { entryOf, refuses } from "@/lib/core/test-refusals";
import { transaction } from "@/lib/core/transaction";
import { concernFigures, concernTracked } from "@/lib/registry/concerns";
import { forgetReporter } from "@/lib/concerns/forget-reporter";
import { forgetReporters } from "@/lib/concerns/lapsing";
import { mergeConcern } from "@/lib/concerns/merge";
import { reopenConcern } from "@/lib/concerns/reopen";

const city = await testCity();
const officer = await city.officerWith("concerns.answer");
const everything = { words: "WORDS-CANARY on the corner", place: "PLACE-CANARY", email: "canary@mail.test", at: "52.005,4.005" };

describe("ninety days after the answer", async () => {
  it("what the reporter wrote and sent is forgotten; that there was a concern, and its answer, stays", async () => {
    const concern = await answered(city, officer, { ...everything, photos: [await photo()] });
    const { contentHash } = await db.concernPhoto.findFirstOrThrow({ where: { concernId: concern.id } });
    const { open } = await concernFigures();
    await daysLater(concern.id, 90);
    expect(await forgetReporters(new Date())).toBe(0);
    await daysLater(concern.id, 1);
    expect(await forgetReporters(new Date())).toBe(1);
    expect(await forgetReporters(new Date())).toBe(0);
    const left = await db.concern.findUniqueOrThrow({ where: { id: concern.id } });
    expect(left).toMatchObject({ status: "resolved", words: null, place: null, lat: null, lon: null, email: null, answer: concern.answer });
    expect(JSON.stringify(left)).not.toMatch(/CANARY|canary/);
    expect(await db.fileContent.findUnique({ where: { hash: contentHash } })).toBeNull();
    // Nor do the letters to them tell anything.
    const letters = await db.notice.findMany({ where: { about: concern.reference } });
    expect(letters.map(({ template, failedAt }) => [template, failedAt !== null])).toEqual([["concern-received", true], ["concern-answered", true]]);
    expect(JSON.stringify(letters)).not.toMatch(/CANARY|canary|quiet now/);
    expect(await concernTracked(concern.reference)).toMatchObject({ isForgotten: true, words: null, photos: 0 });
    expect((await concernFigures()).open).toBe(open);
    const entry = await db.ledgerEntry.findFirstOrThrow({ where: { subjectId: concern.id, name: "concern.forgotten" } });
    expect(await entryOf(entry.id)).toMatchObject({ actorKind: "operator", fromStatus: "resolved", toStatus: "resolved" });
  });

  it("a picture that another concern needs too stays for that one", async () => {
    const same = await photo();
    const [gone, stays] = [await answered(city, officer, { photos: [same] }), await reported(city, { photos: [same] })];
    await daysLater(gone.id, 91);
    await must(forgetReporter, operator, { concernId: gone.id });
    const { contentHash } = await db.concernPhoto.findFirstOrThrow({ where: { concernId: stays.id } });
    expect(await db.fileContent.findUnique({ where: { hash: contentHash } })).not.toBeNull();
    await expect(transaction((tx) => tx.fileContent.delete({ where: { hash: contentHash } }))).rejects.toThrow(/stays as long as it is needed/);
  });

  it("what was merged goes with the answer to the other", async () => {
    const [one, other] = [await answered(city, officer), await reported(city, everything)];
    await must(mergeConcern, officer.actor, { concernId: other.id, version: 1, into: one.number });
    await daysLater(one.id, 91);
    expect(await forgetReporters(new Date())).toBe(1);
    await daysLater(other.id, 91);
    expect(await forgetReporters(new Date())).toBe(1);
    expect(await db.concern.findUniqueOrThrow({ where: { id: other.id } })).toMatchObject({ words: null });
  });

  it("a concern that was opened again is kept until it is answered", async () => {
    const { id, reference } = await answered(city, officer);
    await must(reopenConcern, visitor, { reference, words: "It hums again since Sunday." });
    await daysLater(id, 200);
    expect(await forgetReporters(new Date())).toBe(0);
  });

});

describe("nobody's reporter is forgotten", async () => {
  // Made once the tests above are over: whoever forgets what is late would forget this too.
  const [late, done] = [{ concernId: "" }, { concernId: "" }];
  beforeAll(async () => {
    for (const each of [late, done]) {
      each.concernId = (await answered(city, officer)).id;
      await daysLater(each.concernId, 91);
    }
    await must(forgetReporter, operator, done);
  });
  refuses(forgetReporter, [
    ["by a visitor", visitor, late, "not_found"],
    ["by an officer", officer, late, "not_found"],
    ["before its time", operator, { concernId: (await answered(city, officer)).id }, "not_from_here"],
    ["before the answer", operator, { concernId: (await reported(city)).id }, "not_from_here"],
    ["twice", operator, done, "forgotten_already"],
  ]);
});
