import { concernPicture } from "@/lib/concerns/queries";
import { currentPerson } from "@/lib/session/current";

/** A picture that came with a concern, for whoever may answer it. It was drawn anew by the portal, so it is a picture and nothing else. */
export async function GET(_: Request, { params }: RouteContext<"/staff/concerns/[number]/pictures/[picture]">) {
  const [who, { number, picture }] = await Promise.all([currentPerson(), params]);
  const bytes = who && (await concernPicture(who, number, picture));
  const closed = { "cache-control": "private, no-store", "content-security-policy": "default-src 'none'; sandbox", "x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin" };
  if (!bytes) return new Response("There is no such picture, it was forgotten, or it is not yours to see.\n", { status: 404, headers: { ...closed, "content-type": "text/plain; charset=utf-8" } });
  return new Response(new Uint8Array(bytes), { headers: { ...closed, "content-type": "image/jpeg", "content-length": String(bytes.length) } });
}
