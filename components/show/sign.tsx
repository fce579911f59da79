import type { ReactNode } from "react";

/** The three shapes: hexagon what it is and what for, circle people who answer, square data. `low` is the lower half of each. */
const shapes = {
  hexagon: { face: "M32 3 57.5 17.5v29L32 61 6.5 46.5v-29z", low: "M6.5 32h51v14.5L32 61 6.5 46.5z" },
  circle: { face: "M32 4a28 28 0 1 1 0 56 28 28 0 1 1 0-56z", low: "M4 32a28 28 0 0 0 56 0z" },
  square: { face: "M6 6h52v52H6z", low: "M6 32h52v26H6z" },
} as const;

type Face = "plain" | "half" | "full";
interface Drawing {
  shape: keyof typeof shapes;
  face?: Face;
  lines: ReactNode;
}

const line = (d: string) => <path className="draw" d={d} />;
const shoulders = "M19 47v-4c0-6 5-9 13-9s13 3 13 9v4";

const drawings = {
  air: { shape: "hexagon", lines: line("M16 25h21a5.5 5.5 0 1 0-5.5-5.5M16 33h29a5.5 5.5 0 1 1-5.5 5.5M16 41h14a5 5 0 1 1-5 5") },
  purpose: { shape: "hexagon", lines: line("M32 50V30M32 41l7-6M32 37l-6-5M21 34a9 9 0 0 1 2-15 10 10 0 0 1 19 2 8 8 0 0 1 1 14") },
  traffic: { shape: "hexagon", lines: line("M18 38v-7l4-9h20l4 9v7zM18 31h28M21 38v5h5v-5M38 38v5h5v-5M24 34.5h2M38 34.5h2") },
  network: { shape: "hexagon", lines: line("M32 50V31M26 50h12M26 25a8.5 8.5 0 0 0 0 12M38 25a8.5 8.5 0 0 1 0 12M21 20a15.5 15.5 0 0 0 0 22M43 20a15.5 15.5 0 0 1 0 22") },
  light: { shape: "hexagon", lines: line("M24 50V24c0-4 3-7 7-7h5M19 50h10M35 14h9v6h-9zM36 26l-3 14M43 26l4 14") },
  device: { shape: "hexagon", lines: line("M20 22h24v20H20zM26 28h12M26 34h7M32 42v8") },
  person: {
    shape: "circle",
    lines: (
      <>
        <circle className="draw" cx="32" cy="23" r="6.5" />
        {line(shoulders)}
        <path className="solid" d="M35 40h7v3.5h-7z" />
      </>
    ),
  },
  permit: {
    shape: "circle",
    lines: (
      <>
        {line("M20 15h24v30H20zM25.5 22h13M25.5 28h13")}
        <circle className="face seal" cx="41" cy="43" r="7.5" />
        {line("m37.5 43 2.5 2.5 4.5-5")}
      </>
    ),
  },
  say: { shape: "circle", lines: line("M16 18h32v22H33l-8 8v-8h-9zM23 26h18M23 32h11") },
  nobody: {
    shape: "square",
    lines: (
      <>
        <circle className="draw" cx="32" cy="23" r="6.5" strokeDasharray="3 4" />
        <path className="draw" d={shoulders} strokeDasharray="3 4" />
      </>
    ),
  },
  crowd: {
    shape: "square",
    face: "half",
    lines: (
      <>
        <circle className="draw" cx="24" cy="27" r="5" />
        <circle className="draw" cx="40" cy="27" r="5" />
        {line("M14 45c0-6 4-9 10-9s8 2 8 2 3-2 8-2c6 0 10 3 10 9")}
      </>
    ),
  },
  face: {
    shape: "square",
    face: "full",
    lines: (
      <>
        {line("M17 24v-7h7M40 17h7v7M47 40v7h-7M24 47h-7v-7")}
        <circle className="draw" cx="32" cy="28" r="5" />
        {line("M23 42c0-5 4-7 9-7s9 2 9 7")}
      </>
    ),
  },
  camera: { shape: "square", face: "full", lines: line("M17 22h21v17H17zM38 28l9-5v15l-9-5M27 39v9") },
  measures: { shape: "square", lines: line("M18 46h28M21 46V34M28.5 46V24M36 46V30M43.5 46V19") },
  kept: { shape: "square", lines: line("M22 16h20M22 48h20M24 16v5c0 5 8 8 8 11s-8 6-8 11v5M40 16v5c0 5-8 8-8 11s8 6 8 11v5") },
  receipt: { shape: "square", lines: line("M20 14h24v36H20zM26 22h3v3h-3zM35 22h3v3h-3zM26 31h3v3h-3zM33 30h6M33 35h6M26 42h12") },
  shared: { shape: "square", lines: line("M32 40V17M24 24l8-8 8 8M18 34v14h28V34") },
} satisfies Record<string, Drawing>;

export type SignName = keyof typeof drawings;
export const signNames = Object.keys(drawings) as SignName[];

/**
 * A data-chain sign. Plain face: nobody is identified; lower half blue: made anonymous at once; full yellow face: can identify
 * people. It never stands without its words, and so it is hidden from those who listen.
 */
export function Sign({ name, face }: { name: SignName; face?: Face }) {
  const drawing: Drawing = drawings[name];
  const shape = shapes[drawing.shape];
  const shown = face ?? drawing.face ?? "plain";
  return (
    <svg className={shown === "full" ? "sign is-person" : "sign"} viewBox="0 0 64 64" aria-hidden="true">
      <path className="face" d={shape.face} />
      {shown === "half" && (
        <>
          <path className="half" d={shape.low} />
          <path className="face edge" d={shape.face} />
        </>
      )}
      {drawing.lines}
    </svg>
  );
}
