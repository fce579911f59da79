import "server-only";
import { db } from "@/lib/core/db";
import { identity } from "@/lib/core/wall";

export interface Name {
  id: string;
  name: string;
  line: string;
}

/** Whether the city chose that residents read which officer decided. */
const areNamedInPublic = (): boolean => process.env.LAMPPOST_OFFICERS_NAMED === "yes";

/** Names by id, as far as whoever asks may know them: of those who work for the city always, but to the public only where the city chose it; of others only where they may be seen. */
export async function namesOf(ids: readonly (string | null)[]): Promise<Map<string, Name>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0 || (identity() === "public" && !areNamedInPublic())) return new Map();
  return new Map((await db.$queryRaw<Name[]>`SELECT id, name, line FROM lamppost_names(${wanted}::uuid[])`).map((known) => [known.id, known]));
}
