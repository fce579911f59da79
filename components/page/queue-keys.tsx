"use client";

import { useEffect, useState, useSyncExternalStore } from "react";

const keep = "lamppost-queue-keys";
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** Off until somebody turns them on: a single letter would surprise who speaks to their computer (WCAG 2.1.4). Kept in this browser. */
function isOn(): boolean {
  try {
    return localStorage.getItem(keep) === "on";
  } catch {
    return false;
  }
}

const rows = (): HTMLAnchorElement[] => [...document.querySelectorAll<HTMLAnchorElement>("table.queue th[scope=row] a")];
const isTyping = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || ["INPUT", "SELECT", "TEXTAREA"].includes(target.tagName));

/** A list of cases by single keys: j and k to the next and the one before, Enter opens it, / goes to the search, ? shows the keys. */
export function QueueKeys() {
  const on = useSyncExternalStore(subscribe, isOn, () => false);
  const [isShown, show] = useState(false);

  useEffect(() => {
    if (!on) return;
    function press(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const all = rows();
      const at = all.indexOf(document.activeElement as HTMLAnchorElement);
      if (event.key === "j" || event.key === "k") all[Math.max(0, Math.min(all.length - 1, at + (event.key === "j" ? 1 : -1)))]?.focus();
      else if (event.key === "/") document.querySelector<HTMLInputElement>("form[role=search] input[type=search]")?.focus();
      else if (event.key === "?") show((shown) => !shown);
      else return;
      event.preventDefault();
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [on]);

  function turn() {
    try {
      localStorage.setItem(keep, on ? "off" : "on");
    } catch {
      // Without a place to keep it, the keys stay off.
    }
    for (const listener of listeners) listener();
  }

  return (
    <div className="note soft">
      <p>
        Keyboard, {on ? "on" : "off"}: {on && (
          <>
            <kbd>j</kbd> <kbd>k</kbd> next, previous; <kbd>Enter</kbd> open; <kbd>/</kbd> find; <kbd>?</kbd> all keys.{" "}
          </>
        )}
        <button type="button" className="link" onClick={turn}>
          {on ? "Turn off" : "Turn on"}
        </button>
      </p>
      {on && isShown && (
        <dl className="summary" aria-label="Keys of this list">
          {[["j", "The next case"], ["k", "The case before"], ["Enter", "Open the case"], ["/", "Find a case"], ["?", "Show or hide these"]].map(([key, words]) => (
            <div key={key}>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{words}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
