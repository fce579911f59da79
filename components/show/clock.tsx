/** Where a case stands in its time: days left, late, or stopped. The words change with the colour. */
export function Clock({ state, words, note }: { state: "running" | "soon" | "late" | "paused"; words: string; note?: string }) {
  return (
    <div className={state === "late" ? "clock is-late" : state === "soon" ? "clock is-soon" : "clock"}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" strokeWidth="2" />
        {state === "paused" ? <path d="M9.5 8v8M14.5 8v8" stroke="currentColor" strokeWidth="2.5" /> : <path d={state === "late" ? "M12 7v6M12 16v1" : state === "soon" ? "M12 12V5a7 7 0 0 1 3.5 1z" : "M12 12V4a8 8 0 1 1-6 13.3z"} fill={state === "late" ? "none" : "currentColor"} stroke="currentColor" strokeWidth={state === "late" ? 2.5 : 0} />}
      </svg>
      <span>
        <span className="d">{words}</span>
        {note && <small>{note}</small>}
      </span>
    </div>
  );
}
