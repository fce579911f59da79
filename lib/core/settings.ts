import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { z } from "zod";
import { readDay } from "@/lib/core/calendar";

/** Everything that may be set from outside. `.env.example` says the same for people who operate Lamppost. */
export interface Settings {
  /** `demo` fills an invented city and keeps everything on this machine; `production` is a real city. */
  mode: "demo" | "production";
  port: number;
  /** The address the server listens on. */
  host: string;
  /** Scheme, host and port as people type them, without a slash at the end. */
  origin: string;
  /** Absolute path of the folder for the embedded database, evidence files and the demo's secret. */
  dataFolder: string;
  /** Null means: the embedded database (demo only). */
  databaseUrl: string | null;
  /** Null means: migrations run as the role in `databaseUrl`. */
  databaseOwnerUrl: string | null;
  /** At least 32 characters; sessions and links are signed with it. */
  secret: string;
  /** 32 bytes in base64, apart by commas: the first wraps the keys under which the ledger seals, the others only unwrap older ones. */
  masterKeys: string;
  /** 32 bytes in base64, apart by commas: all of them sign the ledger's checkpoints, the first is the one of today. */
  ledgerKeys: string;
  /** Other people's witnesses: address and key, apart by a blank; several apart by commas. */
  witnesses: string;
  /** Where ClamAV's daemon listens: host:port, or the path of a socket. Null means: files are not looked through for viruses. */
  clamd: string | null;
  /** Null means: mail is kept in the database and shown in the demo, never sent. */
  smtpUrl: string | null;
  mailFrom: string;
  logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "trace" | "silent";
  /** IANA name of the city's time zone; calendar days are counted in it. */
  timeZone: string;
  /** days on which the offices are closed, apart by commas */
  holidays: string;
  /** Whether residents read which officer decided, or only that the office did. */
  officersNamed: boolean;
  /** Needed only while a production installation has no administrator. */
  firstAdministratorEmail: string | null;
  firstAdministratorName: string | null;
}

/** One or more settings are wrong. `problems` holds a sentence for each: what is wrong and what to set. */
export class SettingsProblem extends Error {
  override name = "SettingsProblem";
  constructor(readonly problems: readonly string[]) {
    super(problems.join("\n"));
  }
}

const secretLength = 32;
const hostPattern = /^(\[[0-9a-f:]+\]|[0-9a-f]*:[0-9a-f:]+|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)$/i;

function urlOf(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: name });
    return name.includes("/") || name === "UTC";
  } catch {
    return false;
  }
}

function isBareOrigin(text: string): boolean {
  const url = urlOf(text);
  return url !== null && /^https?:$/.test(url.protocol) && (text === url.origin || text === `${url.origin}/`);
}

const postgresUrl = (name: string) =>
  z.string().refine((text) => /^postgres(ql)?:$/.test(urlOf(text)?.protocol ?? ""), {
    error: `${name} is not a PostgreSQL address. Set it like postgresql://lamppost_app:password@database.example:5432/lamppost.`,
  });

const withScheme = (schemes: RegExp, sentence: string) =>
  z.string().refine((text) => schemes.test(urlOf(text)?.protocol ?? "") && (urlOf(text)?.hostname ?? "") !== "", { error: sentence });

const keyList = (name: string) =>
  z.string().refine((text) => text.split(",").every((each) => Buffer.from(each.trim(), "base64").length === 32), {
    error: `${name} is not 32 bytes in base64. Set it to what \`openssl rand -base64 32\` prints; several apart by commas, the one of today first.`,
  });

const mailAddress = /^[^\s@<>]+@[^\s@<>]+$/;
const namedMailAddress = /^[^<>]*<[^\s@<>]+@[^\s@<>]+>$/;

