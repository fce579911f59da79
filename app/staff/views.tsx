import { Button } from "@/components/form/button";
import { Field } from "@/components/form/field";
import { Form } from "@/components/form/form";
import { formKey } from "@/lib/forms/form-key";
import { dropOwn, saveOwn } from "./view-actions";

/** The searches that one keeps, each a link; the way to keep the one that is shown, and to drop it where it is kept. */
export function OwnViews({ personId, views, shown }: { personId: string; views: { id: string; name: string; search: Record<string, string> }[]; shown: Record<string, string> }) {
  // In one order: the database keeps the parts in its own.
  const address = (search: Record<string, string>) => `/staff?${new URLSearchParams(Object.entries(search).toSorted(([a], [b]) => (a < b ? -1 : 1)))}`;
  const here = address(shown);
  const kept = views.find(({ search }) => address(search) === here);
  const isPlain = Object.keys(shown).length === 0;
  if (views.length === 0 && isPlain) return null;
  return (
    <div className="stack">
      {views.length > 0 && (
        <nav aria-label="Views you keep">
          <ul className="views">
            {views.map(({ id, name, search }) => (
              <li key={id}>
                <a href={address(search)} aria-current={id === kept?.id ? "page" : undefined}>
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      )}
      {kept ? (
        <Form act={dropOwn} title="Queue" hidden={{ ...formKey(), personId, viewId: kept.id }} of="drop-view">
          <Button kind="link">
            Drop this view<span className="sr-only">: {kept.name}</span>
          </Button>
        </Form>
      ) : (
        !isPlain && (
          <Form act={saveOwn} title="Queue" hidden={{ ...formKey(), personId, ...shown }} of="save-view" fold="Keep this view">
            <Field name="name" label="Name of this view" hint="Only you see it." width="medium" />
            <Button kind="plain">Keep it</Button>
          </Form>
        )
      )}
    </div>
  );
}
