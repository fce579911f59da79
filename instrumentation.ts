import type { Instrumentation } from "next";

/** A fault while a page was drawn goes into the operational log, under the number that its reader is shown. */
export const onRequestError: Instrumentation.onRequestError = async (problem, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { forLog, log } = await import("@/lib/core/log");
  const digest = (problem as { digest?: unknown }).digest;
  log.error({ fault: typeof digest === "string" ? digest : undefined, request: request.headers["x-request-id"], route: context.routePath, problem: forLog(problem) }, "a page failed");
};
