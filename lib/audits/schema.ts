import { z } from "zod";
import { id, reason, text, version } from "@/lib/forms/fields";
import { entryWords } from "@/lib/ledger/words";

const entryName = z.string().refine((name) => Object.hasOwn(entryWords, name), "Choose an action from the list.");
const whole = (sentence: string, least: number, most: number) => z.preprocess((value) => (typeof value === "string" && value.trim() !== "" ? Number(value) : value), z.number(sentence).int(sentence).min(least, sentence).max(most, sentence));

export const openEntryInput = z.strictObject({ entryId: id, reason: text("what you need it for", { max: 2_000, min: 10 }) });

/** What somebody looked for in the ledger, or took out of it. Empty fields were not asked for. */
export const readLedgerInput = z.strictObject({
  how: z.enum(["search", "entry", "record", "export", "bundle"]),
  /** names of what was asked for, such as person, record or reason */
  by: z.array(z.string().max(20)).max(12),
  /** the very values, sealed */
  looked: z.partialRecord(z.enum(["name", "person", "record", "from", "to", "reason", "grant", "entry", "sample"]), z.string().max(300)),
  count: z.int().min(0).max(1_000_000),
});

export const takeSampleInput = z.strictObject({ count: whole("Enter how many, from 1 to 500.", 1, 500), name: z.preprocess((value) => (value === "" ? undefined : value), entryName.optional()), reason });

export const weights = ["remark", "deviation", "breach"] as const;
export const raiseFindingInput = z.strictObject({ entryId: id, weight: z.enum(weights, "Choose how much it weighs."), words: text("what you found", { max: 4_000, min: 10 }) });
export const answerFindingInput = z.strictObject({ findingId: id, version, answer: text("the answer", { max: 4_000, min: 10 }) });
export const closeFindingInput = z.strictObject({ findingId: id, version, outcome: text("what came of it", { max: 4_000, min: 10 }) });

export const recordKeysInput = z.strictObject({ what: z.enum(["signing_key_added", "signing_key_retired", "master_key_replaced", "alarm_cleared"]), key: z.string("Name the key.").min(8, "Name the key.").max(200, "Name the key."), signing: z.array(z.string().max(200)).max(8) });
