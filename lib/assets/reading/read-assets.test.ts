import { Readable } from "node:stream";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areaFrom } from "./area";
import { readCsvRecords, type Delimiter } from "./csv-records";
import { readAssets, writeProblems, type AssetRow, type ReadOptions, type RowProblem } from "./read-assets";
import { inspect } from "./sniff";
import { decodeText, type Source } from "./text-lines";

const amsterdam = areaFrom({ type: "Polygon", coordinates: [[[4.7, 52.2], [5.1, 52.2], [5.1, 52.5], [4.7, 52.5], [4.7, 52.2]]] }, "Amsterdam");

/** A file in memory, handed over in chunks of the given size so that every cut falls somewhere awkward. */
function file(content: string | Buffer, chunkSize = 7): Source {
  const bytes = typeof content === "string" ? Buffer.from(content, "utf8") : content;
  return () =>
    Readable.from(
      (function* () {
        for (let at = 0; at < bytes.length; at += chunkSize) yield bytes.subarray(at, at + chunkSize);
      })(),
    );
}

const csvOptions: ReadOptions = {
  mapping: { id: "id", lat: "lat", lon: "lon", class: "type", owner: "owner", place: "place" },
  format: "csv",
  encoding: "utf-8",
  delimiter: ",",
  crs: "EPSG:4326",
  swapped: false,
  area: amsterdam,
};

async function readAll(source: Source, options: ReadOptions): Promise<{ rows: AssetRow[]; problems: RowProblem[] }> {
  const rows: AssetRow[] = [];
  const problems: RowProblem[] = [];
  for await (const reading of readAssets(source, options)) {
    if ("row" in reading) rows.push(reading.row);
    else problems.push(reading.problem);
  }
  return { rows, problems };
}

const header = "id,lat,lon,type,owner,place";
const good = "9,52.37,4.9,Streetlight,City,Dam 1";

