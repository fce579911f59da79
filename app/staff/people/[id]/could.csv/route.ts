import type { NextRequest } from "next/server";
import { csvOf, notForYou } from "@/app/staff/access/csv";
import { dayAsked } from "@/app/staff/access/asked";
import { couldFile } from "@/lib/people/queries";
import { currentPerson } from "@/lib/session/current";

/** What one person could do on a day, as a file. */
export async function GET(request: NextRequest, { params }: { params: Promise<{ id: string }> }) {
  const who = await currentPerson();
  const file = who && (await couldFile(who, (await params).id, dayAsked({ on: request.nextUrl.searchParams.get("on") ?? undefined }).at));
  return file ? csvOf("permissions.csv", file) : notForYou();
}
