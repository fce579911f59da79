import type { Words } from "@/app/languages/words";

/** A field that nobody sees and no Tab key comes to: whatever fills it in reads no page. */
export function Trap({ words }: { words: Words }) {
  return (
    <div className="trap" aria-hidden="true">
      <label>
        {words.form.trap} <input name="website" tabIndex={-1} autoComplete="off" />
      </label>
    </div>
  );
}