const given = z.object({
  LAMPPOST_MODE: z
    .enum(["demo", "production"], { error: "LAMPPOST_MODE is neither demo nor production. Set it to one of the two." })
    .default("demo"),
  PORT: z
    .string()
    .refine((text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65535, {
      error: "PORT is not a port. Set it to a whole number from 1 to 65535, such as 3000.",
    })
    .default("3000"),
  HOST: z
    .string()
    .regex(hostPattern, { error: "HOST is not an address to listen on. Set it to 127.0.0.1 for this machine only, or 0.0.0.0 for the network." })
    .default("127.0.0.1"),
  LAMPPOST_ORIGIN: z
    .string()
    .refine(isBareOrigin, {
      error: "LAMPPOST_ORIGIN is not an origin. Set it to scheme and host without a path, like https://lamppost.example.",
    })
    .optional(),
  LAMPPOST_DATA: z.string().default(".data"),
  DATABASE_URL: postgresUrl("DATABASE_URL").optional(),
  DATABASE_OWNER_URL: postgresUrl("DATABASE_OWNER_URL").optional(),
  LAMPPOST_SECRET: z
    .string()
    .min(secretLength, {
      error: "LAMPPOST_SECRET is shorter than 32 characters. Set it to a long random text, made for example by `openssl rand -base64 48`.",
    })
    .optional(),
  LAMPPOST_MASTER_KEY: keyList("LAMPPOST_MASTER_KEY").optional(),
  LAMPPOST_LEDGER_KEY: keyList("LAMPPOST_LEDGER_KEY").optional(),
  LAMPPOST_WITNESSES: z
    .string()
    .refine((text) => text.split(",").every((each) => /^https?:\/\/\S+ [^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+$/.test(each.trim())), {
      error: "LAMPPOST_WITNESSES is not a list of witnesses. Set it to address and key, apart by a blank, like https://witness.example witness.example+1234abcd+BKey…; several apart by commas.",
    })
    .optional(),
  SMTP_URL: withScheme(
    /^smtps?:$/,
    "SMTP_URL is not a mail server's address. Set it like smtps://name:password@mail.example:465.",
  ).optional(),
  LAMPPOST_CLAMD: z
    .string()
    .refine((text) => /^\/\S+$/.test(text) || /^(\[[0-9a-f:]+\]|[a-z0-9.-]+):\d{1,5}$/i.test(text), { error: "LAMPPOST_CLAMD is not where a virus scanner listens. Set it to host and port of ClamAV's daemon, like 127.0.0.1:3310, or to the path of its socket." })
    .optional(),
  MAIL_FROM: z
    .string()
    .refine((text) => mailAddress.test(text) || namedMailAddress.test(text), {
      error: "MAIL_FROM is not a mail address. Set it like Lamppost <lamppost@city.example>.",
    })
    .optional(),
  LOG_LEVEL: z
    .enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"], {
      error: "LOG_LEVEL is not a level. Set it to fatal, error, warn, info, debug, trace or silent.",
    })
    .default("info"),
  LAMPPOST_TIME_ZONE: z
    .string()
    .refine(isTimeZone, { error: "LAMPPOST_TIME_ZONE is not a time zone. Set it to an IANA name, like Europe/London." })
    .default("Europe/London"),
  LAMPPOST_HOLIDAYS: z
    .string()
    .refine((text) => text.split(",").every((day) => day.trim() === "" || readDay(day.trim()) !== null), { error: "LAMPPOST_HOLIDAYS holds something that is no day. Set it to days apart by commas, like 2026-12-25,2027-01-01." })
    .default(""),
  LAMPPOST_OFFICERS_NAMED: z.enum(["yes", "no"], { error: "LAMPPOST_OFFICERS_NAMED is neither yes nor no. Set it to yes where residents are to read which officer decided." }).optional(),
  LAMPPOST_FIRST_ADMIN_EMAIL: z
    .string()
    .regex(mailAddress, { error: "LAMPPOST_FIRST_ADMIN_EMAIL is not a mail address. Set it like ada@city.example." })
    .optional(),
  LAMPPOST_FIRST_ADMIN_NAME: z.string().optional(),
});

type Given = z.infer<typeof given>;

/** What a real city must have set, in the order of `.env.example`. */
function missingInProduction(settings: Given): string[] {
  const problems: string[] = [];
  if (!settings.LAMPPOST_ORIGIN) {
    problems.push("LAMPPOST_ORIGIN is missing. Set it to the address people will type, like https://lamppost.example.");
  } else if (!settings.LAMPPOST_ORIGIN.startsWith("https://")) {
    problems.push("LAMPPOST_ORIGIN does not begin with https://. In production set it to an https address, like https://lamppost.example.");
  }
  if (!settings.DATABASE_URL) {
    problems.push("DATABASE_URL is missing. In production set it to your PostgreSQL, like postgresql://lamppost_app:password@database.example:5432/lamppost.");
  }
  if (!settings.LAMPPOST_SECRET) {
    problems.push("LAMPPOST_SECRET is missing. In production set it to a random text of at least 32 characters, made for example by `openssl rand -base64 48`.");
  }
  if (!settings.SMTP_URL) {
    problems.push("SMTP_URL is missing. In production set it to your mail server, like smtps://name:password@mail.example:465.");
  }
  if (!settings.MAIL_FROM) {
    problems.push("MAIL_FROM is missing. In production set it to the sender of notices, like Lamppost <lamppost@city.example>.");
  }
  return problems;
}

