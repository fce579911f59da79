import { run } from "./install.mjs";

run("scripts/start.ts");
