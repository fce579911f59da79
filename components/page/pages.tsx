import { Icon } from "@/components/show/icon";

const english = { pages: "Pages", newer: "Newer", older: "Older" };

/** The way to newer and older rows; `words` say which are shown: "51 to 100 of 1,941". An end without an address has nothing there. */
export function Pages({ newer, older, words, labels = english }: { newer?: string; older?: string; words: string; labels?: typeof english }) {
  return (
    <nav className="pages" aria-label={labels.pages}>
      {newer && (
        <a href={newer}>
          <Icon name="back" /> {labels.newer}
        </a>
      )}
      <span>{words}</span>
      {older && (
        <a href={older}>
          {labels.older} <Icon name="forward" />
        </a>
      )}
    </nav>
  );
}