describe("bad rows of a CSV file", () => {
  // The bad line stands on line 2 and a good one after it: the bad one is named, and reading goes on.
  const cases: [name: string, line: string, reason: string, column: string][] = [
    ["too few cells", "1,52.37,4.9", "too_few_cells", ""],
    ["too many cells", "1,52.37,4.9,Streetlight,City,Dam 1, Amsterdam", "too_many_cells", ""],
    ["a quote never closed", '1,52.37,4.9,Streetlight,City,"Dam 1', "quote_not_closed", ""],
    ["a quote closed too early", '1,52.37,4.9,Streetlight,City,"Dam" 1', "quote_not_closed", ""],
    ["a NUL byte", "1,52.37,4.9,Streetlight,City,Dam\u00001", "nul_byte", ""],
    ["a line over 1 MB", `1,52.37,4.9,Streetlight,City,${"x".repeat(1_100_000)}`, "line_too_long", ""],
    ["a blank id", " ,52.37,4.9,Streetlight,City,Dam 1", "id_blank", "id"],
    ["an id of N/A", "N/A,52.37,4.9,Streetlight,City,Dam 1", "id_blank", "id"],
    ["a mangled id", "1.2E+07,52.37,4.9,Streetlight,City,Dam 1", "id_mangled", "id"],
    ["an endless id", `${"7".repeat(101)},52.37,4.9,Streetlight,City,Dam 1`, "id_too_long", "id"],
    ["an id that cannot be read", "1\ufffd,52.37,4.9,Streetlight,City,Dam 1", "id_not_text", "id"],
    ["a blank latitude", "1,,4.9,Streetlight,City,Dam 1", "position_blank", "lat"],
    ["a null longitude", "1,52.37,null,Streetlight,City,Dam 1", "position_blank", "lon"],
    ["a dash for longitude", "1,52.37,-,Streetlight,City,Dam 1", "position_blank", "lon"],
    ["words for latitude", "1,north,4.9,Streetlight,City,Dam 1", "position_not_number", "lat"],
    ["minutes and seconds", "1,52°22'3\"N,4.9,Streetlight,City,Dam 1", "position_not_number", "lat"],
    ["an infinite number", "1,Infinity,4.9,Streetlight,City,Dam 1", "position_not_number", "lat"],
    ["zero, zero", "1,0,0.0,Streetlight,City,Dam 1", "position_zero", "lat"],
    ["swapped in range", "1,4.9,52.37,Streetlight,City,Dam 1", "position_swapped", "lat"],
    ["swapped out of range", "1,-157.8,21.3,Streetlight,City,Dam 1", "position_swapped", "lat"],
    ["metres among degrees", "1,487000,121000,Streetlight,City,Dam 1", "position_in_metres", "lat"],
    ["off the earth", "1,52.37,190,Streetlight,City,Dam 1", "position_out_of_range", "lat"],
    ["outside the city", "1,51.9,4.5,Streetlight,City,Dam 1", "position_outside_area", "lat"],
    ["an unknown class", "1,52.37,4.9,Gargoyle,City,Dam 1", "class_unknown", "type"],
    ["an endless text", `1,52.37,4.9,Streetlight,City,${"x".repeat(501)}`, "text_too_long", "place"],
  ];

  it.each(cases)("%s", async (_name, line, reason, column) => {
    const { rows, problems } = await readAll(file(`${header}\n${line}\n${good}\n`, 65_536), csvOptions);
    expect(problems.map((problem) => ({ line: problem.line, reason: problem.reason, column: problem.column }))).toEqual([{ line: 2, reason, column }]);
    expect(rows.map((row) => [row.line, row.id])).toEqual([[3, "9"]]);
    expect(problems[0]?.words).toMatch(/\.$/);
    expect(problems[0]?.words.length).toBeLessThan(220);
  });

  it("names the line a repeated id first stood on, and sees through a spreadsheet's .0", async () => {
    const { rows, problems } = await readAll(file(`${header}\n12,52.37,4.9,,,\n12.0,52.37,4.9,,,\n12.1,52.37,4.9,,,\n`), csvOptions);
    expect(rows.map(({ id }) => id)).toEqual(["12", "12.1"]);
    expect(problems[0]).toMatchObject({ line: 3, reason: "id_duplicate", column: "id" });
    expect(problems[0]?.words).toContain("line 2");
    expect(problems[0]?.record).toEqual({ id: "12.0", lat: "52.37", lon: "4.9", type: "", owner: "", place: "" });
  });

  it("does not let a refused row take an identifier", async () => {
    const { rows } = await readAll(file(`${header}\n1,,4.9,,,\n1,52.37,4.9,,,\n`), csvOptions);
    expect(rows.map(({ line }) => line)).toEqual([3]);
  });

  it("lets an unclosed quote cost its own line only, even when a later quote would close it", async () => {
    const content = `${header}\n1,52.37,4.9,Streetlight,City,"Dam 1\n2,52.37,4.9,Streetlight,City,Dam 2\n3,52.37,4.9,Streetlight,City,"Dam 3"\n${good}\n`;
    const { rows, problems } = await readAll(file(content), csvOptions);
    expect(rows.map(({ id }) => id)).toEqual(["2", "3", "9"]);
    expect(problems.map(({ line, reason }) => [line, reason])).toEqual([[2, "quote_not_closed"]]);
  });

  it("skips empty rows in silence and keeps counting the lines of the file", async () => {
    const content = `\n${header}\r\n\r\n,,,,,\r\n1,52.37,4.9,Streetlight,City,"Dam\r\n1"\r\n   \r\n2,,4.9,,,\r\n3,52.37,4.9,,,,,\r\n`;
    const { rows, problems } = await readAll(file(content, 1), csvOptions);
    expect(rows.map(({ line, place }) => [line, place])).toEqual([[5, "Dam 1"], [9, ""]]);
    expect(problems.map(({ line }) => line)).toEqual([8]);
  });

  it("reads old Mac line ends, a separator line and repeated column names", async () => {
    const content = "sep=;\rid;lat;lon;id\r1;52,37;4,9;A\r";
    const { rows } = await readAll(file(content, 3), { ...csvOptions, delimiter: ";", mapping: { id: "id (2)", lat: "lat", lon: "lon" } });
    expect(rows).toEqual([{ line: 3, id: "A", lat: 52.37, lon: 4.9, assetClass: "other", place: "" }]);
  });

  it.each<[string, string, number]>([
    ["a decimal comma with semicolons", "1;52,37;4,9", 52.37],
    ["spaces and a degree sign", "1; 52.37 ° ;4.9", 52.37],
    ["a typographic minus", "1;−52.37;4.9", -52.37],
    ["an exponent", "1;5.237E1;4.9", 52.37],
    ["trailing zeroes", "1;52.370000000000000;4.9", 52.37],
  ])("reads %s", async (_name, line, lat) => {
    const { rows } = await readAll(file(`id;lat;lon\n${line}\n`), { ...csvOptions, area: undefined, delimiter: ";", mapping: { id: "id", lat: "lat", lon: "lon" } });
    expect(rows[0]?.lat).toBe(lat);
  });

  it.each([
    ["(52.37, 4.9)", "EPSG:4326", false],
    ["52.37 4.9", "EPSG:4326", false],
    ["POINT (4.9 52.37)", "EPSG:4326", false],
    ["SRID=4326;POINT Z(4.9 52.37 0)", "EPSG:4326", false],
    ["(4.9, 52.37)", "EPSG:4326", true],
    ["POINT(121687.3 487484.0)", "EPSG:28992", false],
  ])("reads the whole position %s", async (cell, crs, swapped) => {
    const { rows } = await readAll(file(`id,where\n1,"${cell}"\n`), { ...csvOptions, crs, swapped, mapping: { id: "id", point: "where" } });
    expect(rows[0]?.lat).toBeCloseTo(52.37, 1);
    expect(rows[0]?.lon).toBeCloseTo(4.9, 1);
  });

  it("believes the city's own words for a class before guessing, and fills a blank one", async () => {
    const content = `${header}\n1,52.37,4.9,OV-Mast,,\n2,52.37,4.9,lantaarnpaal,,\n3,52.37,4.9,N/A,,\n`;
    const { rows } = await readAll(file(content), { ...csvOptions, classWords: { "ov-mast": "traffic_pole" }, defaultClass: "cabinet" });
    expect(rows.map(({ assetClass }) => assetClass)).toEqual(["traffic_pole", "light_pole", "cabinet"]);
  });

  it.each<[string, Partial<ReadOptions>, string, string]>([
    ["no identifier chosen", { mapping: { lat: "lat", lon: "lon" } }, header, "column_missing"],
    ["no position chosen", { mapping: { id: "id", lat: "lat" } }, header, "column_missing"],
    ["a column that is not there", { mapping: { id: "ID", lat: "lat", lon: "lon" } }, header, "column_missing"],
    ["an unknown coordinate system", { crs: "EPSG:9999" }, header, "crs_unknown"],
    ["no coordinate system", { crs: "" }, header, "crs_unknown"],
    ["an empty file", {}, " \n", "header_missing"],
  ])("refuses the whole file once for %s", async (_name, options, first, reason) => {
    const { rows, problems } = await readAll(file(`${first}\n${first.trim() ? `${good}\n${good}\n` : ""}`), { ...csvOptions, ...options });
    expect(rows).toEqual([]);
    expect(problems.map((problem) => problem.reason)).toEqual([reason]);
  });
});

