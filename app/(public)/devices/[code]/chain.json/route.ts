import { dataChainOf } from "@/lib/opendata/data-chain";
import { devicePage } from "@/lib/registry/queries";

const headers = { "access-control-allow-origin": "*", "cache-control": "public, max-age=0, s-maxage=2, must-revalidate" };

/** What the device does with data, as a DTPR data chain. */
export async function GET(_: Request, { params }: RouteContext<"/devices/[code]/chain.json">): Promise<Response> {
  const device = await devicePage((await params).code);
  if (!device) return Response.json({ problem: "There is no device by that code." }, { status: 404, headers });
  return Response.json(dataChainOf({ ...device, decidedAt: device.permit.decidedAt, handling: device.permit.handling }), { headers });
}
