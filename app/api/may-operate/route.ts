import { operationsOf } from "@/lib/registry/queries";

const most = 200;
const headers = { "cache-control": "no-store", "access-control-allow-origin": "*" };

/** May these devices operate, at this instant? `?device=` once or up to 200 times, each the code on a sign; one is asked as many are. */
export async function GET(request: Request): Promise<Response> {
  const codes = new URL(request.url).searchParams.getAll("device").map((code) => code.trim().toUpperCase());
  if (codes.length === 0 || codes.length > most || codes.some((code) => !/^[0-9A-Z]{1,20}$/.test(code))) {
    return Response.json({ problem: `Name one to ${most} devices by the codes on their signs, like ?device=7K3M2Q9&device=1B8C4DF.` }, { status: 400, headers });
  }
  return Response.json({ at: new Date().toISOString(), devices: await operationsOf(codes) }, { headers });
}
