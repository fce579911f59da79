import type { Area } from "./area";
import { contains } from "./area";
import { guessAssetClass, isAssetClass, type AssetClass } from "./asset-class";
import { isMangledNumber, isMissing, looksLikeMinutesAndSeconds, readNumber, readPoint, tidyCell, tidyId, type CommaMeans } from "./cell-values";
import { isSeparatorLine, nameColumns, readCsvRecords, type Delimiter } from "./csv-records";
import { featureId, pointOf, propertyText } from "./feature-values";
import { isObject, parseJson, readFeatures } from "./geojson-features";
import type { Mapping } from "./mapping";
import { crsName, isDegrees, tidyCrs, toDegreesFrom } from "./projection";
import { quoteCell, type ProblemReason, type RowProblem } from "./row-problem";
import { decodeText, type Source, type TextEncodingName } from "./text-lines";

export type { RowProblem } from "./row-problem";
export { writeProblems } from "./write-problems";

export interface ReadOptions {
  mapping: Partial<Mapping>;
  format: "csv" | "geojson";
  encoding: TextEncodingName;
  delimiter?: Delimiter;
  /** "EPSG:4326" for degrees, or the system the numbers are in */
  crs: string;
  /** The two halves of every position stand the wrong way round. */
  swapped: boolean;
  /** The city: a position outside it is refused. */
  area?: Area;
  /** The class of a row whose class is blank, or of every row when no column holds one. */
  defaultClass?: string;
  /** What the city's own words mean ("OV-mast": "light_pole"), whatever their case. */
  classWords?: Record<string, string>;
}

export interface AssetRow {
  line: number;
  id: string;
  /** degrees */
  lat: number;
  /** degrees */
  lon: number;
  assetClass: AssetClass;
  owner?: string;
  /** An address or description; "" when the file has none. */
  place: string;
}

export type AssetReading = { row: AssetRow } | { problem: RowProblem };

/** Past this many rows a file is refused, because repeated identifiers could no longer be told. */
export const mostRows = 2_000_000;
const longestId = 100;
const longestText = 500;
const mostExtraCells = 20;

/** One row before it is judged, whatever the format it came from. */
interface RawRow {
  line: number;
  /** The cell of a column; "" when the row has none. */
  cell: (column: string) => string;
  /** The GeoJSON point, in the units of the file. */
  point?: { lat: number; lon: number };
  record: () => Record<string, string>;
}

/** What is wrong with a row, before its line and record are added. */
class Fault {
  constructor(
    readonly column: string,
    readonly reason: ProblemReason,
    readonly words: string,
  ) {}
}

function shown(lat: number, lon: number): string {
  return `${Number(lat.toFixed(6))}, ${Number(lon.toFixed(6))}`;
}

/** Judges rows one after another and remembers the identifiers it has let through. */
class RowJudge {
  private readonly seen = new Map<string, number>();
  private readonly classByWord: Map<string, string>;
  private readonly toDegrees;
  private readonly crs: string;
  private readonly commaMeans: CommaMeans;

  constructor(private readonly options: ReadOptions) {
    this.crs = tidyCrs(options.crs);
    this.toDegrees = toDegreesFrom(this.crs);
    this.commaMeans = isDegrees(this.crs) || (options.format === "csv" && options.delimiter !== undefined && options.delimiter !== ",") ? "decimal" : "thousands";
    this.classByWord = new Map(Object.entries(options.classWords ?? {}).map(([word, meaning]) => [tidyCell(word).toLowerCase(), meaning]));
  }

  /** The reason no row of the file can be read with these options, if there is one. */
  get refusal(): Fault | undefined {
    const { mapping, crs } = this.options;
    if (!mapping.id) return new Fault("", "column_missing", "No column was chosen for the identifier. Choose the column that names each asset.");
    if (!mapping.point && !(mapping.lat && mapping.lon)) {
      return new Fault("", "column_missing", "No columns were chosen for the position. Choose latitude and longitude, or one column that holds both.");
    }
    if (!this.toDegrees) {
      const named = crs.trim() ? `${quoteCell(crs)} is not a coordinate system Lamppost knows.` : "The coordinate system of this file is not known.";
      return new Fault("", "crs_unknown", `${named} Name the one the file was made in, for example EPSG:28992.`);
    }
    return undefined;
  }

  get full(): boolean {
    return this.seen.size >= mostRows;
  }

  judge(raw: RawRow): AssetReading {
    const judged = this.judgeRow(raw);
    if (!(judged instanceof Fault)) return { row: judged };
    const { column, reason, words } = judged;
    return { problem: { line: raw.line, column, reason, words, record: raw.record() } };
  }

