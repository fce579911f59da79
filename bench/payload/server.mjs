import { createServer } from "node:http";
import { postgresAdapter } from "@payloadcms/db-postgres";
import { buildConfig, getPayload, handleEndpoints } from "payload";

/*
 * The register as a content management system would hold it: one flat collection, which anybody may read, answered by Payload's own REST handler over
 * Node's server. Without Next before it and without relations, so it is as fast as it can be made with what it brings.
 */
const text = (name, more = {}) => ({ name, type: "text", ...more });
const number = (name) => ({ name, type: "number", index: true });

const config = buildConfig({
  secret: "only for measuring",
  telemetry: false,
  db: postgresAdapter({ pool: { connectionString: process.env.DATABASE_URL, max: 10 }, schemaName: "payload", push: true }),
  collections: [
    {
      slug: "devices",
      access: { read: () => true },
      timestamps: false,
      fields: [
        text("code", { unique: true }), text("name"), text("make"), text("model"), text("purpose", { index: true }), text("why"), text("identifies", { index: true }), text("collects"), text("kept"), text("shared"),
        text("partner"), text("contact"), text("plate"), text("place"), text("assetClass"), text("zone", { index: true }), text("status"), text("permit"), text("from"), text("until"),
        number("lon"), number("lat"), text("words"),
      ],
    },
  ],
});

await getPayload({ config });
createServer(async (asked, answer) => {
  const found = await handleEndpoints({ config, request: new Request(`http://${asked.headers.host}${asked.url}`, { method: asked.method, headers: asked.headers }) });
  answer.writeHead(found.status, Object.fromEntries(found.headers));
  answer.end(Buffer.from(await found.arrayBuffer()));
}).listen(Number(process.env.PORT), "127.0.0.1");
