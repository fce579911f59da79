import { register } from "node:module";

// Loaded before everything else (node --import): whoever asks for what writes entries is given what writes none.
const instead = new URL("./ledger-left-out.ts", import.meta.url).href;
const hook = `export const resolve = (asked, context, next) => next(asked === "@/lib/ledger/append" ? ${JSON.stringify(instead)} : asked, context);`;
register(`data:text/javascript,${encodeURIComponent(hook)}`);
