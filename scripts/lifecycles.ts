import { existsSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { floors } from "@/lib/floors";
import type { Moves } from "@/lib/core/lifecycle";

export const page = "docs/lifecycles.md";

/** What no table of moves can say: how a record begins, whether it ends, and what time alone brings about. */
const told: Record<string, { begins: readonly string[]; ends: boolean; words: string }> = {
  partner: { begins: ["registered"], ends: false, words: "An organisation registers itself; an officer who may verify partners looks whether it is who it says. One that was refused can still be verified later." },
  application: {
    begins: ["draft"],
    ends: true,
    words:
      "A partner writes it while it is a draft or changes were requested. Each time it is sent, what was written is frozen as a submission, and that is what is decided. An application that an officer holds goes straight back to that officer's review when it is sent again.",
  },
  permit: {
    begins: ["scheduled", "active"],
    ends: true,
    words:
      "An approval makes the permit: active from the day it is given, or scheduled where it starts later. Its beginning and its end are computed from its dates whenever it is asked for (`permitStatusOn`), never only by a job, so a permit past its last day counts as expired without anybody having moved it. All other moves follow from the stops that stand over its devices, and from nothing else (docs/decisions/020-stops-are-causes.md).",
  },
  appeal: { begins: ["lodged"], ends: true, words: "A partner asks within thirty days that a decision against it is looked at again, by somebody else than who decided it. What was decided stands meanwhile." },
  consideration: { begins: ["open"], ends: true, words: "Before a refusal, a suspension or a revocation its partner is heard. That the time to answer is over, and that a notice is too old to decide on, is computed from the day (`considerationStateOn`)." },
  obligation: { begins: ["due"], ends: true, words: "What a condition asks the partner to show by a day. Overdue is what was not shown by then, computed from the day (`obligationStateOn`). One that recurs gives the next when it is accepted." },
  removal: { begins: ["reported"], ends: true, words: "Devices that are no longer allowed are taken down. Their partner reports it with what shows it, and somebody of the city confirms it; only then they count as removed. What is sent back is reported anew." },
  follow: { begins: ["asked"], ends: true, words: "Somebody without an account wants to be told by mail of what is decided. Nothing is sent before they confirmed it; what was not confirmed within three days ends by itself." },
  dataRequest: { begins: ["forwarded"], ends: true, words: "Somebody asks about their own data, and each partner who answers for something there gets its part: a month to answer, three where it says why within the first. That it is late is computed from the day." },
  concern: { begins: ["received"], ends: false, words: "A resident reports something, and an officer answers it within the days that the city promises, after an inspection where one is needed. Its reporter can reopen it for some time; later what they wrote is forgotten, and what came of it stays." },
  review: {
    begins: ["open"],
    ends: true,
    words: "A review asks of each permission whether it is still needed. What is answered is done at once; what nobody answered for ends, or is kept, when the review is closed. Once what is stored was compared with the answers, it is remediated.",
  },
};

interface Lifecycle {
  room: string;
  /** The record, such as "permit". */
  record: string;
  moves: Moves<string>;
}

/** Every table of moves, in the order of the rooms. */
async function lifecycles(): Promise<Lifecycle[]> {
  const found: Lifecycle[] = [];
  for (const room of floors) {
    if (room === "core" || !existsSync(`lib/${room}/lifecycle.ts`)) continue;
    const exported: Record<string, unknown> = await import(pathToFileURL(`lib/${room}/lifecycle.ts`).href);
    for (const [name, value] of Object.entries(exported).toSorted(([a], [b]) => (a < b ? -1 : 1))) if (name.endsWith("Moves")) found.push({ room, record: name.slice(0, -"Moves".length), moves: value as Moves<string> });
  }
  return found;
}

const spoken = (status: string): string => status.replaceAll("_", " ");

function diagram({ record, moves }: Lifecycle): string {
  const steps = new Map<string, string[]>();
  for (const [move, { from, to }] of Object.entries(moves)) for (const status of from) steps.set(`${status} --> ${to}`, [...(steps.get(`${status} --> ${to}`) ?? []), spoken(move)]);
  const statuses = [...new Set(Object.values(moves).flatMap(({ from, to }) => [...from, to]))];
  const left = new Set(Object.values(moves).flatMap(({ from }) => from));
  return [
    "```mermaid",
    "stateDiagram-v2",
    ...statuses.filter((status) => spoken(status) !== status).map((status) => `  state "${spoken(status)}" as ${status}`),
    ...(told[record]?.begins ?? []).map((status) => `  [*] --> ${status}`),
    ...[...steps].map(([step, words]) => `  ${step}: ${words.join(" / ")}`),
    ...statuses.filter((status) => told[record]?.ends && !left.has(status)).map((status) => `  ${status} --> [*]`),
    "```",
  ].join("\n");
}

/** The whole page, as it has to stand in `docs`. */
export async function lifecyclesPage(): Promise<string> {
  const sections = (await lifecycles()).map((lifecycle) => `## ${lifecycle.record[0]?.toUpperCase() ?? ""}${lifecycle.record.slice(1)}\n\n${told[lifecycle.record]?.words ?? ""}\n\n${diagram(lifecycle)}\n\nFrom \`lib/${lifecycle.room}/lifecycle.ts\`.`);
  return `# Lifecycles\n\nWhich status may follow which, by which move. Drawn from the tables in the code by \`node --import tsx scripts/lifecycles.ts\`; a test fails where this page and the tables differ. A move that is not drawn is refused, and every move that is made has its entry in the ledger.\n\n${sections.join("\n\n")}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) writeFileSync(page, await lifecyclesPage());
