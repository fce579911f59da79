import { isObject } from "./geojson-features";
import { quoteCell, type ProblemReason } from "./row-problem";

/** A property of a feature as a cell: text as it is, nothing as "", lists and objects as JSON. */
export function propertyText(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "object") return JSON.stringify(value);
  return String(value);
}

/** The single point of a feature, in the units of the file, or what is wrong with it. */
export function pointOf(geometry: unknown): { lat: number; lon: number } | { reason: ProblemReason; words: string } {
  if (geometry === null || geometry === undefined) {
    return { reason: "geometry_missing", words: "The feature has no geometry. Give the place where the asset stands." };
  }
  const type = isObject(geometry) ? geometry["type"] : undefined;
  const coordinates = isObject(geometry) ? geometry["coordinates"] : undefined;
  const only = type === "MultiPoint" && Array.isArray(coordinates) && coordinates.length === 1 ? (coordinates[0] as unknown) : coordinates;
  if (type !== "Point" && !(type === "MultiPoint" && only !== coordinates)) {
    const kind = typeof type === "string" ? `a ${quoteCell(type)}` : "not a shape";
    return { reason: "geometry_wrong_kind", words: `The geometry is ${kind}, while an asset stands at one point. Export points.` };
  }
  const [lon, lat] = Array.isArray(only) ? (only as unknown[]) : [];
  if (typeof lon !== "number" || typeof lat !== "number" || !Number.isFinite(lon) || !Number.isFinite(lat)) {
    return { reason: "position_not_number", words: "The coordinates of the point are not two numbers. Write them like [4.9041, 52.3676], longitude first." };
  }
  return { lat, lon };
}

/** A feature's identifier as RFC 7946 allows it, text or a number; undefined otherwise. */
export function featureId(feature: Record<string, unknown>): string | undefined {
  const id = feature["id"];
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}
