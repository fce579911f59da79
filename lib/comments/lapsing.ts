import "server-only";
import { forgetComments } from "@/lib/comments/forget";
import { overdue } from "@/lib/comments/periods";

/** Whose time is over: what they wrote is forgotten. @returns of how many periods */
export async function forgetWords(now: Date): Promise<number> {
  let count = 0;
  for (const { id } of await overdue(now)) if ((await forgetComments({ kind: "operator" }, { periodId: id })).ok) count += 1;
  return count;
}
