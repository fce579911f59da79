import "server-only";
import { RateLimiterPrisma } from "rate-limiter-flexible";
import { keyedHash } from "@/lib/core/crypto";
import { db } from "@/lib/core/db";
import { log } from "@/lib/core/log";
import { asSystem } from "@/lib/core/wall";

const hour = 3_600;
/** What one sender may send in an hour, refused tries too; many people share one address, so it is not little. */
const perSender = 30;
/** And all of them together: what is more than this is no city with something to say. */
const perCity = 1_500;
const limiter = (keyPrefix: string, points: number) => new RateLimiterPrisma({ storeClient: db, tableName: "rateLimiterFlexible", keyPrefix, points, duration: hour });
const senders = limiter("reporter", perSender);

/** What a form is for: each has an hour's measure of its own, so that who fills the one up keeps nobody from the other. Who confirms or ends something holds a link of ours, and needs none. */
export type Door = "concern" | "rights" | "follow" | "comment" | "link";
const city: Record<Exclude<Door, "link">, RateLimiterPrisma> = { concern: limiter("reporters", perCity), rights: limiter("askers", perCity), follow: limiter("followers", perCity), comment: limiter("commenters", perCity) };

/** One household's part of a long address (IPv6, the first 64 bits): whoever has it has all of them. */
function household(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const [head = "", tail] = address.split("%")[0]?.split("::") ?? [];
  const [front, back] = [head.split(":").filter(Boolean), (tail ?? "").split(":").filter(Boolean)];
  // What "::" stands for is as many noughts as are missing.
  const parts = tail === undefined ? front : [...front, ...Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => "0"), ...back];
  return parts.slice(0, 4).map((part) => part.toLowerCase().replace(/^0+(?=.)/, "")).join(":");
}

/** Whether so much came from there in the last hour that no more is taken. Of the address nothing is kept but a hash that only the portal can make, until the hour is over. */
export async function knocksTooOften(address: string, door: Door, isOurs: boolean): Promise<boolean> {
  return asSystem(async () => {
    try {
      await senders.consume(keyedHash(household(address), "who reports").slice(0, 32));
      // What comes from no page of ours is not taken anyway, and is not to use up what others have.
      if (isOurs && door !== "link") await city[door].consume("all");
      return false;
    } catch (limit) {
      if (limit instanceof Error) throw limit;
      log.warn("too much was reported from one place, or in all");
      return true;
    }
  });
}
