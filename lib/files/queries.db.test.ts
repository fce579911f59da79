import { beforeAll, describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { must, testCity, testFile, type Someone } from "@/lib/core/test-city";
import { asPerson } from "@/lib/core/wall";
import { abilityOf } from "@/lib/access/ability";
import { heldBy } from "@/lib/access/held";
import { submitApplication } from "@/lib/applications/submit";
import { addFiles } from "@/lib/files/add";
import { removeFile } from "@/lib/files/remove";
import { fileToHand, filesOn } from "@/lib/files/queries";
import type { Who } from "@/lib/session/current";

const city = await testCity();
const { officer, partner, otherPartner } = city;
const { member } = partner;

async function as(person: Someone): Promise<Who> {
  const { held, name } = await asPerson(person.id, () => heldBy(db, person.id, { secondFactor: true }));
  return { person: { id: person.id, name: name ?? "" }, ability: abilityOf(held), held } as unknown as Who;
}
const hand = async (person: Someone, number: number | string) => (await fileToHand(await as(person), String(number)))?.content.toString() ?? null;

let applicationId = "";
let numbers: Record<"security" | "data", number>;
const send = async () => must(submitApplication, member.actor, { applicationId, version: (await db.application.findUniqueOrThrow({ where: { id: applicationId } })).version, isTrue: "yes" });

beforeAll(async () => {
  applicationId = (await city.application("complete")).id;
  for (const section of ["security", "data"]) await must(addFiles, member.actor, { place: "application", ofId: applicationId, section, files: testFile.text(`${section}.txt`, `About ${section}.`) });
  const files = await db.evidenceFile.findMany({ where: { applicationId } });
  numbers = Object.fromEntries(files.map(({ section, number }) => [section, number])) as typeof numbers;
});

describe("a file is handed", () => {
  it("of a draft: to its partner, and to nobody else", async () => {
    expect(await hand(member, numbers.security)).toBe("About security.");
    for (const other of [officer, otherPartner.member, await city.colleague()]) {
      expect(await hand(other, numbers.security)).toBeNull();
      expect(await hand(other, numbers.data)).toBeNull();
      expect(await filesOn(await as(other), { applicationId })).toEqual([]);
    }
  });

  it("of what was sent: to officers as far as they may see the section that it belongs to", async () => {
    await send();
    expect(await hand(officer, numbers.security)).toBe("About security.");
    const decides = await city.officerWith("permits.decide");
    expect(await hand(decides, numbers.data)).toBe("About data.");
    expect(await hand(decides, numbers.security)).toBeNull();
    expect((await filesOn(await as(decides), { applicationId })).map(({ name }) => name)).toEqual(["data.txt"]);
    const elsewhere = await city.officerWith("permits.decide", { zoneId: city.east.id });
    expect(await hand(elsewhere, numbers.data)).toBeNull();
    expect(await hand(otherPartner.member, numbers.data)).toBeNull();
    const tied = await city.officerWith("permits.decide");
    await city.tie(tied, partner.id);
    expect(await hand(tied, numbers.data)).toBeNull();
  });

  it.each(["0", "999999", "1; DROP TABLE", "../1", "", "-1", "99999999999"])("never under the number %j", async (number) => expect(await hand(member, number)).toBeNull());

  it("no more once it was taken back", async () => {
    const { id } = await city.application("complete");
    await must(addFiles, member.actor, { place: "application", ofId: id, section: "data", files: testFile.text("a.txt", "Taken back.") });
    const { number, id: fileId } = await db.evidenceFile.findFirstOrThrow({ where: { applicationId: id } });
    await must(removeFile, member.actor, { place: "application", fileId });
    expect(await hand(member, number)).toBeNull();
  });
});