describe("files made to be slow", () => {
  const megabyte = 1_000_000;
  it.each<[string, string]>([
    ["a cell of spaces", `${header}\n1,52.37,${" ".repeat(megabyte)}x,,,\n`],
    ["a cell of digits", `${header}\n1,${"1".repeat(megabyte)}°,4.9,,,\n`],
    ["an id of digits and hyphens", `${header}\n${"1-".repeat(megabyte / 2)},52.37,4.9,,,\n`],
    ["a class of spaces", `${header}\n1,52.37,4.9,a${" ".repeat(megabyte)}b,,\n`],
    ["a place of spaces", `${header}\n1,52.37,4.9,,,a${" ".repeat(megabyte)}${"b".repeat(600)}\n`],
    ["a quote opened on every line", `${header}\n${'1,52.37,4.9,,,"Dam\n'.repeat(20_000)}`],
    ["a cell of quotes", `${header}\n1,52.37,4.9,,,${'"'.repeat(megabyte)}\n`],
    ["nothing but separators", `${header}\n${",".repeat(megabyte)}x\n`],
  ])("%s", async (_name, content) => {
    const started = performance.now();
    const { rows, problems } = await readAll(file(content, 65_536), csvOptions);
    await inspect(file(content, 65_536), "slow.csv");
    expect(rows).toEqual([]);
    expect(problems.length).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(8_000);
  });
});

