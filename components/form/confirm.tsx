import { confirmFields } from "@/lib/forms/state";
import { Button } from "./button";
import { Field } from "./field";

/**
 * Before a grave deed: the code from the person's app, at the head of the form that was sent. Sending it again with the code confirms
 * and decides in one go. With `asName` (only the demo gives it) one may confirm without an app.
 */
export function Confirm({ asName }: { asName: string | null }) {
  return (
    <div className="confirm">
      <Field name={confirmFields.code} label="Code from your app" hint="6 digits. Type it, then send the form below once more." inputMode="numeric" autoComplete="one-time-code" width="short" spellCheck={false} />
      {asName && (
        <div>
          <Button kind="plain" name={confirmFields.asCast} value="cast">
            Confirm as {asName}
          </Button>
          <p className="hint">Only in the demonstration city, where nobody has the app at hand.</p>
        </div>
      )}
    </div>
  );
}
