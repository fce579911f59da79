import type { Tx } from "../lib/core/db";
import { newId } from "../lib/core/ids";
import type { Entry } from "../lib/ledger/append";

/* Stands where lib/ledger/append.ts is, in processes that decide with the ledger left out: nothing is sealed and nothing written. */

export const appendAll = async (_tx: Tx, entries: Entry[]): Promise<string[]> => entries.map(() => newId());
export const append = async (_tx: Tx, _entry: Entry): Promise<{ id: string }> => ({ id: newId() });
