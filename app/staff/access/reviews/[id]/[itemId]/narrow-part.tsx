"use client";

import { useContext, type ReactNode } from "react";
import { FormContext } from "@/components/form/form-context";

const inside = new Set(["zoneId", "agencyId", "assetClass", "highestTier", "validUntil"]);

/** How narrow it is to be: folded, since most answers need none of it; open when something in it has to be mended, or it was the answer. */
export function NarrowPart({ children }: { children: ReactNode }) {
  const { problems, values } = useContext(FormContext);
  const isAsked = values.answer === "reduce" || problems.some(({ field }) => field !== undefined && inside.has(field));
  return (
    <details className="more" open={isAsked}>
      <summary>How narrow</summary>
      <div>{children}</div>
    </details>
  );
}
