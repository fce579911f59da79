/** How many of each, as bars: beside a table that says the same in figures, so it is left out for those who listen. */
export function Bars({ rows }: { rows: { label: string; count: number }[] }) {
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const line = 26;
  return (
    <svg className="bars" viewBox={`0 0 320 ${rows.length * line}`} width="320" height={rows.length * line} aria-hidden="true">
      {rows.map(({ label, count }, index) => (
        <g key={label} transform={`translate(0 ${index * line})`}>
          <text x="92" y="17" textAnchor="end">
            {label}
          </text>
          <rect x="100" y="5" height="16" width={Math.max(count === 0 ? 0 : 2, (count / most) * 180)} />
          <text x={108 + (count / most) * 180} y="17">
            {count.toLocaleString("en-GB")}
          </text>
        </g>
      ))}
    </svg>
  );
}
