import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { findApplication } from "@/lib/applications/draft";
import { endWaits } from "@/lib/applications/occupancy";
import { placeOfInput } from "@/lib/applications/schema";

/** A member waits for a place no more; whoever came later moves up. */
export const stopWaiting = decision({
  name: "place.wait_ended",
  input: placeOfInput,
  may: ["write", "Application"],
  find: findApplication,
  async decide({ tx, input, record: application, now }) {
    const { count } = await endWaits(tx, { applicationId: application.id, assetId: input.assetId }, "left", now);
    if (count !== 1) return refused("not_waiting");
    return ok({ subject: { type: "Application", id: application.id }, from: application.status, to: application.status, reference: application.reference });
  },
});
