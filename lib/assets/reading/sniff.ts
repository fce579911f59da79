import { contains, type Area } from "./area";
import { readNumber, readPoint } from "./cell-values";
import { delimiters, isSeparatorLine, nameColumns, readCsvRecords, type CsvRecord, type Delimiter } from "./csv-records";
import { featureId, pointOf, propertyText } from "./feature-values";
import { crsNamedIn, isObject, parseJson, readFeatures, type FeatureItem } from "./geojson-features";
import { guessMapping } from "./guess-mapping";
import type { Mapping } from "./mapping";
import { crsName, isDegrees, tidyCrs, toDegreesFrom, utmCodesAt } from "./projection";
import { quoteCell } from "./row-problem";
import { asBytes, decodeLatin1, decodeText, Utf8Check, type Source, type TextEncodingName } from "./text-lines";

export type { Mapping } from "./mapping";
export type { Source } from "./text-lines";

/** What a first look at a file tells. A file with problems cannot be used as it is; each is a sentence to show. */
export interface Inspection {
  format: "csv" | "geojson";
  encoding: TextEncodingName;
  delimiter?: Delimiter;
  columns: string[];
  /** The first five records, by column. */
  sample: Record<string, string>[];
  mapping: Partial<Mapping>;
  /** `code` is "" when a person has to name it; `why` says what it rests on. */
  crs: { code: string; guessed: boolean; why: string };
  swapped: boolean;
  problems: string[];
}

const headBytes = 1_048_576;
const recordsLookedAt = 1_000;
const sampleSize = 5;
const longestSampleCell = 300;
const mostColumns = 500;

interface FirstLook {
  head: Buffer;
  validUtf8: boolean;
}

/** Reads the whole file once, keeping only its first megabyte: a stray byte may first appear far down. */
async function lookAtBytes(source: Source): Promise<FirstLook> {
  const utf8 = new Utf8Check();
  const parts: Buffer[] = [];
  let kept = 0;
  for await (const chunk of source()) {
    const bytes = asBytes(chunk);
    if (kept < headBytes) {
      parts.push(Buffer.from(bytes.subarray(0, headBytes - kept)));
      kept += bytes.length;
    } else if (!utf8.valid) {
      break;
    }
    utf8.add(bytes);
  }
  utf8.add();
  return { head: Buffer.concat(parts), validUtf8: utf8.valid };
}

const magicBytes: [string, string][] = [
  ["504b0304", "This is an Excel workbook or a zip file. Open it, save the sheet as CSV, and choose that file."],
  ["d0cf11e0", "This is an old Excel workbook. Open it, save the sheet as CSV, and choose that file."],
  ["1f8b", "This is a compressed file (gzip). Unpack it, and choose the file inside."],
  ["25504446", "This is a PDF. Ask for the list as CSV or GeoJSON, and choose that file."],
  ["89504e47", "This is a picture. Choose a CSV or GeoJSON file."],
  ["ffd8ff", "This is a picture. Choose a CSV or GeoJSON file."],
];

/** The sentence for a file that is no text of ours, told from its first bytes; undefined when it may be. */
function refuseByBytes(head: Buffer): string | undefined {
  if (head.length === 0) return "The file is empty. Choose the file that holds the assets.";
  const start = head.subarray(0, 4).toString("hex");
  const magic = magicBytes.find(([bytes]) => start.startsWith(bytes));
  if (magic) return magic[1];
  const utf16 = "The file is saved as UTF-16. Save it again as “CSV UTF-8”, and choose that file.";
  if (start.startsWith("fffe") || start.startsWith("feff")) return utf16;
  const look = head.subarray(0, 65_536);
  let nuls = 0;
  let controls = 0;
  for (const byte of look) {
    if (byte === 0) nuls += 1;
    else if (byte < 0x20 && ![0x09, 0x0a, 0x0c, 0x0d, 0x1a, 0x1e].includes(byte)) controls += 1;
  }
  if (look.length >= 4 && nuls * 3 >= look.length) return utf16;
  if ((nuls + controls) * 50 > look.length) return "The file is not text. Choose a CSV or GeoJSON file.";
  const text = look.subarray(0, 2_048).toString("utf8").replace(/^\ufeff/, "").trimStart();
  if (text === "" && head.toString("utf8").replace(/^\ufeff/, "").trim() === "") return "The file is empty. Choose the file that holds the assets.";
  if (/^<(!doctype|html|head|body)/i.test(text)) return "This is a web page and not the list itself. Download the data file, and choose that one.";
  if (/^<(\?xml|kml|gpx|gml)/i.test(text)) return "This is an XML file (such as KML). Export it as CSV or GeoJSON, and choose that file.";
  return undefined;
}

