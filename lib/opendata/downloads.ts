import "server-only";
import type { Answer } from "@/lib/core/answer";
import { csvBeginning, csvLine } from "@/lib/core/csv";
import { ledgerSize } from "@/lib/ledger/queries";
import type { Search } from "@/lib/registry/queries";
import { allDevices, csvColumns } from "@/lib/opendata/features";

/** The register, or what a search finds in it, as a file that is written while it is sent. */
export async function registerAs(form: "csv" | "geojson", search: Search, now: Date): Promise<Answer> {
  // It changes with the ledger and with the day; whoever holds that of this moment need not take it again.
  const entries = await ledgerSize();
  return {
    status: 200,
    headers: {
      "content-type": form === "csv" ? "text/csv; charset=utf-8" : "application/geo+json",
      "content-disposition": `attachment; filename="devices.${form}"`,
      "access-control-allow-origin": "*",
      "access-control-expose-headers": "etag",
      "cache-control": "public, max-age=0, s-maxage=2, must-revalidate",
      "x-content-type-options": "nosniff",
      etag: `W/"${entries}-${now.toISOString().slice(0, 10)}"`,
    },
    body: form === "csv" ? around(`${csvBeginning}${csvLine(csvColumns)}`, allDevices("csv", search, now), "") : around('{"type":"FeatureCollection","features":[', allDevices("geojson", search, now), "]}"),
  };
}

async function* around(before: string, pieces: AsyncIterable<string>, after: string): AsyncGenerator<string> {
  yield before;
  yield* pieces;
  yield after;
}
