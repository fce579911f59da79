import { guessAssetClass } from "./asset-class";
import { isMissing, readNumber, readPoint, tidyCell } from "./cell-values";
import type { Mapping } from "./mapping";

/** How well a column name fits a role; the first pattern that matches the squeezed name ("Street Light ID" → "streetlightid") counts. */
type NameScores = [RegExp, number][];

const idNames: NameScores = [
  [/^(asset|plate|pole|streetlight|light|lamp|site|kiosk|shelter|cabinet|object|mast|lantaarn|paal|kast)(id|nr|no|number|nummer|code)$/, 10],
  [/^(plate|referentie|reference|referenz|ref|refnr|facilityid|inventory(id|number|no)|inventarisnummer|identifier|identificatie|assettag)$/, 9],
  [/^(id|uid|uniqueid|nummer|number|nr|code|\(id\))$/, 8],
  [/^(objectid|oid|fid|targetfid|gid|cartodbid|joincount)$/, 2],
  [/^(globalid|guid|uuid|gisid)$/, 4],
  [/^(legacy|old|parent|user|owner|contact|segment|street).*id$/, 1],
  [/(id|nr|nummer|number|code)$/, 3],
  [/^(name|naam)$/, 1],
];
const latNames: NameScores = [
  [/^(lat|latitude|breedtegraad|breite|breitengrad|latitud)$/, 10],
  [/^(gps|geo|wgs84|wgs|point|map|asset|site)lat(itude)?$|^lat(itude)?(wgs84|wgs|dd|deg|degrees)$/, 9],
  [/^(y|ycoord|ycoordinate|ycoordinaat|coordy|pointy|yrd|rdy|northing|hochwert|latdeg)$/, 6],
  [/lat(itude)?$/, 2],
];
const lonNames: NameScores = [
  [/^(lon|lng|long|longitude|lengtegraad|laenge|lange|laengengrad|langengrad|longitud)$/, 10],
  [/^(gps|geo|wgs84|wgs|point|map|asset|site)(lon|lng|long|longitude)$|^(lon|lng|long|longitude)(wgs84|wgs|dd|deg|degrees)$/, 9],
  [/^(x|xcoord|xcoordinate|xcoordinaat|coordx|pointx|xrd|rdx|easting|rechtswert|londeg)$/, 6],
  [/(lon|lng|long|longitude)$/, 2],
];
const ownerNames: NameScores = [
  [/(mail|phone|telefoon|contact)/, 0],
  [/^(ownerorganisation|ownerorganization|assetowner|beheerder)$/, 10],
  [/^(owner|ownerdesc|ownedby|eigenaar|eigentumer|ownership|proprietaire|propietario)$/, 9],
  [/^ownername$/, 3],
];
const placeNames: NameScores = [
  [/^(address|streetaddress|siteaddress|fulladdress|adres|adresse|direccion|location(description|desc)?|locatie|place|plaats|standort)$/, 10],
  [/^(description|omschrijving|beschreibung)$/, 6],
  [/^(streetname|street|straat|straatnaam|strasse|onstreet)$/, 7],
  [/^(crossstreet|crossstreet1|name|naam)$/, 3],
];
const classNames: NameScores = [
  [/^(assetclass|assettype|assetkind|objecttype|objectsoort|facilitytype|class|soort|kind)$/, 10],
  [/(type|class|kind|soort|categor(y|ie|ies)|art)$/, 5],
];

function squeeze(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9()]+/g, "");
}

function scoreName(name: string, scores: NameScores): number {
  const squeezed = squeeze(name);
  return scores.find(([pattern]) => pattern.test(squeezed))?.[1] ?? 0;
}

/** The share of the records, blanks counted against it, whose cell passes. */
function share(records: readonly Record<string, string>[], column: string, passes: (cell: string) => boolean): number {
  const passed = records.filter((record) => {
    const cell = record[column] ?? "";
    return !isMissing(cell) && passes(cell);
  });
  return records.length === 0 ? 0 : passed.length / records.length;
}

interface Candidate {
  column: string;
  score: number;
}

function best(candidates: Candidate[]): Candidate | undefined {
  return candidates.reduce<Candidate | undefined>((top, next) => (next.score > (top?.score ?? 0) ? next : top), undefined);
}

function rank(columns: readonly string[], scores: NameScores, weigh: (column: string) => number): Candidate | undefined {
  return best(
    columns
      .map((column) => ({ column, score: scoreName(column, scores) }))
      .filter(({ score }) => score > 0)
      .map(({ column, score }) => ({ column, score: score * weigh(column) })),
  );
}

/** How much of a column is there and different from row to row: 1 for a perfect identifier. */
function distinctness(records: readonly Record<string, string>[], column: string): number {
  const cells = records.map((record) => tidyCell(record[column] ?? "")).filter((cell) => !isMissing(cell));
  return records.length === 0 ? 0 : new Set(cells).size / records.length;
}

function isNumber(cell: string): boolean {
  return readNumber(cell, "decimal") !== undefined;
}

/** At least half of the different words in a column must name a known kind of asset before it is believed to. */
function namesClasses(records: readonly Record<string, string>[], column: string): boolean {
  const words = new Set(records.map((record) => tidyCell(record[column] ?? "")).filter((cell) => !isMissing(cell)));
  const known = [...words].filter((word) => guessAssetClass(word));
  return words.size > 0 && words.size <= 200 && known.length * 2 >= words.size;
}

/**
 * Guesses which column holds what, from the names and from what stands in the first records.
 * Leaves out what it cannot tell, so that a person chooses.
 */
export function guessMapping(columns: readonly string[], records: readonly Record<string, string>[]): Partial<Mapping> {
  const mapping: Partial<Mapping> = {};
  const filled = (column: string) => {
    const part = share(records, column, isNumber);
    return part < 0.2 ? 0 : part;
  };

  if (columns.includes("(point)")) {
    mapping.point = "(point)";
  } else {
    const lat = rank(columns, latNames, filled);
    const lon = rank(columns.filter((column) => column !== lat?.column), lonNames, filled);
    if (lat && lon) {
      mapping.lat = lat.column;
      mapping.lon = lon.column;
    } else {
      const point = best(columns.map((column) => ({ column, score: share(records, column, (cell) => readPoint(cell) !== undefined) })));
      if (point && point.score >= 0.5) mapping.point = point.column;
    }
  }

  const positions = new Set([mapping.lat, mapping.lon, mapping.point]);
  const others = columns.filter((column) => !positions.has(column));
  const wordy = (column: string) => share(records, column, (cell) => !isNumber(cell) && !readPoint(cell));

  const id = rank(others, idNames, (column) => (distinctness(records, column) < 0.3 ? 0 : distinctness(records, column)));
  const owner = rank(others, ownerNames, wordy);
  const place = rank(others.filter((column) => column !== id?.column), placeNames, wordy);
  const kind = rank(others, classNames, (column) => (namesClasses(records, column) ? 1 : 0));
  if (id) mapping.id = id.column;
  if (kind) mapping.class = kind.column;
  if (owner) mapping.owner = owner.column;
  if (place) mapping.place = place.column;
  return mapping;
}
