import { Readable } from "node:stream";
import proj4 from "proj4";
import { describe, expect, it } from "vitest";
import { areaFrom } from "./area";
import { guessAssetClass } from "./asset-class";
import { inspect } from "./sniff";
import type { Source } from "./text-lines";

function file(content: string | Buffer): Source {
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  return () => Readable.from([bytes]);
}

const amsterdam = areaFrom({ type: "Polygon", coordinates: [[[4.7, 52.2], [5.1, 52.2], [5.1, 52.5], [4.7, 52.5], [4.7, 52.2]]] }, "Amsterdam");
const washington = areaFrom({ type: "Polygon", coordinates: [[[-77.12, 38.79], [-76.9, 38.79], [-76.9, 39], [-77.12, 39], [-77.12, 38.79]]] }, "Washington");
const places = Array.from({ length: 20 }, (_, index) => [4.85 + index / 1000, 52.3 + index / 1000] as const);

describe("files that cannot be used", () => {
  it.each<[string, string | Buffer, RegExp]>([
    ["empty", "", /empty/],
    ["only blank lines", "\ufeff \r\n\r\n", /empty/],
    ["an Excel workbook", Buffer.from("504b030414000600", "hex"), /Excel workbook/],
    ["an old Excel workbook", Buffer.from("d0cf11e0a1b11ae1", "hex"), /old Excel/],
    ["gzip", Buffer.from("1f8b0800", "hex"), /compressed/],
    ["a PDF", "%PDF-1.7\n", /PDF/],
    ["a web page", "\n<!DOCTYPE html><html><body>id,lat,lon</body></html>", /web page/],
    ["KML", '<?xml version="1.0"?><kml></kml>', /KML/],
    ["UTF-16 with a mark", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("id,lat\n1,2\n", "utf16le")]), /UTF-16/],
    ["UTF-16 without a mark", Buffer.from("id,lat\n1,2\n", "utf16le"), /UTF-16/],
    ["bytes", Buffer.from(Array.from({ length: 4_000 }, (_, index) => (index * 37) % 256)), /not text/],
    ["no header", "1,52.37,4.9\n2,52.38,4.91\n", /row of data/],
    ["a header alone", "id,lat,lon\n", /no rows/],
    ["one column", "id\n1\n2\n", /Only one column/],
    ["a header with an open quote", 'id,"lat,lon\n1,2,3\n', /first line opens a quotation mark/],
    ["one endless line", "x,".repeat(600_000), /longer than 1 MB/],
    ["truncated JSON", '{"type":"FeatureCollection","features":[{"type":"Fea', /ends in the middle/],
    ["no features", '{"type":"FeatureCollection","features":[]}', /no features/],
    ["Esri JSON", '{"geometryType":"esriGeometryPoint","features":[{"attributes":{},"geometry":{"x":1,"y":2}}]}', /Esri/],
    ["other JSON", '{"name":"lights"}', /FeatureCollection/],
  ])("%s", async (_name, content, sentence) => {
    const { problems } = await inspect(file(content), "file");
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(sentence);
    expect(problems[0]).toMatch(/\.$/);
  });
});

describe("encodings and columns", () => {
  it.each<[string, Buffer]>([
    ["utf-8", Buffer.from("id;straße;lat;lon\n1;Süd;52,3;4,9\n")],
    ["utf-8-bom", Buffer.from("\ufeffid;straße;lat;lon\n1;Süd;52,3;4,9\n")],
    ["latin1", Buffer.from("id;straße;lat;lon\n1;Süd;52,3;4,9\n", "latin1")],
  ])("recognises %s", async (encoding, bytes) => {
    expect(await inspect(file(bytes), "a.csv")).toMatchObject({ encoding, delimiter: ";", columns: ["id", "straße", "lat", "lon"], sample: [{ id: "1", straße: "Süd", lat: "52,3", lon: "4,9" }], problems: [] });
  });

  it("finds the one Latin-1 byte at the far end of a long file", async () => {
    const rows = Buffer.from(`id,lat,lon,place\n${"1,52.3,4.9,Dam\n".repeat(120_000)}`);
    const { encoding } = await inspect(file(Buffer.concat([rows, Buffer.from("2,52.3,4.9,Caf\xe9\n", "latin1")])), "a.csv");
    expect(encoding).toBe("latin1");
  });

  it("names blank and repeated columns", async () => {
    const { columns } = await inspect(file(" id ,name,name,,name\na,b,c,d,e\n"), "a.csv");
    expect(columns).toEqual(["id", "name", "name (2)", "column 4", "name (3)"]);
  });

  it("lists the properties of features, their id and their point", async () => {
    const features = [
      { type: "Feature", id: 7, properties: { a: 1, b: { c: [1] } }, geometry: { type: "Point", coordinates: [4.9, 52.3] } },
      { type: "Feature", properties: { d: null }, geometry: null },
    ];
    expect(await inspect(file(JSON.stringify({ type: "FeatureCollection", features })), "a.json")).toMatchObject({
      format: "geojson",
      columns: ["a", "b", "d", "(id)", "(point)"],
      sample: [{ a: "1", b: '{"c":[1]}', "(id)": "7", "(point)": "(52.3, 4.9)" }, { d: "", "(point)": "" }],
      mapping: { point: "(point)", id: "(id)" },
    });
  });
});

