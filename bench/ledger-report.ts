import { isoDay } from "@/lib/core/calendar";
import type { DecidingMeasures, LongMeasures, SequencingMeasures, Way } from "./ledger";
import { commit, machineOf, ms, number } from "./report";

interface Found {
  devices: number;
  turns: number;
  milliseconds: number;
  deciding: DecidingMeasures;
  sequencing: SequencingMeasures;
  long: LongMeasures;
}

const table = (title: string, words: string, head: string[], rows: string[][]): string =>
  [`## ${title}`, words, [head, head.map((_, index) => (index === 0 ? "---" : "--:")), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")].join("\n\n");
const whole = (value: number) => number(Math.round(value));
const percent = (share: number) => `${Math.round(share * 100)} %`;
const times = (ratio: number) => `${ratio.toFixed(1)} times`;
const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);
/** The middle one: a turn in which the machine did something else does not count for more than any other. */
const middle = (values: readonly number[]): number => sorted(values)[Math.floor(values.length / 2)] ?? Number.NaN;

const words: Record<Way, string> = {
  kept: "as they are, positions given and signed meanwhile by another process",
  unkept: "as they are, nobody giving positions meanwhile",
  "left out": "the ledger left out: no entry sealed or written, none asked for",
  chained: "a chain instead: each entry with the hash of the one before it, under one lock to the commit",
};

/** What the aims and the tables are about. */
function figuresOf({ deciding, sequencing, long }: Found) {
  const through = Object.fromEntries(Object.entries(deciding.through).map(([way, rates]) => [way, middle(rates)])) as Record<Way, number>;
  const writing = Object.fromEntries(Object.entries(deciding.writing).map(([way, rates]) => [way, middle(rates)])) as Record<Exclude<Way, "kept">, number>;
  const sequenced = sequencing.entries / sequencing.seconds;
  const { whole: verified, hashed, atHand } = long.verifying;
  const rate = ({ done, milliseconds }: { done: number; milliseconds: number }) => done / (milliseconds / 1_000);
  return { through, writing, sequenced, floor: sequencing.entries / sequencing.floorSeconds, verified: middle(verified.map(rate)), hashed: middle(hashed.map(rate)), atHand: rate(atHand), memory: Math.max(...verified.map(({ memory }) => memory)) };
}

/** Each aim as a sentence, with the figure it was met or missed by. */
function aims(found: Found): string {
  const { through, writing, sequenced, floor, verified, hashed, atHand } = figuresOf(found);
  const { stages, verifying } = found.long;
  const [least, most] = [stages[0], stages.at(-1)];
  const say = (isMet: boolean, sentence: string) => `- **${isMet ? "Met" : "Missed"}**: ${sentence}`;
  const doorShare = through.kept / through["left out"];
  const writingShare = writing.unkept / writing["left out"];
  return [
    say(doorShare >= 0.8, `with the ledger, at least 80 % of the decisions are made that are made without it: ${percent(doorShare)} (${whole(through.kept)} a second, ${whole(through["left out"])} without); ${percent(through.unkept / through["left out"])} in moments in which no position is given.`),
    say(through.kept >= through.chained * 3, `at least three times as many as with a chain of hashes under one lock: ${times(through.kept / through.chained)} (${whole(through.chained)} a second in a chain).`),
    say(writingShare >= 0.8, `the same of writing alone, one update and its entry: ${percent(writingShare)} (${whole(writing.unkept)} transactions a second, ${whole(writing["left out"])} without the entry).`),
    say(writing.unkept >= writing.chained * 3, `and against the chain: ${times(writing.unkept / writing.chained)} (${whole(writing.chained)} a second in a chain).`),
    say(sequenced >= 20_000, `20,000 entries a second get their position: ${whole(sequenced)}. Writing the leaves alone: ${whole(floor)}.`),
    say(verified >= hashed / 2, `a ledger of ${number(verifying.size)} entries is verified over HTTP at least half as fast as its entries are hashed: ${percent(verified / hashed)} (${whole(verified)} entries a second, ${whole(hashed)} hashed). With its files in memory already: ${percent(atHand / hashed)} (${whole(atHand)}).`),
    most && least && say(most.receipts.ours.p99 < 5, `a receipt at ${number(most.size)} entries takes less than 5 ms at p99: ${ms(most.receipts.ours.p99)} ms, ${ms(most.receipts.ours.p50)} at p50. At ${number(least.size)} entries: ${ms(least.receipts.ours.p50)} ms at p50; ${number(Math.round(most.size / least.size))} times the entries take ${times(most.receipts.ours.p50 / least.receipts.ours.p50)} as long.`),
  ].filter(Boolean).join("\n");
}

/** Where something else is ahead of ours, as far as these figures tell, and what they do not tell. */
function losses(found: Found): string {
  const { through, writing, sequenced, floor, verified, hashed, atHand } = figuresOf(found);
  const last = found.long.stages.at(-1);
  return [
    `- The ledger is not free: of the decisions that could be made without it, ${percent(Math.max(0, 1 - through.kept / through["left out"]))} are not made, and of bare transactions ${percent(Math.max(0, 1 - writing.unkept / writing["left out"]))}.`,
    `- A chain gives an entry its place in its own transaction; ours has none until the next batch. ${Math.max(...found.deciding.backlog)} entries at most waited at the end of a turn here.`,
    ...(through.kept < through.chained ? [`- Through the door, a chain makes more decisions than ours: ${times(through.chained / through.kept)}.`] : through.kept < through.chained * 3 ? ["- Through the door, most of a decision's time is spent before the lock of a chain is taken, so the chain loses less than when writing alone. On more processors, with more processes, that part grows smaller and the lock stays."] : []),
    `- Giving positions takes ${times(floor / sequenced)} as long as writing the leaves alone; reading, hashing and growing the tree are the rest.`,
    `- Verifying takes ${times(hashed / atHand)} as long as hashing the entries even with every file in memory, since there is a node to be hashed for each leaf and each tile to be compared; over HTTP it takes ${times(hashed / verified)} as long, for the most part until the portal has read the files from its database.`,
    ...(last ? [`- The same rows read by one statement by hand take ${ms(last.receipts.floor.p50)} ms at p50; a receipt asks for the entry, the checkpoint and each tile by themselves and hashes what lies between, ${times(last.receipts.ours.p50 / last.receipts.floor.p50)} as long.`] : []),
  ].join("\n");
}

const range = (rates: readonly number[]) => `${whole(Math.min(...rates))} – ${whole(Math.max(...rates))}`;

/** The whole of LEDGER.md. `load` as for RESULTS.md. */
export function ledgerReportOf(found: Found, command: string, postgres: string, load: { before: number; after: number }): string {
  const { devices, turns, milliseconds, deciding, sequencing, long } = found;
  const { through, writing, sequenced, floor, verified, hashed, atHand, memory } = figuresOf(found);
  const { verifying, stages } = long;
  const batch = (of: (each: SequencingMeasures["batches"][number]) => number) => ms(middle(sequencing.batches.map(of)));
  return `${[
    "# What the ledger costs",
    `Written by \`${command}\` on ${isoDay(new Date())}, at commit ${commit()}. How it is measured: \`bench/ledger.ts\`.`,
    machineOf(postgres, ["prisma", "@prisma/adapter-pg", "pg"], load),
    "## Aims",
    aims(found),
    table(
      "Decisions through the door",
      `A second, made by eight at once in one process: permits of 20 devices are suspended and resumed, and five members told, in a city of ${number(devices)} devices. The ways in turns, ${turns} of ${number(milliseconds)} ms each, every way in a copy of the same database of its own; the middle turn. *The ledger left out*: \`lib/ledger/append.ts\` is exchanged for one that writes nothing as the process starts, and the triggers that demand an entry are gone. *A chain*: in place of the trigger that lets an entry wait for its position there is one that takes a lock for the rest of the transaction and hashes the entry with the hash before it: no statement more, and the lock taken as late as can be.`,
      ["", "a second", "from – to", "of those without"],
      (["kept", "unkept", "left out", "chained"] as const).map((way) => [words[way], whole(through[way]), range(deciding.through[way]), percent(through[way] / through["left out"])]),
    ),
    `While positions were given, ${number(Math.max(...deciding.backlog))} entries at most waited at the end of a turn, and ${number(deciding.checkpoints)} checkpoints were signed in all.`,
    table(
      "Writing alone",
      "Transactions a second by eight at once, bare statements: one update, its entry with one sealed field, the commit.",
      ["", "a second", "from – to", "of those without"],
      (["unkept", "left out", "chained"] as const).map((way) => [words[way], whole(writing[way]), range(deciding.writing[way]), percent(writing[way] / writing["left out"])]),
    ),
    table(
      "Giving positions",
      `${number(sequencing.entries)} entries that waited, half of them about persons; in turns with the same leaves written alone, by one statement by hand.`,
      ["", "a second", "a batch of 4,096, ms"],
      [
        ["entries placed: read, hashed, the tree grown, written", whole(sequenced), batch(({ ours }) => ours)],
        ["leaves written alone", whole(floor), batch((each) => each.floor)],
      ],
    ),
    table(
      "Verifying from outside",
      `${number(verifying.size)} entries (${number(Math.round(verifying.bytes / 2 ** 20))} MB), their files served over HTTP by another process which reads each from the database; in turns with hashing 50,000 of the same entries over and over.`,
      ["", "entries a second", "of hashing"],
      [
        ["verified over HTTP", whole(verified), percent(verified / hashed)],
        ["verified, every file in memory already", whole(atHand), percent(atHand / hashed)],
        ["hashed only", whole(hashed), "100 %"],
      ],
    ),
    `The verifying process had ${number(Math.round(memory))} MB at most.`,
    table(
      "Receipts",
      "Milliseconds, of entries drawn by chance from the whole; each was checked. In turns with the same rows read by one statement by hand, which proves nothing yet. *Left behind*: what making one leaves to be swept up.",
      ["entries", "p50", "p99", "by hand p50", "by hand p99", "bytes", "left behind, KB", "process, MB", "database, MB", "filled in, s"],
      stages.map(({ size, fillSeconds, bytes, receipts: { ours, floor: byHand, length, garbage, memory: held } }) => [number(size), ms(ours.p50), ms(ours.p99), ms(byHand.p50), ms(byHand.p99), number(length), whole(garbage), whole(held), whole(bytes / 2 ** 20), whole(fillSeconds)]),
    ),
    "## Where we lose",
    losses(found),
  ].join("\n\n")}\n`;
}