async function* onePiece(text: string): AsyncGenerator<string> {
  yield text;
}

/** How well a delimiter cuts the first lines: many rows as wide as the header, and more than one column. */
async function scoreDelimiter(text: string, delimiter: Delimiter): Promise<number> {
  let width = 0;
  let fitting = 0;
  let rows = 0;
  for await (const records of readCsvRecords(onePiece(text), delimiter, () => width || undefined)) {
    for (const record of records) {
      if ("broken" in record) continue;
      if (!width) width = record.cells.length;
      else if (record.cells.length === width) fitting += 1;
      rows += 1;
    }
    if (rows > 50) break;
  }
  if (width < 2) return 0;
  return ((fitting + 1) / Math.max(1, rows)) * 100 + Math.min(width, 50);
}

/** The text up to its last complete line, so that a cut in the middle of a row does not count against a delimiter. */
function wholeLines(text: string, complete: boolean): string {
  if (complete) return text;
  const end = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r"));
  return end > 0 ? text.slice(0, end + 1) : text;
}

async function guessDelimiter(text: string, complete: boolean): Promise<Delimiter> {
  const declared = /^sep=([,;\t|])\r?\n/i.exec(text)?.[1];
  const named = delimiters.find((delimiter) => delimiter === declared);
  if (named) return named;
  const head = wholeLines(text.slice(0, 65_536), complete && text.length <= 65_536);
  let top: { delimiter: Delimiter; score: number } = { delimiter: ",", score: 0 };
  for (const delimiter of delimiters) {
    const score = await scoreDelimiter(head, delimiter);
    if (score > top.score) top = { delimiter, score };
  }
  return top.delimiter;
}

/** Whether the first line is a row of data: most of its cells are numbers, or two are decimals, or one is a point. */
function looksLikeData(cells: readonly string[]): boolean {
  const filled = cells.map((cell) => cell.trim()).filter((cell) => cell !== "");
  const numbers = filled.filter((cell) => readNumber(cell, "decimal") !== undefined);
  const decimals = numbers.filter((cell) => /\d[.,]\d{2,}/.test(cell));
  return numbers.length * 2 >= filled.length || decimals.length >= 2 || filled.some((cell) => readPoint(cell) !== undefined && /[.,]\d{2,}/.test(cell));
}

interface Contents {
  columns: string[];
  /** Up to the first thousand records */
  records: Record<string, string>[];
  problems: string[];
}

async function readCsvHead(source: Source, encoding: TextEncodingName, delimiter: Delimiter): Promise<Contents> {
  let columns: string[] | undefined;
  const records: Record<string, string>[] = [];
  const problems: string[] = [];
  let brokenLines = 0;
  const take = (record: CsvRecord): void => {
    if ("broken" in record) {
      if (!columns) problems.push(record.broken === "line_too_long" ? "The first line is longer than 1 MB, so this is not a table of rows. Choose a CSV or GeoJSON file." : "The first line opens a quotation mark and does not close it. Correct the column names, and choose the file again.");
      brokenLines += 1;
      return;
    }
    const { cells } = record;
    if (cells.every((cell) => cell.trim() === "")) return;
    if (columns) {
      records.push(Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? ""])));
    } else if (!isSeparatorLine(cells)) {
      columns = nameColumns(cells);
      if (columns.length > mostColumns) problems.push(`The file has ${columns.length} columns, and at most ${mostColumns} can be read. Leave out those that are not needed.`);
      else if (looksLikeData(cells)) problems.push(`The first line (${quoteCell(cells.join(delimiter))}) is a row of data and not a row of column names. Add a first line that names the columns.`);
      else if (columns.length === 1) problems.push("Only one column was found. Separate the columns with commas, semicolons or tabs, and choose the file again.");
    }
  };
  const pieces = decodeText(source, encoding);
  for await (const batch of readCsvRecords(pieces, delimiter, () => columns?.length)) {
    for (const record of batch) {
      if (records.length < recordsLookedAt && problems.length === 0) take(record);
    }
    if (problems.length > 0 || records.length >= recordsLookedAt || brokenLines >= recordsLookedAt) break;
  }
  if (problems.length === 0 && !columns) problems.push("The file is empty. Choose the file that holds the assets.");
  else if (problems.length === 0 && records.length === 0) {
    problems.push(brokenLines > 0 ? "No row of this file could be read, because quotation marks are opened and not closed. Export it again." : "The file has column names and no rows. Choose the file that holds the assets.");
  }
  return { columns: columns ?? [], records, problems };
}

