import "server-only";
import type { Answer } from "@/lib/core/answer";
import type { Search } from "@/lib/registry/queries";
import { groundIn } from "@/lib/map/ground";
import { placesIn } from "@/lib/map/places";
import { tileFrom, within } from "@/lib/core/map-tile";
import { vectorTile } from "@/lib/map/vector-tile";

/** Under this the map's tiles are: `/tiles/ground/z/x/y` and `/tiles/devices/z/x/y`, the latter with the same questions as the register's list. */
export const tilesUnder = "/tiles";

const headers = (seconds: number): Record<string, string> => ({
  "content-type": "application/vnd.mapbox-vector-tile",
  "access-control-allow-origin": "*",
  "cache-control": `public, max-age=${seconds}, s-maxage=2, must-revalidate`,
  "x-content-type-options": "nosniff",
});
const noTile: Answer = { status: 404, headers: { ...headers(0), "content-type": "text/plain; charset=utf-8" }, body: "There is no such tile. Ask for /tiles/devices/z/x/y or /tiles/ground/z/x/y, with z from 0 to 18.\n" };

/** A tile, or a sentence where there is none. */
export async function answerTile(path: string, search: Search): Promise<Answer> {
  const [, , kind, z, x, y, ...rest] = path.split("/");
  const tile = tileFrom(z, x, y);
  if (!tile || rest.length > 0) return noTile;
  if (kind === "ground") return { status: 200, headers: headers(300), body: Buffer.from(vectorTile(await groundIn(tile))) };
  if (kind !== "devices") return noTile;
  const marks = await placesIn(tile, search);
  const features = marks.map(({ lon, lat, count, code, plate, name }) => ({ shape: { points: [within(tile, lon, lat)] }, properties: { count, ...(code ? { code } : {}), ...(plate ? { plate } : {}), ...(name ? { name } : {}) } }));
  return { status: 200, headers: headers(0), body: Buffer.from(vectorTile([{ name: "devices", features }])) };
}

