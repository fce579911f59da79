import "server-only";
import { keyedHash } from "@/lib/core/crypto";
import { formKey } from "@/lib/forms/form-key";

/** For so long a page may lie open before its form is sent. */
const longestOpenMs = 24 * 3_600_000;
const sealOf = (key: string, opened: string): string => keyedHash(`${key} ${opened}`, "a form that anybody may send");

/** Hidden fields of a form that anybody may send: its key, once for one sending, and a seal without which nobody can make a key up. */
export function openFormKey(now = new Date()): Record<string, string> {
  const { key = "" } = formKey();
  const opened = String(now.getTime());
  return { key, opened, seal: sealOf(key, opened) };
}

/** Whether a form comes from a page that the portal gave out, not too long ago. What it carries for that is taken out. */
export function isFromOpenPage(data: FormData, now = new Date()): boolean {
  const [key, opened, seal] = ["key", "opened", "seal"].map((name) => String(data.get(name) ?? ""));
  data.delete("opened");
  data.delete("seal");
  const age = now.getTime() - Number(opened);
  return seal !== "" && seal === sealOf(key ?? "", opened ?? "") && age >= 0 && age <= longestOpenMs;
}
