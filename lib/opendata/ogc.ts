import "server-only";
import type { Answer, Asked } from "@/lib/core/answer";
import { city } from "@/lib/core/city";
import { origin } from "@/lib/core/mode";
import { remembered } from "@/lib/core/remembered";
import { collections, type Collection } from "@/lib/opendata/collections";
import { extentOf } from "@/lib/opendata/features";
import { openApiOf } from "@/lib/opendata/openapi";
import { Misasked, nothingElse, wantedFrom } from "@/lib/opendata/parameters";

/*
 * OGC API - Features 1.0 (OGC 17-069r4): Core, GeoJSON and OpenAPI 3.0, under /api/ogc. What GIS programs, and anybody with a browser, read the register by.
 */

export const root = "/api/ogc";
const crs84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";

export interface Link {
  href: string;
  rel: string;
  type: string;
  title: string;
}

const json = "application/json";
const geojson = "application/geo+json";
const openApi = "application/vnd.oai.openapi+json;version=3.0";
const at = (path: string): string => `${origin()}${root}${path}`;

const extent = remembered(60_000, extentOf);

async function described({ id, title, description, isTimed }: Collection) {
  const box = await extent();
  return {
    id,
    title,
    description,
    itemType: "feature",
    crs: [crs84],
    extent: { ...(box ? { spatial: { bbox: [box], crs: crs84 } } : {}), ...(isTimed ? { temporal: { interval: [[null, null]], trs: "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian" } } : {}) },
    links: [
      { href: at(`/collections/${id}`), rel: "self", type: json, title },
      { href: at(`/collections/${id}/items`), rel: "items", type: geojson, title: `${title}, as GeoJSON` },
    ],
  };
}

const headers = (type: string): Record<string, string> => ({
  "content-type": type,
  // Anybody's program may read it, from any page.
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "link, etag",
  "cache-control": "public, max-age=0, s-maxage=2, must-revalidate",
  "x-content-type-options": "nosniff",
});
const told = (content: unknown, type = json, status = 200, links: readonly Link[] = []): Answer => ({
  status,
  headers: { ...headers(type), ...(links.length > 0 ? { link: links.map(({ href, rel, type: of }) => `<${href}>; rel="${rel}"; type="${of}"`).join(", ") } : {}) },
  body: JSON.stringify(content),
});
const problem = (status: 400 | 404, description: string): Answer => told({ code: status === 400 ? "InvalidParameterValue" : "NotFound", description }, json, status);

const landing = () => {
  const links: Link[] = [
    { href: at(""), rel: "self", type: json, title: "This page" },
    { href: at("/api"), rel: "service-desc", type: openApi, title: "What can be asked, as OpenAPI 3.0" },
    { href: `${origin()}/data`, rel: "service-doc", type: "text/html", title: "What can be asked, for people" },
    { href: at("/conformance"), rel: "conformance", type: json, title: "The standards that this keeps to" },
    { href: at("/collections"), rel: "data", type: json, title: "The collections" },
  ];
  return told({ title: `${city.name}: register of devices on public assets`, description: "Every sensor, camera and antenna on the city’s poles, cabinets and shelters, and the assets that they hang on.", links }, json, 200, links);
};

const conformance = () => told({ conformsTo: ["core", "geojson", "oas30"].map((each) => `http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/${each}`) });

async function listed() {
  const links = [{ href: at("/collections"), rel: "self", type: json, title: "The collections" }];
  return told({ links, collections: await Promise.all(collections.map(described)) }, json, 200, links);
}

async function items(collection: Collection, query: URLSearchParams, now: Date) {
  const wanted = wantedFrom(query, collection.filters);
  const { features, count, after } = await collection.page(wanted, now);
  const address = (change: Record<string, string>) => {
    const all = new URLSearchParams(query);
    for (const [name, value] of Object.entries(change)) all.set(name, value);
    return at(`/collections/${collection.id}/items${all.size > 0 ? `?${all}` : ""}`);
  };
  const links: Link[] = [
    { href: address({}), rel: "self", type: geojson, title: "This page" },
    { href: at(`/collections/${collection.id}`), rel: "collection", type: json, title: collection.title },
    ...(after ? [{ href: address({ after }), rel: "next", type: geojson, title: "The next page" }] : []),
  ];
  return { ...told(null, geojson, 200, links), body: `{"type":"FeatureCollection","numberReturned":${count},"links":${JSON.stringify(links)},"features":[${features}]}` };
}

async function item(collection: Collection, id: string, now: Date) {
  // No text here holds the character of number 0, so PostgreSQL would not even look.
  const feature = id.includes("\u0000") ? null : await collection.one(id, now);
  if (!feature) return problem(404, `There is nothing in “${collection.id}” by that id.`);
  const links: Link[] = [
    { href: at(`/collections/${collection.id}/items/${encodeURIComponent(id)}`), rel: "self", type: geojson, title: "This one" },
    { href: at(`/collections/${collection.id}`), rel: "collection", type: json, title: collection.title },
  ];
  return { ...told(null, geojson, 200, links), body: `${feature.slice(0, -1)},"links":${JSON.stringify(links)}}` };
}

/** Answers what is asked under /api/ogc. What is asked wrongly is told in a sentence, with 400; what is not there, with 404. */
export async function answerOgc({ path, query }: Asked, now: Date): Promise<Answer> {
  const parts = path.slice(root.length).split("/").filter(Boolean);
  try {
    const [first, id, last, feature, ...more] = parts.map(decodeURIComponent);
    const collection = collections.find((each) => each.id === id);
    if (parts.length > 4 || more.length > 0) return problem(404, "There is no such address here. Begin at /api/ogc.");
    if (first === "collections" && collection && last === "items") return feature === undefined ? await items(collection, query, now) : (nothingElse(query), await item(collection, feature, now));
    const page = first === undefined ? landing : first === "conformance" && id === undefined ? conformance : first === "api" && id === undefined ? () => told(openApiOf(collections), openApi) : first === "collections" && id === undefined ? listed : first === "collections" && collection && last === undefined ? async () => told(await described(collection)) : null;
    if (!page) return problem(404, first === "collections" && id !== undefined && !collection ? `There is no collection “${id.slice(0, 40)}”. There are ${collections.map((each) => each.id).join(" and ")}.` : "There is no such address here. Begin at /api/ogc.");
    nothingElse(query);
    return await page();
  } catch (wrong) {
    if (wrong instanceof Misasked) return problem(400, wrong.message);
    if (wrong instanceof URIError) return problem(404, "There is no such address here. Begin at /api/ogc.");
    throw wrong;
  }
}