interface FeatureContents extends Contents {
  points: { lat: number; lon: number }[];
  declaredCrs?: string;
}

async function readGeoJsonHead(source: Source, encoding: TextEncodingName): Promise<FeatureContents> {
  const names = new Set<string>();
  const records: Record<string, string>[] = [];
  const points: { lat: number; lon: number }[] = [];
  const problems: string[] = [];
  let anyId = false;
  let features = 0;
  let declaredCrs: string | undefined;
  const take = (item: FeatureItem): void => {
    if (item.kind === "file") {
      declaredCrs = crsNamedIn(item.root);
      if (item.why) problems.push(item.why);
      return;
    }
    features += 1;
    if (item.kind === "broken" || features > recordsLookedAt) return;
    const feature = parseJson(item.text);
    if (!isObject(feature)) return;
    const properties = isObject(feature["properties"]) ? feature["properties"] : {};
    for (const name of Object.keys(properties)) if (names.size < mostColumns) names.add(name);
    const id = featureId(feature);
    const point = pointOf(feature["geometry"]);
    if (id !== undefined) anyId = true;
    if ("lat" in point) points.push(point);
    records.push({
      ...Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, propertyText(value)])),
      ...(id === undefined ? {} : { "(id)": id }),
      "(point)": "lat" in point ? `(${point.lat}, ${point.lon})` : "",
    });
  };
  for await (const items of readFeatures(source, { encoding })) items.forEach(take);
  if (problems.length === 0 && features === 0) problems.push("The file has no features. Choose the file that holds the assets.");
  else if (problems.length === 0 && records.length === 0) problems.push("None of the first features can be read as GeoJSON. Export the file again.");
  const columns = [...names, ...(anyId ? ["(id)"] : []), "(point)"];
  return { columns, records, points, problems, ...(declaredCrs === undefined ? {} : { declaredCrs }) };
}

type Point = { lat: number; lon: number };

/** The positions the guessed mapping finds in the records, in the units of the file. */
function pointsOf(records: readonly Record<string, string>[], mapping: Partial<Mapping>, delimiter: Delimiter | undefined): Point[] {
  const { lat, lon, point } = mapping;
  // Whether "121,687" means metres or degrees is not known yet; a semicolon file settles it.
  const commaMeans = delimiter === "," ? "thousands" : "decimal";
  return records.flatMap((record) => {
    if (lat && lon) {
      const [y, x] = [readNumber(record[lat] ?? "", commaMeans), readNumber(record[lon] ?? "", commaMeans)];
      return y === undefined || x === undefined ? [] : [{ lat: y, lon: x }];
    }
    const whole = point ? readPoint(record[point] ?? "") : undefined;
    return whole ? [whole] : [];
  });
}

function partInside(points: readonly Point[], code: string, swapped: boolean, area: Area): number {
  const toDegrees = toDegreesFrom(code);
  if (!toDegrees || points.length === 0) return 0;
  const inside = points.filter(({ lat, lon }) => {
    const degrees = swapped ? toDegrees(lat, lon) : toDegrees(lon, lat);
    return degrees !== null && contains(area, degrees.lon, degrees.lat);
  });
  return inside.length / points.length;
}

/** Whether the halves of the positions stand the wrong way round, told from the city or, without one, from the ranges. */
function looksSwapped(points: readonly Point[], code: string, area: Area | undefined): boolean {
  if (points.length === 0 || !code) return false;
  if (area) {
    const turned = partInside(points, code, true, area);
    return turned > 0 && turned > partInside(points, code, false, area);
  }
  if (!isDegrees(code)) return false;
  const impossible = points.filter(({ lat, lon }) => Math.abs(lat) > 90 && Math.abs(lat) <= 180 && Math.abs(lon) <= 90);
  return impossible.length * 2 > points.length;
}

/** The coordinate system that a column name or the file name spells out ("x_rd", "epsg25832"), if the numbers could be in it. */
function crsSpelledOut(names: string, points: readonly Point[]): string {
  const number = /epsg\D{0,3}(\d{4,5})/i.exec(names)?.[1];
  if (number) return tidyCrs(number);
  const inDutchRange = points.every(({ lat, lon }) => lon > 0 && lon < 300_000 && lat > 280_000 && lat < 640_000);
  if (/(^|[^a-z])rd([^a-z]|$)|rijksdriehoek/i.test(names) && inDutchRange) return "EPSG:28992";
  return "";
}

