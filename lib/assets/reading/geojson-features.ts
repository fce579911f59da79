import type { Geometry } from "geojson";
import { asBytes, decodeLatin1, decodeText, longestLine, readLines, type Source, type TextEncodingName } from "./text-lines";

/** What a GeoJSON file is made of, in the order it is read. The last item is always the file itself. */
export type FeatureItem =
  | { kind: "feature"; line: number; text: string }
  | { kind: "broken"; line: number; reason: "feature_too_large" | "feature_too_deep" }
  | { kind: "file"; line: number; root?: Record<string, unknown>; reason?: "file_truncated" | "file_not_features"; why?: string };

export interface FeatureReading {
  encoding: TextEncodingName;
  /** The largest feature that is read, in bytes. */
  largestFeature?: number;
}

const mostDepth = 40;
const largestRoot = 1_048_576;

const openBrace = 0x7b;
const closeBrace = 0x7d;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const doubleQuote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09 || byte === 0x1e;
}

/** An object, and not null or an array. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** JSON or undefined; never throws. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

const geometryTypes: readonly string[] = ["Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"] satisfies Geometry["type"][];

export function isGeometryType(type: unknown): boolean {
  return typeof type === "string" && geometryTypes.includes(type);
}

/** A line of a file with one feature per line, without what may stand around the feature. */
function bareLine(text: string): string {
  const trimmed = text.replace("\u001e", "").trim();
  return trimmed.endsWith(",") ? trimmed.slice(0, -1) : trimmed;
}

