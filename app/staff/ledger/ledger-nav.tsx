const places = [
  { to: "/staff/ledger", label: "Entries" },
  { to: "/staff/ledger/record", label: "A record on a day" },
  { to: "/staff/ledger/samples", label: "Samples" },
  { to: "/staff/ledger/findings", label: "Findings" },
] as const;

/** What there is to do with the ledger. */
export function LedgerNav({ at }: { at: (typeof places)[number]["to"] }) {
  return (
    <nav aria-label="Ledger">
      <ul className="views">
        {places.map(({ to, label }) => (
          <li key={to}>
            <a href={to} aria-current={to === at ? "page" : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
