import { isoDay } from "@/lib/core/calendar";
import type { AccessMeasures } from "./access";
import type { AccessCity } from "./access-city";
import { commit, machineOf, ms, number } from "./report";

interface Filled {
  fillSeconds: number;
  bytes: number;
  measures: AccessMeasures;
}

const table = (title: string, words: string, head: string[], rows: string[][]): string =>
  [`## ${title}`, words, [head, head.map((_, index) => (index === 0 ? "---" : "--:")), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")].join("\n\n");
const small = (value: number) => (value < 1 ? value.toFixed(3) : ms(value));
const grantsOf = (count: number) => `${count} ${count === 1 ? "grant" : "grants"}`;
const many = (perSecond: number) => number(Math.round(perSecond));

/** Each aim as a sentence, with the figure it was met or missed by. */
function aims({ people, grants, permits }: AccessCity, { building, checking, queue, looking }: AccessMeasures): string {
  const say = (isMet: boolean, sentence: string) => `- **${isMet ? "Met" : "Missed"}**: ${sentence}`;
  const built = building.find((each) => each.grants === 200 && each.what === "built");
  const asked = building.find((each) => each.grants === 200 && each.what !== "built");
  const bare = checking.filter(({ what }) => what.startsWith("can,"));
  const best = bare.toSorted((a, b) => b.perSecond - a.perSecond)[0];
  const slow = bare.filter(({ perSecond }) => perSecond < 1_000_000);
  const over = (ratio: (each: AccessMeasures["queue"][number]) => number) => queue.filter((each) => ratio(each) > 1.2).map((each) => `${grantsOf(each.grants)}, ${each.what} (${ratio(each).toFixed(2)} times)`);
  const [statement, whole] = [over((each) => each.statement.p50 / each.byHand.p50), over((each) => each.whole.p50 / each.byHand.p50)];
  const longest = looking.toSorted((a, b) => b.spread.p99 - a.spread.p99)[0];
  return [
    built && asked && say(built.spread.p50 < 1, `an ability for a person with 200 grants is built in less than 1 ms: ${small(built.spread.p50)} ms at p50, ${small(built.spread.p99)} at p99; with CASL's own preparing of the four acts on a permit, which it puts off to the first question, ${small(asked.spread.p50)} ms.`),
    best && say(slow.length === 0, `a prepared ability answers a million checks a second: ${many(best.perSecond)} (${best.what.replace("can, ", "")}). ${slow.length > 0 ? `Under it: ${slow.map(({ what, perSecond }) => `${what.replace("can, ", "")} (${many(perSecond)})`).join("; ")}.` : ""}`),
    say(statement.length === 0, `the statement that CASL and Prisma write for a queue over ${number(permits)} permits takes no more than 1.2 times what one written by hand takes. ${statement.length > 0 ? `Over it: ${statement.join("; ")}.` : ""}`),
    say(whole.length === 0, `so does the whole call, with the writing of the statement and the reading of its answer. ${whole.length > 0 ? `Over it: ${whole.join("; ")}.` : ""}`),
    longest && say(longest.spread.p99 < 1_000, `with ${number(people)} people and ${number(grants)} grants every look back, list and reason takes less than a second at p99. Most: ${longest.what}, ${ms(longest.spread.p99)} ms.`),
  ].filter(Boolean).join("\n");
}

/** In which of the figures another engine is ahead of ours, and what the figures do not say. */
function losses({ engines, queue }: AccessMeasures): string {
  const lines = engines
    .filter(({ name }) => /^(casbin|cedar)/.test(name))
    .flatMap((other) => {
      const ours = engines.find(({ name, grants }) => grants === other.grants && name.startsWith("Lamppost"));
      if (!ours) return [];
      const ahead = [other.perSecond > ours.perSecond ? `answers ${(other.perSecond / ours.perSecond).toFixed(1)} times as fast` : null, other.prepared < ours.prepared ? `is ready ${(ours.prepared / other.prepared).toFixed(1)} times as fast` : null].filter(Boolean);
      return ahead.length > 0 ? [`- With ${grantsOf(other.grants)}, ${other.name} ${ahead.join(" and ")}.`] : [];
    });
  const dearest = queue.toSorted((a, b) => b.whole.p50 / b.byHand.p50 - a.whole.p50 / a.byHand.p50)[0];
  return [
    ...lines,
    ...(lines.length === 0 ? ["- In speed, to neither of them."] : []),
    "- Cedar's policies can be analysed and checked against a schema before they are used, and its language is specified and proven; ours are TypeScript, tested against an oracle. A policy of Cedar or casbin can be changed without a new version of the program.",
    "- `may()` tells which grant allowed it and looks that every column was loaded; CASL's own `can()` does neither. Cedar too tells which policy decided; casbin does on request (`enforceEx`, not measured).",
    "- Neither casbin nor Cedar writes a query: to list what somebody may see, each row is asked. Cedar's partial evaluation gives what is left of a policy, and the SQL is still to be written. That is what CASL was chosen for, and it has its price above" + (dearest ? `: at worst the whole call takes ${(dearest.whole.p50 / dearest.byHand.p50).toFixed(1)} times the statement by hand, ${ms(dearest.whole.p50 - dearest.byHand.p50)} ms more (${grantsOf(dearest.grants)}, ${dearest.what}).` : "."),
  ].join("\n");
}

/** The whole of ACCESS.md. `load` as for RESULTS.md. */
export function accessReportOf(size: AccessCity, { fillSeconds, bytes, measures }: Filled, command: string, postgres: string, load: { before: number; after: number }): string {
  const { building, checking, queue, product, looking, engines } = measures;
  return `${[
    "# What access costs",
    `Written by \`${command}\` on ${isoDay(new Date())}, at commit ${commit()}. How it is measured: \`bench/access.ts\`.`,
    machineOf(postgres, ["@casl/ability", "@casl/prisma", "prisma", "pg", "casbin", "@cedar-policy/cedar-wasm"], load),
    `The city: ${number(size.people)} people, ${number(size.grants)} grants over five and a half years, most of them over, ${number(size.permits)} permits (${number(Math.round(bytes / 2 ** 20))} MB, filled in ${fillSeconds.toFixed(0)} s). All of it behind row-level security; what is written by hand is asked as the same person.`,
    "## Aims",
    aims(size, measures),
    table("Building an ability", "Milliseconds, from grants already read.", ["", "grants", "p50", "p99"], building.map(({ what, grants, spread }) => [what, String(grants), small(spread.p50), small(spread.p99)])),
    table("Checking", "Answers a second of one process, on an ability already prepared and 5,000 different permits.", ["", "a second"], checking.map(({ what, perSecond }) => [what, many(perSecond)])),
    table(
      "A queue over all permits",
      "Milliseconds: 26 permits that one may suspend, newest first. *Whole*: CASL writes the filter, Prisma the statement, PostgreSQL answers, Prisma reads it. *Its statement*: the same SQL alone. *By hand*: what a careful person would write for these grants. *Joined*: by hand too, asking the table of grants for each row.",
      ["", "grants", "found", "whole p50", "whole p99", "its statement p50", "by hand p50", "by hand p99", "joined p50", "statement ÷ by hand", "whole ÷ by hand"],
      queue.map(({ what, grants, found, whole, statement, byHand, joined }) => [what, String(grants), String(found), ms(whole.p50), ms(whole.p99), ms(statement.p50), ms(byHand.p50), ms(byHand.p99), ms(joined.p50), (statement.p50 / byHand.p50).toFixed(2), (whole.p50 / byHand.p50).toFixed(2)]),
    ),
    `How its statement reads: ${[...new Set(queue.map(({ what, grants, plan }) => `${what}, ${grantsOf(grants)}: ${plan}`))].join(". ")}.`,
    `The product's own list of active permits, with partners, areas and counts of devices: ${product.map(({ grants, spread }) => `${ms(spread.p50)} ms with ${grantsOf(grants)}`).join(", ")} at p50.`,
    table("Looking back, and why", "Milliseconds, as an access administrator.", ["", "found", "p50", "p99"], looking.map(({ what, found, spread }) => [what, number(found), ms(spread.p50), ms(spread.p99)])),
    table(
      "Beside other engines",
      `One person's grants, each for an area and more, and one tie that forbids; asked of ${engines[0]?.asked ?? 0} permits, and all answer alike. *Ready*: milliseconds from grants to the first question, at p50.`,
      ["", "grants", "ready", "a second", "allowed"],
      engines.map(({ name, grants, prepared, perSecond, allowed }) => [name, String(grants), small(prepared), many(perSecond), String(allowed)]),
    ),
    "## Where we lose",
    losses(measures),
  ].join("\n\n")}\n`;
}
