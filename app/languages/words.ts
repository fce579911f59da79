import type { en } from "./en";

/** What every language has to say. */
export type Words = typeof en;
