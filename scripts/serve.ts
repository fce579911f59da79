import { connect, createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Settings } from "@/lib/core/settings";
import { signersOf } from "@/lib/ledger/signers";
import { keepChild, type Environment, type KeptChild } from "./child-process";
import { freePort } from "./database";

/** Something that was started ended by itself, or never became ready; the message is a sentence. */
export class ServingProblem extends Error {
  override name = "ServingProblem";
}

export interface Serving {
  /** Rejects when one of them ends without having been asked to; never settles otherwise. */
  failed: Promise<never>;
  stop(): Promise<void>;
}

/** How to run one of our own TypeScript programs with Node. */
export const ownProgram = (program: string, ...flags: string[]) => ({
  command: process.execPath,
  args: [...flags, "--conditions=react-server", "--import", "tsx", program],
});
/**
 * The front: it needs little, and is told so, since Node would let it grow to some gigabytes before it tidies up, and the C library would keep what a file of
 * hundreds of megabytes went through.
 */
export const frontProgram = (env: Environment) => ({
  ...ownProgram("scripts/front/run.ts", "--max-old-space-size=512", "--max-semi-space-size=4"),
  env: { ...env, MALLOC_ARENA_MAX: "1", MALLOC_MMAP_THRESHOLD_: "32768", MALLOC_TRIM_THRESHOLD_: "131072" },
});

const verifiersOf = ({ origin, ledgerKeys }: Settings) => signersOf(origin, ledgerKeys);

/** What the server and the worker know: the settings as they were understood, and the app's address of the database only. */
export function environmentFor(settings: Settings, appUrl: string): Environment {
  return {
    ...process.env,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    LAMPPOST_MODE: settings.mode,
    PORT: String(settings.port),
    HOST: settings.host,
    LAMPPOST_ORIGIN: settings.origin,
    LAMPPOST_DATA: settings.dataFolder,
    LAMPPOST_SECRET: settings.secret,
    LAMPPOST_MASTER_KEY: settings.masterKeys,
    // Who signs has the secret; who serves knows only by which keys it is checked.
    LAMPPOST_LEDGER_KEY: "",
    LAMPPOST_LEDGER_VERIFIERS: verifiersOf(settings).map(({ text }) => text).join(","),
    LAMPPOST_WITNESSES: settings.witnesses,
    LAMPPOST_TIME_ZONE: settings.timeZone,
    LAMPPOST_HOLIDAYS: settings.holidays,
    LAMPPOST_OFFICERS_NAMED: settings.officersNamed ? "yes" : "no",
    LOG_LEVEL: settings.logLevel,
    SMTP_URL: settings.smtpUrl ?? "",
    LAMPPOST_CLAMD: settings.clamd ?? "",
    MAIL_FROM: settings.mailFrom,
    DATABASE_URL: appUrl,
    // Empty rather than absent, so that a .env file cannot give the owner's rights back to the server.
    DATABASE_OWNER_URL: "",
    NEXTAUTH_SECRET: settings.secret,
    NEXTAUTH_URL: settings.origin,
  };
}

/** Whether a connection can be opened, which tells a listener that binding would not find on every system. */
function answers(port: number, host: string): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect({ port, host });
    const finish = (answer: boolean) => {
      socket.destroy();
      settle(answer);
    };
    socket.setTimeout(500, () => finish(false));
    socket.once("connect", () => finish(true));
    socket.once("error", () => finish(false));
  });
}

function canListen(port: number, host: string): Promise<NodeJS.ErrnoException | null> {
  return new Promise((settle) => {
    const probe = createServer();
    probe.once("error", settle);
    probe.listen({ port, host }, () => probe.close(() => settle(null)));
  });
}

/**
 * Makes sure that the server will be able to listen where the settings say.
 * @throws {ServingProblem}
 */
export async function claimPort({ port, host }: Settings): Promise<void> {
  // A server that was killed a moment ago may still be letting go of the port.
  for (let tries = 0; tries < 8; tries += 1) {
    const problem = await canListen(port, host);
    if (problem?.code === "EACCES") {
      throw new ServingProblem(`This account may not listen on port ${port}. Set PORT to a number from 1024 on.`);
    }
    if (problem && problem.code !== "EADDRINUSE") {
      throw new ServingProblem(`The server cannot listen on ${host}: it is not an address of this machine. Set HOST to 127.0.0.1 for this machine only, or 0.0.0.0 for the network.`);
    }
    if (!problem && !(await answers(port, "127.0.0.1")) && !(await answers(port, "::1"))) return;
    await pause(250);
  }
  throw new ServingProblem(`Port ${port} is taken by another program. Stop that one, or set PORT to another number, as in PORT=${port === 65535 ? 3000 : port + 1} npm start.`);
}

/** The address at which this machine reaches the server, whatever it listens on. */
function nearAddress({ host, port }: Settings): string {
  if (host === "0.0.0.0") return `http://127.0.0.1:${port}`;
  if (host === "::" || host === "[::]") return `http://[::1]:${port}`;
  return host.includes(":") && !host.startsWith("[") ? `http://[${host}]:${port}` : `http://${host}:${port}`;
}

async function untilHealthy(settings: Settings): Promise<void> {
  let answer = "it did not answer";
  for (const began = Date.now(); Date.now() - began < 60_000; await pause(100)) {
    try {
      const response = await fetch(`${nearAddress(settings)}/api/health`, { signal: AbortSignal.timeout(5_000) });
      if (response.ok) return;
      answer = `it answered ${response.status}: ${(await response.text()).slice(0, 300)}`;
    } catch {
      // Not listening yet.
    }
  }
  throw new ServingProblem(`The server did not become ready within a minute: ${answer}.`);
}

function endOf(child: KeptChild): Promise<never> {
  return child.ended.then((code) => {
    throw new ServingProblem(`${child.name} stopped by itself (code ${code}).`);
  });
}

/**
 * Starts the server, the server of pages behind it, and the worker on a prepared database, and waits until /api/health answers.
 * @param onLine every line that any of them writes
 * @throws {ServingProblem}
 */
export async function serve(settings: Settings, appUrl: string, onLine: (line: string) => void): Promise<Serving> {
  const env = environmentFor(settings, appUrl);
  const pagesPort = String(await freePort());
  // Only the front reaches it, and lets go of a connection before it does.
  const pages = keepChild({
    name: "The server of pages",
    command: process.execPath,
    args: ["node_modules/next/dist/bin/next", "start", "-p", pagesPort, "-H", "127.0.0.1", "--keepAliveTimeout", "75000"],
    env,
    onLine,
  });
  const front = keepChild({ name: "The server", ...frontProgram({ ...env, LAMPPOST_PAGES_PORT: pagesPort }), onLine });
  const worker = keepChild({ name: "The worker", ...ownProgram("scripts/worker.ts"), env: { ...env, LAMPPOST_LEDGER_KEY: settings.ledgerKeys }, onLine });
  const stop = async () => {
    // Who asks is let go first, then those who answer.
    await front.stop();
    await Promise.all([pages.stop(), worker.stop()]);
  };
  const failed = Promise.race([endOf(front), endOf(pages), endOf(worker)]);
  failed.catch(() => undefined);
  try {
    await Promise.race([untilHealthy(settings), failed]);
  } catch (problem) {
    await stop();
    throw problem;
  }
  return { failed, stop };
}
