import type { NextRequest } from "next/server";
import { searchFrom } from "@/app/(public)/devices/search";
import { neutraliseCell } from "@/lib/assets/reading/write-problems";
import { isoDay } from "@/lib/core/calendar";
import { wholeRegister } from "@/lib/registry/queries";

const columns = ["sign", "name", "make", "model", "purpose", "identifies people", "collects", "kept", "shared with", "partner", "contact", "plate", "place", "zone", "latitude", "longitude", "status", "permit", "from", "until"];
const line = (cells: (string | number)[]) => `${cells.map((cell) => `"${neutraliseCell(String(cell)).replaceAll('"', '""')}"`).join(",")}\r\n`;

/** The register, or what a search finds in it, as a file. It is written while it is sent. */
export function GET(request: NextRequest) {
  const search = searchFrom(given(request));
  const encoder = new TextEncoder();
  const pages = wholeRegister(search);
  let isFirst = true;
  const body = new ReadableStream({
    async pull(controller) {
      if (isFirst) controller.enqueue(encoder.encode(`\uFEFF${line(columns)}`));
      isFirst = false;
      const { value: devices, done } = await pages.next();
      if (done) return controller.close();
      controller.enqueue(encoder.encode(devices.map((d) => line([d.code, d.name, d.make, d.model, d.purpose, d.identifies, d.collects.join("; "), d.keptWords, d.sharedWords, d.partner.name, d.partner.publicContact, d.asset.code, d.asset.place, d.zone?.name ?? "", d.lat, d.lon, d.standing, d.permit.reference, isoDay(d.startsOn), isoDay(d.expiresOn)])).join("")));
    },
  });
  return new Response(body, { headers: { "content-type": "text/csv; charset=utf-8", "content-disposition": 'attachment; filename="devices.csv"' } });
}

const given = (request: NextRequest) => {
  const all: Record<string, string[]> = {};
  for (const [name, value] of request.nextUrl.searchParams) (all[name] ??= []).push(value);
  return all;
};
