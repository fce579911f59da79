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
