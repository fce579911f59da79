import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/core/db";
import { good, inDays, must, testCity } from "@/lib/core/test-city";
import { asSuperuser } from "@/lib/core/test-superuser";
import { revokePermit } from "@/lib/permits/revoke";
import { suspendPermit } from "@/lib/permits/suspend";
import { answerOgc, root } from "@/lib/opendata/ogc";

/*
 * The abstract tests of OGC 17-069r4, Annex A, for Core, GeoJSON and OpenAPI 3.0, in our own words and on a small city. Each `describe` names those it stands for.
 */

const city = await testCity();
const now = new Date();
async function permitted(options: Parameters<typeof city.application>[1] = {}) {
  const { permit, permitId, assetIds } = await city.application("approved", options);
  const asset = await db.asset.findUniqueOrThrow({ where: { id: assetIds[0] ?? "" } });
  return { permitId, code: permit?.devices[0]?.code ?? "", asset };
}
const placed: Awaited<ReturnType<typeof permitted>>[] = [];
// A row of places from west to east, so that boxes can be drawn between them.
for (let n = 0; n < 13; n += 1) {
  const id = await city.asset({ zoneId: n % 2 ? city.east.id : city.west.id });
  await asSuperuser(`UPDATE "Asset" SET lon = $2, lat = 51.5 WHERE id = $1`, [id, n / 10]);
  placed.push(await permitted({ assetIds: [id], ...(n === 4 ? { from: inDays(40) } : {}), ...(n === 5 ? { of: city.otherPartner } : {}) }));
}
await must(suspendPermit, city.officer.actor, { permitId: placed[2]?.permitId, version: 1, until: inDays(9), reason: good, without: "danger" });
await must(revokePermit, city.officer.actor, { permitId: placed[3]?.permitId, version: 1, reason: good, confirm: "yes", without: "danger" });

interface LinkTold {
  rel: string;
  href: string;
  type: string;
}
interface FeatureTold {
  id: string;
  geometry: { type: string; coordinates: number[] };
  properties: Record<string, unknown>;
  links?: LinkTold[];
}
interface CollectionTold {
  id: string;
  crs: string[];
  links: LinkTold[];
  extent: { spatial: { bbox: [number, number, number, number][] } };
}
/** What any of the addresses may tell; which of it is there, the tests say. */
interface Content extends FeatureTold, CollectionTold {
  type: string;
  links: LinkTold[];
  features: FeatureTold[];
  numberReturned: number;
  collections: CollectionTold[];
  conformsTo: string[];
  code: string;
  description: string;
  openapi: string;
  paths: Record<string, { get: { responses: object } }>;
  components: { parameters: Record<"limit" | "bbox" | "datetime", object>; schemas: object };
}
interface Told {
  status: number;
  headers: Record<string, string>;
  content: Content;
}
async function ask(address: string): Promise<Told> {
  const { pathname, searchParams } = new URL(address, "http://any.example");
  const { status, headers, body } = await answerOgc({ path: pathname, query: searchParams }, now);
  return { status, headers, content: JSON.parse(String(body)) as Content };
}
const items = (query: string, of = "devices") => ask(`${root}/collections/${of}/items${query}`);
const ids = ({ content }: Told): string[] => content.features.map(({ id }) => id);
const codesAt = (...places: number[]) => places.map((n) => placed[n]?.code ?? "").sort();
const linkOf = ({ content }: Told, rel: string) => content.links.find((link) => link.rel === rel);
const document = (await ask(`${root}/api`)).content;

/** What an answer must look like, by our own description of it. */
const ajv = new Ajv({ strict: false });
formats.default(ajv);
ajv.addSchema({ $id: "api", components: document.components });
function fits(schema: string, content: unknown): void {
  const check = ajv.compile({ $ref: `api#/components/schemas/${schema}` });
  expect(check(content), JSON.stringify(check.errors)).toBe(true);
}

describe("landing page (landing-page/root-op, root-success)", () => {
  it("is where one begins, and leads to everything", async () => {
    for (const address of [root, `${root}/`]) {
      const page = await ask(address);
      expect(page.status).toBe(200);
      fits("landingPage", page.content);
      for (const rel of ["self", "service-desc", "service-doc", "conformance", "data"]) expect(linkOf(page, rel), rel).toMatchObject({ href: expect.stringMatching(/^https?:/), type: expect.any(String) });
      expect(linkOf(page, "service-desc")?.type).toBe("application/vnd.oai.openapi+json;version=3.0");
    }
  });
});

