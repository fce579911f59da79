import type { ReactNode } from "react";
import { tagWords, type TagMark, type TagPhase, type TagRecord } from "./tag-words";

export { tagWords } from "./tag-words";

/** The marks on a 16 grid. `filled` parts take the colour of the line. */
const marks: Record<TagMark, ReactNode> = {
  ring: <circle cx="8" cy="8" r="4.2" />,
  arrow: <path d="M3 8h9M8.5 4.5 12 8l-3.5 3.5" />,
  half: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path className="filled" d="M8 2.5a5.5 5.5 0 0 1 0 11z" />
    </>
  ),
  changes: <path d="M13 5.5H4.5M7.5 2.5l-3 3 3 3M3 10.5h8.5M8.5 7.8l3 2.7-3 3" />,
  question: <path d="M5 5.5C5 3.5 6.3 2.7 8 2.7s3 1 3 2.6C11 7.5 8 7.4 8 9.8M8 12.7v.3" />,
  tick: <path d="m3 8.5 3.5 3.5L13 4.5" />,
  seal: (
    <>
      <circle cx="8" cy="6.5" r="4" />
      <path d="M5.5 9.5 4.5 14 8 12.3 11.5 14l-1-4.5" />
    </>
  ),
  cross: <path d="m4 4 8 8M12 4l-8 8" />,
  back: <path d="M13 8H4M7.5 4.5 4 8l3.5 3.5" />,
  dash: <path d="M3 8h10" />,
  clock: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M8 4.5V8l2.5 1.5" />
    </>
  ),
  narrow: <path d="M1.5 8H5M14.5 8H11M3.5 5.5 6 8l-2.5 2.5M12.5 5.5 10 8l2.5 2.5" />,
  pause: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  bang: <path d="M8 2.5v7M8 12.4v.4" />,
  barred: (
    <>
      <circle cx="8" cy="8" r="5.7" />
      <path d="m4 12 8-8" />
    </>
  ),
  sheets: <path d="M2.5 2.5h7v7h-7zM6.5 12.5h6v-6" />,
  crossed: <path d="M2.8 2.8h10.4v10.4H2.8zM5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8" />,
  down: <path d="M8 2.5v8M4.5 7.5 8 11l3.5-3.5M3 13.5h10" />,
  wave: <path d="M2 8h3l2-4 2.5 8L11.5 8H14" />,
  box: (
    <>
      <path d="M2.8 2.8h10.4v10.4H2.8z" />
      <path className="filled" d="M5.5 5.5h5v5h-5z" />
    </>
  ),
  begun: (
    <>
      <path d="M3 3.5h10v9H3z" />
      <path className="filled" d="M3 3.5h5v9H3z" />
    </>
  ),
  off: <path d="M8 2v5.5M4.4 4.4a5 5 0 1 0 7.2 0" />,
};

const edges: Record<TagPhase, string> = { not_yet: " is-not-yet", in_force: "", over: " is-over", alarm: " is-alarm" };

/** A status as a mark and a word, never a link. `words` replaces the usual word; a status without a place in the table stands as its plain word. */
export function Tag({ record, status, words }: { record: TagRecord; status: string; words?: string }) {
  const found = tagWords(record, status);
  return (
    <span className={`tag tag--${found.family}${edges[found.phase]}`}>
      {found.mark && (
        <svg viewBox="0 0 16 16" aria-hidden="true">
          {marks[found.mark]}
        </svg>
      )}
      <span>{words ?? found.words}</span>
    </span>
  );
}
