import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readSettings, SettingsProblem } from "./settings";

const folder = mkdtempSync(join(tmpdir(), "lamppost-settings-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const demo = { LAMPPOST_DATA: folder };
const production = {
  LAMPPOST_MODE: "production",
  LAMPPOST_ORIGIN: "https://lamppost.example",
  LAMPPOST_DATA: folder,
  DATABASE_URL: "postgresql://lamppost_app:secret@database.example:5432/lamppost",
  LAMPPOST_SECRET: "0123456789abcdef0123456789abcdef",
  SMTP_URL: "smtps://name:password@mail.example:465",
  MAIL_FROM: "Lamppost <lamppost@city.example>",
};

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readSettings(env);
    return [];
  } catch (problem) {
    if (problem instanceof SettingsProblem) return problem.problems;
    throw problem;
  }
}

test("a demo needs nothing set", () => {
  expect(readSettings(demo)).toMatchObject({
    mode: "demo",
    port: 3000,
    host: "127.0.0.1",
    origin: "http://localhost:3000",
    dataFolder: folder,
    databaseUrl: null,
    databaseOwnerUrl: null,
    smtpUrl: null,
    logLevel: "info",
    timeZone: "Europe/London",
    firstAdministratorEmail: null,
  });
});

test("the secret of a demo is made once and is readable by its owner only", () => {
  const { secret } = readSettings(demo);
  expect(secret.length).toBeGreaterThanOrEqual(32);
  expect(readSettings(demo).secret).toBe(secret);
  expect(readFileSync(join(folder, "secret"), "utf8").trim()).toBe(secret);
  expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600);
});

test("a production with everything set has no problems", () => {
  expect(readSettings(production)).toMatchObject({ mode: "production", origin: "https://lamppost.example", secret: production.LAMPPOST_SECRET });
});

test("the origin follows the port, and an empty value counts as not set", () => {
  expect(readSettings({ ...demo, PORT: "3100", LAMPPOST_ORIGIN: "", LOG_LEVEL: " " })).toMatchObject({ origin: "http://localhost:3100", logLevel: "info" });
});

test("a slash at the end of the origin is taken away", () => {
  expect(readSettings({ ...production, LAMPPOST_ORIGIN: "https://lamppost.example/" }).origin).toBe("https://lamppost.example");
});

