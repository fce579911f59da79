import "server-only";
import type { Answer } from "@/lib/core/answer";
import { city } from "@/lib/core/city";
import { origin } from "@/lib/core/mode";
import { collections } from "@/lib/opendata/collections";
import { extentOf } from "@/lib/opendata/features";

/** What the city publishes here, for catalogues that gather such lists: DCAT-US 3.0 (GSA/dcat-us), at /data.json. */
export async function catalog(): Promise<Answer> {
  const at = (path: string): string => `${origin()}${path}`;
  const publisher = { "@type": "Organization", name: city.office, subOrganizationOf: { "@type": "Organization", name: city.name } };
  const contactPoint = { "@type": "Kind", fn: city.office, hasEmail: `mailto:${city.mail}`, tel: city.telephone };
  const extent = await extentOf();
  const [west, south, east, north] = extent ?? [];
  const spatial = extent ? { spatial: [{ "@type": "Location", prefLabel: city.name, bbox: { type: "Polygon", coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]] } }] } : {};
  const common = { publisher, contactPoint, ...spatial, language: "en", accrualPeriodicity: "R/PT1S", accessRights: "Open to everybody, without an account." };
  const service = {
    "@type": "DataService",
    "@id": at("/api/ogc"),
    title: "The register and the assets, for maps and programs",
    description: "OGC API - Features 1.0: Core, GeoJSON and OpenAPI 3.0.",
    endpointURL: [at("/api/ogc")],
    endpointDescription: [at("/api/ogc/api")],
    servesDataset: collections.map(({ id }) => at(`/api/ogc/collections/${id}`)),
    conformsTo: [{ "@type": "Standard", "@id": "http://www.opengis.net/spec/ogcapi-features-1/1.0", title: "OGC API - Features - Part 1: Core" }],
    publisher,
    contactPoint: [contactPoint],
  };
  const files = {
    devices: [
      { title: "Every device that may be there today, as a table (CSV)", downloadURL: at("/devices.csv"), mediaType: "text/csv" },
      { title: "Every device that may be there today, as GeoJSON", downloadURL: at("/devices.geojson"), mediaType: "application/geo+json" },
    ],
    assets: [],
  };
  const dataset = collections.map(({ id, title, description }) => ({
    "@type": "Dataset",
    "@id": at(`/api/ogc/collections/${id}`),
    identifier: at(`/api/ogc/collections/${id}`),
    title,
    description,
    keyword: id === "devices" ? ["sensors", "cameras", "antennas", "permits", "privacy", "smart city"] : ["street lights", "poles", "cabinets", "public assets"],
    landingPage: at("/data"),
    ...common,
    distribution: [...files[id].map((file) => ({ "@type": "Distribution", ...file })), { "@type": "Distribution", title: `${title}, a page at a time`, accessURL: at(`/api/ogc/collections/${id}/items`), mediaType: "application/geo+json" }],
  }));
  return {
    status: 200,
    headers: { "content-type": "application/json", "access-control-allow-origin": "*", "cache-control": "public, max-age=0, s-maxage=2, must-revalidate", "x-content-type-options": "nosniff" },
    body: JSON.stringify({ "@type": "Catalog", "@id": at("/data.json"), conformsTo: { "@type": "Standard", "@id": "https://resources.data.gov/dcat-us/3.0.0/", title: "DCAT-US 3.0" }, title: `${city.name}: what is on public assets`, publisher, dataset, service: [service] }),
  };
}