  private judgeRow(raw: RawRow): AssetRow | Fault {
    const { mapping } = this.options;
    const id = this.judgeId(mapping.id ?? "", raw);
    if (id instanceof Fault) return id;
    const position = this.judgePosition(raw);
    if (position instanceof Fault) return position;
    const assetClass = this.judgeClass(mapping.class, raw);
    if (assetClass instanceof Fault) return assetClass;
    const owner = this.judgeText(mapping.owner, raw);
    if (owner instanceof Fault) return owner;
    const place = this.judgeText(mapping.place, raw);
    if (place instanceof Fault) return place;
    this.seen.set(id, raw.line);
    return { line: raw.line, id, ...position, assetClass, ...(owner ? { owner } : {}), place };
  }

  private judgeId(column: string, raw: RawRow): string | Fault {
    const cell = raw.cell(column);
    if (isMissing(cell)) return new Fault(column, "id_blank", `The identifier in “${column}” is blank. Give every asset an identifier of its own.`);
    const id = tidyId(cell);
    if (isMangledNumber(id)) {
      return new Fault(column, "id_mangled", `The identifier ${quoteCell(id)} was shortened by a spreadsheet and has lost digits. Format the column as text and export again.`);
    }
    if (id.length > longestId) return new Fault(column, "id_too_long", `The identifier ${quoteCell(id)} is longer than ${longestId} characters. Shorten it.`);
    if (/[\p{Cc}\ufffd]/u.test(id)) return new Fault(column, "id_not_text", `The identifier ${quoteCell(id)} holds characters that cannot be read. Type it again.`);
    const before = this.seen.get(id);
    if (before !== undefined) {
      const where = this.options.format === "csv" ? `line ${before}` : `feature ${before}`;
      return new Fault(column, "id_duplicate", `The identifier ${quoteCell(id)} is already used on ${where}. Keep one of the two, or give this one its own identifier.`);
    }
    return id;
  }

  private judgePosition(raw: RawRow): { lat: number; lon: number } | Fault {
    const { mapping, swapped, area } = this.options;
    const read = mapping.point ? this.readWholePosition(mapping.point, raw) : this.readTwoHalves(mapping.lat ?? "", mapping.lon ?? "", raw);
    if (read instanceof Fault) return read;
    const column = mapping.point ?? mapping.lat ?? "";
    const { lat, lon } = swapped ? { lat: read.lon, lon: read.lat } : read;
    if (Math.abs(lat) < 1e-6 && Math.abs(lon) < 1e-6) {
      return new Fault(column, "position_zero", "The position is 0, 0, which is a blank filled with zeroes. Give the place where the asset stands.");
    }
    if (isDegrees(this.crs)) {
      if (Math.abs(lat) > 90 || Math.abs(lon) > 180) return this.outOfRange(column, lat, lon);
    } else if (Math.abs(lon) <= 180 && Math.abs(lat) <= 90) {
      return new Fault(column, "position_in_degrees", `The position ${shown(lat, lon)} is in degrees, while the file is read as ${crsName(this.crs)}. Convert this row.`);
    }
    const degrees = this.toDegrees?.(lon, lat) ?? null;
    if (!degrees) return new Fault(column, "position_out_of_range", `The position ${shown(lat, lon)} is not a place on the earth in ${crsName(this.crs)}. Correct it.`);
    if (!area || contains(area, degrees.lon, degrees.lat)) return { lat: degrees.lat, lon: degrees.lon };
    const city = area.name || "the city";
    const turned = this.toDegrees?.(lat, lon) ?? null;
    if (turned && contains(area, turned.lon, turned.lat)) {
      return new Fault(column, "position_swapped", `The position ${shown(lat, lon)} lies in ${city} only when its two numbers change places. Swap them.`);
    }
    return new Fault(column, "position_outside_area", `The position ${shown(degrees.lat, degrees.lon)} lies outside ${city}. Correct it, or leave this asset out.`);
  }

  private outOfRange(column: string, lat: number, lon: number): Fault {
    if (Math.abs(lat) <= 180 && Math.abs(lon) <= 90) {
      return new Fault(column, "position_swapped", `The position ${shown(lat, lon)} has its two numbers the wrong way round. Swap them.`);
    }
    if (Math.abs(lat) > 360 && Math.abs(lon) > 360) {
      return new Fault(column, "position_in_metres", `The position ${shown(lat, lon)} looks like metres, while the file is read as degrees. Convert this row, or name the coordinate system.`);
    }
    return new Fault(column, "position_out_of_range", `The position ${shown(lat, lon)} is not on the earth: latitude goes to 90 and longitude to 180. Correct it.`);
  }