/** The secret of a demo: made once, so that sessions outlive a restart, and readable by its owner only. */
function keptSecret(dataFolder: string): string {
  const file = join(dataFolder, "secret");
  if (existsSync(file)) {
    const kept = readFileSync(file, "utf8").trim();
    if (kept.length >= secretLength) return kept;
  }
  const made = randomBytes(48).toString("base64url");
  mkdirSync(dataFolder, { recursive: true });
  writeFileSync(file, `${made}\n`, { mode: 0o600 });
  return made;
}

/** Keys of the ledger in the data folder, one a line: made once, readable by their owner only. */
function keptKeys(dataFolder: string, name: string): string {
  const file = keyFile(dataFolder, name);
  if (!existsSync(file)) {
    mkdirSync(join(dataFolder, "keys"), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${randomBytes(32).toString("base64")}\n`, { mode: 0o600, flag: "wx" });
  }
  return readFileSync(file, "utf8").split("\n").map((line) => line.trim()).filter(Boolean).join(",");
}

/** Where a key is kept that the environment does not give. */
export const keyFile = (dataFolder: string, name: string): string => join(dataFolder, "keys", name);

/**
 * Reads and checks every setting. An empty value counts as not set.
 * In a demo without LAMPPOST_SECRET it makes the secret and keeps it in the data folder; so it does with the ledger's two keys in any mode.
 * @throws {SettingsProblem} with one sentence for each setting that is wrong or missing
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const filled = Object.fromEntries(
    Object.keys(given.shape)
      .map((key) => [key, env[key]?.trim()] as const)
      .filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = given.safeParse(filled);
  if (!parsed.success) throw new SettingsProblem(parsed.error.issues.map((issue) => issue.message));

  const settings = parsed.data;
  if (settings.LAMPPOST_MODE === "production") {
    const missing = missingInProduction(settings);
    if (missing.length > 0) throw new SettingsProblem(missing);
  }
  if (settings.DATABASE_OWNER_URL && !settings.DATABASE_URL) {
    throw new SettingsProblem(["DATABASE_OWNER_URL is set but DATABASE_URL is not. Set DATABASE_URL too, or remove both to use the embedded database."]);
  }

  const port = Number(settings.PORT);
  const dataFolder = resolve(settings.LAMPPOST_DATA);
  return {
    mode: settings.LAMPPOST_MODE,
    port,
    host: settings.HOST,
    origin: settings.LAMPPOST_ORIGIN ? new URL(settings.LAMPPOST_ORIGIN).origin : `http://localhost:${port}`,
    dataFolder,
    databaseUrl: settings.DATABASE_URL ?? null,
    databaseOwnerUrl: settings.DATABASE_OWNER_URL ?? null,
    secret: settings.LAMPPOST_SECRET ?? keptSecret(dataFolder),
    masterKeys: settings.LAMPPOST_MASTER_KEY ?? keptKeys(dataFolder, "master"),
    ledgerKeys: settings.LAMPPOST_LEDGER_KEY ?? keptKeys(dataFolder, "ledger"),
    witnesses: settings.LAMPPOST_WITNESSES ?? "",
    clamd: settings.LAMPPOST_CLAMD ?? null,
    smtpUrl: settings.SMTP_URL ?? null,
    mailFrom: settings.MAIL_FROM ?? "Lamppost <lamppost@localhost>",
    logLevel: settings.LOG_LEVEL,
    timeZone: settings.LAMPPOST_TIME_ZONE,
    holidays: settings.LAMPPOST_HOLIDAYS || (settings.LAMPPOST_MODE === "demo" ? demoHolidays(new Date().getUTCFullYear()) : ""),
    // A real city chooses to publish its people's names; it is not done to them.
    officersNamed: (settings.LAMPPOST_OFFICERS_NAMED ?? (settings.LAMPPOST_MODE === "demo" ? "yes" : "no")) === "yes",
    firstAdministratorEmail: settings.LAMPPOST_FIRST_ADMIN_EMAIL ?? null,
    firstAdministratorName: settings.LAMPPOST_FIRST_ADMIN_NAME ?? null,
  };
}

/** When the offices of the invented city are closed, for some years. */
const demoHolidays = (year: number): string => [0, 1, 2, 3].flatMap((n) => ["01-01", "12-25", "12-26"].map((day) => `${year + n}-${day}`)).join(",");

/** Adds what stands in `.env` to the environment; what is set already wins. */
export function loadEnvFile(): void {
  if (existsSync(".env")) process.loadEnvFile(".env");
}
