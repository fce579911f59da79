import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { breaches, rules } from "./architecture";
import { codeFiles, importsIn, importsOf, type Import } from "./imports";

const use = (from: string, to: string): Import => ({ from, to, line: 1 });
const brokenBy = (from: string, to: string): string[] => breaches([use(from, to)]).map(({ rule }) => rule);

const forbidden: [rule: string, from: string, to: string][] = [
  ["a room imports only rooms below it", "lib/core/db.ts", "lib/decisions/decision"],
  ["a room imports only rooms below it", "lib/applications/submit.ts", "lib/permits/queries"],
  ["a room imports only rooms below it", "lib/permits/approve.ts", "lib/registry/queries"],
  ["every folder of lib is a room", "lib/helpers/dates.ts", "zod"],
  ["every folder of lib is a room", "app/layout.tsx", "lib/common/words"],
  ["what runs does not lean on tests", "lib/people/enrol.ts", "lib/core/test-database"],
  ["what runs does not lean on tests", "lib/people/enrol.ts", "lib/people/enrol.db.test"],
  ["lib knows no screens and no scripts", "lib/notices/words.ts", "components/show/tag"],
  ["lib knows no screens and no scripts", "lib/notices/words.ts", "app/shell"],
  ["lib knows no screens and no scripts", "lib/assets/running.ts", "scripts/database"],
  ["a component takes plain values", "components/show/tag.tsx", "lib/permits/lifecycle"],
  ["a component takes plain values", "components/show/tag.tsx", "app/shell"],
  ["a screen has no side door to the database", "app/staff/page.tsx", "lib/core/db"],
  ["a screen has no side door to the database", "app/staff/cases/actions.ts", "lib/core/transaction"],
  ["a screen has no side door to the database", "app/staff/page.tsx", "lib/core/prisma-client/client"],
  ["a screen has no side door to the database", "proxy.ts", "lib/core/db"],
  ["the database belongs to lib, prisma and scripts", "app/staff/page.tsx", "@prisma/client"],
  ["the database belongs to lib, prisma and scripts", "app/api/health/route.ts", "pg"],
  ["only access knows how rules become queries", "lib/permits/queries.ts", "@casl/prisma"],
  ["only session knows next-auth", "lib/people/enrol.ts", "next-auth"],
  ["only session knows next-auth", "app/staff/page.tsx", "next-auth"],
  ["a public page reads what is public", "app/(public)/devices/page.tsx", "lib/permits/queries"],
  ["a public page reads what is public", "app/(public)/page.tsx", "lib/people/queries"],
  ["a public page reads what is public", "app/(public)/page.tsx", "lib/partners/queries"],
  ["a public page reads what is public", "app/(public)/page.tsx", "lib/applications/queries"],
  ["a public page reads what is public", "app/(public)/page.tsx", "app/permit-body"],
];

test.each(forbidden)("%s: %s may not import %s", (rule, from, to) => {
  expect(brokenBy(from, to)).toContain(rule);
});

test("every rule has an import that breaks it", () => {
  expect(new Set(forbidden.map(([rule]) => rule))).toEqual(new Set(rules.map(({ name }) => name)));
});

test.each([
  ["lib/permits/approve.ts", "lib/applications/occupancy"],
  ["lib/permits/approve.ts", "lib/permits/lifecycle"],
  ["lib/access/authorized-where.ts", "@casl/prisma"],
  ["lib/core/db.ts", "@casl/prisma"],
  ["lib/session/current.ts", "next-auth"],
  ["app/api/auth/[...nextauth]/route.ts", "next-auth"],
  ["app/api/health/route.ts", "lib/core/db"],
  ["app/(public)/devices/page.tsx", "lib/registry/queries"],
  ["app/(public)/layout.tsx", "app/shell"],
  ["app/staff/page.tsx", "lib/applications/queries"],
  ["components/form/form.tsx", "lib/forms/state"],
  ["scripts/migrate.ts", "pg"],
  ["lib/core/db.db.test.ts", "lib/registry/queries"],
  ["lib/core/test-city.ts", "lib/permits/approve"],
])("%s may import %s", (from, to) => {
  expect(brokenBy(from, to)).toEqual([]);
});

test("files that import each other are a circle, told once", () => {
  const found = breaches([use("lib/core/a.ts", "lib/core/b"), use("lib/core/b.ts", "lib/core/c"), use("lib/core/c.ts", "lib/core/a"), use("lib/core/d.ts", "lib/core/a")]);
  expect(found.map(({ rule, from, to }) => [rule, from, to])).toEqual([["no circles", "lib/core/c.ts", "lib/core/a"]]);
  expect(found[0]?.instead).toContain("lib/core/a → lib/core/b → lib/core/c → lib/core/a");
});

test.each([
  [`import { a } from "@/lib/core/a";`, ["lib/core/a"]],
  [`import a from '../core/a';`, ["lib/core/a"]],
  [`import type { A } from "./a.ts";`, ["lib/permits/a"]],
  [`import {\n  a,\n  type B,\n} from "@/lib/core/a";`, ["lib/core/a"]],
  [`import a, { b } from "@/lib/core/a"; import * as c from "@/lib/core/c";`, ["lib/core/a", "lib/core/c"]],
  [`export * from "@/lib/core/a";\nexport { b } from "@/lib/core/b";`, ["lib/core/a", "lib/core/b"]],
  [`import "server-only";`, ["server-only"]],
  [`const { a } = await import("@/lib/core/a");`, ["lib/core/a"]],
  [`type A = import("@casl/prisma/runtime").A;`, ["@casl/prisma"]],
  [`const a = require("next-auth/jwt");`, ["next-auth"]],
  [`import { readFile } from "node:fs/promises";`, ["fs"]],
  [`// import { a } from "@/lib/core/a";\n/* export * from "./b"; */`, []],
  [`export const from = 1;\nconst words = "taken from";`, []],
  [`const link = "https://lamppost.example"; const a = await import("@/lib/core/a");`, ["lib/core/a"]],
])("reads what %j imports", (text, expected) => {
  expect(importsIn("lib/permits/approve.ts", text).map(({ to }) => to)).toEqual(expected);
});

test("tells the line of an import", () => {
  expect(importsIn("a.ts", `/* one\ntwo */\nimport { a } from "x";\n\nimport {\n  b,\n} from "y";\n`)).toMatchObject([{ line: 3 }, { line: 7 }]);
});

test("finds code in folders, and leaves out what Prisma wrote", () => {
  const root = mkdtempSync(join(tmpdir(), "lamppost-imports-"));
  try {
    for (const file of ["lib/core/a.ts", "lib/core/prisma-client/client.ts", "lib/core/words.md", "app/page.tsx", "proxy.ts"]) {
      mkdirSync(join(root, dirname(file)), { recursive: true });
      writeFileSync(join(root, file), `import "server-only";\n`);
    }
    expect(codeFiles(["lib", "app", "proxy.ts", "absent"], root)).toEqual(["app/page.tsx", "lib/core/a.ts", "proxy.ts"]);
    expect(importsOf(["app"], root)).toEqual([{ from: "app/page.tsx", to: "server-only", line: 1 }]);
  } finally {
    rmSync(root, { recursive: true });
  }
});
