import { fileToHand } from "@/lib/files/queries";
import { kinds } from "@/lib/files/words";
import { currentPerson } from "@/lib/session/current";

/** Only to be saved, never shown by this address: whatever is in it cannot act in the name of the portal. */
const closed = { "cache-control": "private, no-store", "content-security-policy": "default-src 'none'; sandbox", "x-content-type-options": "nosniff", "cross-origin-resource-policy": "same-origin" };

/** One file of evidence, for whoever may have it now. To everybody else there is none. */
export async function GET(_: Request, { params }: RouteContext<"/files/[number]">) {
  const who = await currentPerson();
  const file = who && (await fileToHand(who, (await params).number));
  if (!file) return new Response("We cannot find this file. It may have been taken back, or it may not be yours to see.\n", { status: 404, headers: { ...closed, "content-type": "text/plain; charset=utf-8" } });
  const plain = file.name.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const whole = encodeURIComponent(file.name).replace(/['()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
  return new Response(new Uint8Array(file.content), { headers: { ...closed, "content-type": kinds[file.kind].type, "content-length": String(file.content.length), "content-disposition": `attachment; filename="${plain}"; filename*=UTF-8''${whole}` } });
}