describe("projected coordinates", () => {
  // Reference points worked out apart from the library: the origin of each grid, the Ordnance Survey's example, the
  // Mercator formula, and meridian arcs for UTM.
  it.each([
    ["EPSG:28992", 155_000, 463_000, 5.38720621, 52.1551744],
    ["EPSG:27700", 651_409.903, 313_177.27, 1.716053, 52.657978],
    ["EPSG:26985", 400_000, 0, -77, 37.6666667],
    ["EPSG:2263", 984_250, 0, -74, 40.1666667],
    ["EPSG:3857", 545_465.505, 6_867_304.687, 4.9, 52.37],
    ["EPSG:25832", 500_000, 5_761_038.2, 9, 52],
    ["EPSG:25833", 500_000, 5_761_038.2, 15, 52],
    ["EPSG:32618", 500_000, 4_316_776.6, -75, 39],
    ["EPSG:32756", 500_000, 6_237_844.022, 153, -34],
  ])("%s", async (crs, x, y, lon, lat) => {
    const { rows } = await readAll(file(`id,x,y\n1,${x},${y}\n2,${lon},${lat}\n`), { ...csvOptions, area: undefined, crs, mapping: { id: "id", lat: "y", lon: "x" } });
    expect(rows).toHaveLength(1);
    expect(rows[0]?.lon).toBeCloseTo(lon, 4);
    expect(rows[0]?.lat).toBeCloseTo(lat, 4);
  });

  it("reports degrees in a file of metres", async () => {
    const { problems } = await readAll(file("id,x,y\n1,4.9,52.37\n"), { ...csvOptions, crs: "EPSG:28992", mapping: { id: "id", lat: "y", lon: "x" } });
    expect(problems[0]?.reason).toBe("position_in_degrees");
  });

  it("takes thousands marks apart from decimals", async () => {
    const mapping = { id: "id", lat: "y", lon: "x" };
    const comma = await readAll(file('id,x,y\n1,"121,687","487,484.5"\n'), { ...csvOptions, crs: "EPSG:28992", mapping });
    const dutch = await readAll(file("id;x;y\n1;121.687,00;487.484,5\n"), { ...csvOptions, crs: "EPSG:28992", delimiter: ";", mapping });
    expect(comma.rows[0]?.lat).toBe(dutch.rows[0]?.lat);
    expect(comma.rows).toHaveLength(1);
  });
});

