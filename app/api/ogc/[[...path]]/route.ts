import type { NextRequest } from "next/server";
import { mayBeReadFromAnywhere, responseOf } from "@/app/api/answering";
import { answerOgc } from "@/lib/opendata/ogc";

/** The register for GIS programs. The server before this one answers it by the same function, faster. */
export const GET = async (request: NextRequest) => responseOf(await answerOgc({ path: request.nextUrl.pathname, query: request.nextUrl.searchParams }, new Date()));
export const OPTIONS = mayBeReadFromAnywhere;
