import { city } from "@/lib/core/city";
import { origin } from "@/lib/core/mode";
import { limits } from "@/lib/opendata/parameters";
import type { Collection } from "@/lib/opendata/collections";

/*
 * What can be asked under /api/ogc, as OpenAPI 3.0. Programs are written from it, and the standard's own test suite reads which parameters there are.
 */

const filterWords: Record<string, string> = {
  q: "Words of its name, place, partner, make, model or plate.",
  purpose: "What it is for.",
  identifies: "Whether it identifies people: no, anonymous (it notices people and makes that anonymous at once), or yes.",
  assetClass: "What it hangs on, or what kind of asset it is.",
  zone: "The part of the city, by its name.",
  partner: "Whose it is, by the whole name.",
  plate: "The number on the plate of what it hangs on.",
  inForce: "Only what may be there today.",
};

const answer = (description: string, type: string, schema: object) => ({ description, content: { [type]: { schema } } });
const refusals = {
  "400": answer("Something that was asked is not understood; the sentence says what and how to ask.", "application/json", { $ref: "#/components/schemas/exception" }),
  default: answer("Something else went wrong.", "application/json", { $ref: "#/components/schemas/exception" }),
};
const missing = { "404": answer("There is no such thing.", "application/json", { $ref: "#/components/schemas/exception" }) };

const parameters = {
  limit: { name: "limit", in: "query", required: false, style: "form", explode: false, description: `How many at most. More than ${limits.most} gives ${limits.most}.`, schema: { type: "integer", minimum: 1, maximum: limits.most, default: limits.usual } },
  bbox: { name: "bbox", in: "query", required: false, style: "form", explode: false, description: "Only what lies in here: west, south, east, north in degrees; or six numbers, with heights as the third and the sixth, which count for nothing.", schema: { type: "array", minItems: 4, maxItems: 6, items: { type: "number" } } },
  datetime: { name: "datetime", in: "query", required: false, style: "form", explode: false, description: "Only what has a time in here: a day or an instant by RFC 3339, or two with a slash between, of which one may be “..”. What has no time is always in.", schema: { type: "string" } },
  after: { name: "after", in: "query", required: false, style: "form", explode: false, description: "Comes from the link to the next page.", schema: { type: "string", format: "uuid" } },
  f: { name: "f", in: "query", required: false, style: "form", explode: false, description: "The format. There is one.", schema: { type: "string", enum: ["json"], default: "json" } },
};
const named = (name: keyof typeof parameters) => ({ $ref: `#/components/parameters/${name}` });

function pathsOf({ id, title, description, filters }: Collection) {
  const one = id.replace(/s$/, "");
  return {
    [`/collections/${id}`]: { get: { tags: [title], operationId: `describe_${id}`, summary: title, description, parameters: [named("f")], responses: { "200": answer("What the collection is.", "application/json", { $ref: "#/components/schemas/collection" }), ...refusals } } },
    [`/collections/${id}/items`]: {
      get: {
        tags: [title],
        operationId: `get_${id}`,
        summary: `${title}, a page at a time`,
        description,
        parameters: [
          ...(["limit", "bbox", "datetime", "after", "f"] as const).map(named),
          ...Object.entries(filters).map(([name, values]) => ({ name, in: "query", required: false, style: "form", explode: false, description: filterWords[name] ?? name, schema: values ? { type: "string", enum: [...values] } : { type: "string", minLength: 1, maxLength: 100 } })),
        ],
        responses: { "200": answer("Features, and a link to the next page where there are more.", "application/geo+json", { $ref: "#/components/schemas/featureCollection" }), ...refusals },
      },
    },
    [`/collections/${id}/items/{featureId}`]: {
      get: {
        tags: [title],
        operationId: `get_${one}`,
        summary: `One ${one}, by ${id === "devices" ? "the code on its sign" : "the number on its plate"}`,
        parameters: [{ name: "featureId", in: "path", required: true, schema: { type: "string" } }, named("f")],
        responses: { "200": answer("The feature.", "application/geo+json", { $ref: "#/components/schemas/feature" }), ...missing, ...refusals },
      },
    },
  };
}

const link = { type: "object", required: ["href", "rel"], properties: { href: { type: "string" }, rel: { type: "string" }, type: { type: "string" }, title: { type: "string" } } };
const links = { type: "array", items: { $ref: "#/components/schemas/link" } };
const feature = { type: "object", required: ["type", "id", "geometry", "properties"], properties: { type: { type: "string", enum: ["Feature"] }, id: { type: "string" }, geometry: { $ref: "#/components/schemas/point" }, properties: { type: "object", additionalProperties: true }, links } };

/** The document. */
export function openApiOf(collections: readonly Collection[]) {
  const page = (operationId: string, summary: string, schema: string) => ({ get: { tags: ["The service"], operationId, summary, parameters: [named("f")], responses: { "200": answer(summary, "application/json", { $ref: `#/components/schemas/${schema}` }), ...refusals } } });
  return {
    openapi: "3.0.3",
    info: { title: `${city.name}: register of devices on public assets`, version: "1.0.0", description: "Read only, for anybody, without an account. What it means, with examples: /data.", contact: { name: city.office, email: city.mail } },
    servers: [{ url: `${origin()}/api/ogc` }],
    tags: [{ name: "The service" }, ...collections.map(({ title }) => ({ name: title }))],
    paths: {
      "/": page("getLandingPage", "Where to begin", "landingPage"),
      "/conformance": page("getConformance", "The standards that this keeps to", "conformance"),
      "/collections": page("getCollections", "The collections", "collections"),
      ...Object.assign({}, ...collections.map(pathsOf)),
    },
    components: {
      parameters,
      schemas: {
        link,
        landingPage: { type: "object", required: ["links"], properties: { title: { type: "string" }, description: { type: "string" }, links } },
        conformance: { type: "object", required: ["conformsTo"], properties: { conformsTo: { type: "array", items: { type: "string" } } } },
        collections: { type: "object", required: ["links", "collections"], properties: { links, collections: { type: "array", items: { $ref: "#/components/schemas/collection" } } } },
        collection: { type: "object", required: ["id", "links"], properties: { id: { type: "string" }, title: { type: "string" }, description: { type: "string" }, itemType: { type: "string", default: "feature" }, crs: { type: "array", items: { type: "string" } }, extent: { type: "object", properties: { spatial: { type: "object", properties: { bbox: { type: "array", minItems: 1, items: { type: "array", minItems: 4, maxItems: 6, items: { type: "number" } } }, crs: { type: "string" } } }, temporal: { type: "object", properties: { interval: { type: "array", minItems: 1, items: { type: "array", minItems: 2, maxItems: 2, items: { type: "string", format: "date-time", nullable: true } } }, trs: { type: "string" } } } } }, links } },
        featureCollection: { type: "object", required: ["type", "features"], properties: { type: { type: "string", enum: ["FeatureCollection"] }, features: { type: "array", items: { $ref: "#/components/schemas/feature" } }, links, numberReturned: { type: "integer", minimum: 0 } } },
        feature,
        point: { type: "object", required: ["type", "coordinates"], properties: { type: { type: "string", enum: ["Point"] }, coordinates: { type: "array", minItems: 2, maxItems: 3, items: { type: "number" } } } },
        exception: { type: "object", required: ["code"], properties: { code: { type: "string" }, description: { type: "string" } } },
      },
    },
  };
}
