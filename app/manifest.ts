import type { MetadataRoute } from "next";
import { languages } from "@/app/languages/all";
import { city } from "@/lib/core/city";

// What the city calls itself is known when it runs, not when it is built.
export const dynamic = "force-dynamic";

/** How the register calls itself on the home screen of a phone. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: `Lamppost, ${city.name}`,
    short_name: "Lamppost",
    description: languages.en.home.lead,
    id: "/",
    start_url: "/",
    scope: "/",
    display: "minimal-ui",
    background_color: "#EEF2F0",
    theme_color: "#163F7A",
    icons: [192, 512].map((size) => ({ src: `/icon-${size}.png`, sizes: `${size}x${size}`, type: "image/png", purpose: "any" as const })),
  };
}
