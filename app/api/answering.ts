import { Readable } from "node:stream";
import type { Answer } from "@/lib/core/answer";

/** What a room answers a machine, as a response. */
export const responseOf = ({ status, headers, body }: Answer): Response => new Response(typeof body === "string" ? body : Buffer.isBuffer(body) ? new Uint8Array(body) : (Readable.toWeb(Readable.from(body)) as ReadableStream), { status, headers });

/** A page elsewhere asks whether it may read this, and say which it holds already. */
export const mayBeReadFromAnywhere = (): Response => new Response(null, { status: 204, headers: { "access-control-allow-origin": "*", "access-control-allow-methods": "GET, HEAD, OPTIONS", "access-control-allow-headers": "if-none-match, accept", "access-control-max-age": "86400" } });
