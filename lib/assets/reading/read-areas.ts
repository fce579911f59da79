import type { LineString, MultiLineString, MultiPolygon, Polygon, Position } from "geojson";
import { isMissing, tidyCell } from "./cell-values";
import { featureId, propertyText } from "./feature-values";
import { crsNamedIn, isGeometryType, isObject, parseJson, readFeatures } from "./geojson-features";
import { isDegrees, tidyCrs, toDegreesFrom, type ToDegrees } from "./projection";
import { quoteCell, type ProblemReason, type RowProblem } from "./row-problem";
import { asBytes, Utf8Check, type Source, type TextEncodingName } from "./text-lines";

export type AreaKind = "zone" | "boundary" | "street" | "water" | "green";

/** The shapes a map is drawn from, in degrees, two numbers a position. */
export type AreaGeometry = Polygon | MultiPolygon | LineString | MultiLineString;

export interface AreasOptions {
  kind: AreaKind;
  /** The property that holds the name; guessed when left out. */
  name?: string;
  /** The property that holds the code; made from the name when left out. */
  code?: string;
  /** The coordinate system; what the file says, or else degrees, when left out. */
  crs?: string;
}

export interface NamedArea {
  /** The ordinal of the feature, first = 1 */
  line: number;
  /** Unique within the file */
  code: string;
  name: string;
  /** A main street: drawn wider. From the property "main". */
  main: boolean;
  geometry: AreaGeometry;
}

export interface AreasRead {
  areas: NamedArea[];
  problems: RowProblem[];
}

/** The largest file of areas that is read, in bytes: a base map is drawn by browsers, and more would not be a base map. */
export const largestAreasFile = 16 * 1_048_576;
const longestName = 200;
const longestCode = 60;

const nameProperties = [
  "name", "title", "label", "naam", "nom", "nombre", "zone_name", "zonename", "ward_name", "wardname", "district_name", "neighborhood", "neighbourhood",
  "ntaname", "boroname", "boro_name", "borough", "wijknaam", "buurtnaam", "wk_naam", "bu_naam", "stadsdeel", "gebied", "bezeichnung", "street", "streetname",
  "st_name", "fullname", "full_name", "straatnaam", "park_name", "description", "omschrijving",
];

class Fault extends Error {
  constructor(
    readonly reason: ProblemReason,
    readonly words: string,
  ) {
    super(words);
  }
}

/** Finds the property that names the features, whatever its case; a property ending in "name" will do. */
function guessNameProperty(properties: readonly Record<string, unknown>[]): string | undefined {
  const names = [...new Set(properties.slice(0, 1_000).flatMap((each) => Object.keys(each)))];
  const filled = names.filter((name) => properties.some((each) => !isMissing(propertyText(each[name]))));
  const known = nameProperties.map((wanted) => filled.find((name) => name.toLowerCase() === wanted)).find((name) => name !== undefined);
  return known ?? filled.find((name) => /(name|naam|nam)$/i.test(name));
}

/** A code from words: lower case, letters and digits, joined by hyphens. */
function slug(text: string): string {
  return text
    .replace(/ß/g, "ss")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .slice(0, longestCode - 8)
    .replace(/^-+|-+$/g, "");
}

/** Reads shapes strictly: what a map cannot draw, or a point cannot be tested against, is refused with a Fault. */
class ShapeReader {
  constructor(
    private readonly toDegrees: ToDegrees,
    private readonly inDegrees: boolean,
  ) {}

  private list(value: unknown, what: string): unknown[] {
    if (!Array.isArray(value)) throw new Fault("geometry_wrong_kind", `The coordinates of the ${what} are missing or nested to the wrong depth. Export the file again.`);
    if (value.length === 0) throw new Fault("geometry_missing", `The ${what} has no coordinates. Leave it out, or draw it again.`);
    return value as unknown[];
  }

