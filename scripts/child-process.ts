import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

/**
 * Runs the command until it ends, or until the pipe on its standard input closes. The pipe is held by the process that
 * started it, so that even after `kill -9` on that process nothing is left running.
 */
const leash = `
exec 3<&0
signal=$1
shift
"$@" </dev/null 3<&- &
child=$!
( read -r _ <&3; kill -"$signal" "$child" 2>/dev/null ) >/dev/null 2>&1 &
watcher=$!
wait "$child"
code=$?
kill "$watcher" 2>/dev/null
exit "$code"
`;

/** Variables for a child; those that are undefined are left out. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface KeptChild {
  /** How the child is called in sentences, such as "The server". */
  name: string;
  /** The code with which it ended, whoever ended it; 128 + n after signal n. */
  ended: Promise<number>;
  hasEnded(): boolean;
  /** Asks it to stop, and ends it by force after `patience` milliseconds (10 seconds when left out). */
  stop(patience?: number): Promise<void>;
  /** Ends it and what it started at once. */
  kill(): void;
}

export interface ChildPlan {
  name: string;
  command: string;
  args: readonly string[];
  env?: Environment;
  cwd?: string;
  /** What asks it to stop. PostgreSQL wants INT (roll back and close), everything else TERM. */
  stopSignal?: "TERM" | "INT";
  /** Set to run it as another person than the one who runs Lamppost. */
  uid?: number;
  gid?: number;
  /** True for what others still need while they stop: the database. */
  stopsLast?: boolean;
  /** Every line it writes; without it the child writes straight to our own output. */
  onLine?: (line: string) => void;
}

const running = new Set<KeptChild>();
const stoppingLast = new WeakSet<KeptChild>();

/** Stops every child that still runs: first those that work, then those they need. */
export async function stopChildren(): Promise<void> {
  const children = [...running];
  await Promise.all(children.filter((child) => !stoppingLast.has(child)).map((child) => child.stop()));
  await Promise.all(children.filter((child) => stoppingLast.has(child)).map((child) => child.stop()));
}

// A last resort: whatever way this process ends, its children are ended too.
process.on("exit", () => {
  for (const child of running) child.kill();
});

function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, "SIGKILL");
  } catch {
    // It has ended already.
  }
}

/** Starts a child that never outlives this process. It is not reached by Ctrl-C; whoever started it stops it. */
export function keepChild(plan: ChildPlan): KeptChild {
  const output = plan.onLine ? "pipe" : "inherit";
  const child = spawn("/bin/sh", ["-c", leash, "lamppost", plan.stopSignal ?? "TERM", plan.command, ...plan.args], {
    cwd: plan.cwd,
    env: { ...(plan.env ?? process.env) } as NodeJS.ProcessEnv,
    stdio: ["pipe", output, output],
    detached: true,
    uid: plan.uid,
    gid: plan.gid,
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream && plan.onLine) createInterface({ input: stream }).on("line", plan.onLine);
  }
  // Writing end of the leash: an error here means that the child is gone, which `ended` tells.
  child.stdin?.on("error", () => undefined);

  let over = false;
  const ended = new Promise<number>((settle) => {
    const finish = (code: number) => {
      over = true;
      running.delete(kept);
      settle(code);
    };
    child.once("error", () => finish(127));
    child.once("close", (code, signal) => finish(code ?? (signal ? 128 : 1)));
  });
  const kept: KeptChild = {
    name: plan.name,
    ended,
    hasEnded: () => over,
    async stop(patience = 10_000) {
      if (over) return;
      child.stdin?.end();
      const timer = setTimeout(() => killGroup(child), patience);
      await ended;
      clearTimeout(timer);
    },
    kill() {
      if (!over) killGroup(child);
    },
  };
  running.add(kept);
  if (plan.stopsLast) stoppingLast.add(kept);
  return kept;
}

/** Runs a child to its end and gives its code and everything it wrote. */
export async function runChild(plan: Omit<ChildPlan, "onLine">): Promise<{ code: number; lines: string[] }> {
  const lines: string[] = [];
  const code = await keepChild({ ...plan, onLine: (line) => lines.push(line) }).ended;
  return { code, lines };
}

/**
 * When the process with this id was started, as a text to compare; null when there is no such process.
 * Ids are used again, so an id alone does not tell whether it is still the same process.
 */
export function birthOf(pid: number): string | null {
  if (process.platform === "linux") {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      // A zombie holds its number but runs no more.
      return fields[0] === "Z" ? null : (fields[19] ?? null);
    } catch {
      return null;
    }
  }
  const answer = spawnSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" });
  return answer.stdout?.trim() || null;
}

/** The command line of a process; empty when there is none. */
export function commandOf(pid: number): string {
  if (process.platform === "linux") {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
    } catch {
      return "";
    }
  }
  return spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" }).stdout?.trim() ?? "";
}
