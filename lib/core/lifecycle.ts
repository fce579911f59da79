import { ok, refused, type Result } from "@/lib/core/result";

/** Which status may follow which, by move. One table a record, in its room's `lifecycle.ts`. */
export type Moves<Status extends string> = Record<string, { from: readonly Status[]; to: Status }>;

/** The status after a move, or `not_from_here` with the status that stands. */
export function move<Status extends string, Table extends Moves<Status>>(
  moves: Table,
  status: Status,
  name: keyof Table & string,
): Result<Status> {
  const entry = moves[name];
  if (!entry || !entry.from.includes(status)) return refused("not_from_here", { about: { status } });
  return ok(entry.to);
}