describe("coordinate systems", () => {
  const rd = "+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel +towgs84=565.4171,50.3319,465.5524,-0.398957,0.343988,-1.8774,4.0725 +units=m";
  const asCsv = (header: string, rows: (readonly [number, number])[]) => file(`${header}\n${rows.map(([x, y], index) => `p${index},${x},${y}`).join("\n")}\n`);
  const inRd = places.map((place) => proj4(rd).forward([...place]) as [number, number]);

  it("knows degrees, and degrees the wrong way round", async () => {
    expect(await inspect(asCsv("id,lon,lat", [...places]), "a.csv", amsterdam)).toMatchObject({ crs: { code: "EPSG:4326" }, swapped: false });
    expect(await inspect(asCsv("id,lat,lon", [...places]), "a.csv", amsterdam)).toMatchObject({ crs: { code: "EPSG:4326" }, swapped: true });
    const honolulu = Array.from({ length: 5 }, (_, index) => [-157.8 - index / 100, 21.3] as const);
    expect(await inspect(asCsv("id,lat,lon", honolulu), "a.csv")).toMatchObject({ crs: { code: "EPSG:4326" }, swapped: true });
  });

  it("finds the Dutch grid with the city, or from the column names", async () => {
    expect(await inspect(asCsv("id,x,y", inRd), "a.csv", amsterdam)).toMatchObject({ crs: { code: "EPSG:28992", guessed: true }, swapped: false, mapping: { lat: "y", lon: "x" } });
    expect(await inspect(asCsv("id,y,x", inRd), "a.csv", amsterdam)).toMatchObject({ crs: { code: "EPSG:28992" }, swapped: true });
    expect(await inspect(asCsv("id,x_rd,y_rd", inRd), "a.csv")).toMatchObject({ crs: { code: "EPSG:28992" } });
  });

  it("finds the Maryland grid and the right UTM zone with the city", async () => {
    const maryland = "+proj=lcc +lat_0=37.6666666666667 +lon_0=-77 +lat_1=39.45 +lat_2=38.3 +x_0=400000 +y_0=0 +ellps=GRS80 +units=m";
    const dc = places.map(([lon, lat]) => [lon - 81.86, lat - 13.45] as const);
    const project = (definition: string) => dc.map((place) => proj4(definition).forward([...place]) as [number, number]);
    expect(await inspect(asCsv("id,x,y", project(maryland)), "a.csv", washington)).toMatchObject({ crs: { code: "EPSG:26985" } });
    expect(await inspect(asCsv("id,x,y", project("+proj=utm +zone=18 +datum=WGS84")), "a.csv", washington)).toMatchObject({ crs: { code: "EPSG:32618" } });
  });

  it("asks for the system when metres could be anywhere", async () => {
    const { crs } = await inspect(asCsv("id,x,y", inRd), "a.csv");
    expect(crs.code).toBe("");
    expect(crs.why).toMatch(/Name it/);
  });

  it("believes what GeoJSON declares", async () => {
    const declare = (name: string) => file(JSON.stringify({ type: "FeatureCollection", crs: { type: "name", properties: { name } }, features: [{ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: inRd[0] } }] }));
    expect((await inspect(declare("urn:ogc:def:crs:EPSG::28992"), "a.json")).crs).toMatchObject({ code: "EPSG:28992", guessed: false });
    expect((await inspect(declare("urn:ogc:def:crs:EPSG::2154"), "a.json")).crs).toMatchObject({ code: "", guessed: false });
  });
});

describe("asset classes", () => {
  it.each([
    ["STREETLIGHT", "light_pole"],
    ["streetlights.csv", "light_pole"],
    ["Lantaarnpaal", "light_pole"],
    ["Straßenlaterne", "light_pole"],
    ["traffic light", "traffic_pole"],
    ["VRI-mast", "traffic_pole"],
    ["Schakelkast", "cabinet"],
    ["Bus Stop Shelter", "shelter"],
    ["Abri", "shelter"],
    ["LinkNYC", "kiosk"],
    ["Link5G_NonAd", "kiosk"],
    ["Public Payphones", "kiosk"],
    ["Roof-top", "rooftop"],
    ["conduit", "duct"],
    ["duct", "duct"],
    ["light_pole", "light_pole"],
    ["Overig", "other"],
    ["Product", undefined],
    ["1", undefined],
    ["", undefined],
  ])("%j is %s", (words, expected) => {
    expect(guessAssetClass(words)).toBe(expected);
  });
});
