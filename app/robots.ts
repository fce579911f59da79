import type { MetadataRoute } from "next";

/** The register is there to be found. What is somebody's own is behind a sign-in, and endless ways to turn a map or a search lead nowhere new. */
export default function robots(): MetadataRoute.Robots {
  return { rules: { userAgent: "*", allow: "/", disallow: ["/staff", "/partner", "/account", "/sign-in", "/register", "/enrol", "/demo", "/files", "/calendar", "/api/auth", "/*?*view=", "/*?*before="] } };
}
