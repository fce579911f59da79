import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { entryWords } from "@/lib/ledger/words";

/** In a room that decides, the nouns are a closed set; every other file is a verb and holds one decision. */
const nouns = new Set(["periods", "schema", "lifecycle", "rules", "queries", "words", "draft", "occupancy", "areas", "running", "views", "differences", "presented", "giving", "reminders", "templates", "snapshot", "standing", "may-operate", "reach", "ending", "lapsing", "risk-table", "preflight", "heard", "requirements", "condition-library", "tier-asks", "certificate", "dates", "calendar-file", "deeds", "selection", "following", "carried", "comes-back", "duties", "siting", "placed-before", "terms", "versions", "prefill", "handling", "kind-of", "scan", "content", "places", "places-told", "photo", "about", "accountable", "knocking", "token", "telling"]);
const roomsWithVerbs = ["comments", "letters", "people", "partners", "assets", "hearings", "applications", "permits", "files", "enforcement", "appeals", "concerns", "rights", "bulk", "reviews", "audits", "follows"];
/** Rooms that decide nothing: what is in them is not written by a verb. */
const otherRooms = ["map", "access", "core", "decisions", "forms", "ledger", "notices", "opendata", "registry", "session"];

const isTest = (file: string) => file.endsWith(".test.ts");
const sources = (room: string) => readdirSync(join("lib", room)).filter((file) => file.endsWith(".ts") && !isTest(file));
const verbs = roomsWithVerbs.flatMap((room) => sources(room).filter((file) => !nouns.has(file.replace(".ts", ""))).map((file) => [room, file.replace(".ts", "")] as const));

describe("the rooms", () => {
  it("are the ones that are known", () => {
    const rooms = readdirSync("lib", { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(rooms.sort()).toEqual([...roomsWithVerbs, ...otherRooms].sort());
  });

  it("hold no drawers for everything", () => {
    const files = readdirSync("lib", { recursive: true, encoding: "utf8" }).filter((file) => !file.includes("prisma-client"));
    for (const file of files) expect(file).not.toMatch(/(^|\/)(index|utils|helpers|common|types|misc|service|manager)(\.tsx?)?$/);
    for (const file of files.filter((each) => each.endsWith(".ts"))) expect(file).toMatch(/^([a-z0-9-]+\/)*[a-z0-9-]+(\.(property\.)?(db\.)?test)?\.ts$/);
  });
});

describe("every decision writes an entry:", () => {
  it("there are as many verbs as were found when this was written, or more", () => {
    expect(verbs.length).toBeGreaterThanOrEqual(33);
  });

  it.each(verbs)("lib/%s/%s holds one decision, has words for the ledger, and a test beside it", async (room, file) => {
    const exported = Object.values((await import(/* @vite-ignore */ resolve("lib", room, `${file}.ts`))) as Record<string, unknown>);
    expect(exported).toHaveLength(1);
    const [decide] = exported as [{ name: string; input: unknown; inside: unknown }];
    // Only the door makes what has these three, and the door writes the entry.
    expect([typeof decide, typeof decide.inside, typeof decide.input]).toEqual(["function", "function", "object"]);
    expect(decide.name).toMatch(/^[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*$/);
    expect(entryWords[decide.name], `words for ${decide.name}`).toEqual(expect.any(String));
    expect(existsSync(join("lib", room, `${file}.db.test.ts`)) || existsSync(join("lib", room, `${file}.test.ts`))).toBe(true);
  });
});

describe("there is no side door", () => {
  const all = readdirSync("lib", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts") && !isTest(file) && !file.includes("prisma-client") && !/\/test-[a-z]+\.ts$/.test(file));
  const holding = (pattern: RegExp) => all.filter((file) => pattern.test(readFileSync(join("lib", file), "utf8"))).sort();

  it("to the ledger: entries are written by one function, which the door alone calls", () => {
    expect(holding(/ledgerEntry\s*\.\s*(create|update|upsert|delete)|INSERT INTO "LedgerEntry"/)).toEqual(["ledger/append.ts"]);
    expect(holding(/from "@\/lib\/ledger\/append"/)).toEqual(["decisions/decision.ts"]);
  });

  it("to the records: outside a decision only sessions, deliveries, the progress of imports and when a reviewer looked are written", () => {
    expect(holding(/\bdb\s*\.\s*\w+\s*\.\s*(create|update|upsert|delete)/)).toEqual(["assets/running.ts", "notices/deliver.ts", "reviews/running.ts", "session/auth.ts", "session/confirm.ts", "session/end-session.ts", "session/sign-in.ts"]);
    expect(holding(/\b(transaction|db\.\$transaction)\(/)).toEqual(["applications/reminders.ts", "assets/running.ts", "core/transaction.ts", "decisions/decision.ts", "follows/telling.ts", "hearings/reminders.ts", "ledger/publish.ts", "ledger/sequence.ts", "people/reminders.ts", "permits/reminders.ts", "reviews/reminders.ts", "rights/reminders.ts"]);
  });

  it("to what may be seen: CASL's own helper is used in one place", () => {
    expect(holding(/accessibleBy(?! answers)/)).toEqual(["access/authorized-where.ts"]);
  });

  it("to a statement put together from text", () => {
    expect(holding(/\$(queryRawUnsafe|executeRawUnsafe)/)).toEqual([]);
  });
});
