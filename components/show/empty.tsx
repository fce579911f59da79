import type { ReactNode } from "react";
import { LampDrawing } from "./lamp";

/** Says what is true where a list would be, and the one next thing. The lamp stands only where all work is done. */
export function Empty({ title, children, lamp = false }: { title: string; children: ReactNode; lamp?: boolean }) {
  return (
    <div className={lamp ? "empty" : "empty empty--bare"}>
      {lamp && <LampDrawing />}
      <div>
        <p className="empty-head">{title}</p>
        {typeof children === "string" ? <p>{children}</p> : children}
      </div>
    </div>
  );
}