/** Whether the file is one feature per line, told from its first two lines, of which one may be broken. */
async function isFeaturePerLine(source: Source, encoding: TextEncodingName, cap: number): Promise<boolean> {
  const firstTwo: string[] = [];
  for await (const lines of readLines(decodeText(source, encoding), cap)) {
    firstTwo.push(...lines.filter(({ text, tooLong }) => tooLong || text.trim() !== "").map(({ text }) => bareLine(text)));
    if (firstTwo.length >= 2) break;
  }
  const [first = "", second = ""] = firstTwo;
  if (/"type"\s*:\s*"FeatureCollection"|"features"\s*:\s*\[/.test(first)) return false;
  return [first, second].some((line) => {
    const value = line.startsWith("{") ? parseJson(line) : undefined;
    return isObject(value) && value["type"] === "Feature";
  });
}

async function* featurePerLine(source: Source, encoding: TextEncodingName, cap: number): AsyncGenerator<FeatureItem[]> {
  let ordinal = 0;
  for await (const lines of readLines(decodeText(source, encoding), cap)) {
    const items: FeatureItem[] = [];
    for (const { text, tooLong } of lines) {
      const bare = bareLine(text);
      if (tooLong) items.push({ kind: "broken", line: ++ordinal, reason: "feature_too_large" });
      else if (bare) items.push({ kind: "feature", line: ++ordinal, text: bare });
    }
    if (items.length > 0) yield items;
  }
  yield [{ kind: "file", line: ordinal, root: { type: "FeatureCollection" } }];
}

/** Says what is wrong with the object around the features, or undefined when it is a FeatureCollection. */
function faultOfRoot(root: unknown): string | undefined {
  if (!isObject(root)) return "The file is not written as JSON. Export it again as GeoJSON.";
  if (root["type"] === "FeatureCollection") return undefined;
  if (root["type"] === "Topology") return "The file is TopoJSON. Export it again as GeoJSON.";
  if ("spatialReference" in root || "geometryType" in root) return "The file is Esri JSON. Export it again as GeoJSON.";
  return "The file does not say that its type is “FeatureCollection”, so it cannot be read as GeoJSON. Export it again as GeoJSON.";
}

/**
 * Follows the bytes of one FeatureCollection: strings, escapes and depth, whatever comes before or after "features".
 * Every structural character of JSON is a single byte in UTF-8 and Latin-1, so bytes are enough.
 */
class CollectionScanner {
  private place: "before" | "root" | "features" | "after" = "before";
  private depth = 0;
  private inString = false;
  private escaped = false;
  private expectsKey = false;
  private key = "";
  private keyBytes: number[] = [];
  private kept: Buffer[] = [];
  private keptBytes = 0;
  private rootParts: Buffer[] = [];
  private rootBytes = 0;
  private element: "none" | "nested" | "string" | "bare" = "none";
  private elementDepth = 0;
  private tooDeep = false;
  private ordinal = 0;
  private seenFeatures = false;
  private out: FeatureItem[] = [];
  /** Set when nothing further can be read. */
  stopped = false;

  constructor(
    private readonly decode: (bytes: Buffer) => string,
    private readonly largestFeature: number,
  ) {}

  private stop(why: string, reason: "file_truncated" | "file_not_features" = "file_not_features"): void {
    this.stopped = true;
    this.out.push({ kind: "file", line: Math.max(1, this.ordinal), reason, why });
  }

  private keepRoot(chunk: Buffer, from: number, to: number): void {
    this.rootBytes += to - from;
    if (this.rootBytes > Math.max(largestRoot, this.largestFeature)) {
      this.stop("The file holds more than 1 MB outside its features. Export it again as a plain FeatureCollection.");
    } else if (to > from) {
      this.rootParts.push(Buffer.from(chunk.subarray(from, to)));
    }
  }

  private keepElement(chunk: Buffer, from: number, to: number): void {
    this.keptBytes += to - from;
    if (this.keptBytes > this.largestFeature || this.tooDeep) this.kept = [];
    else if (to > from) this.kept.push(Buffer.from(chunk.subarray(from, to)));
  }

  private endElement(): void {
    this.ordinal += 1;
    if (this.tooDeep) this.out.push({ kind: "broken", line: this.ordinal, reason: "feature_too_deep" });
    else if (this.keptBytes > this.largestFeature) this.out.push({ kind: "broken", line: this.ordinal, reason: "feature_too_large" });
    else this.out.push({ kind: "feature", line: this.ordinal, text: this.decode(this.kept.length === 1 ? (this.kept[0] as Buffer) : Buffer.concat(this.kept)) });
    this.element = "none";
    this.tooDeep = false;
    this.kept = [];
    this.keptBytes = 0;
  }

  /** Whether the byte ends a string; keeps track of backslashes. */
  private endsString(byte: number): boolean {
    if (this.escaped) this.escaped = false;
    else if (byte === backslash) this.escaped = true;
    else if (byte === doubleQuote) return true;
    return false;
  }

  push(chunk: Buffer): FeatureItem[] {
    this.out = [];
    // Where the part of this chunk begins that belongs to the root or to the feature being read.
    let from = 0;
    for (let at = 0; at < chunk.length && !this.stopped; at++) {
      const byte = chunk[at] as number;

      if (this.place === "features") {
        if (this.element === "none") {
          if (isBlank(byte) || byte === comma) continue;
          from = at;
          if (byte === closeBracket) {
            this.place = "root";
            this.depth = 1;
            continue;
          }
          this.inString = byte === doubleQuote;
          this.elementDepth = byte === openBrace || byte === openBracket ? 1 : 0;
          this.element = this.elementDepth ? "nested" : this.inString ? "string" : "bare";
          continue;
        }
        if (this.element === "bare") {
          if (byte !== comma && byte !== closeBracket && !isBlank(byte)) continue;
          this.keepElement(chunk, from, at);
          this.endElement();
          at -= 1;
          continue;
        }
        if (this.inString) {
          if (!this.endsString(byte)) continue;
          this.inString = false;
          if (this.element === "nested") continue;
        } else if (byte === doubleQuote) {
          this.inString = true;
          continue;
        } else if (byte === openBrace || byte === openBracket) {
          this.elementDepth += 1;
          if (this.elementDepth > mostDepth) this.tooDeep = true;
          continue;
        } else if (byte === closeBrace || byte === closeBracket) {
          this.elementDepth -= 1;
          if (this.elementDepth > 0) continue;
        } else {
          continue;
        }
        this.keepElement(chunk, from, at + 1);
        this.endElement();
        continue;
      }

      if (this.place === "before") {
        if (isBlank(byte) || byte === 0xef || byte === 0xbb || byte === 0xbf) continue;
        if (byte !== openBrace) {
          this.stop("The file does not begin with a GeoJSON object. Export it again as GeoJSON.");
          continue;
        }
        this.place = "root";
        this.depth = 1;
        this.expectsKey = true;
        from = at;
        continue;
      }

      if (this.place === "after") {
        if (!isBlank(byte) && byte !== 0) this.stop("There is more text after the end of the GeoJSON. Export the file again.");
        continue;
      }

      if (this.inString) {
        if (this.endsString(byte)) {
          this.inString = false;
          if (this.depth === 1 && this.expectsKey) {
            this.key = String(parseJson(`"${Buffer.from(this.keyBytes).toString("latin1")}"`));
            this.expectsKey = false;
          }
        } else if (this.depth === 1 && this.expectsKey && this.keyBytes.length < 100) {
          this.keyBytes.push(byte);
        }
        continue;
      }
      if (byte === doubleQuote) {
        this.inString = true;
        this.keyBytes = [];
      } else if (byte === comma && this.depth === 1) {
        this.expectsKey = true;
      } else if (byte === openBracket && this.depth === 1 && !this.expectsKey && this.key === "features") {
        this.keepRoot(chunk, from, at + 1);
        this.seenFeatures = true;
        this.place = "features";
        const soFar = parseJson(`${this.decode(Buffer.concat(this.rootParts))}]}`);
        const fault = isObject(soFar) && "type" in soFar ? faultOfRoot(soFar) : undefined;
        if (fault) this.stop(fault);
      } else if (byte === openBrace || byte === openBracket) {
        this.depth += 1;
      } else if (byte === closeBrace || byte === closeBracket) {
        this.depth -= 1;
        if (this.depth === 0) {
          this.keepRoot(chunk, from, at + 1);
          this.place = "after";
        }
      }
    }
    if (!this.stopped) {
      if (this.place === "root") this.keepRoot(chunk, from, chunk.length);
      else if (this.place === "features" && this.element !== "none") this.keepElement(chunk, from, chunk.length);
    }
    return this.out;
  }

  end(): FeatureItem[] {
    this.out = [];
    if (this.place === "before") {
      this.stop("The file is empty. Choose the file that holds the features.");
    } else if (this.place !== "after") {
      if (this.element !== "none") this.ordinal += 1;
      this.stop("The file ends in the middle, as if the download stopped. Export or download it again.", "file_truncated");
    } else {
      const text = this.decode(Buffer.concat(this.rootParts));
      const root = parseJson(text);
      if (!this.seenFeatures && isObject(root) && (root["type"] === "Feature" || isGeometryType(root["type"]))) {
        // A single feature, or a bare shape, is read as a collection of one.
        this.out.push({ kind: "feature", line: 1, text: root["type"] === "Feature" ? text : JSON.stringify({ type: "Feature", properties: {}, geometry: root }) });
        this.out.push({ kind: "file", line: 1, root: { type: "FeatureCollection" } });
        return this.out;
      }
      const fault = faultOfRoot(root) ?? (this.seenFeatures ? undefined : "The file has no list called “features”. Export it again as GeoJSON.");
      if (fault) this.stop(fault);
      else this.out.push({ kind: "file", line: Math.max(1, this.ordinal), root: isObject(root) ? root : {} });
    }
    return this.out;
  }
}

/**
 * Reads the features of a GeoJSON file one by one, as text, in constant memory: a FeatureCollection whose "features" may
 * stand anywhere, one feature per line, a single feature or a bare shape. A feature that is too large or too deep is
 * passed over and named by its ordinal; the last item says whether the file as a whole could be read.
 */
export async function* readFeatures(source: Source, reading: FeatureReading): AsyncGenerator<FeatureItem[]> {
  const largestFeature = reading.largestFeature ?? longestLine;
  if (await isFeaturePerLine(source, reading.encoding, largestFeature)) {
    yield* featurePerLine(source, reading.encoding, largestFeature);
    return;
  }
  const decode = reading.encoding === "latin1" ? decodeLatin1 : (bytes: Buffer) => bytes.toString("utf8");
  const scanner = new CollectionScanner(decode, largestFeature);
  for await (const chunk of source()) {
    const items = scanner.push(asBytes(chunk));
    if (items.length > 0) yield items;
    if (scanner.stopped) return;
  }
  yield scanner.end();
}

/** The coordinate system the file names in its "crs" member, as written; undefined when it names none. */
export function crsNamedIn(root: Record<string, unknown> | undefined): string | undefined {
  const crs = root?.["crs"];
  const properties = isObject(crs) ? crs["properties"] : undefined;
  const name = isObject(properties) ? (properties["name"] ?? properties["code"]) : undefined;
  return typeof name === "string" || typeof name === "number" ? String(name) : undefined;
}
