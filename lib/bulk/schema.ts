import { z } from "zod";
import { id, several, storable, version } from "@/lib/forms/fields";

export const caseDeeds = ["case_take", "case_assign", "case_request_changes", "case_consider", "case_approve", "case_refuse"] as const;
export const permitDeeds = ["permit_consider", "permit_suspend", "permit_resume", "permit_revoke"] as const;
const deeds = [...caseDeeds, ...permitDeeds] as const;
export type BulkDeed = (typeof deeds)[number];
/** In one run. */
export const mostAtOnce = 10_000;

const deed = z.enum(deeds, "Choose what you want to do.");
const short = z.string("Open the page anew.").trim().max(200, "Shorten this to 200 characters.").regex(storable, "This holds a character that cannot be stored. Type it again.").optional();

export const drawUpInput = z
  .strictObject({
    deed,
    /** those that are ticked, all that match, or those that an earlier run could not do */
    from: z.enum(["picks", "all", "refused"], "Choose which of them."),
    picks: several(z.string("Tick records of the list.").max(20, "Tick records of the list.")).pipe(z.array(z.string()).max(mostAtOnce, "Too many at once.")),
    find: short,
    view: short,
    tier: short,
    zone: short,
    standing: short,
    runId: z.preprocess((value) => (value === "" ? undefined : value), id.optional()),
  })
  .refine(({ from, runId }) => from !== "refused" || runId !== undefined, { message: "Open the page anew.", path: ["runId"] })
  .refine(({ from, picks }) => from !== "picks" || picks.length > 0, { message: "Tick at least one of the list.", path: ["picks"] });

/** What is the same for all: read by the one decision itself, as if each were sent by hand. */
const one = (most: number) => z.string("Type this anew.").max(most, "This is too long.").regex(storable, "This holds a character that cannot be stored. Type it again.");
const typed = z.union([one(20_000), z.array(one(200)).max(100, "These are too many.")], "This is too long, or holds a character that cannot be stored. Type it again.").optional();
export const startRunInput = z.strictObject({ runId: id, version, deed, reason: typed, until: typed, without: typed, grounds: typed, personId: typed, conditions: typed, library: typed, parts: typed, by: typed, intends: typed, confirm: typed });
export const runInput = z.strictObject({ runId: id, version, deed });
export const finishRunInput = z.strictObject({ runId: id });
