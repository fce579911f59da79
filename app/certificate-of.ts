import { tagWords } from "@/components/show/tag-words";
import { certificatePdf } from "@/lib/permits/certificate";
import type { ownPermit } from "@/lib/permits/queries";
import { operationWords } from "@/lib/permits/words";

/** A permit's certificate as the answer to a request; to whoever may not see it there is none. */
export async function certificateOf(permit: Awaited<ReturnType<typeof ownPermit>>): Promise<Response> {
  if (!permit) return new Response("We cannot find this.\n", { status: 404, headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "private, no-store" } });
  const sealed = permit.timeline.find((entry) => entry.name.startsWith("permit.") && entry.position !== null);
  const pdf = await certificatePdf(
    {
      reference: permit.reference, title: permit.title, partner: permit.partner.name, standing: tagWords("permit", permit.standing).words, startsOn: permit.startsOn, expiresOn: permit.expiresOn,
      where: [permit.zone?.name ?? "Several parts of the city", permit.agency?.name ?? "several agencies"].join(", "), decidedBy: permit.decidedBy.name, decidedAt: permit.decidedAt, reason: permit.reason,
      conditions: permit.conditions.map(({ words }) => words),
      devices: permit.devices.map(({ code, name, asset, operation }) => ({ code, name, on: asset.code, place: asset.place, operation: operation ? operationWords[operation.operation] : "" })),
      entryId: sealed?.id ?? null,
    },
    new Date(),
  );
  return new Response(new Uint8Array(pdf), { headers: { "content-type": "application/pdf", "content-disposition": `attachment; filename="${permit.reference}.pdf"`, "cache-control": "private, no-store" } });
}