  private readWholePosition(column: string, raw: RawRow): { lat: number; lon: number } | Fault {
    if (column === "(point)" && this.options.format === "geojson") {
      return raw.point ?? new Fault(column, "geometry_missing", "The feature has no point. Give the place where the asset stands.");
    }
    const cell = raw.cell(column);
    if (isMissing(cell)) return new Fault(column, "position_blank", `The position in “${column}” is blank. Give the place where the asset stands.`);
    return readPoint(cell) ?? this.notNumber(column, cell, "“(52.3676, 4.9041)”, latitude first");
  }

  private readTwoHalves(latColumn: string, lonColumn: string, raw: RawRow): { lat: number; lon: number } | Fault {
    const halves: number[] = [];
    for (const column of [latColumn, lonColumn]) {
      const cell = raw.cell(column);
      if (isMissing(cell)) return new Fault(column, "position_blank", `The position in “${column}” is blank. Give the place where the asset stands.`);
      const number = readNumber(cell, this.commaMeans);
      if (number === undefined) return this.notNumber(column, cell, "52.3676");
      halves.push(number);
    }
    return { lat: halves[0] ?? NaN, lon: halves[1] ?? NaN };
  }

  private notNumber(column: string, cell: string, example: string): Fault {
    const cause = looksLikeMinutesAndSeconds(cell) ? "is written in degrees, minutes and seconds" : "cannot be read as a position";
    return new Fault(column, "position_not_number", `${quoteCell(cell)} in “${column}” ${cause}. Write it like ${example}.`);
  }

  private judgeClass(column: string | undefined, raw: RawRow): AssetClass | Fault {
    const fallback = this.options.defaultClass ?? "other";
    const cell = column ? raw.cell(column) : "";
    if (!column || isMissing(cell)) return isAssetClass(fallback) ? fallback : "other";
    const named = this.classByWord.get(tidyCell(cell).toLowerCase());
    if (named !== undefined && isAssetClass(named)) return named;
    const guessed = guessAssetClass(cell);
    return guessed ?? new Fault(column, "class_unknown", `${quoteCell(cell)} in “${column}” is not a kind of asset Lamppost knows. Say which kind it means, then read the file again.`);
  }

  private judgeText(column: string | undefined, raw: RawRow): string | Fault {
    const cell = column ? raw.cell(column) : "";
    if (!column || isMissing(cell)) return "";
    const text = tidyCell(cell).replace(/\s+/g, " ");
    if (text.includes("\u0000")) return new Fault(column, "nul_byte", `The cell in “${column}” holds a character that is not text. Type it again.`);
    if (text.length > longestText) return new Fault(column, "text_too_long", `The text in “${column}” is longer than ${longestText} characters. Shorten it.`);
    return text;
  }
}

function wholeFile({ column, reason, words }: Fault, line = 1): AssetReading {
  return { problem: { line, column, reason, words } };
}

const tooManyRows = new Fault("", "row_limit", `The file has more than ${mostRows.toLocaleString("en")} rows. Split it and bring in the parts one by one.`);

/** The row by column name; the first cells beyond the last column are kept under names like "column 12", so that they can be seen. */
function recordOf(columns: readonly string[], cells: readonly string[]): Record<string, string> {
  return Object.fromEntries(nameColumns([...columns, ...cells.slice(columns.length, columns.length + mostExtraCells).map(() => "")]).map((column, index) => [column, cells[index] ?? ""]));
}

