import { NextResponse, type NextRequest } from "next/server";
import { isInEveryLanguage, languageOf } from "@/app/languages/addresses";
import { isOwnAddress, origin } from "@/lib/core/mode";
import { hasOurShape } from "@/lib/forms/posted-shape";

const megabyte = 1_048_576;
/** Where a whole file may be posted; everywhere else a form is small. */
const filePaths = /^\/(staff\/assets(\/|$)|partner\/files\/|partner\/applications\/[^/]+\/evidence$)/;
/** Where anybody may send pictures, without an account. */
const picturePaths = /^\/([a-z]{2}\/)?concerns\/new$/;
/** What has a policy of its own: the page that names its one script and nothing else, and files of partners, which name nothing at all. */
const pathsWithOwnPolicy = /^\/(ledger\/verify|files\/[^/]+)$/;

/** An address that no link of ours has: escapes that stand for nothing, or a character that no text here can hold. */
function isGarbled(request: NextRequest): boolean {
  try {
    return decodeURIComponent(request.nextUrl.pathname).includes("\u0000") || [...request.nextUrl.searchParams].some(([name, value]) => name.includes("\u0000") || value.includes("\u0000"));
  } catch {
    return true;
  }
}

/** Forms are sent in parts, by browsers with and without scripts. A file is read by who takes it, not here. */
async function isFormOfOurs(request: NextRequest): Promise<boolean> {
  const byScript = request.headers.has("next-action");
  const isInParts = (request.headers.get("content-type") ?? "").startsWith("multipart/form-data");
  // An act that looks at nothing it is sent (signing out) is sent nothing.
  if (!isInParts) return !byScript || (Number(request.headers.get("content-length") ?? 3) <= 2 && (await request.clone().text()) === "[]");
  if (Number(request.headers.get("content-length") ?? 0) > 2 * megabyte) return true;
  try {
    return hasOurShape(await request.clone().formData(), byScript);
  } catch {
    return false;
  }
}

/**
 * Headers and shape only, never permission: a policy with a fresh nonce for each page, a request id, a limit on what may be posted,
 * and that it comes from a page of ours and looks like a form of ours.
 * Whether somebody may see a page is asked by the page itself.
 */
export async function proxy(request: NextRequest) {
  const id = crypto.randomUUID();
  if (isGarbled(request)) return new NextResponse("There is no such address here. Look for what you want in the register at /devices.\n", { status: 404, headers: { "content-type": "text/plain; charset=utf-8", "x-request-id": id } });
  const limit = filePaths.test(request.nextUrl.pathname) ? 64 * megabyte : picturePaths.test(request.nextUrl.pathname) ? 25 * megabyte : 2 * megabyte;
  if (Number(request.headers.get("content-length") ?? 0) > limit) {
    return new NextResponse(`This is larger than the ${limit / megabyte} MB that fit here. Nothing was stored. Send less, or split it.\n`, { status: 413, headers: { "content-type": "text/plain; charset=utf-8", "x-request-id": id } });
  }
  // A browser names its origin on every form it posts. What names another, or none, was not sent from a page of ours.
  if (request.method === "POST" && !request.nextUrl.pathname.startsWith("/api/auth/") && !isOwnAddress(request.headers.get("origin"), request.headers.get("host"))) {
    return new NextResponse("This form was not sent from a page of this portal, so nothing was done. Open the page here and send it again.\n", { status: 403, headers: { "content-type": "text/plain; charset=utf-8", "x-request-id": id } });
  }
  if (request.method === "POST" && !request.nextUrl.pathname.startsWith("/api/") && !(await isFormOfOurs(request))) {
    return new NextResponse("This is not a form of this portal, so nothing was done. Open the page anew and send it again.\n", { status: 400, headers: { "content-type": "text/plain; charset=utf-8", "x-request-id": id } });
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

  const { code, path } = languageOf(request.nextUrl.pathname);
  // What is there in one language only has one address.
  if (path !== request.nextUrl.pathname && !isInEveryLanguage(path)) return NextResponse.redirect(new URL(`${path}${request.nextUrl.search}`, origin()), 307);
  const headers = new Headers(request.headers);
  headers.set("x-lamppost-language", code);
  headers.set("x-nonce", nonce);
  headers.set("content-security-policy", policy);
  headers.set("x-request-id", id);
  headers.set("x-lamppost-path", path);
  headers.set("x-lamppost-search", request.nextUrl.search.slice(0, 2_000));
  // That "/es/devices" is served by "/devices" stands in next.config.ts; from here the page learns only in which language.
  const response = NextResponse.next({ request: { headers } });
  if (!pathsWithOwnPolicy.test(request.nextUrl.pathname)) response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", id);
  return response;
}

export const config = { matcher: [{ source: "/((?!_next/static|fonts/|favicon).*)" }] };