describe("description of what can be asked (api-definition/*, oas30/completeness, oas-definition-1, oas-definition-2, exceptions-codes)", () => {
  it("is OpenAPI 3.0", async () => {
    const { headers } = await ask(`${root}/api`);
    expect(headers["content-type"]).toBe("application/vnd.oai.openapi+json;version=3.0");
    expect(await new Validator().validate({ ...structuredClone(document) })).toMatchObject({ valid: true });
    expect(document.openapi).toMatch(/^3\.0\./);
  });

  it("says every address there is, with what it answers and refuses", () => {
    expect(Object.keys(document.paths).sort()).toEqual(["/", "/collections", "/collections/assets", "/collections/assets/items", "/collections/assets/items/{featureId}", "/collections/devices", "/collections/devices/items", "/collections/devices/items/{featureId}", "/conformance"]);
    for (const { get } of Object.values(document.paths)) expect(Object.keys(get.responses)).toEqual(expect.arrayContaining(["200", "400", "default"]));
  });

  it("says limit, bbox and datetime as the standard has them (fc-limit-definition, fc-bbox-definition, fc-time-definition)", () => {
    const { limit, bbox, datetime } = document.components.parameters;
    expect(limit).toMatchObject({ name: "limit", in: "query", required: false, style: "form", explode: false, schema: { type: "integer", minimum: 1, maximum: 10_000, default: 10 } });
    expect(bbox).toMatchObject({ name: "bbox", in: "query", required: false, style: "form", explode: false, schema: { type: "array", minItems: 4, maxItems: 6, items: { type: "number" } } });
    expect(datetime).toMatchObject({ name: "datetime", in: "query", required: false, style: "form", explode: false, schema: { type: "string" } });
  });
});

describe("conformance (conformance/conformance-op, conformance-success)", () => {
  it("claims what is tested here, and nothing else", async () => {
    const page = await ask(`${root}/conformance`);
    fits("conformance", page.content);
    expect(page.content.conformsTo).toEqual(["core", "geojson", "oas30"].map((part) => `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${part}`));
  });
});

describe("collections (fc-md-op, fc-md-success, fc-md-links, fc-md-items, sfc-md-op, sfc-md-success)", () => {
  it("are listed, each with its links, its extent and its coordinates' system", async () => {
    const page = await ask(`${root}/collections`);
    expect(page.status).toBe(200);
    fits("collections", page.content);
    expect(linkOf(page, "self")).toBeTruthy();
    for (const collection of page.content.collections) {
      expect(collection.crs).toContain("http://www.opengis.net/def/crs/OGC/1.3/CRS84");
      expect(collection.links.find(({ rel }) => rel === "items")).toMatchObject({ type: "application/geo+json" });
      const [west, south, east, north] = collection.extent.spatial.bbox[0] ?? [];
      expect(Number(west) <= 0 && Number(south) <= 51.5 && Number(east) >= 1.2 && Number(north) >= 51.5).toBe(true);
    }
  });

  it.each(["devices", "assets"])("%s alone is told as it is in the list", async (id) => {
    const all = await ask(`${root}/collections`);
    const one = await ask(`${root}/collections/${id}`);
    expect(one.content).toEqual(all.content.collections.find((each) => each.id === id));
  });

  it("that are not there are not found", async () => {
    expect(await ask(`${root}/collections/people`)).toMatchObject({ status: 404, content: { code: "NotFound", description: expect.stringContaining("There are devices and assets") } });
  });
});

