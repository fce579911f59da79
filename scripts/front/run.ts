import { givenIn, searchFrom } from "@/app/(public)/devices/search";
import type { Asked } from "@/lib/core/answer";
import { catalog } from "@/lib/opendata/catalog";
import { registerAs } from "@/lib/opendata/downloads";
import { answerTile, tilesUnder } from "@/lib/map/answer";
import { answerOgc, root as ogc } from "@/lib/opendata/ogc";
import { createFront } from "./front";

// A process of its own beside Next: what many ask for at once does not wait behind the pages of those who work.
const { HOST: host = "127.0.0.1", PORT: port = "3000", LAMPPOST_PAGES_PORT: pagesPort = "", LAMPPOST_ORIGIN: origin = "http://localhost:3000" } = process.env;
const front = createFront({
  behind: { host: "127.0.0.1", port: Number(pagesPort) },
  ownHost: new URL(origin).host,
  answers: [
    { under: "/data.json", answer: catalog },
    { under: ogc, answer: (asked) => answerOgc(asked, new Date()) },
    { under: tilesUnder, answer: ({ path, query }) => answerTile(path, searchFrom(givenIn(query))) },
    ...(["csv", "geojson"] as const).map((form) => ({ under: `/devices.${form}`, inPieces: true, answer: ({ query }: Asked) => registerAs(form, searchFrom(givenIn(query)), new Date()) })),
  ],
});

for (const signal of ["SIGTERM", "SIGINT"] as const)
  process.on(signal, () => {
    // What was begun is finished, and nothing new is taken up.
    front.close(() => process.exit(0));
    front.closeIdleConnections();
  });

front.listen(Number(port), host.replace(/^\[|\]$/g, ""));
