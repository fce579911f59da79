import "@/app/styles/work.css";
import type { ReactNode } from "react";
import { Shell } from "@/app/shell";

export default function Layout({ children }: { children: ReactNode }) {
  return <Shell kind="partner">{children}</Shell>;
}