describe("GeoJSON", () => {
  const options: ReadOptions = { ...csvOptions, format: "geojson", mapping: { id: "nr", point: "(point)", class: "soort" } };
  const feature = (nr: unknown, coordinates: unknown = [4.9, 52.37]) => JSON.stringify({ type: "Feature", properties: { nr, soort: 'Lantaarnpaal "\\ { [ é' }, geometry: { type: "Point", coordinates } });

  it.each<[string, string]>([
    ["features last", `{"type":"FeatureCollection","name":"a \\"features\\": [","features":[${feature(1)},${feature("2")}]}`],
    ["features first", `{"features":[${feature(1)},\n${feature("2")}\n],"type":"FeatureCollection","crs":null}`],
    ["a byte-order mark", `\ufeff{ "type" : "FeatureCollection", "features" : [ ${feature(1)} , ${feature("2")} ] }\n`],
    ["a features key inside another member", `{"type":"FeatureCollection","meta":{"features":[1,2]},"features":[${feature(1)},${feature(2)}]}`],
    ["an escaped key", `{"type":"FeatureCollection","\\u0066eatures":[${feature(1)},${feature(2)}]}`],
    ["one feature per line", `${feature(1)}\n\n${feature(2)}\r\n`],
    ["a text sequence", `\u001e${feature(1)}\n\u001e${feature(2)}\n`],
    ["pretty printing", JSON.stringify({ type: "FeatureCollection", features: [JSON.parse(feature(1)), JSON.parse(feature(2))] }, null, 2)],
  ])("reads a collection with %s", async (_name, content) => {
    for (const chunkSize of [1, 13, 65_536]) {
      const { rows, problems } = await readAll(file(content, chunkSize), options);
      expect(problems).toEqual([]);
      expect(rows.map(({ line, id, lat, lon, assetClass }) => [line, id, lat, lon, assetClass])).toEqual([
        [1, "1", 52.37, 4.9, "light_pole"],
        [2, "2", 52.37, 4.9, "light_pole"],
      ]);
    }
  });

  it.each<[string, string, string]>([
    ["not JSON", '{"type":"Feature",}', "feature_not_json"],
    ["a bare word", "nothing", "feature_not_json"],
    ["a null", "null", "feature_not_feature"],
    ["a text", '"Feature, ]"', "feature_not_feature"],
    ["a shape and not a feature", '{"type":"Point","coordinates":[4.9,52.37]}', "feature_not_feature"],
    ["no geometry", '{"type":"Feature","properties":{"nr":1},"geometry":null}', "geometry_missing"],
    ["a line", '{"type":"Feature","properties":{"nr":1},"geometry":{"type":"LineString","coordinates":[[4,52],[5,52]]}}', "geometry_wrong_kind"],
    ["a nested point", feature(1, [[4.9, 52.37]]), "position_not_number"],
    ["numbers as text", feature(1, ["4.9", 52.37]), "position_not_number"],
    ["a huge number", `{"type":"Feature","properties":{"nr":1},"geometry":{"type":"Point","coordinates":[1e999,52]}}`, "position_not_number"],
    ["swapped", feature(1, [52.37, 4.9]), "position_swapped"],
    ["no id", feature(null), "id_blank"],
    ["an object for an id", '{"type":"Feature","id":{},"properties":{"nr":1},"geometry":{"type":"Point","coordinates":[4.9,52.37]}}', "id_not_text"],
    ["a NUL in a property", feature("1\u0000"), "id_not_text"],
    ["a feature over 1 MB", feature("x".repeat(1_100_000)), "feature_too_large"],
    ["nesting without end", `{"type":"Feature","properties":{"nr":${"[".repeat(5_000)}${"]".repeat(5_000)}}}`, "feature_too_deep"],
    ["a property named like a built-in", feature(1).replace('"nr"', '"toString"'), "id_blank"],
  ])("reports a feature with %s by its ordinal and goes on", async (_name, bad, reason) => {
    const { rows, problems } = await readAll(file(`{"type":"FeatureCollection","features":[${feature(8)},${bad},${feature(9)}]}`, 4_096), options);
    expect(problems.map((problem) => [problem.line, problem.reason])).toEqual([[2, reason]]);
    expect(rows.map(({ line, id }) => [line, id])).toEqual([[1, "8"], [3, "9"]]);
  });

  it("reads a single feature spread over lines that look like features of their own", async () => {
    const content = '{ "type": "Feature", "properties": {},\n "id": 7,\n "geometry": { "type": "Point", "coordinates": [4.9, 52.37] } }\n';
    const { rows } = await readAll(file(content), { ...options, mapping: { id: "(id)", point: "(point)" } });
    expect(rows.map(({ id }) => id)).toEqual(["7"]);
  });

  it("keeps to a collection whose features stand one to a line", async () => {
    const { rows, problems } = await readAll(file(`{"type":"FeatureCollection",\n"features":[\n${feature(1)},\n${feature(2)}\n]}\n`), options);
    expect([rows.length, problems.length]).toEqual([2, 0]);
  });

  it("recovers line by line when there is one feature per line", async () => {
    const { rows, problems } = await readAll(file(`${feature(1)}\n{"type":"Feature","properties":{\n${feature(3)}\n`), options);
    expect(rows.map(({ id }) => id)).toEqual(["1", "3"]);
    expect(problems.map(({ line, reason }) => [line, reason])).toEqual([[2, "feature_not_json"]]);
  });

  it.each<[string, string, string, number]>([
    ["truncated in a feature", `{"type":"FeatureCollection","features":[${feature(1)},{"type":"Fea`, "file_truncated", 1],
    ["truncated after a feature", `{"type":"FeatureCollection","features":[${feature(1)}`, "file_truncated", 1],
    ["text after the end", `{"type":"FeatureCollection","features":[${feature(1)}]} {}`, "file_not_features", 1],
    ["a lower-case type", `{"type":"featurecollection","features":[${feature(1)}]}`, "file_not_features", 0],
    ["the wrong type, told at the end", `{"features":[${feature(1)}],"type":null}`, "file_not_features", 1],
    ["a list", `[${feature(1)}]`, "file_not_features", 0],
    ["TopoJSON", '{"type":"Topology","objects":{}}', "file_not_features", 0],
    ["nothing", "", "file_not_features", 0],
  ])("says of the file: %s", async (_name, content, reason, rowsBefore) => {
    const { rows, problems } = await readAll(file(content), options);
    expect(problems.map((problem) => problem.reason)).toEqual([reason]);
    expect(rows).toHaveLength(rowsBefore);
    const { problems: sentences } = await inspect(file(content), "a.geojson");
    expect(sentences).toHaveLength(1);
  });
});