function guessCrs(points: readonly Point[], names: string, area: Area | undefined): Inspection["crs"] {
  if (points.length === 0) return { code: "", guessed: true, why: "No positions were found yet. Choose the columns that hold them." };
  const filled = points.filter(({ lat, lon }) => lat !== 0 || lon !== 0);
  const likeDegrees = filled.filter(({ lat, lon }) => Math.abs(lat) <= 180 && Math.abs(lon) <= 180);
  if (likeDegrees.length * 2 >= filled.length) {
    return { code: "EPSG:4326", guessed: true, why: "The numbers are small enough to be degrees." };
  }
  const projected = filled.filter(({ lat, lon }) => Math.abs(lat) > 180 || Math.abs(lon) > 180);
  const spelled = crsSpelledOut(names, projected);
  if (spelled) return { code: spelled, guessed: true, why: `The names in the file point to ${crsName(spelled)}.` };
  if (area) {
    const [west, south, east, north] = area.bbox;
    const candidates = ["EPSG:28992", "EPSG:26985", "EPSG:2263", "EPSG:27700", "EPSG:3857", ...utmCodesAt((west + east) / 2, (south + north) / 2)];
    const ranked = candidates
      .map((code) => ({ code, part: Math.max(partInside(projected, code, false, area), partInside(projected, code, true, area)) }))
      .reduce((top, next) => (next.part > top.part ? next : top), { code: "", part: 0 });
    if (ranked.part >= 0.5) {
      return { code: ranked.code, guessed: true, why: `Read as ${crsName(ranked.code)}, the positions fall inside ${area.name || "the city"}.` };
    }
  }
  return { code: "", guessed: true, why: "The numbers are too large for degrees, so they are metres or feet in a system the file does not name. Name it, for example EPSG:28992." };
}

function cutSample(records: readonly Record<string, string>[]): Record<string, string>[] {
  return records.slice(0, sampleSize).map((record) => Object.fromEntries(Object.entries(record).map(([column, cell]) => [column, cell.length > longestSampleCell ? `${cell.slice(0, longestSampleCell)}…` : cell])));
}

/**
 * Takes a first look at a file: what it is, how it is written, which column holds what, and where its numbers lie.
 * Reads the file through (GeoJSON twice) in constant memory. Never throws for what the file holds; what makes it unusable
 * is in `problems`. `area` is the city, against which coordinates are tried; `fileName` may spell out the system.
 */
export async function inspect(source: Source, fileName: string, area?: Area): Promise<Inspection> {
  const { head, validUtf8 } = await lookAtBytes(source);
  const hasMark = head.subarray(0, 3).toString("hex") === "efbbbf";
  const encoding: TextEncodingName = hasMark ? "utf-8-bom" : validUtf8 ? "utf-8" : "latin1";
  const start = head.subarray(hasMark ? 3 : 0, 4_096).toString("latin1").replace(/^[\s\u001e]+/, "");
  const format = /^[{[]/.test(start) ? "geojson" : "csv";
  const nothing: Inspection = { format, encoding, columns: [], sample: [], mapping: {}, crs: { code: "", guessed: true, why: "The file could not be read." }, swapped: false, problems: [] };
  const refusal = refuseByBytes(head);
  if (refusal) return { ...nothing, problems: [refusal] };

  if (format === "geojson") {
    const { columns, records, points, problems, declaredCrs } = await readGeoJsonHead(source, encoding);
    const mapping = guessMapping(columns, records);
    const declared = declaredCrs === undefined ? "" : tidyCrs(declaredCrs);
    let crs = guessCrs(points, fileName, area);
    if (declared) crs = { code: declared, guessed: false, why: `The file names ${crsName(declared)}.` };
    else if (declaredCrs !== undefined) crs = { code: "", guessed: false, why: `The file names ${quoteCell(declaredCrs)}, which Lamppost cannot convert. Export it in degrees (EPSG:4326).` };
    return { format, encoding, columns, sample: cutSample(records), mapping, crs, swapped: looksSwapped(points, crs.code, area), problems };
  }

  const complete = head.length < headBytes;
  const headText = (encoding === "latin1" ? decodeLatin1(head) : head.toString("utf8")).replace(/^\ufeff/, "");
  const delimiter = await guessDelimiter(headText, complete);
  const { columns, records, problems } = await readCsvHead(source, encoding, delimiter);
  const mapping = guessMapping(columns, records);
  const points = pointsOf(records, mapping, delimiter);
  const crs = guessCrs(points, [...columns, fileName].join(" "), area);
  return { format, encoding, delimiter, columns, sample: cutSample(records), mapping, crs, swapped: looksSwapped(points, crs.code, area), problems };
}
