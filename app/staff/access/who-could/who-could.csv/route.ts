import type { NextRequest } from "next/server";
import { csvOf, notForYou } from "@/app/staff/access/csv";
import { whoCouldFile } from "@/lib/people/queries";
import { currentPerson } from "@/lib/session/current";
import { dayAsked, type Given } from "../../asked";
import { whereAsked } from "../where-asked";

/** Who could do something there on a day, as a file: for those who may see every permission. */
export async function GET(request: NextRequest) {
  const who = await currentPerson();
  const given: Given = Object.fromEntries(request.nextUrl.searchParams);
  const where = whereAsked(given);
  const file = who && where ? await whoCouldFile(who, where, dayAsked(given).at) : null;
  return file ? csvOf("who-could.csv", file) : notForYou();
}
