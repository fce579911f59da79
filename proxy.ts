import { NextResponse, type NextRequest } from "next/server";
import { isOwnAddress } from "@/lib/core/mode";

const megabyte = 1_048_576;
/** Where a whole file may be posted; everywhere else a form is small. */
const filePaths = /^\/staff\/assets(\/|$)/;

/**
 * Headers only, never permission: a policy with a fresh nonce for each page, a request id, a limit on what may be posted, and that it
 * comes from a page of ours.
 * Whether somebody may see a page is asked by the page itself.
 */
export function proxy(request: NextRequest) {
  const id = crypto.randomUUID();
  const limit = filePaths.test(request.nextUrl.pathname) ? 64 * megabyte : 2 * megabyte;
  if (Number(request.headers.get("content-length") ?? 0) > limit) {
    return new NextResponse(`This is larger than the ${limit / megabyte} MB that fit here. Nothing was stored. Send less, or split it.\n`, { status: 413, headers: { "content-type": "text/plain; charset=utf-8", "x-request-id": id } });
  }
  // A browser names its origin on every form it posts. What names another, or none, was not sent from a page of ours.
  if (request.method === "POST" && !request.nextUrl.pathname.startsWith("/api/auth/") && !isOwnAddress(request.headers.get("origin"), request.headers.get("host"))) {
    return new NextResponse("This form was not sent from a page of this portal, so nothing was done. Open the page here and send it again.\n", { status: 403, headers: { "content-type": "text/plain; charset=utf-8", "x-request-id": id } });
  }
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const isDevelopment = process.env.NODE_ENV === "development";
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    isDevelopment ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set("x-request-id", id);
  headers.set("x-lamppost-path", request.nextUrl.pathname);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", id);
  return response;
}

export const config = { matcher: [{ source: "/((?!_next/static|fonts/|favicon).*)" }] };
