import { Icon } from "@/components/show/icon";

/** The way to newer and older rows; `words` say which are shown: "51 to 100 of 1,941". An end without an address has nothing there. */
export function Pages({ newer, older, words }: { newer?: string; older?: string; words: string }) {
  return (
    <nav className="pages" aria-label="Pages">
      {newer && (
        <a href={newer}>
          <Icon name="back" /> Newer
        </a>
      )}
      <span>{words}</span>
      {older && (
        <a href={older}>
          Older <Icon name="forward" />
        </a>
      )}
    </nav>
  );
}
