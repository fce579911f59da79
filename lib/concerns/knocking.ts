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
const city = limiter("reporters", perCity);

/** One household's part of a long address (IPv6, 64 bits): whoever has it has all of them. */
const household = (address: string): string => (address.includes(":") && !address.includes(".") ? address.split(":").slice(0, 4).join(":") : address);

/** Whether so much came from there in the last hour that no more is taken. Of the address nothing is kept but a hash that only the portal can make, until the hour is over. */
export async function knocksTooOften(address: string): Promise<boolean> {
  return asSystem(async () => {
    try {
      await senders.consume(keyedHash(household(address), "who reports").slice(0, 32));
      await city.consume("all");
      return false;
    } catch (limit) {
      if (limit instanceof Error) throw limit;
      log.warn("too much was reported from one place, or in all");
      return true;
    }
  });
}
