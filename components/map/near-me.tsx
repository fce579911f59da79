"use client";

import { useEffect, useRef, useState } from "react";

/**
 * Asks the browser where it is, to some ten metres, once, when it is pressed, and goes to `address` with that as `name`, "lon,lat". Where there is no script there is
 * no button: the list finds a street as well. `asking` and `words`: what it says meanwhile, and where the browser does not tell.
 */
export function NearMe({ address, name, label, asking, words }: { address: string; name: string; label: string; asking: string; words: string }) {
  const button = useRef<HTMLButtonElement>(null);
  const [state, setState] = useState<"idle" | "asking" | "failed">("idle");
  useEffect(() => {
    if (button.current && "geolocation" in navigator) button.current.hidden = false;
  }, []);
  function ask() {
    if (state === "asking") return;
    setState("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const to = new URL(address, window.location.href);
        to.searchParams.set(name, `${coords.longitude.toFixed(4)},${coords.latitude.toFixed(4)}`);
        window.location.assign(to);
      },
      () => setState("failed"),
      { maximumAge: 60_000, timeout: 15_000 },
    );
  }
  return (
    <>
      <button ref={button} type="button" className="button button--plain" hidden onClick={ask} aria-disabled={state === "asking" || undefined}>
        {label}
      </button>
      <span className="note" role="status">
        {state === "asking" ? asking : state === "failed" && words}
      </span>
    </>
  );
}
