import sharp from "sharp";
import { answerConcern } from "@/lib/concerns/answer";
import { reportConcern } from "@/lib/concerns/report";
import { db } from "@/lib/core/db";
import { asSuperuser } from "@/lib/core/test-superuser";
import { must, visitor, type Someone, type TestCity } from "@/lib/core/test-city";

export const noticed = "The box on the corner hums all night.";

/** A concern about a device of the city's partner, unless said otherwise, as a resident reports it. */
export async function reported(city: TestCity, what: Record<string, unknown> = {}) {
  const where = ["device", "plate", "at", "place"].some((each) => each in what) ? {} : { device: (await city.application("approved")).permit?.devices[0]?.code };
  const { subjectId } = await must(reportConcern, visitor, { kind: "wrong", words: noticed, ...where, ...what });
  return db.concern.findUniqueOrThrow({ where: { id: subjectId } });
}

/** The same, answered. */
export async function answered(city: TestCity, by: Someone, what: Record<string, unknown> = {}) {
  const { id, version } = await reported(city, what);
  await must(answerConcern, by.actor, { concernId: id, version, outcome: "resolved", words: "The fan was changed, and it is quiet now." });
  return db.concern.findUniqueOrThrow({ where: { id } });
}

/** So many days go by for a concern and its answer. */
export const daysLater = (id: string, days: number) => asSuperuser(`UPDATE "Concern" SET "receivedAt" = "receivedAt" - $2 * interval '1 day', "answeredAt" = "answeredAt" - $2 * interval '1 day' WHERE id = $1`, [id, days]);

/** A photo as a telephone writes it: lying on its side, with the place and the time and the make in it. */
export async function photo(name = "IMG_0001.jpg", format: "jpeg" | "png" | "webp" = "jpeg"): Promise<File> {
  const picture = sharp({ create: { width: 640, height: 400, channels: 3, background: "#336699" } }).withExif({ IFD0: { Make: "MAKE-CANARY" }, IFD3: { GPSLatitude: "52/1 0/1 1/1", GPSLatitudeRef: "N", GPSLongitude: "4/1 0/1 1/1", GPSLongitudeRef: "E" } }).withMetadata({ orientation: 6 });
  return new File([new Uint8Array(await picture.toFormat(format).toBuffer())], name);
}
