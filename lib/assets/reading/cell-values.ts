const missingWords = new Set(["", "-", "--", "n/a", "#n/a", "na", "null", "<null>", "nan", "none", "nil", "undefined", "(null)", "n.v.t."]);

/** No number and no position is longer; a longer cell is not worth a pattern's time. */
const longestNumberOrPoint = 200;

function isSpace(character: string | undefined): boolean {
  return character === "\u200b" || (character !== undefined && character.trim() === "");
}

/** The cell without the spaces around it, non-breaking and zero-width ones included. */
export function tidyCell(cell: string): string {
  // A loop and not a pattern: a pattern would go over a long run of spaces again and again.
  let [start, end] = [0, cell.length];
  while (start < end && isSpace(cell[start])) start += 1;
  while (end > start && isSpace(cell[end - 1])) end -= 1;
  return cell.slice(start, end);
}

/** Whether the cell says "nothing here": empty, "N/A", "null", "-" and their kin. */
export function isMissing(cell: string): boolean {
  const bare = tidyCell(cell);
  return bare.length < 12 && missingWords.has(bare.toLowerCase());
}

/** What a lone comma means in a number: "52,37" is a decimal, "121,687" a thousand, depending on where the file comes from. */
export type CommaMeans = "decimal" | "thousands";

/** Reads a number as spreadsheets and people write it; undefined when it is not one. Never returns NaN or infinity. */
export function readNumber(cell: string, commaMeans: CommaMeans): number | undefined {
  const bare = tidyCell(cell);
  if (bare.length > longestNumberOrPoint) return undefined;
  let text = bare
    .replace(/[−–]/g, "-")
    .replace(/\s*°$/, "");
  if (/^[+-]?\d{1,3}(?:[ '’\u00a0\u202f]\d{3})+(?:[.,]\d+)?$/.test(text)) text = text.replace(/[ '’\u00a0\u202f]/g, "");
  const commas = text.split(",").length - 1;
  const dots = text.split(".").length - 1;
  if (commas > 0 && dots > 0) {
    // The mark that comes last is the decimal one; the other groups thousands.
    text = text.lastIndexOf(",") > text.lastIndexOf(".") ? text.replaceAll(".", "").replace(",", ".") : text.replaceAll(",", "");
  } else if (commas > 1 || (commas === 1 && commaMeans === "thousands" && /^[+-]?\d{1,3},\d{3}$/.test(text))) {
    if (!/^[+-]?\d{1,3}(,\d{3})+$/.test(text)) return undefined;
    text = text.replaceAll(",", "");
  } else if (commas === 1) {
    text = text.replace(",", ".");
  } else if (dots > 1) {
    if (!/^[+-]?\d{1,3}(\.\d{3})+$/.test(text)) return undefined;
    text = text.replaceAll(".", "");
  }
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(text)) return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** Whether the cell is written in degrees, minutes and seconds, which people mistake for something a computer reads. */
export function looksLikeMinutesAndSeconds(cell: string): boolean {
  return /\d\s*[°º]\s*\d+(?:[.,]\d+)?\s*['′’]/.test(cell.slice(0, longestNumberOrPoint));
}

const plainNumber = String.raw`[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?`;
const wktPoint = new RegExp(String.raw`^(?:SRID=\d+;)?\s*POINT\s*(?:ZM|Z|M)?\s*\(\s*(${plainNumber})\s+(${plainNumber})(?:\s+${plainNumber}){0,2}\s*\)$`, "i");
const pair = new RegExp(String.raw`^[(\[]?\s*(${plainNumber})\s*[,;\s]\s*(${plainNumber})\s*[)\]]?$`);

/**
 * Reads one cell that holds a whole position: "(lat, lon)", "lat, lon" or "POINT (lon lat)".
 * `lat` stands for the northing and `lon` for the easting when the file is not in degrees.
 */
export function readPoint(cell: string): { lat: number; lon: number } | undefined {
  const text = tidyCell(cell).replace(/[−–]/g, "-");
  if (text.length > longestNumberOrPoint) return undefined;
  const wkt = wktPoint.exec(text);
  const [lon, lat] = wkt ? [Number(wkt[1]), Number(wkt[2])] : [NaN, NaN];
  const latLon = wkt ? null : pair.exec(text);
  const point = latLon ? { lat: Number(latLon[1]), lon: Number(latLon[2]) } : { lat, lon };
  return Number.isFinite(point.lat) && Number.isFinite(point.lon) ? point : undefined;
}

/** The identifier a city would recognise: trimmed, and without the ".0" that spreadsheets add to numbers ("12.0" is "12"). */
export function tidyId(cell: string): string {
  const text = tidyCell(cell);
  return /^\d[\d-]*\.0+$/.test(text) ? text.slice(0, text.lastIndexOf(".")) : text;
}

/** Whether a spreadsheet has shortened a long number for display and lost its digits ("1.23E+08"). */
export function isMangledNumber(cell: string): boolean {
  return /^\d(?:[.,]\d+)?E\+\d+$/i.test(tidyCell(cell));
}
