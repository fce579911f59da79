"use client";

import { useEffect } from "react";
import { useRouter } from "next/navigation";

/** Draws the page anew while long work goes on. Without scripts the browser reloads by itself. */
export function Refresh({ seconds }: { seconds: number }) {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => router.refresh(), seconds * 1000);
    return () => clearInterval(timer);
  }, [router, seconds]);
  return (
    <noscript>
      <meta httpEquiv="refresh" content={String(seconds)} />
    </noscript>
  );
}