describe("the file to mend", () => {
  async function written(problems: RowProblem[], columns: string[]): Promise<string> {
    let text = "";
    for await (const piece of writeProblems(problems, { columns })) text += piece;
    return text;
  }

  it.each([
    ["=1+1", "'=1+1"],
    ["+31 20", "'+31 20"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\tx", "'\tx"],
    ["\rx", `"'\rx"`],
    ["-2+3", "'-2+3"],
    ["-77.01", "-77.01"],
    ["-77,01", '"-77,01"'],
    ["-", "'-"],
    ['say "hi", you', '"say ""hi"", you"'],
    [" x ", '" x "'],
  ])("writes %j as %j", async (cell, expected) => {
    const text = await written([{ line: 4, column: "a", reason: "id_blank", words: "Why.", record: { a: cell, b: "1" } }], ["a", "b"]);
    expect(text).toBe(`\ufeffa,b,problem\r\n${expected},1,Line 4: Why.\r\n`);
  });

  it("can be mended and sent in again", async () => {
    const { problems } = await readAll(file(`${header}\n1,,4.9,Streetlight,City,"Dam 1, Amsterdam"\n`), csvOptions);
    const text = (await written(problems, header.split(","))).replace("1,,", "1,52.37,");
    const inspection = await inspect(file(text), "problems.csv", amsterdam);
    const again = await readAll(file(text), { ...csvOptions, encoding: inspection.encoding, mapping: { ...inspection.mapping, class: "type" } });
    expect(again.problems).toEqual([]);
    expect(again.rows).toEqual([{ line: 2, id: "1", lat: 52.37, lon: 4.9, assetClass: "light_pole", owner: "City", place: "Dam 1, Amsterdam" }]);
  });
});

describe("any way of writing a CSV file", () => {
  const delimiter = fc.constantFrom<Delimiter>(",", ";", "\t", "|");
  const encoding = fc.constantFrom("utf-8", "utf-8-bom", "latin1");
  const lineBreak = fc.constantFrom("\n", "\r\n", "\r");
  const cell = fc.oneof(
    fc.string({ unit: fc.constantFrom("a", "é", "ÿ", " ", '"', ",", ";", "\t", "|", "\n", "\r", "'", "=", "0"), maxLength: 8 }),
    fc.string({ maxLength: 12 }),
  );
  const table = fc.integer({ min: 2, max: 5 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 12 }));

  it("reads back the same cells and lines", async () => {
    await fc.assert(
      fc.asyncProperty(table, delimiter, encoding, lineBreak, fc.boolean(), fc.boolean(), fc.integer({ min: 1, max: 40 }), async (cells, by, code, end, always, lastEnd, chunkSize) => {
        const latin = (text: string) => (code === "latin1" ? text.replace(/[^\n\r\t\u0020-\u007e\u00a0-\u00ff]/g, "?") : text.replace(/[\ufeff\p{Cs}]/gu, "?"));
        const rows = [cells[0]?.map((_, index) => `column ${index}`) ?? [], ...cells.map((row) => row.map(latin))];
        const quoted = (text: string) => (always || text.includes(by) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
        const text = rows.map((row) => row.map(quoted).join(by)).join(end) + (lastEnd ? end : "");
        const bytes = code === "latin1" ? Buffer.from(text, "latin1") : Buffer.from(code === "utf-8-bom" ? `\ufeff${text}` : text, "utf8");
        const back: string[][] = [];
        const lines: number[] = [];
        const width = rows[0]?.length;
        for await (const batch of readCsvRecords(decodeText(file(bytes, chunkSize), code), by, () => width)) {
          for (const record of batch) {
            if ("broken" in record) throw new Error(`line ${record.line} is broken`);
            back.push(record.cells);
            lines.push(record.line);
          }
        }
        expect(back).toEqual(rows);
        let line = 1;
        const expectedLines = rows.map((row) => {
          const at = line;
          line += 1 + row.join("").split("").reduce((count, _, index, all) => count + (all[index] === "\n" || all[index] === "\r" ? 1 : 0), 0);
          return at;
        });
        // A CR and an LF side by side count as one line break, and so may only be compared where they never meet.
        if (!rows.some((row) => row.some((text) => text.includes("\r\n")))) expect(lines).toEqual(expectedLines);
      }),
      { numRuns: 400 },
    );
  });

  it("brings every asset back as it was", async () => {
    const word = fc.string({ unit: fc.constantFrom("a", "Z", "é", "ü", '"', ",", ";", "|", "'", "7"), minLength: 1, maxLength: 10 });
    const asset = fc.record({ id: fc.integer({ min: 1, max: 1e9 }), lat: fc.integer({ min: 52_200_001, max: 52_499_999 }), lon: fc.integer({ min: 4_700_001, max: 5_099_999 }), place: word });
    const assets = fc.uniqueArray(asset, { selector: ({ id }) => id, minLength: 3, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(assets, delimiter, encoding, lineBreak, async (list, by, code, end) => {
        const quoted = (text: string) => (text.includes(by) || text.includes('"') ? `"${text.replaceAll('"', '""')}"` : text);
        const decimal = (millionths: number) => (by === ";" ? String(millionths / 1e6).replace(".", ",") : String(millionths / 1e6));
        const text = [["asset id", "latitude", "longitude", "address"], ...list.map(({ id, lat, lon, place }) => [String(id), decimal(lat), decimal(lon), quoted(place)])].map((row) => row.join(by)).join(end);
        const bytes = code === "latin1" ? Buffer.from(text, "latin1") : Buffer.from(code === "utf-8-bom" ? `\ufeff${text}` : text, "utf8");
        const inspection = await inspect(file(bytes, 64), "assets.csv", amsterdam);
        expect(inspection).toMatchObject({ format: "csv", delimiter: by, problems: [], swapped: false, mapping: { id: "asset id", lat: "latitude", lon: "longitude" } });
        const { rows, problems } = await readAll(file(bytes, 64), { ...inspection, mapping: { ...inspection.mapping, place: "address" }, crs: inspection.crs.code, area: amsterdam });
        expect(problems).toEqual([]);
        expect(rows).toEqual(list.map(({ id, lat, lon, place }, index) => ({ line: index + 2, id: String(id), lat: lat / 1e6, lon: lon / 1e6, assetClass: "other", place })));
      }),
      { numRuns: 150 },
    );
  });
});
