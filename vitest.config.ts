import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      "@": root.replace(/\/$/, ""),
      "server-only": `${root}scripts/empty.mjs`,
    },
  },
  test: {
    environment: "node",
    include: ["lib/**/*.test.ts", "prisma/**/*.test.ts", "scripts/**/*.test.ts", "app/**/*.test.{ts,tsx}", "components/**/*.test.{ts,tsx}"],
    // A process for each file: every file has settings, and where it asks for one a database, of its own.
    pool: "forks",
    maxWorkers: 2,
    globalSetup: ["scripts/test-global-setup.ts"],
    setupFiles: ["scripts/test-setup.ts"],
    // Generous: how long a test takes depends on the machine and on what else it does.
    hookTimeout: 180_000,
    testTimeout: 90_000,
  },
});
