"use client";

import { useEffect, useRef, useState, type ReactNode } from "react";
import { projectionOf, type View } from "./projection";

interface Point {
  x: number;
  y: number;
}

/** Nearer than this to the last corner, a hand only trembled. In shares of the map's width. */
const step = 0.012;
const mostCorners = 60;

/**
 * Lets a hand draw round some places of the map inside it, and goes to `address` with the corners as `name`, "lon,lat;lon,lat;…". While it is drawn nothing is
 * picked and the page does not move; Escape leaves it. Without scripts, or by keyboard, one moves the map: what it shows is what the list has.
 */
export function AreaDrawer({ address, name, view, width, height, words, children }: { address: string; name: string; view: View; width: number; height: number; words: { draw: string; drawing: string; leave: string }; children: ReactNode }) {
  const button = useRef<HTMLButtonElement>(null);
  const [isDrawing, setIsDrawing] = useState(false);
  const [line, setLine] = useState<Point[]>([]);
  useEffect(() => {
    if (button.current) button.current.hidden = false;
  }, []);
  useEffect(() => {
    if (!isDrawing) return;
    const leave = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setIsDrawing(false);
      setLine([]);
    };
    window.addEventListener("keydown", leave);
    return () => window.removeEventListener("keydown", leave);
  }, [isDrawing]);

  const at = (event: React.PointerEvent<SVGSVGElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height };
  };
  function begin(event: React.PointerEvent<SVGSVGElement>) {
    event.currentTarget.setPointerCapture(event.pointerId);
    setLine([at(event)]);
  }
  function goOn(event: React.PointerEvent<SVGSVGElement>) {
    const point = at(event);
    setLine((before) => {
      const last = before.at(-1);
      return !last || Math.hypot(point.x - last.x, point.y - last.y) < step ? before : [...before, point];
    });
  }
  function end() {
    if (line.length < 3) return setLine([]);
    const every = Math.ceil(line.length / mostCorners);
    const { toPlace } = projectionOf(view, width, height);
    const corners = line.filter((_, index) => index % every === 0).map(({ x, y }) => toPlace(x * width, y * height));
    const to = new URL(address, window.location.href);
    to.searchParams.set(name, corners.map(({ lon, lat }) => `${lon.toFixed(6)},${lat.toFixed(6)}`).join(";"));
    window.location.assign(to);
  }

  return (
    <div className="area-drawer">
      <p className="area-drawer-words">
        <button ref={button} type="button" className="button button--plain" hidden onClick={() => { setIsDrawing(!isDrawing); setLine([]); }}>
          {isDrawing ? words.leave : words.draw}
        </button>
        <span className="note" role="status">
          {isDrawing && words.drawing}
        </span>
      </p>
      <div className="area-drawer-map">
        {children}
        {isDrawing && (
          <svg className="area-drawer-sheet" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true" onPointerDown={begin} onPointerMove={(event) => line.length > 0 && goOn(event)} onPointerUp={end} onPointerCancel={() => setLine([])}>
            {line.length > 0 && <polygon points={line.map(({ x, y }) => `${x},${y}`).join(" ")} />}
          </svg>
        )}
      </div>
    </div>
  );
}
