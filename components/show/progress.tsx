/** A scale bar with tenths and its sentence. `done` and `of` are counts of the same thing; `words` say them, and what comes next. */
export function Progress({ done, of, words }: { done: number; of: number; words: string }) {
  return (
    <div>
      <div className="bar bar--tall">
        <progress value={done} max={Math.max(of, 1)} aria-label={words} />
      </div>
      <p className="bar-words note" aria-hidden="true">
        {words}
      </p>
    </div>
  );
}