describe("features (fc-op, fc-response, fc-links, fc-rel-type, fc-numberReturned, geojson/definition, geojson/content)", () => {
  it("come as GeoJSON, longitude first, ten at a time", async () => {
    const page = await items("");
    expect([page.status, page.headers["content-type"], page.content.type]).toEqual([200, "application/geo+json", "FeatureCollection"]);
    fits("featureCollection", page.content);
    expect(page.content.features).toHaveLength(10);
    expect(page.content.numberReturned).toBe(10);
    const device = page.content.features.find(({ id }) => id === placed[12]?.code);
    expect(device?.geometry).toEqual({ type: "Point", coordinates: [1.2, 51.5] });
    for (const link of page.content.links) expect(link).toMatchObject({ rel: expect.any(String), type: expect.any(String) });
    for (const rel of ["self", "collection", "next"]) expect(linkOf(page, rel), rel).toBeTruthy();
  });

  it("give as many as are asked for (fc-limit-response-1)", async () => {
    for (const limit of [1, 5, 13, 100, 10_000, 20_000]) expect((await items(`?limit=${limit}`)).content.numberReturned).toBe(Math.min(limit, 13));
  });

  it.each(["devices", "assets"])("of %s: the links to the next page come to each of them once, and to an end", async (of) => {
    const seen: string[] = [];
    let next = `${root}/collections/${of}/items?limit=3`;
    for (let pages = 0; next; pages += 1) {
      expect(pages).toBeLessThan(20);
      const page = await ask(next);
      expect(page.status).toBe(200);
      seen.push(...ids(page));
      next = linkOf(page, "next")?.href ?? "";
    }
    const all = of === "devices" ? await db.device.findMany({ select: { code: true } }) : await db.asset.findMany({ select: { code: true } });
    expect(seen.toSorted()).toEqual(all.map(({ code }) => code).toSorted());
  });

  it("keep what was asked in the link to the next page", async () => {
    const first = await items("?limit=2&bbox=0,51,0.65,52&inForce=true");
    const second = await ask(linkOf(first, "next")?.href ?? "");
    const third = await ask(linkOf(second, "next")?.href ?? "");
    expect([...ids(first), ...ids(second), ...ids(third)].toSorted()).toEqual(codesAt(0, 1, 2, 5, 6));
    expect(linkOf(third, "next")).toBeUndefined();
  });

  it("lie in the box that is asked for (fc-bbox-response), edges included, across the antimeridian too", async () => {
    expect(ids(await items("?limit=100&bbox=0.1,51,0.3,52")).sort()).toEqual(codesAt(1, 2, 3));
    expect(ids(await items("?limit=100&bbox=0.1,51,-100,0.3,52,100")).sort()).toEqual(codesAt(1, 2, 3));
    expect(ids(await items("?limit=100&bbox=1.15,51,-179,52")).sort()).toEqual(codesAt(12));
    expect(ids(await items("?limit=100&bbox=-10,60,10,61"))).toEqual([]);
    expect(ids(await items("?limit=100&bbox=0.1,51,0.3,52", "assets")).sort()).toEqual([1, 2, 3].map((n) => placed[n]?.asset.code ?? "").sort());
  });

  it("have some of their time in the interval that is asked for (fc-time-response); what has no time is always in", async () => {
    const day = (days: number) => inDays(days);
    const all = placed.map(({ code }) => code).sort();
    const begun = all.filter((code) => code !== placed[4]?.code);
    expect(ids(await items(`?limit=100&datetime=${day(0)}`)).sort()).toEqual(begun);
    expect(ids(await items(`?limit=100&datetime=${day(0)}T12:00:00Z`)).sort()).toEqual(begun);
    expect(ids(await items(`?limit=100&datetime=${day(41)}`))).toContain(placed[4]?.code);
    expect(ids(await items(`?limit=100&datetime=${day(1)}/..`)).sort()).toEqual(all);
    expect(ids(await items("?limit=100&datetime=../2001-01-01"))).toEqual([]);
    const assets = (await items("?limit=1000", "assets")).content.numberReturned;
    expect((await items("?limit=1000&datetime=2001-01-01", "assets")).content.numberReturned).toBe(assets);
  });

  it("can be asked for by what they are", async () => {
    expect(ids(await items("?limit=100&inForce=true")).sort()).toEqual(placed.flatMap(({ code }, n) => (n === 3 || n === 4 ? [] : [code])).sort());
    const partner = await db.partner.findUniqueOrThrow({ where: { id: city.otherPartner.id } });
    expect(ids(await items(`?partner=${encodeURIComponent(partner.name)}`))).toEqual(codesAt(5));
    expect(ids(await items(`?plate=${encodeURIComponent(placed[7]?.asset.code ?? "")}`))).toEqual(codesAt(7));
    expect(ids(await items("?limit=100&q=bicycle")).sort()).toEqual(placed.map(({ code }) => code).sort());
    expect(ids(await items("?q=zebra"))).toEqual([]);
    expect(ids(await items(`?limit=100&zone=${encodeURIComponent((await db.zone.findUniqueOrThrow({ where: { id: city.east.id } })).name)}`)).sort()).toEqual(codesAt(1, 3, 5, 7, 9, 11));
    expect(ids(await items("?partner=Nobody"))).toEqual([]);
  });

  it("say how each stands now, by the one answer to whether it may operate", async () => {
    const { content } = await items("?limit=100");
    const status = Object.fromEntries(content.features.map((each) => [each.id, each.properties.status]));
    expect([0, 2, 3, 4].map((n) => status[placed[n]?.code ?? ""])).toEqual(["active", "suspended", "revoked", "scheduled"]);
  });

  it("carry nothing that is kept from the public", async () => {
    const text = JSON.stringify([(await items("?limit=100")).content, (await items("?limit=100", "assets")).content]);
    for (const secret of ["serial-canary", "contact-canary", "firmware", "networkId", city.networkId]) expect(text).not.toContain(secret);
  });
});

