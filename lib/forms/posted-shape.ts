/** The address of an act, as the build names it. */
const act = /^[0-9a-f]{42}$/;
const isObject = (value: unknown): value is Record<string, unknown> => value !== null && typeof value === "object" && !Array.isArray(value);

function parsed(value: FormDataEntryValue | null): unknown {
  if (typeof value !== "string") return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}

/** True where no text stands for something else: React writes references with one dollar sign, and a text that begins with one with two. */
function isPlainValue(value: unknown): boolean {
  if (typeof value === "string") return !value.startsWith("$") || value.startsWith("$$") || value === "$undefined";
  return value === null || typeof value !== "object" || Object.values(value).every(isPlainValue);
}

/** What a browser with scripts sends: what the form last said, if it has said anything, and then its fields ("$K1"). */
function isSentByScript(data: FormData): boolean {
  const sent = parsed(data.get("0"));
  if (!Array.isArray(sent) || sent.length === 0 || sent.length > 2) return false;
  return /^\$K[0-9a-f]+$/.test(String(sent.at(-1))) && (sent.length === 1 || (isObject(sent[0]) && isPlainValue(sent[0])));
}

/** What a browser without scripts sends: for each act named, its address and what the form last said. */
function isSentPlain(data: FormData): boolean {
  for (const name of data.keys()) {
    if (name.startsWith("$ACTION_ID_")) {
      if (!act.test(name.slice("$ACTION_ID_".length))) return false;
    } else if (name.startsWith("$ACTION_REF_")) {
      const number = name.slice("$ACTION_REF_".length);
      const named = parsed(data.get(`$ACTION_${number}:0`));
      const bound = isObject(named) && act.test(String(named.id)) ? /^\$@(\d+)$/.exec(String(named.bound)) : null;
      if (!bound) return false;
      const said = parsed(data.get(`$ACTION_${number}:${bound[1]}`));
      if (!Array.isArray(said) || !isObject(said[0]) || !isPlainValue(said)) return false;
    }
  }
  return true;
}

/**
 * Whether a posted form has the shape that forms of this portal have. What is inside its fields is not looked at here: that is each
 * decision's own. Next answers a form of another shape with a fault; we answer that it is not ours.
 */
export const hasOurShape = (data: FormData, byScript: boolean): boolean => (byScript ? isSentByScript(data) : isSentPlain(data));
