import { Agent, get } from "node:http";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { db } from "@/lib/core/db";
import { readSettings } from "@/lib/core/settings";
import { keepChild } from "@/scripts/child-process";
import { freePort } from "@/scripts/database";
import { environmentFor } from "@/scripts/serve";
import { interleaved, type Measure } from "./timing";

/** Asks for an address and reads the whole answer; anything but 200 is a fault. */
function ask(agent: Agent, url: string): Promise<void> {
  return new Promise((settle, fail) => {
    get(url, { agent }, (answer) => {
      answer.resume();
      answer.once("end", () => (answer.statusCode === 200 ? settle() : fail(new Error(`${url} answered ${answer.statusCode}`))));
      answer.once("error", fail);
    }).once("error", fail);
  });
}

/** Answers in a second when eight ask at once, over this many seconds. */
async function throughput(url: string, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const began = performance.now();
  let answers = 0;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (performance.now() - began < seconds * 1_000) {
        await ask(agent, url);
        answers += 1;
      }
    }),
  );
  const took = (performance.now() - began) / 1_000;
  agent.destroy();
  return answers / took;
}

/** The public pages, whole, from the production server; the floor is the health answer of the same server. */
export async function measurePages(appUrl: string, samples: number, seconds: number, tell: (line: string) => void): Promise<Measure[]> {
  const folder = mkdtempSync(join(tmpdir(), "lamppost-bench-pages-"));
  const settings = readSettings({ LAMPPOST_DATA: folder, PORT: String(await freePort()), DATABASE_URL: appUrl, LOG_LEVEL: "warn" });
  const said: string[] = [];
  const server = keepChild({
    name: "The server",
    command: process.execPath,
    args: ["node_modules/next/dist/bin/next", "start", "-p", String(settings.port), "-H", settings.host],
    env: environmentFor(settings, appUrl),
    onLine: (line) => said.push(line),
  });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const base = `http://${settings.host}:${settings.port}`;
  const health = `${base}/api/health`;
  try {
    for (let tries = 0; ; tries += 1) {
      if (await ask(agent, health).then(() => true, () => false)) break;
      if (tries > 300 || server.hasEnded()) throw new Error(`the server did not start: ${said.slice(-5).join(" ")}`);
      await pause(100);
    }
    const { code } = await db.device.findFirstOrThrow({ where: { permitStatus: "active" }, orderBy: { id: "desc" }, select: { code: true } });
    const measures: Measure[] = [];
    const healthPerSecond = await throughput(health, seconds);
    for (const path of ["/", "/devices", "/devices?find=lane", "/devices?find=nightjar", "/devices?find=zzebra", `/devices/${code}`]) {
      const times = await interleaved(samples, () => ask(agent, base + path), () => ask(agent, health), 60_000);
      measures.push({ group: "page", what: path.replace(code, "CODE"), ...times, throughput: { ours: await throughput(base + path, seconds), floor: healthPerSecond } });
      tell(path);
    }
    return measures;
  } catch (problem) {
    for (const line of said.slice(-20)) console.error(line);
    throw problem;
  } finally {
    agent.destroy();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