  private position(value: unknown): Position {
    const [x, y] = Array.isArray(value) ? (value as unknown[]) : [];
    if (typeof x !== "number" || typeof y !== "number" || !Number.isFinite(x) || !Number.isFinite(y)) {
      throw new Fault("position_not_number", "A position is not a pair of numbers, longitude and latitude. Export the file again.");
    }
    const degrees = this.toDegrees(x, y);
    if (degrees) return [degrees.lon, degrees.lat];
    if (this.inDegrees && Math.abs(x) > 360 && Math.abs(y) > 360) {
      throw new Fault("position_in_metres", "The positions look like metres and not degrees. Name the coordinate system, for example EPSG:28992.");
    }
    throw new Fault("position_out_of_range", `The position ${x}, ${y} is not on the earth: longitude goes to 180 and latitude to 90. Correct the shape.`);
  }

  private line(value: unknown): Position[] {
    const positions = this.list(value, "line").map((each) => this.position(each));
    if (positions.length < 2) throw new Fault("line_too_short", "A line has a single position and needs two. Leave it out, or draw it again.");
    return positions;
  }

  private ring(value: unknown): Position[] {
    const positions = this.list(value, "ring").map((each) => this.position(each));
    const [first, last] = [positions[0], positions.at(-1)];
    if (first?.[0] !== last?.[0] || first?.[1] !== last?.[1]) {
      throw new Fault("ring_not_closed", "A ring does not end where it begins. Close it, by repeating its first position at its end.");
    }
    if (positions.length < 4) throw new Fault("ring_too_short", "A ring has fewer than three corners, so it encloses nothing. Draw it again.");
    return positions;
  }

  private polygon(value: unknown): Position[][] {
    return this.list(value, "polygon").map((each) => this.ring(each));
  }

  read(geometry: unknown, kind: AreaKind): AreaGeometry {
    if (geometry === null || geometry === undefined) throw new Fault("geometry_missing", "The feature has no geometry. Leave it out, or draw it.");
    const { type, coordinates } = isObject(geometry) ? geometry : {};
    const mayBeLine = kind === "street" || kind === "water" || kind === "green";
    if (type === "Polygon") return { type, coordinates: this.polygon(coordinates) };
    if (type === "MultiPolygon") return { type, coordinates: this.list(coordinates, "shape").map((each) => this.polygon(each)) };
    if (mayBeLine && type === "LineString") return { type, coordinates: this.line(coordinates) };
    if (mayBeLine && type === "MultiLineString") return { type, coordinates: this.list(coordinates, "shape").map((each) => this.line(each)) };
    const found = isGeometryType(type) ? `a ${quoteCell(String(type))}` : "of no kind that GeoJSON knows";
    throw new Fault("geometry_wrong_kind", `The shape is ${found}, and ${mayBeLine ? "a line or a polygon" : "a polygon"} is needed. Export that kind of shape.`);
  }
}

interface ParsedFeature {
  line: number;
  id: string | undefined;
  properties: Record<string, unknown>;
  geometry: unknown;
}

interface FeaturesRead {
  features: ParsedFeature[];
  problems: RowProblem[];
  crs: string | undefined;
}

/** Reads every feature into memory, which the limit on the size of the file allows. */
async function collectFeatures(source: Source, encoding: TextEncodingName): Promise<FeaturesRead> {
  const features: ParsedFeature[] = [];
  const problems: RowProblem[] = [];
  let crs: string | undefined;
  for await (const items of readFeatures(source, { encoding, largestFeature: largestAreasFile })) {
    for (const item of items) {
      const { line } = item;
      if (item.kind === "file") {
        crs = crsNamedIn(item.root);
        if (item.reason) problems.push({ line, column: "", reason: item.reason, words: item.why ?? "" });
      } else if (item.kind === "broken") {
        const words = item.reason === "feature_too_deep" ? "The feature holds lists within lists, deeper than any shape needs. Export it again." : "The feature is larger than 16 MB. Simplify its shape.";
        problems.push({ line, column: "", reason: item.reason, words });
      } else {
        const feature = parseJson(item.text);
        if (isObject(feature) && feature["type"] === "Feature") {
          const properties = isObject(feature["properties"]) ? feature["properties"] : {};
          features.push({ line, id: featureId(feature), properties, geometry: feature["geometry"] });
        } else if (feature === undefined) {
          problems.push({ line, column: "", reason: "feature_not_json", words: "The feature is not written as JSON. Export the file again." });
        } else {
          problems.push({ line, column: "", reason: "feature_not_feature", words: "This part of the file does not say that it is a “Feature”. Export the file again." });
        }
      }
    }
  }
  return { features, problems, crs };
}