describe("one feature (f-op, f-success, f-links)", () => {
  it("is told by its id, with links to itself and its collection", async () => {
    const page = await items(`/${placed[0]?.code}`);
    expect([page.status, page.headers["content-type"]]).toEqual([200, "application/geo+json"]);
    fits("feature", page.content);
    const { links: _, ...alone } = page.content;
    const listed = (await items("?limit=100")).content.features.find(({ id }) => id === placed[0]?.code);
    expect(alone).toEqual(listed);
    for (const rel of ["self", "collection"]) expect(linkOf(page, rel), rel).toBeTruthy();
    const asset = await items(`/${encodeURIComponent(placed[0]?.asset.code ?? "")}`, "assets");
    expect(asset.content).toMatchObject({ id: placed[0]?.asset.code, properties: { devicesInForce: 1 } });
    expect((await ask(linkOf(asset, "self")?.href ?? "")).content.id).toBe(placed[0]?.asset.code);
  });

  it.each(["/NOBODY", "/%27%20OR%201=1", `/${"x".repeat(1_000)}`, "/%00"])("items%s is not found", async (id) => {
    expect(await items(id)).toMatchObject({ status: 404, content: { code: "NotFound" } });
  });
});

describe("what is asked wrongly (query-param-invalid, query-param-unknown)", () => {
  it.each([
    ["/collections/devices/items?limit=0", /whole number/],
    ["/collections/devices/items?bbox=1,2,3", /four numbers/],
    ["/collections/devices/items?datetime=soon", /RFC 3339/],
    ["/collections/devices/items?colour=red", /cannot be asked for/],
    ["/collections/devices/items?zone=Nowhere", /"zone" is one of/],
    ["/collections/assets/items?purpose=lighting", /cannot be asked for/],
    ["/collections/devices/items/X?limit=1", /cannot be asked for/],
    ["?limit=1", /cannot be asked for/],
    ["/conformance?f=html", /"f" is json/],
    ["/collections?x=1", /cannot be asked for/],
    ["/collections/devices?bbox=0,0,1,1", /cannot be asked for/],
  ])("%s answers 400 with a sentence", async (address, sentence) => {
    const { status, content } = await ask(`${root}${address}`);
    expect(status).toBe(400);
    fits("exception", content);
    expect(content.description).toMatch(sentence);
  });

  it.each(["/nothing", "/collections/devices/items/X/y", "/collections/devices/other", "/conformance/x", "/%E0%A4%A", "/collections//items"])("%s is not there", async (address) => {
    expect((await ask(`${root}${address}`)).status).toBe(404);
  });
});

it("may be read by any page of any site (http, and the recommendation on CORS)", async () => {
  for (const address of [root, `${root}/collections`, `${root}/collections/devices/items`, `${root}/collections/devices/items?limit=0`]) expect((await ask(address)).headers["access-control-allow-origin"]).toBe("*");
});
