import { z } from "zod";
import { readDay } from "@/lib/core/calendar";

/** Field shapes that every form shares, with the sentence for each way to get it wrong. Strict scalars: an object where a text is expected is refused. */
/** What the database can keep: no controls that are invisible and do nothing, no half of a character. */
export const storable = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ud800-\udfff\ufffe\uffff]*$/u;

/** One line or more of text, trimmed. `what` completes "Enter …". */
export const text = (what: string, { max = 200, min = 1 }: { max?: number; min?: number } = {}) =>
  z
    .string(`Enter ${what}.`)
    .trim()
    .min(min, min > 1 ? `Enter ${what}, in at least ${min} characters.` : `Enter ${what}.`)
    .max(max, `Shorten this to ${max} characters.`)
    .regex(storable, "This holds a character that cannot be stored. Type it again.");

export const optionalText = ({ max = 200 } = {}) =>
  z.string().trim().max(max, `Shorten this to ${max} characters.`).regex(storable, "This holds a character that cannot be stored. Type it again.").default("");

export const email = z
  .string("Enter an e-mail address.")
  .trim()
  .toLowerCase()
  .max(254, "Enter an e-mail address, like name@example.org.")
  .pipe(z.email("Enter an e-mail address, like name@example.org."));

export const id = z.uuid("Choose one from the list.");
/** Nothing chosen in a list is an empty text; it means no limit. */
export const optionalId = z.preprocess((value) => (value === "" ? undefined : value), id.optional());
export const version = z.coerce.number("Open the page anew.").int("Open the page anew.").min(1, "Open the page anew.").max(2_147_483_647, "Open the page anew.");

/** A reason that people read. */
export const reason = text("the reason", { max: 2000, min: 10 });

export const day = z.string("Enter a day.").transform((typed, context) => {
  const read = readDay(typed);
  if (read) return read;
  context.addIssue({ code: "custom", message: typed === "" ? "Enter a day: day, month and year." : "There is no such day. Enter day, month and year, like 31 3 2027." });
  return z.NEVER;
});
export const optionalDay = z.preprocess((value) => (value === "" ? undefined : value), day.optional());

/** A number with a comma or a point. With a comma and three digits after it nobody knows whether it is a thousand: that is asked again. `what` completes "Enter …". */
export const decimal = (what: string, { min, max, like }: { min: number; max: number; like: string }) =>
  z.preprocess(
    (value) => (typeof value === "string" && /^\s*\d{1,6}(?:[.,]\d{1,3})?\s*$/.test(value) && !/^\s*[1-9]\d{0,2},\d{3}\s*$/.test(value) ? Number(value.trim().replace(",", ".")) : value),
    z.number(`Enter ${what} as a number, like ${like}.`).min(min, `Enter ${what} as a number of ${min} or more.`).max(max, `Enter ${what} as a number of at most ${max}.`),
  );

/** A tick box or several: always a list. */
export const several = <T extends z.ZodType>(one: T) => z.preprocess((value) => (value === undefined || value === "" ? [] : Array.isArray(value) ? value : [value]), z.array(one));

/** Numbers of a list, as people write them: "3, 5-8". Each once, in order. */
export const numbersOf = z
  .string("Write numbers, like 3, 5-8.")
  .trim()
  .max(2_000, "This is too long.")
  .default("")
  .transform((typed, context) => {
    const numbers = new Set<number>();
    for (const part of typed.split(/[\s,;]+/).filter(Boolean)) {
      const [, from, to = from] = /^(\d{1,4})(?:[-–](\d{1,4}))?$/.exec(part) ?? [];
      if (!from || Number(from) < 1 || Number(to) < Number(from)) {
        context.addIssue({ code: "custom", message: `“${part.slice(0, 20)}” is no number. Write numbers, like 3, 5-8.` });
        return z.NEVER;
      }
      for (let number = Number(from); number <= Number(to); number += 1) numbers.add(number);
    }
    return [...numbers].toSorted((a, b) => a - b);
  });

/** One item a line; empty lines are left out. */
export const linesOf = (what: string, { max = 30, each = 300 } = {}) =>
  z
    .string(`Enter ${what}.`)
    .max(max * (each + 1), "This is too long.")
    .regex(storable, "This holds a character that cannot be stored. Type it again.")
    .transform((typed) => typed.split("\n").map((line) => line.trim()).filter(Boolean))
    .pipe(z.array(z.string().max(each, `Shorten each line to ${each} characters.`)).max(max, `At most ${max} lines.`));
