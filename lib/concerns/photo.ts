import "server-only";
import sharp from "sharp";

// What reads any other kind of file is not even begun: each is a program of its own that a stranger could feed.
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({ operation: ["VipsForeignLoadJpeg", "VipsForeignLoadPng", "VipsForeignLoadWebp"] });

/** No side of a picture is longer than this, in pixels: enough to read a plate, too little to be worth anything else. */
const longestSide = 2000;
/** What claims more pixels than this is not unpacked: a small file can hold a huge picture. */
const mostPixels = 50_000_000;

/**
 * A picture drawn anew, upright, as JPEG: nothing else of the file is left, neither where and when it was taken nor with what, nor anything hidden in it.
 * @returns null where it is no picture that can be read (JPEG, PNG, WebP)
 */
export async function redrawn(bytes: Buffer): Promise<Buffer | null> {
  try {
    const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: "error", animated: false });
    return await picture.rotate().resize({ width: longestSide, height: longestSide, fit: "inside", withoutEnlargement: true }).flatten({ background: "#fff" }).jpeg({ quality: 82 }).toBuffer();
  } catch {
    return null;
  }
}
