import type { NextRequest } from "next/server";
import { neutraliseCell } from "@/lib/assets/reading/write-problems";
import { sheetInWords } from "@/lib/applications/differences";
import { planPoints } from "@/lib/applications/schema";
import { passwordWords, planWords, portWords } from "@/lib/applications/words";
import { isoDay } from "@/lib/core/calendar";
import { permitsExported, type PermitExported } from "@/lib/permits/queries";
import { currentPerson } from "@/lib/session/current";

/** What stands in a cell that this person may not see, so that it is not taken for an answer that was left empty. */
const notShown = "not shown to you";
const columns: [head: string, cell: (permit: PermitExported) => string | number][] = [
  ["permit", (p) => p.reference],
  ["name", (p) => p.title],
  ["status", (p) => p.standing],
  ["from", (p) => isoDay(p.startsOn)],
  ["until", (p) => isoDay(p.expiresOn)],
  ["risk tier", (p) => p.tier],
  ["partner", (p) => p.partner.name],
  ["agency", (p) => p.agency?.name ?? "several"],
  ["zone", (p) => p.zone?.name ?? "several"],
  ["devices", (p) => p._count.devices],
  ["serial numbers", (p) => (p.leftOut.includes("identifiers") ? notShown : p.content.devices.devices.flatMap(({ serial }) => serial || []).join("; "))],
  ["software", (p) => (p.leftOut.includes("identifiers") ? notShown : [...new Set(p.content.devices.devices.flatMap(({ firmware }) => firmware || []))].join("; "))],
  ["models", (p) => (p.content.devices.models ?? []).map((model) => `${model.make} ${model.model}: ${sheetInWords(model)}`).join("; ")],
  ["talks only to", (p) => p.content.networks.talksTo?.join("; ") ?? notShown],
  ["who answers", (p) => p.content.contact?.name ?? notShown],
  ["telephone", (p) => p.content.contact?.telephone ?? notShown],
  ["e-mail", (p) => p.content.contact?.email ?? notShown],
  ["updates", (p) => p.content.security?.updates ?? notShown],
  ["who watches", (p) => p.content.security?.watches ?? notShown],
  ["how fast they react", (p) => p.content.security?.reacts ?? notShown],
  ["default passwords", (p) => (p.content.security ? passwordWords[p.content.security.passwords] : notShown)],
  ["unused ports", (p) => (p.content.security ? portWords[p.content.security.ports] : notShown)],
  ["what stays as it was", (p) => p.content.security?.exceptions ?? notShown],
  ...planPoints.map((point): [string, (permit: PermitExported) => string] => [planWords[point].term.toLowerCase(), (p) => (p.content.security ? (p.content.security[point] ?? "") : notShown)]),
  ["paid to the city a year", (p) => p.content.terms?.paid ?? notShown],
  ["who else pays or earns", (p) => p.content.terms?.others ?? notShown],
  ["contract", (p) => p.content.terms?.contract ?? notShown],
];
const line = (cells: (string | number)[]) => `${cells.map((cell) => `"${neutraliseCell(String(cell)).replaceAll('"', '""')}"`).join(",")}\r\n`;

/** The permits an officer may see, or what a search finds among them, as a file with what they may see of each. It is written while it is sent. */
export async function GET(request: NextRequest) {
  const who = await currentPerson();
  if (!who?.ability.rulesFor("examine", "Permit").some((rule) => !rule.inverted)) return new Response("We cannot find this.\n", { status: 404, headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "private, no-store" } });
  const given = request.nextUrl.searchParams;
  const pages = permitsExported(who, { find: given.get("find") ?? undefined, status: given.get("status") ?? undefined });
  const encoder = new TextEncoder();
  let isFirst = true;
  const body = new ReadableStream({
    async pull(controller) {
      if (isFirst) controller.enqueue(encoder.encode(`\uFEFF${line(columns.map(([head]) => head))}`));
      isFirst = false;
      const { value: permits, done } = await pages.next();
      if (done) return controller.close();
      controller.enqueue(encoder.encode(permits.map((permit) => line(columns.map(([, cell]) => cell(permit)))).join("")));
    },
  });
  return new Response(body, { headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": 'attachment; filename="permits.csv"', "cache-control": "private, no-store" } });
}
