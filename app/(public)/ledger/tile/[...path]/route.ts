import { readTilePath } from "@/lib/ledger/tiles";
import { publishedTile } from "@/lib/ledger/tree";
import { forEver, notThere } from "../../published";

/** Tiles of the tree and bundles of entries, as C2SP tlog-tiles addresses them. */
export async function GET(_: Request, { params }: RouteContext<"/ledger/tile/[...path]">): Promise<Response> {
  const address = readTilePath((await params).path.map((part) => decodeURIComponent(part)));
  const bytes = address && (await publishedTile(address));
  return bytes ? new Response(Buffer.from(bytes), { headers: { ...forEver, "content-type": "application/octet-stream" } }) : notThere("There is no such tile, or the ledger is not that far yet.");
}
