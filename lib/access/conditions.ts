import { prismaQuery } from "@casl/prisma/runtime";

/*
 * CASL's own reader of Prisma filters understands all of Prisma and walks a tree for each record it is asked about. The rules use a few
 * words of it only; each of these becomes one comparison here. What the words below do not say is left to CASL's reader.
 */

type Row = Record<string, unknown>;
type Test = (row: Row) => boolean;
type Value = string | number | boolean | null;

/** A column read by its own small function: the engine makes each of them fast, which it cannot do for one that reads any column. */
const readers: Record<string, (row: Row) => unknown> = {
  id: (row) => row.id,
  agencyId: (row) => row.agencyId,
  zoneId: (row) => row.zoneId,
  assetClass: (row) => row.assetClass,
  tier: (row) => row.tier,
  highestTier: (row) => row.highestTier,
  partnerId: (row) => row.partnerId,
  submittedAt: (row) => row.submittedAt,
  capability: (row) => row.capability,
  personId: (row) => row.personId,
  askedById: (row) => row.askedById,
  startedById: (row) => row.startedById,
  reviewerId: (row) => row.reviewerId,
  holderId: (row) => row.holderId,
  concernsId: (row) => row.concernsId,
};
export const readerOf = (column: string): ((row: Row) => unknown) => (Object.hasOwn(readers, column) ? (readers[column] as (row: Row) => unknown) : (row) => row[column]);

const isValue = (asked: unknown): asked is Value => asked === null || ["string", "number", "boolean"].includes(typeof asked);
const isPlain = (asked: unknown): asked is Row => asked !== null && typeof asked === "object" && (Object.getPrototypeOf(asked) === Object.prototype || Object.getPrototypeOf(asked) === null);

/** Of one column. A value that is missing or null is above and below nothing, as in the database. Null where the words are others. */
function columnTest(column: string, asked: unknown): Test | null {
  const read = readerOf(column);
  if (isValue(asked)) return (row) => read(row) === asked;
  if (!isPlain(asked)) return null;
  const tests: Test[] = [];
  for (const [word, value] of Object.entries(asked)) {
    if (word === "in" && Array.isArray(value) && value.every(isValue)) {
      // A handful is found sooner by looking through it than by hashing.
      const [only] = value;
      const set = value.length > 8 ? new Set<unknown>(value) : null;
      tests.push(set ? (row) => set.has(read(row)) : value.length === 1 ? (row) => read(row) === only : (row) => (value as unknown[]).includes(read(row)));
    } else if (word === "lte" && typeof value === "number") tests.push((row) => isAtMost(read(row), value));
    else if (word === "gte" && typeof value === "number") tests.push((row) => isAtLeast(read(row), value));
    else if (word === "not" && value === null) tests.push((row) => (read(row) ?? null) !== null);
    else return null;
  }
  return every(tests);
}

const isAtMost = (value: unknown, most: number): boolean => typeof value === "number" && value <= most;
const isAtLeast = (value: unknown, least: number): boolean => typeof value === "number" && value >= least;

function every(tests: Test[]): Test {
  const [first, second, third] = tests;
  if (!first) return () => true;
  if (!second) return first;
  if (!third) return (row) => first(row) && second(row);
  return (row) => first(row) && second(row) && tests.every((test) => test(row));
}

/** A filter as one function; null where it says what the words above do not. */
function testOf(conditions: unknown): Test | null {
  if (!isPlain(conditions)) return null;
  const tests: Test[] = [];
  for (const [name, asked] of Object.entries(conditions)) {
    let test: Test | null = null;
    if (name === "OR") {
      const alternatives = Array.isArray(asked) ? asked.map(testOf) : [null];
      if (alternatives.every((each) => each !== null)) test = (row) => alternatives.some((each) => each(row));
    } else if (name !== "AND" && name !== "NOT") test = columnTest(name, asked);
    if (!test) return null;
    tests.push(test);
  }
  return every(tests);
}

/** How CASL matches a record against the conditions of a rule (`conditionsMatcher`). */
export function conditionsMatcher(conditions: never): ReturnType<typeof prismaQuery> {
  const test = testOf(conditions);
  if (!test) return prismaQuery(conditions);
  // CASL reads the tree seldom, so it is made then.
  return Object.defineProperty(test, "ast", { get: () => prismaQuery(conditions).ast, configurable: true }) as unknown as ReturnType<typeof prismaQuery>;
}
