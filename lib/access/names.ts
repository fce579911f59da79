import "server-only";
import { db } from "@/lib/core/db";

export interface Name {
  id: string;
  name: string;
  line: string;
}

/** Names by id, as far as whoever asks may know them: of those who work for the city always, of others only where they may be seen. */
export async function namesOf(ids: readonly (string | null)[]): Promise<Map<string, Name>> {
  const wanted = [...new Set(ids.filter((id) => id !== null))];
  if (wanted.length === 0) return new Map();
  return new Map((await db.$queryRaw<Name[]>`SELECT id, name, line FROM lamppost_names(${wanted}::uuid[])`).map((known) => [known.id, known]));
}