describe("one sentence for a setting that is wrong", () => {
  const wrong: [string, Record<string, string>, RegExp][] = [
    ["an unknown mode", { ...demo, LAMPPOST_MODE: "live" }, /^LAMPPOST_MODE is neither/],
    ["a port of words", { ...demo, PORT: "http" }, /^PORT is not a port/],
    ["port zero", { ...demo, PORT: "0" }, /^PORT is not a port/],
    ["a port too high", { ...demo, PORT: "65536" }, /^PORT is not a port/],
    ["a fraction of a port", { ...demo, PORT: "30.5" }, /^PORT is not a port/],
    ["a host with a scheme", { ...demo, HOST: "http://localhost" }, /^HOST is not an address/],
    ["an origin with a path", { ...demo, LAMPPOST_ORIGIN: "https://city.example/lamppost" }, /^LAMPPOST_ORIGIN is not an origin/],
    ["an origin with a query", { ...demo, LAMPPOST_ORIGIN: "https://city.example?x=1" }, /^LAMPPOST_ORIGIN is not an origin/],
    ["an origin without a scheme", { ...demo, LAMPPOST_ORIGIN: "city.example" }, /^LAMPPOST_ORIGIN is not an origin/],
    ["an origin of another scheme", { ...demo, LAMPPOST_ORIGIN: "ftp://city.example" }, /^LAMPPOST_ORIGIN is not an origin/],
    ["another database", { ...demo, DATABASE_URL: "mysql://city.example/lamppost" }, /^DATABASE_URL is not a PostgreSQL address/],
    ["another database for the owner", { ...production, DATABASE_OWNER_URL: "lamppost" }, /^DATABASE_OWNER_URL is not a PostgreSQL address/],
    ["an owner without a database", { ...demo, DATABASE_OWNER_URL: production.DATABASE_URL }, /^DATABASE_OWNER_URL is set but DATABASE_URL is not/],
    ["a short secret", { ...demo, LAMPPOST_SECRET: "short" }, /^LAMPPOST_SECRET is shorter/],
    ["a mail server of another scheme", { ...demo, SMTP_URL: "https://mail.example" }, /^SMTP_URL is not a mail server/],
    ["a sender without an address", { ...demo, MAIL_FROM: "Lamppost" }, /^MAIL_FROM is not a mail address/],
    ["an unknown level", { ...demo, LOG_LEVEL: "loud" }, /^LOG_LEVEL is not a level/],
    ["a holiday that is no day", { ...demo, LAMPPOST_HOLIDAYS: "2026-12-25, 2027-02-30" }, /^LAMPPOST_HOLIDAYS holds something that is no day/],
    ["names of officers perhaps", { ...demo, LAMPPOST_OFFICERS_NAMED: "perhaps" }, /^LAMPPOST_OFFICERS_NAMED is neither/],
    ["a time zone that is nowhere", { ...demo, LAMPPOST_TIME_ZONE: "Europe/Atlantis" }, /^LAMPPOST_TIME_ZONE is not a time zone/],
    ["a time zone by its offset", { ...demo, LAMPPOST_TIME_ZONE: "+01:00" }, /^LAMPPOST_TIME_ZONE is not a time zone/],
    ["an administrator without an address", { ...demo, LAMPPOST_FIRST_ADMIN_EMAIL: "ada" }, /^LAMPPOST_FIRST_ADMIN_EMAIL is not a mail address/],
    ["a production over http", { ...production, LAMPPOST_ORIGIN: "http://lamppost.example" }, /^LAMPPOST_ORIGIN does not begin with https/],
    ["a production on localhost over http", { ...production, LAMPPOST_ORIGIN: "http://localhost" }, /^LAMPPOST_ORIGIN does not begin with https/],
    ["a production without an origin", { ...production, LAMPPOST_ORIGIN: "" }, /^LAMPPOST_ORIGIN is missing/],
    ["a production without a database", { ...production, DATABASE_URL: "" }, /^DATABASE_URL is missing/],
    ["a production without a secret", { ...production, LAMPPOST_SECRET: "" }, /^LAMPPOST_SECRET is missing/],
    ["a production without mail", { ...production, SMTP_URL: "" }, /^SMTP_URL is missing/],
    ["a production without a sender", { ...production, MAIL_FROM: "" }, /^MAIL_FROM is missing/],
  ];
  test.each(wrong)("%s", (_, env, sentence) => {
    const problems = problemsOf(env);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(sentence);
    expect(problems[0]).toMatch(/\b(Set|set) /);
  });

  test("several wrong settings are told together", () => {
    expect(problemsOf({ ...demo, PORT: "x", LOG_LEVEL: "loud" })).toHaveLength(2);
    expect(problemsOf({ LAMPPOST_MODE: "production", LAMPPOST_DATA: folder })).toHaveLength(5);
  });
});

test("officers are named to residents where a city chose it; the invented one did", () => {
  const named = (env: Record<string, string>) => readSettings(env).officersNamed;
  expect([named(demo), named({ ...demo, LAMPPOST_OFFICERS_NAMED: "no" }), named(production), named({ ...production, LAMPPOST_OFFICERS_NAMED: "yes" })]).toEqual([true, false, false, true]);
});

describe("time zones that are kept", () => {
  test.each(["Europe/London", "America/Argentina/Buenos_Aires", "UTC"])("%s", (name) => {
    expect(readSettings({ ...demo, LAMPPOST_TIME_ZONE: name }).timeZone).toBe(name);
  });
});
