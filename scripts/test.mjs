import { run } from "./install.mjs";

run("scripts/test.ts");
