import type { NextRequest } from "next/server";
import { searchFrom } from "@/app/(public)/devices/search";
import { isoDay } from "@/lib/core/calendar";
import { wholeRegister } from "@/lib/registry/queries";

/** The register, or what a search finds in it, as GeoJSON. It is written while it is sent. */
export function GET(request: NextRequest) {
  const given: Record<string, string[]> = {};
  for (const [name, value] of request.nextUrl.searchParams) (given[name] ??= []).push(value);
  const encoder = new TextEncoder();
  const pages = wholeRegister(searchFrom(given));
  let written = 0;
  const body = new ReadableStream({
    async pull(controller) {
      if (written === 0) controller.enqueue(encoder.encode('{"type":"FeatureCollection","features":['));
      const { value: devices, done } = await pages.next();
      if (done) {
        controller.enqueue(encoder.encode("]}"));
        return controller.close();
      }
      const features = devices.map((d) =>
        JSON.stringify({
          type: "Feature",
          id: d.code,
          geometry: { type: "Point", coordinates: [d.lon, d.lat] },
          properties: { name: d.name, purpose: d.purpose, identifies: d.identifies, collects: d.collects, kept: d.keptWords, shared: d.sharedWords, partner: d.partner.name, plate: d.asset.code, place: d.asset.place, status: d.standing, permit: d.permit.reference, from: isoDay(d.startsOn), until: isoDay(d.expiresOn) },
        }),
      );
      controller.enqueue(encoder.encode((written > 0 && features.length > 0 ? "," : "") + features.join(",")));
      written += Math.max(features.length, 1);
    },
  });
  return new Response(body, { headers: { "content-type": "application/geo+json", "content-disposition": 'attachment; filename="devices.geojson"' } });
}