/** The encoding of the file, or undefined when it passes the limit; stops reading as soon as it does. */
async function measure(source: Source): Promise<TextEncodingName | undefined> {
  const utf8 = new Utf8Check();
  let size = 0;
  for await (const chunk of source()) {
    const bytes = asBytes(chunk);
    size += bytes.length;
    if (size > largestAreasFile) return undefined;
    utf8.add(bytes);
  }
  utf8.add();
  return utf8.valid ? "utf-8" : "latin1";
}

function recordOf(properties: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, propertyText(value)]));
}

/**
 * Reads zones, a boundary, or streets, water and parks from GeoJSON (at most 16 MB) into shapes in degrees. Zones and
 * boundaries are polygons; the others may be lines. Each bad feature is reported by its ordinal and the rest is kept. A zone
 * needs a name. Codes are unique: a code that the file repeats is refused for zones and boundaries, and numbered for the rest.
 */
export async function readAreas(source: Source, options: AreasOptions): Promise<AreasRead> {
  const refuse = (reason: ProblemReason, words: string): AreasRead => ({ areas: [], problems: [{ line: 1, column: "", reason, words }] });
  const encoding = await measure(source);
  if (!encoding) return refuse("file_too_large", "The file is larger than 16 MB. Simplify its shapes, or bring it in by parts.");

  const { features, problems, crs } = await collectFeatures(source, encoding);
  const named = options.crs ?? crs ?? "EPSG:4326";
  const code = tidyCrs(named);
  const toDegrees = toDegreesFrom(code);
  if (!toDegrees) return refuse("crs_unknown", `${quoteCell(named)} is not a coordinate system Lamppost knows. Export the file in degrees (EPSG:4326).`);

  const shapes = new ShapeReader(toDegrees, isDegrees(code));
  const nameProperty = options.name ?? guessNameProperty(features.map(({ properties }) => properties));
  const areas: NamedArea[] = [];
  const taken = new Set<string>();

  const readCode = (feature: ParsedFeature, name: string): string => {
    const given = options.code === undefined ? undefined : tidyCell(options.code === "(id)" ? (feature.id ?? "") : propertyText(feature.properties[options.code]));
    const needed = options.kind === "zone" || options.kind === "boundary";
    if (given !== undefined && needed) {
      if (isMissing(given)) throw new Fault("code_blank", `The code in ${quoteCell(options.code ?? "")} is blank. Give every area a code.`);
      if (given.length > longestCode) throw new Fault("text_too_long", `The code ${quoteCell(given)} is longer than ${longestCode} characters. Shorten it.`);
      if (taken.has(given)) throw new Fault("code_duplicate", `The code ${quoteCell(given)} stands on more than one area. Give each its own.`);
      return given;
    }
    const base = slug(given ?? name) || `${options.kind}-${feature.line}`;
    let unique = base;
    for (let count = 2; taken.has(unique); count++) unique = `${base}-${count}`;
    return unique;
  };

  for (const feature of features) {
    try {
      const geometry = shapes.read(feature.geometry, options.kind);
      const cell = nameProperty === undefined ? "" : propertyText(feature.properties[nameProperty]);
      const name = isMissing(cell) ? "" : tidyCell(cell.replaceAll("\u0000", " ")).replace(/\s+/g, " ");
      if (!name && options.kind === "zone") throw new Fault("name_blank", "The zone has no name. Give it one, or say which property holds the names.");
      if (name.length > longestName) throw new Fault("text_too_long", `The name ${quoteCell(name)} is longer than ${longestName} characters. Shorten it.`);
      const unique = readCode(feature, name);
      taken.add(unique);
      areas.push({ line: feature.line, code: unique, name, main: feature.properties["main"] === true, geometry });
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      const { reason, words } = error;
      const column = reason === "name_blank" ? (nameProperty ?? "") : reason.startsWith("code_") ? (options.code ?? "") : "";
      problems.push({ line: feature.line, column, reason, words, record: recordOf(feature.properties) });
    }
  }
  if (areas.length === 0 && problems.length === 0) return refuse("file_not_features", "The file has no features. Choose the file that holds the shapes.");
  return { areas, problems: problems.sort((one, other) => one.line - other.line) };
}
