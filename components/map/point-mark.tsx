import type { ReactNode } from "react";
import type { MapPoint } from "./cluster";

export type PointState = NonNullable<MapPoint["state"]>;

interface Mark {
  state?: PointState | undefined;
  number?: number | undefined;
  /** True where the point can be chosen: then it carries the tick that shows once it is. */
  pickable?: boolean | undefined;
}

/** Room that a point takes up, in pixels from its middle. */
export function pointRadius({ state, number }: Mark): number {
  if (number !== undefined) return 18;
  if (state === "chosen" || state === "here") return 13;
  return 10;
}

/**
 * The drawing of one point round 0,0. Every state has a shape of its own, so that none depends on colour:
 * disc: plain; hollow ring: free; square with a bar: taken; tick: chosen; disc with a heavy edge and a dot: here.
 */
export function PointMark({ state = "plain", number, pickable = false }: Mark) {
  const numbered = number !== undefined;
  const radius = numbered ? 17 : state === "here" ? 11 : 8;
  const ring = pointRadius({ state, number }) + 4;
  return (
    <>
      <circle className="street-map-hit" r={Math.max(radius, 14)} />
      <circle className="street-map-focus-edge" r={ring + 2.5} />
      <circle className="street-map-focus" r={ring} />
      {state === "taken" ? (
        <rect className="street-map-mark" x={-radius + 1} y={-radius + 1} width={2 * radius - 2} height={2 * radius - 2} rx="2" />
      ) : (
        <circle className="street-map-mark" r={radius} />
      )}
      {state === "taken" && !numbered ? <path className="street-map-bar" d="M-4 0H4" /> : null}
      {state === "here" && !numbered ? <circle className="street-map-dot" r="3" /> : null}
      {numbered ? (
        <text className="street-map-number" y="5">
          {number}
        </text>
      ) : null}
      {pickable || state === "chosen" ? (
        <g className="street-map-tick" transform={numbered ? "translate(13 -13) scale(0.8)" : undefined}>
          <circle r="12" />
          <path d="m-5.5.5 4 4 7-8" />
        </g>
      ) : null}
    </>
  );
}

/** One line of a map's legend: the point as it is drawn, and what it means in words. */
export function PointKey({ state, number, children }: { state: PointState; number?: number; children: ReactNode }) {
  return (
    <span className="street-map-key">
      <svg className={`street-map-point is-${state}`} viewBox="-20 -20 40 40" aria-hidden="true">
        <PointMark state={state} number={number} />
      </svg>
      {children}
    </span>
  );
}
