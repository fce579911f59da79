import { pathToFileURL } from "node:url";
import { floors, type Room } from "@/lib/floors";
import { importsOf, type Import } from "./imports";

interface Rule {
  name: string;
  /** What to do instead, for whoever broke it. */
  instead: string;
  breaks(use: Import): boolean;
}

export interface Breach extends Import {
  rule: string;
  instead: string;
}

/** What the rules are about. Tests may reach for anything, and so are no part of it. */
export const places = ["app", "components", "lib", "prisma", "scripts", "proxy.ts"];

const inside = (path: string, ...folders: string[]): boolean => folders.some((folder) => path === folder || path.startsWith(`${folder}/`));
/** A test, or what only tests use: `test-city.ts`. */
const isTest = (path: string): boolean => /\.test(\.tsx?)?$|(^|\/)test-[^/]+$/.test(path);
const roomOf = (path: string): Room | undefined => floors.find((room) => inside(path, `lib/${room}`));
const isScreen = (path: string): boolean => inside(path, "app", "components", "proxy.ts");
const withoutExtension = (path: string): string => path.replace(/\.(ts|tsx|mts|mjs|js)$/, "");

/** All that a public page may use of `lib`: what the public may read, and words. `app/shell` is the frame around every page. */
const openToThePublic = [
  "lib/registry",
  "lib/opendata",
  "lib/map",
  // what anybody may send
  "lib/comments/send",
  "lib/comments/periods",
  "lib/concerns/report",
  "lib/concerns/reopen",
  "lib/concerns/knocking",
  "lib/concerns/schema",
  "lib/concerns/lifecycle",
  "lib/follows/start",
  "lib/follows/confirm",
  "lib/follows/end",
  "lib/follows/queries",
  "lib/permits/calendar-file",
  "lib/rights/ask",
  "lib/rights/schema",
  "lib/rights/lifecycle",
  "lib/core",
  "lib/forms",
  "lib/ledger/queries",
  "lib/ledger/words",
  "lib/ledger/tree",
  "lib/ledger/tiles",
  "lib/ledger/signers",
  "lib/ledger/checkpoint",
  "lib/ledger/note",
  "lib/ledger/leaf",
  "lib/assets/queries",
  "lib/assets/views",
  "lib/assets/reading/write-problems",
  "lib/applications/risk-table",
  "lib/applications/siting",
  "lib/partners/terms",
  "lib/applications/tier-asks",
  "lib/applications/words",
  "lib/applications/schema",
  "lib/permits/words",
  "lib/session/current",
];

export const rules: readonly Rule[] = [
  {
    name: "a room imports only rooms below it",
    instead: `From the ground up they are ${floors.join(", ")}. Move what is shared to a lower room.`,
    breaks({ from, to }) {
      const [room, other] = [roomOf(from), roomOf(to)];
      return room !== undefined && other !== undefined && floors.indexOf(other) > floors.indexOf(room);
    },
  },
  {
    name: "every folder of lib is a room",
    instead: "Give the room its place in lib/floors.ts.",
    breaks: ({ from, to }) => [from, to].some((path) => /^lib\/[^/]+\//.test(path) && !roomOf(path)),
  },
  {
    name: "what runs does not lean on tests",
    instead: "Move what both need to a file of its own.",
    breaks: ({ from, to }) => isTest(to) && !isTest(from),
  },
  {
    name: "lib knows no screens and no scripts",
    instead: "Let the screen call lib, not lib the screen.",
    breaks: ({ from, to }) => inside(from, "lib") && (isScreen(to) || inside(to, "scripts", "prisma", "e2e", "bench")),
  },
  {
    name: "a component takes plain values",
    instead: "Ask in the page and hand the component what it shows. Of lib it may know lib/forms/state only, and of app nothing.",
    breaks: ({ from, to }) => inside(from, "components") && ((inside(to, "lib") && to !== "lib/forms/state") || inside(to, "app", "prisma", "scripts")),
  },
  {
    name: "a screen has no side door to the database",
    instead: "Read through a room's queries and write through its decisions.",
    breaks: ({ from, to }) =>
      isScreen(from) && from !== "app/api/health/route.ts" && (inside(to, "lib/core/db", "lib/core/transaction", "lib/core/prisma-client", "@prisma") || to === "pg"),
  },
  {
    name: "the database belongs to lib, prisma and scripts",
    instead: "Read through a room's queries and write through its decisions.",
    breaks: ({ from, to }) => (inside(to, "@prisma") || to === "pg") && !inside(from, "lib", "prisma", "scripts"),
  },
  {
    name: "only access knows how rules become queries",
    instead: "Use authorizedWhere from @/lib/access/authorized-where.",
    breaks: ({ from, to }) => to === "@casl/prisma" && !inside(from, "lib/access") && from !== "lib/core/db.ts",
  },
  {
    name: "only session knows next-auth",
    instead: "Use @/lib/session/current or @/lib/session/auth.",
    breaks: ({ from, to }) => to === "next-auth" && !inside(from, "lib/session", "app/api/auth"),
  },
  {
    name: "a public page reads what is public",
    instead: "Add what the public may read to lib/registry/queries.",
    breaks: ({ from, to }) => inside(from, "app/(public)") && ((inside(to, "lib") && !inside(to, ...openToThePublic)) || (inside(to, "app") && !inside(to, "app/(public)", "app/shell", "app/languages", "app/styles", "app/api/answering"))),
  },
];

/** A file that, by what it imports, imports itself: the first such circle through each file, once. */
function circles(uses: readonly Import[]): Breach[] {
  const known = new Set(uses.map(({ from }) => withoutExtension(from)));
  const next = new Map<string, Import[]>();
  for (const use of uses) if (known.has(use.to)) next.set(withoutExtension(use.from), [...(next.get(withoutExtension(use.from)) ?? []), use]);
  const found: Breach[] = [];
  const done = new Set<string>();
  const walk = (file: string, path: readonly string[]): void => {
    if (done.has(file)) return;
    for (const use of next.get(file) ?? []) {
      const start = [...path, file].indexOf(use.to);
      if (start < 0) walk(use.to, [...path, file]);
      else found.push({ ...use, rule: "no circles", instead: `${[...path, file].slice(start).join(" → ")} → ${use.to}. Move what both need to a file of its own.` });
    }
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return found;
}

/** Every import that breaks a rule, with what to do instead. Imports of tests are passed over. */
export function breaches(uses: readonly Import[]): Breach[] {
  const judged = uses.filter(({ from }) => !isTest(from));
  const broken = judged.flatMap((use) => rules.filter((rule) => rule.breaks(use)).map(({ name, instead }) => ({ ...use, rule: name, instead })));
  return [...broken, ...circles(judged)];
}

/** A breach as two lines: where it is, and what to do instead. */
export const wordBreach = ({ from, line, to, rule, instead }: Breach): string => `${from}:${line} imports ${to}\n  The rule: ${rule}. ${instead}`;

function main(): void {
  const uses = importsOf(places);
  const found = breaches(uses);
  for (const breach of found) console.error(wordBreach(breach));
  console.log(found.length === 0 ? `${uses.length} imports keep to the plan of the house.` : `\n${found.length} of ${uses.length} imports break the plan of the house.`);
  process.exit(found.length === 0 ? 0 : 1);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) main();
