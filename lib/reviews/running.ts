import "server-only";
import { authorizedWhere } from "@/lib/access/authorized-where";
import { db } from "@/lib/core/db";
import { isId } from "@/lib/core/ids";
import { asPerson } from "@/lib/core/wall";
import type { Who } from "@/lib/session/current";

/** Notes when a reviewer first had something before them: how long they looked is reported. Looking again changes nothing. */
export async function shownTo(who: Who, itemId: string): Promise<void> {
  if (!isId(itemId)) return;
  await asPerson(who.person.id, () => db.reviewItem.updateMany({ where: { AND: [authorizedWhere(who.ability, "answer", "ReviewItem"), { id: itemId, shownAt: null, answer: null, review: { status: "open" } }] }, data: { shownAt: new Date() } }));
}
