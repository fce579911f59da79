import { notFound } from "next/navigation";
import { isMember, isStaff, signedIn, type Who } from "@/lib/session/current";

/** The signed-in colleague of the city, also one who holds nothing yet; for a partner's members these pages are not there. */
export async function asStaff(from: string): Promise<Who> {
  const who = await signedIn(from);
  if (isMember(who) && !isStaff(who)) notFound();
  return who;
}
