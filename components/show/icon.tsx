/** The lines of each icon on a 24 grid. They stand beside a word, never instead of one. */
const drawings = {
  near: "M12 5.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 1 1 0-13zM12 2v4M12 18v4M2 12h4M18 12h4M12 11.5v1",
  globe: "M12 3a9 9 0 1 1 0 18 9 9 0 1 1 0-18zM3 12h18M12 3c-5 5-5 13 0 18M12 3c5 5 5 13 0 18",
  key: "M8 7.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 1 1 0-9zM12.5 12H22M18.5 12v4",
  warning: "M12 3 22 20.5H2zM12 9.5v5.5M12 17.6v.3",
  download: "M12 3v12M6.5 10 12 15.5 17.5 10M4 20.5h16",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  back: "M20 12H5M11 6l-6 6 6 6",
  forward: "M4 12h15M13 6l6 6-6 6",
  scan: "M3 8V3h5M16 3h5v5M21 16v5h-5M8 21H3v-5M8 8h3v3H8zM14 8h2M14 11h2M8 14v2M11 14h5v2",
  lock: "M5 11h14v10H5zM8 11V7.5a4 4 0 0 1 8 0V11",
  cross: "M5 5l14 14M19 5 5 19",
  map: "m3 6 6-2 6 2 6-2v14l-6 2-6-2-6 2zM9 4v14M15 6v14",
  tick: "m4 12.5 5.5 5.5L20 6.5",
  down: "m5 9 7 7 7-7",
  pause: "M12 2.5a9.5 9.5 0 1 1 0 19 9.5 9.5 0 1 1 0-19zM9.5 8v8M14.5 8v8",
  clock: "M12 3a9 9 0 1 1 0 18 9 9 0 1 1 0-18zM12 7v5l3.5 2.5",
  ledger: "M3 3h18v18H3zM12 3v6M7.5 9h9M7.5 9v4.5M16.5 9v4.5M5 13.5h5M14 13.5h5M5 13.5v4M10 13.5v4M14 13.5v4M19 13.5v4",
} as const;

export type IconName = keyof typeof drawings;

/** A small line drawing in the colour of the words beside it; hidden from those who listen. */
export function Icon({ name }: { name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={drawings[name]} />
    </svg>
  );
}
