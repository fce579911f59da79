import { spawn, type ChildProcess } from "node:child_process";
import { createServer } from "node:net";
import { expect, test } from "@playwright/test";

let server: ChildProcess;
let base: string;

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

// The same build over the same database, told that it is a real city.
test.beforeAll(async () => {
  const port = await freePort();
  base = `http://127.0.0.1:${port}`;
  server = spawn(process.execPath, ["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", "127.0.0.1"], {
    stdio: "ignore",
    env: { ...process.env, NODE_ENV: "production", LAMPPOST_MODE: "production", LAMPPOST_ORIGIN: "https://permits.city.example", LAMPPOST_SECRET: "a-secret-for-this-test-alone-0123456789", DATABASE_URL: process.env.E2E_DATABASE_URL ?? process.env.DATABASE_URL ?? "", NEXTAUTH_URL: "https://permits.city.example", LOG_LEVEL: "silent" },
  });
  await expect(async () => expect((await fetch(`${base}/api/health`)).status).toBe(200)).toPass({ timeout: 30_000 });
});
test.afterAll(() => void server.kill("SIGTERM"));

test("the sign-in page offers nobody by name", async () => {
  const text = await (await fetch(`${base}/sign-in`)).text();
  expect(text).toContain("Password");
  expect(text).not.toContain("Be someone");
  expect(text).not.toContain("Ines Okafor");
  expect(text).not.toContain("Demonstration city");
});

test("the demo's provider is not there, and its callback lets nobody in", async () => {
  const providers = (await (await fetch(`${base}/api/auth/providers`)).json()) as Record<string, unknown>;
  expect(Object.keys(providers)).toEqual(["password"]);
  const token = await fetch(`${base}/api/auth/csrf`);
  const { csrfToken } = (await token.json()) as { csrfToken: string };
  const cookie = token.headers.getSetCookie().map((line) => line.split(";")[0]).join("; ");
  const answer = await fetch(`${base}/api/auth/callback/cast`, { method: "POST", redirect: "manual", headers: { "content-type": "application/x-www-form-urlencoded", cookie }, body: new URLSearchParams({ csrfToken, email: "ines@aldermouth.example", json: "true" }) });
  expect(answer.headers.getSetCookie().join()).not.toContain("session-token=ey");
});

test("the demo's mailbox does not exist", async () => {
  expect((await fetch(`${base}/demo/mailbox`)).status).toBe(404);
});
