import "server-only";
import { dayOf } from "@/lib/core/calendar";
import { newId, newTicket } from "@/lib/core/ids";
import { ok, refused, type Refusal } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { isWrittenToEnough } from "@/lib/notices/queue";
import { pageFor } from "@/lib/notices/to-residents";
import { zoneFinder } from "@/lib/assets/areas";
import { storeContent } from "@/lib/files/content";
import { scan } from "@/lib/files/scan";
import { aboutAsset, aboutDevice, aboutPlace } from "@/lib/concerns/about";
import { answerDueOn, inspectionDueOn } from "@/lib/concerns/lifecycle";
import { redrawn } from "@/lib/concerns/photo";
import { mostBytesOfPhoto, mostPhotos, reportInput } from "@/lib/concerns/schema";

/**
 * A resident reports something about a device, an asset or a place, with pictures or without, and says where the answer goes or does not. What is said not to be in the
 * register is to be looked at on the spot. Nothing of what they wrote goes into the ledger, which forgets nothing.
 */
export const reportConcern = decision({
  name: "concern.reported",
  input: reportInput,
  // Pictures are drawn anew.
  timeout: 60_000,
  may: { visitor: "anybody may tell the city what they see; nothing of it is published, and an officer reads it" },
  find: async () => ({}),
  async decide({ tx, input, now }) {
    if (input.website !== "") return refused("written_by_no_hand");
    const about = input.device ? await aboutDevice(tx, input.device) : input.plate ? await aboutAsset(tx, input.plate) : aboutPlace(input.at ? (await zoneFinder(tx))(input.at.lon, input.at.lat) : null);
    if (!about) return input.device ? refused("device_unknown", { field: "place" }) : refused("plate_unknown", { field: "plate", about: { plate: input.plate } });
    const pictures = await oneAfterTheOther(() => photosOf(input.photos), input.photos.length);
    if (!pictures.ok) return pictures;
    const [id, reference, today] = [newId(), newTicket(), dayOf(now)];
    const dueOn = answerDueOn(today);
    const { lat, lon } = input.at ?? { lat: null, lon: null };
    const { kind, words, email, language } = input;
    const { number } = await tx.concern.create({ data: { id, reference, kind, words, place: input.place || null, lat, lon, ...about, email, language, receivedAt: now, dueOn }, select: { number: true } });
    for (const { bytes, isScanned } of pictures.value) await tx.concernPhoto.create({ data: { concernId: id, contentHash: await storeContent(tx, bytes, isScanned ? now : null), bytes: bytes.length } });
    if (kind === "unlisted") await tx.inspection.create({ data: { concernId: id, what: "", orderedAt: now, dueOn: inspectionDueOn(today) } });
    return ok({
      subject: { type: "Concern", id },
      from: null,
      to: "received",
      open: { concern: number, kind, photos: pictures.value.length, ...(kind === "unlisted" ? { inspection: true } : {}) },
      reference,
      // The page says the same, should nothing be sent.
      notices: email && !(await isWrittenToEnough(tx, email, now)) ? [{ template: "concern-received" as const, to: { email }, data: { reference, language, dueOn: dueOn.toISOString(), link: pageFor(language, `/concerns/${reference}`) } }] : [],
    });
  },
});

interface Picture {
  bytes: Buffer;
  isScanned: boolean;
}
type Pictures = Refusal | { ok: true; value: Picture[] };

/** Pictures of so many reports are drawn at once: each takes memory, and holds a connection to the database meanwhile. */
const mostDrawing = 2;
let drawing = 0;
async function oneAfterTheOther(draw: () => Promise<Pictures>, many: number): Promise<Pictures> {
  if (many === 0) return { ok: true, value: [] };
  if (drawing >= mostDrawing) return refused("pictures_wait", { field: "photos" });
  drawing += 1;
  try {
    return await draw();
  } finally {
    drawing -= 1;
  }
}

/** The pictures as they are kept, or what is the matter with one of them. */
async function photosOf(files: File[]): Promise<Pictures> {
  // A form without a chosen file sends one without a name and without bytes.
  const chosen = files.filter((file) => file.size > 0 || file.name !== "");
  const unfit = (words: string): Refusal => ({ ...refused("photo_unfit", { field: "photos", about: { words } }), issues: [{ field: "photos", words }] });
  if (chosen.length > mostPhotos) return unfit(`Send ${mostPhotos} pictures at the most.`);
  const pictures: Picture[] = [];
  for (const file of chosen) {
    if (file.size > mostBytesOfPhoto) return unfit("A picture is larger than 8 MB. Send a smaller one.");
    const bytes = Buffer.from(await file.arrayBuffer());
    const said = await scan(bytes);
    if (said.is === "no_answer") return unfit("The pictures could not be looked through for viruses just now. Try again in a few minutes, or send it without them.");
    const drawn = said.is === "infected" ? null : await redrawn(bytes);
    if (!drawn) return unfit("One of these is no picture that can be read here. Send a photo as JPEG, PNG or WebP.");
    pictures.push({ bytes: drawn, isScanned: said.is === "clean" });
  }
  return { ok: true, value: pictures };
}
