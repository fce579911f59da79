import { db } from "@/lib/core/db";
import { asSuperuser } from "@/lib/core/test-superuser";
import { inDays, must, visitor, type TestCity } from "@/lib/core/test-city";
import { askForData } from "@/lib/rights/ask";

export const about = "I was filmed in a red coat, beside the crossing.";

/** A request about a device of the city's partner, unless said otherwise, with its parts. */
export async function asked(city: TestCity, what: Record<string, unknown> = {}) {
  const where = "street" in what ? { onDay: inDays(0) } : { device: (await city.application("approved")).permit?.devices[0]?.code };
  const { subjectId } = await must(askForData, visitor, { kind: "access", words: about, email: "asker@mail.test", ...where, ...what });
  return db.dataRequest.findUniqueOrThrow({ where: { id: subjectId }, include: { parts: { orderBy: { number: "asc" } } } });
}

/** The part of the city's partner, and what a form sends with it. */
export async function partAsked(city: TestCity, what: Record<string, unknown> = {}) {
  const { parts } = await asked(city, what);
  const part = parts.find(({ partnerId }) => partnerId === city.partner.id);
  if (!part) throw new Error("the partner was asked nothing");
  return part;
}

/** So many days go by for a request, what is due and what was answered. */
export const daysLater = (requestId: string, days: number) =>
  asSuperuser(`WITH asked AS (UPDATE "DataRequest" SET "askedAt" = "askedAt" - $2 * interval '1 day' WHERE id = $1) UPDATE "DataRequestPart" SET "dueOn" = "dueOn" - $2::int, "answeredAt" = "answeredAt" - $2 * interval '1 day' WHERE "requestId" = $1`, [requestId, days]);
