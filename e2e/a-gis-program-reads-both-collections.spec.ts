import { spawnSync } from "node:child_process";
import { expect, test } from "@playwright/test";

/** GDAL's own reader of OGC API Features (Debian: gdal-bin). Another's program: where it is not installed, this says nothing. */
const hasGdal = spawnSync("ogr2ogr", ["--version"]).status === 0;

for (const [collection, name] of [["devices", "name"], ["assets", "place"]] as const)
  test(`GDAL reads the ${collection}, page by page to the end`, async ({ request, baseURL }) => {
    test.skip(!hasGdal, "GDAL is not installed");
    const all = async () => {
      const found = new Map<string, string>();
      for (let next: string | undefined = `/api/ogc/collections/${collection}/items?limit=1000`; next; ) {
        const page = (await (await request.get(next)).json()) as { features: { id: string; properties: Record<string, string> }[]; links: { rel: string; href: string }[] };
        for (const { id, properties } of page.features) found.set(id, properties[name] ?? "");
        next = page.links.find(({ rel }) => rel === "next")?.href;
      }
      return found;
    };
    const before = await all();
    const read = spawnSync("ogr2ogr", ["-f", "GeoJSONSeq", "/vsistdout/", `OAPIF:${baseURL}/api/ogc`, collection, "-oo", "PAGE_SIZE=40"], { encoding: "utf8", maxBuffer: 64 * 1024 * 1024 });
    expect(read.stderr).not.toMatch(/ERROR/);
    expect(read.status).toBe(0);
    const rows = read.stdout.split("\n").map((line) => line.replace("\u001e", "").trim()).filter(Boolean).map((line) => JSON.parse(line) as { id?: string; properties: Record<string, string>; geometry: { type: string } });
    expect(rows.every(({ geometry }) => geometry.type === "Point")).toBe(true);
    const ids = rows.map(({ id, properties }) => id ?? properties.id ?? "");
    expect(new Set(ids).size).toBe(ids.length);
    // Other journeys may decide something meanwhile: what was there before and after is there, as it is.
    const after = await all();
    const lasting = [...before].filter(([id, words]) => after.get(id) === words);
    expect(lasting.length).toBeGreaterThan(100);
    const known = new Map(rows.map(({ properties }, index) => [ids[index] ?? "", properties[name]]));
    expect(lasting.filter(([id, words]) => known.get(id) !== words)).toEqual([]);
  });
