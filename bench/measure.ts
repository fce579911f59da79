import pg from "pg";
import { db } from "@/lib/core/db";
import { workAsSystem } from "@/lib/core/wall";
import { measureDecisions } from "./decisions";
import { measurePages } from "./pages";
import { measureQueue } from "./queue";
import { measureRegistry } from "./registry";
import type { Measure } from "./timing";

/** How often each kind of thing is measured. */
export interface Plan {
  appUrl: string;
  superUrl: string;
  cheap: number;
  decisions: number;
  pages: number;
  /** of asking as fast as eight can, for each page */
  seconds: number;
}

/** What stands before the one line of results, among the lines that tell how far it is. */
export const resultMark = "RESULT ";

// A process of its own for each size, so that no connection, cache or remembered figure of one size reaches the next.
if (process.env.BENCH_PLAN) {
  const plan = JSON.parse(process.env.BENCH_PLAN) as Plan;
  workAsSystem();
  // What is written by hand is measured without the wall.
  const pool = new pg.Pool({ connectionString: plan.appUrl, max: 10, options: "-c lamppost.who=system" });
  const tell = (line: string) => console.log(`  ${line}`);
  const measures: Measure[] = [
    ...(await measureRegistry(pool, plan.cheap, tell)),
    ...(await measureQueue(pool, plan.cheap, tell)),
    ...(plan.pages > 0 ? await measurePages(plan.appUrl, plan.pages, plan.seconds, tell) : []),
    ...(await measureDecisions(pool, plan.superUrl, plan.decisions, tell)),
  ];
  console.log(resultMark + JSON.stringify(measures));
  await pool.end();
  await db.$disconnect();
}