async function* readCsvAssets(source: Source, options: ReadOptions, judge: RowJudge): AsyncGenerator<AssetReading> {
  let columns: string[] | undefined;
  let indexOf = new Map<string, number>();
  const pieces = decodeText(source, options.encoding);
  for await (const records of readCsvRecords(pieces, options.delimiter ?? ",", () => columns?.length)) {
    for (const record of records) {
      if ("broken" in record) {
        const words =
          record.broken === "line_too_long"
            ? "The line is longer than 1 MB, so it was not read. Check that the file has line breaks between its rows."
            : "A quotation mark on this line is opened and not closed, or closed too early. Put one at each end of the cell, and double any inside it.";
        const problem: RowProblem = { line: record.line, column: "", reason: record.broken, words };
        // The line could not be cut into cells, so it goes back whole, in the first column.
        if (record.text && columns?.[0] !== undefined) problem.record = recordOf(columns, [record.text]);
        yield { problem };
        if (!columns) return;
        continue;
      }
      const { line, cells } = record;
      if (cells.every((cell) => cell.trim() === "")) continue;
      if (!columns) {
        if (isSeparatorLine(cells)) continue;
        columns = nameColumns(cells);
        indexOf = new Map(columns.map((column, index) => [column, index]));
        const { id, lat, lon, point, class: kind, owner, place } = options.mapping;
        const absent = [id, ...(point ? [point] : [lat, lon]), kind, owner, place].find((column) => column && !indexOf.has(column));
        if (absent) {
          yield wholeFile(new Fault(absent, "column_missing", `The file has no column called ${quoteCell(absent)}. Choose its columns again.`), line);
          return;
        }
        continue;
      }
      const width = columns.length;
      const names = columns;
      const row: RawRow = { line, cell: (column) => cells[indexOf.get(column) ?? -1] ?? "", record: () => recordOf(names, cells) };
      if (cells.length < width) {
        yield { problem: { line, column: "", reason: "too_few_cells", words: `The line has ${cells.length} cells and the header has ${width}. Add the missing cells, left empty if need be.`, record: row.record() } };
      } else if (cells.length > width && cells.slice(width).some((cell) => cell.trim() !== "")) {
        // Empty cells past the end shift nothing, so they are let through.
        yield { problem: { line, column: "", reason: "too_many_cells", words: `The line has ${cells.length} cells and the header has ${width}. Put quotation marks around a cell that holds the separator.`, record: row.record() } };
      } else if (cells.some((cell) => cell.includes("\u0000"))) {
        yield { problem: { line, column: "", reason: "nul_byte", words: "The line holds a byte that is not text (NUL). Export the file again, or type this row anew.", record: row.record() } };
      } else if (judge.full) {
        yield wholeFile(tooManyRows, line);
        return;
      } else {
        yield judge.judge(row);
      }
    }
  }
  if (!columns) yield wholeFile(new Fault("", "header_missing", "The file is empty. Choose a file with a row of column names and a row for every asset."));
}

async function* readGeoJsonAssets(source: Source, options: ReadOptions, judge: RowJudge): AsyncGenerator<AssetReading> {
  for await (const items of readFeatures(source, { encoding: options.encoding })) {
    for (const item of items) {
      if (item.kind === "file") {
        if (item.reason) yield { problem: { line: item.line, column: "", reason: item.reason, words: item.why ?? "" } };
        continue;
      }
      if (item.kind === "broken") {
        const words = item.reason === "feature_too_large" ? "The feature is larger than 1 MB, so it was not read. Leave out what is not needed." : "The feature holds lists within lists, deeper than any shape needs. Export it again.";
        yield { problem: { line: item.line, column: "", reason: item.reason, words } };
        continue;
      }
      const feature = parseJson(item.text);
      if (!isObject(feature) || feature["type"] !== "Feature") {
        yield {
          problem:
            feature === undefined
              ? { line: item.line, column: "", reason: "feature_not_json", words: "The feature is not written as JSON. Export the file again." }
              : { line: item.line, column: "", reason: "feature_not_feature", words: "This part of the file does not say that it is a “Feature”. Export the file again." },
        };
        continue;
      }
      if (judge.full) {
        yield wholeFile(tooManyRows, item.line);
        return;
      }
      const properties = isObject(feature["properties"]) ? feature["properties"] : {};
      const point = pointOf(feature["geometry"]);
      const cell = (column: string): string => (column === "(id)" ? (featureId(feature) ?? "") : propertyText(Object.hasOwn(properties, column) ? properties[column] : undefined));
      const record = (): Record<string, string> => ({
        ...Object.fromEntries(Object.entries(properties).map(([column, value]) => [column, propertyText(value)])),
        ...(featureId(feature) === undefined ? {} : { "(id)": featureId(feature) ?? "" }),
        "(point)": "lat" in point ? `(${point.lat}, ${point.lon})` : "",
      });
      if (feature["id"] !== undefined && feature["id"] !== null && featureId(feature) === undefined) {
        yield { problem: { line: item.line, column: "(id)", reason: "id_not_text", words: "The “id” of the feature is neither text nor a number. Write it as one of the two, or leave it out.", record: record() } };
      } else if (options.mapping.point === "(point)" && !("lat" in point)) {
        yield { problem: { line: item.line, column: "(point)", ...point, record: record() } };
      } else {
        yield judge.judge({ line: item.line, cell, ...("lat" in point ? { point } : {}), record });
      }
    }
  }
}

/**
 * Reads the assets of a file one by one, in constant memory but for the identifiers. Every row comes out as an asset or as
 * the problem that stopped it, in the order of the file, and reading goes on after a problem. When nothing can be read
 * (no header, a chosen column that is absent, an unknown coordinate system) one problem without a record says why.
 * Failures of the source itself are thrown.
 */
export async function* readAssets(source: Source, options: ReadOptions): AsyncGenerator<AssetReading> {
  const judge = new RowJudge(options);
  const refusal = judge.refusal;
  if (refusal) {
    yield wholeFile(refusal);
  } else if (options.format === "csv") {
    yield* readCsvAssets(source, options, judge);
  } else {
    yield* readGeoJsonAssets(source, options, judge);
  }
}
