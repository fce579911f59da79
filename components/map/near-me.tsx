"use client";

import { useEffect, useRef, useState } from "react";

/**
 * Asks the browser where it is, once, when it is pressed, and goes to `address` with that as `name`, "lon,lat". Where there is no script there is
 * no button: the list finds a street as well. `words`: what it says where the browser does not tell.
 */
export function NearMe({ address, name, label, words }: { address: string; name: string; label: string; words: string }) {
  const button = useRef<HTMLButtonElement>(null);
  const [state, setState] = useState<"idle" | "asking" | "failed">("idle");
  useEffect(() => {
    if (button.current && "geolocation" in navigator) button.current.hidden = false;
  }, []);
  function ask() {
    setState("asking");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const to = new URL(address, window.location.href);
        to.searchParams.set(name, `${coords.longitude.toFixed(5)},${coords.latitude.toFixed(5)}`);
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
        {state === "failed" && words}
      </span>
    </>
  );
}
