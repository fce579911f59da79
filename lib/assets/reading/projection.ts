import proj4 from "proj4";

/** Turns one position in the units of the file into degrees; null when it cannot be a place on the earth. */
export type ToDegrees = (x: number, y: number) => { lon: number; lat: number } | null;

interface NamedProjection {
  /** What a person reads in a list of choices. */
  name: string;
  definition: string;
}

const namedProjections: Record<string, NamedProjection> = {
  "EPSG:28992": {
    name: "Dutch RD, metres",
    definition:
      "+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel +towgs84=565.4171,50.3319,465.5524,-0.398957,0.343988,-1.8774,4.0725 +units=m +no_defs",
  },
  "EPSG:27700": {
    name: "British National Grid, metres",
    definition:
      "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996012717 +x_0=400000 +y_0=-100000 +ellps=airy +towgs84=446.448,-125.157,542.06,0.1502,0.247,0.8421,-20.4894 +units=m +no_defs",
  },
  "EPSG:26985": {
    name: "Maryland State Plane (Washington, D.C.), metres",
    definition:
      "+proj=lcc +lat_0=37.6666666666667 +lon_0=-77 +lat_1=39.45 +lat_2=38.3 +x_0=400000 +y_0=0 +ellps=GRS80 +towgs84=0,0,0 +units=m +no_defs",
  },
  "EPSG:2263": {
    name: "New York Long Island State Plane, feet",
    definition:
      "+proj=lcc +lat_0=40.1666666666667 +lon_0=-74 +lat_1=41.0333333333333 +lat_2=40.6666666666667 +x_0=300000.0000000001 +y_0=0 +ellps=GRS80 +towgs84=0,0,0 +units=us-ft +no_defs",
  },
  "EPSG:3857": {
    name: "Web Mercator, metres",
    definition:
      "+proj=merc +a=6378137 +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +no_defs",
  },
  "EPSG:25832": { name: "ETRS89 UTM zone 32N, metres", definition: etrsZone(32) },
  "EPSG:25833": { name: "ETRS89 UTM zone 33N, metres", definition: etrsZone(33) },
};

function etrsZone(zone: number): string {
  return `+proj=utm +zone=${zone} +ellps=GRS80 +towgs84=0,0,0 +units=m +no_defs`;
}

function definitionOf(code: string): string | undefined {
  const named = namedProjections[code];
  if (named) return named.definition;
  const utm = /^EPSG:(326|327|258)(\d\d)$/.exec(code);
  const zone = Number(utm?.[2]);
  if (!utm || zone < 1 || zone > 60) return undefined;
  if (utm[1] === "258") return zone >= 28 && zone <= 38 ? etrsZone(zone) : undefined;
  return `+proj=utm +zone=${zone}${utm[1] === "327" ? " +south" : ""} +datum=WGS84 +units=m +no_defs`;
}

/** The coordinate systems to offer a person, degrees first. UTM zones (EPSG:326xx, 327xx, 258xx) are understood as well. */
export const crsChoices: { code: string; name: string }[] = [
  { code: "EPSG:4326", name: "Degrees (WGS 84)" },
  ...Object.entries(namedProjections).map(([code, { name }]) => ({ code, name })),
];

/**
 * Brings the ways people and files write a coordinate system ("28992", "epsg:28992", "urn:ogc:def:crs:EPSG::28992",
 * "CRS84") to "EPSG:28992"; "" when it is not one Lamppost can convert.
 */
export function tidyCrs(code: string): string {
  const text = code.trim();
  if (/\bCRS:?84$/i.test(text)) return "EPSG:4326";
  const number = /(?:^|[^0-9])(\d{4,5})$/.exec(text)?.[1];
  if (!number) return "";
  if (["4326", "4258", "4269", "4979"].includes(number)) return "EPSG:4326";
  const tidy = `EPSG:${number}`;
  return definitionOf(tidy) ? tidy : "";
}

/** A name for a sentence: "Dutch RD, metres (EPSG:28992)". */
export function crsName(code: string): string {
  const named = crsChoices.find((choice) => choice.code === code)?.name;
  return `${named ?? `UTM zone ${Number(code.slice(-2))}${code.startsWith("EPSG:327") ? "S" : "N"}, metres`} (${code})`;
}

/** Whether positions in this system are already degrees. */
export function isDegrees(code: string): boolean {
  return code === "EPSG:4326";
}

/** The conversion from the named system (as `tidyCrs` writes it) to degrees, or undefined when it is unknown. */
export function toDegreesFrom(code: string): ToDegrees | undefined {
  if (isDegrees(code)) return (x, y) => (Math.abs(x) <= 180 && Math.abs(y) <= 90 ? { lon: x, lat: y } : null);
  const definition = definitionOf(code);
  if (!definition) return undefined;
  const converter = proj4(definition);
  return (x, y) => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return null;
    const [lon, lat] = converter.inverse([x, y]);
    if (lon === undefined || lat === undefined || !Number.isFinite(lon) || !Number.isFinite(lat)) return null;
    if (Math.abs(lon) > 180 || Math.abs(lat) > 90) return null;
    // Seven decimals are about a centimetre; more would only show the arithmetic.
    return { lon: Math.round(lon * 1e7) / 1e7, lat: Math.round(lat * 1e7) / 1e7 };
  };
}

/** The UTM zones (ETRS89 first where Europe uses it) that cover a place, for guessing. */
export function utmCodesAt(lon: number, lat: number): string[] {
  const zone = Math.min(60, Math.max(1, Math.floor((lon + 180) / 6) + 1));
  const near = [zone, zone - 1, zone + 1].filter((candidate) => candidate >= 1 && candidate <= 60);
  return near.flatMap((candidate) => {
    const digits = String(candidate).padStart(2, "0");
    const etrs = lat > 34 && candidate >= 28 && candidate <= 38 ? [`EPSG:258${digits}`] : [];
    return [...etrs, `EPSG:${lat < 0 ? "327" : "326"}${digits}`];
  });
}
