import { db } from "@/lib/core/db";
import { inDays, must, visitor, type Someone, type TestCity } from "@/lib/core/test-city";
import { asSuperuser } from "@/lib/core/test-superuser";
import { openComments } from "@/lib/comments/open";
import { sendComment } from "@/lib/comments/send";

export const askedOf = "Four counters of bicycles in the west of the city, for a year.";
export const thought = "They stand in the way of those who push a chair.";

/** An application that residents may say something about, with what some of them said. */
export async function opened(city: TestCity, by: Someone, comments: string[] = []) {
  const { id, version } = await city.application("submitted");
  await must(openComments, by.actor, { applicationId: id, version, about: askedOf, until: inDays(10) });
  const period = await db.commentPeriod.findFirstOrThrow({ where: { applicationId: id }, include: { application: true } });
  for (const words of comments) await must(sendComment, visitor, { period: period.number, words });
  return period;
}

/** So many days go by for it. */
export const daysLater = (periodId: string, days: number) => asSuperuser(`UPDATE "CommentPeriod" SET until = until - $2::int, "openedAt" = "openedAt" - $2::int * interval '1 day', "outcomeAt" = "outcomeAt" - $2::int * interval '1 day' WHERE id = $1`, [periodId, days]);
