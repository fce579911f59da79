import type { NextRequest } from "next/server";
import { mayBeReadFromAnywhere, responseOf } from "@/app/api/answering";
import { givenIn, searchFrom } from "@/app/(public)/devices/search";
import { answerTile } from "@/lib/map/answer";

/** A tile of the map. The server before this one answers it by the same function. */
export const GET = async ({ nextUrl }: NextRequest) => responseOf(await answerTile(nextUrl.pathname, searchFrom(givenIn(nextUrl.searchParams))));
export const OPTIONS = mayBeReadFromAnywhere;
