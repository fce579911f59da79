import pino from "pino";

/**
 * The operational log: for the people who run the portal. No personal data and no secrets; the ledger is elsewhere.
 * What looks like either is cut out even where somebody forgot.
 */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: { service: "lamppost" },
  redact: {
    paths: ["password", "token", "secret", "email", "name", "code", "*.password", "*.token", "*.secret", "*.email", "*.name", "*.code", "cookie", "authorization"],
    censor: "[left out]",
  },
});

/**
 * What the log may hold of a problem. Messages of the database's client repeat the values of the query, which may be anybody's:
 * of those only the kind, the code and the last line are kept.
 */
export function forLog(problem: unknown): { kind: string; state?: string; words: string } {
  if (!(problem instanceof Error)) return { kind: typeof problem, words: "" };
  const code = (problem as { code?: unknown }).code;
  const lines = problem.message.split("\n").filter((line) => line.trim() !== "");
  const words = problem.name.startsWith("Prisma") ? (lines.at(-1) ?? "") : problem.message;
  return { kind: problem.name, ...(typeof code === "string" ? { state: code } : {}), words: words.slice(0, 300) };
}
