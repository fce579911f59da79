import type { ReactNode } from "react";

/** Asks the same page again with what is chosen in the address: a plain GET form in a row, or in a column beside a list. */
export function FilterForm({ action, layout = "row", children }: { action: string; layout?: "row" | "column"; children: ReactNode }) {
  return (
    <form className={layout === "row" ? "toolbar" : "filters"} role="search" action={action} method="get">
      {children}
    </form>
  );
}
