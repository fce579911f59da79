import type { NextRequest } from "next/server";
import { mayBeReadFromAnywhere, responseOf } from "@/app/api/answering";
import { searchFrom, givenIn } from "@/app/(public)/devices/search";
import { registerAs } from "@/lib/opendata/downloads";

/** The register as a table. The server before this one answers it by the same function. */
export const GET = async (request: NextRequest) => responseOf(await registerAs("csv", searchFrom(givenIn(request.nextUrl.searchParams)), new Date()));
export const OPTIONS = mayBeReadFromAnywhere;
