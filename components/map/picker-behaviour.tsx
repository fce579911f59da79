"use client";

import { useCallback, useEffect, useRef, type ReactNode } from "react";

const points = "[data-map-key]";

/** The checkbox that a point on the map stands for, if the form has it. */
function boxFor(form: HTMLFormElement | null, name: string, point: Element): HTMLInputElement | undefined {
  const key = point.getAttribute("data-map-key");
  return [...(form?.elements ?? [])].find(
    (one): one is HTMLInputElement => one instanceof HTMLInputElement && one.type === "checkbox" && one.name === name && one.value === key,
  );
}

/** Makes the points of the map inside it stand for checkboxes of the form round it. */
export function PickerBehaviour({ name, children }: { name: string; children: ReactNode }) {
  const here = useRef<HTMLDivElement>(null);

  const agree = useCallback(() => {
    const form = here.current?.closest("form") ?? null;
    // One pass over the form: a street can have hundreds of poles.
    const boxes = new Map<string, HTMLInputElement>();
    for (const one of form?.elements ?? []) {
      if (one instanceof HTMLInputElement && one.type === "checkbox" && one.name === name) boxes.set(one.value, one);
    }
    for (const point of here.current?.querySelectorAll(points) ?? []) {
      const box = boxes.get(point.getAttribute("data-map-key") ?? "");
      point.setAttribute("role", box ? "checkbox" : "img");
      if (!box) {
        for (const given of ["tabindex", "aria-checked", "aria-disabled"]) point.removeAttribute(given);
        continue;
      }
      point.setAttribute("tabindex", "0");
      point.setAttribute("aria-checked", String(box.checked));
      if (box.disabled) point.setAttribute("aria-disabled", "true");
      else point.removeAttribute("aria-disabled");
    }
  }, [name]);

  // After every render, since the server may have sent another part of the city.
  useEffect(agree);

  useEffect(() => {
    const form = here.current?.closest("form");
    // A form that is reset changes its boxes only after the event.
    const later = () => setTimeout(agree);
    form?.addEventListener("change", agree);
    form?.addEventListener("reset", later);
    return () => {
      form?.removeEventListener("change", agree);
      form?.removeEventListener("reset", later);
    };
  }, [agree]);

  // Listened to here rather than on each point, since the points are the server's markup.
  useEffect(() => {
    const drawing = here.current;
    const toggle = (target: EventTarget | null): boolean => {
      const point = target instanceof Element ? target.closest(points) : null;
      const box = point ? boxFor(point.closest("form"), name, point) : undefined;
      // A click on the box itself, so that everything else that listens to it hears the change.
      box?.click();
      return box !== undefined;
    };
    const click = (event: MouseEvent) => void toggle(event.target);
    const press = (event: KeyboardEvent) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      // Neither sends the form nor scrolls the page.
      if (toggle(event.target)) event.preventDefault();
    };
    drawing?.addEventListener("click", click);
    drawing?.addEventListener("keydown", press);
    return () => {
      drawing?.removeEventListener("click", click);
      drawing?.removeEventListener("keydown", press);
    };
  }, [name]);

  return (
    <div ref={here} className="street-map-picker">
      {children}
    </div>
  );
}
