import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { photo } from "@/lib/core/test-concerns";
import { redrawn } from "@/lib/concerns/photo";

const bytesOf = async (file: File) => Buffer.from(await file.arrayBuffer());
const drawnFrom = async (bytes: Buffer) => {
  const drawn = await redrawn(bytes);
  if (!drawn) throw new Error("it was not drawn");
  return { drawn, about: await sharp(drawn).metadata() };
};

describe("a picture that is kept", () => {
  it.each(["jpeg", "png", "webp"] as const)("of a telephone (%s) stands upright and says neither where nor with what it was taken", async (format) => {
    const taken = await bytesOf(await photo("x", format));
    expect((await sharp(taken).metadata()).exif, "what was sent tells it").toBeDefined();
    const { drawn, about } = await drawnFrom(taken);
    expect(about).toMatchObject({ format: "jpeg" });
    expect([about.exif, about.xmp, about.iptc, about.icc, about.orientation]).toEqual([undefined, undefined, undefined, undefined, undefined]);
    expect(drawn.includes("CANARY")).toBe(false);
    if (format === "jpeg") expect([about.width, about.height]).toEqual([400, 640]);
  });

  it("keeps nothing that was hung on behind it", async () => {
    const { drawn } = await drawnFrom(Buffer.concat([await bytesOf(await photo()), Buffer.from("<script>HIDDEN-CANARY</script>")]));
    expect(drawn.includes("CANARY")).toBe(false);
  });

  it("is no larger than one needs to read a plate", async () => {
    const huge = await sharp({ create: { width: 6000, height: 3000, channels: 3, background: "#888" } }).png().toBuffer();
    expect((await drawnFrom(huge)).about).toMatchObject({ width: 2000, height: 1000 });
  });

  it.each<[what: string, bytes: () => Buffer | Promise<Buffer>]>([
    ["nothing", () => Buffer.alloc(0)],
    ["words", () => Buffer.from("a picture")],
    ["a drawing with a script in it", () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>')],
    ["a document", () => Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>")],
    ["half a picture", async () => (await bytesOf(await photo())).subarray(0, 300)],
    ["a picture that unpacks to a billion dots", () => Buffer.from("iVBORw0KGgoAAAANSUhEUgAAgAAAAIAAAQAAAADvY4aVAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=", "base64")],
  ])("is not made of %s", async (_, bytes) => {
    expect(await redrawn(await bytes())).toBeNull();
  });
});
